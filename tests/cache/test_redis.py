"""Does a Redis server that is gone, slow, full, damaged or not ours cost no more than a miss?"""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from service.cache import redis_server as module
from service.cache.redis_server import FAILURES, BadAddress, NoAnswer, RedisServer
from service.cache.redis_store import RedisStore
from service.cache.store import Store
from service.errors import ConfigurationError
from service.parts import build_store
from service.settings import Settings
from tests.redis_server import Server, free_port, needs_redis, redis_server

pytestmark = needs_redis
LIMIT = 1 << 20
DAY = 86400.0
QUESTION = module.TIMEOUT + module._GRACE
CANARY = "The minister's secret cat"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with redis_server(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(autouse=True)
def _short_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WATCH", 0.05)
    monkeypatch.setattr(module, "TIMEOUT", 1.0)  # for a busy machine


@asynccontextmanager
async def on(url: str) -> AsyncIterator[RedisStore]:
    store = RedisStore(RedisServer(url), LIMIT)
    try:
        yield store
    finally:
        await store.close()


@pytest.fixture
async def store(running: Server) -> AsyncIterator[RedisStore]:
    with running.client() as client:
        client.flushall()
    async with on(running.url) as store:
        yield store


def well(store: Store) -> bool:
    return store.trouble is None


async def until_well(store: Store) -> None:
    async with asyncio.timeout(20):
        while store.trouble:
            await asyncio.sleep(0.01)
            await store.check()


async def use(store: Store) -> None:
    """Everything that a request does, with what a store in trouble has to say."""
    assert await store.get("key") is None
    await store.put("key", b"value", DAY)
    assert await store.acquire("key", "one", 10)
    assert await store.acquire("key", "other", 10)
    await store.release("key", "other")


async def test_two_machines_share_entries_and_leases(running: Server, store: RedisStore) -> None:
    async with on(running.url) as other:
        await store.put("key", b"value", DAY)
        assert await other.get("key") == b"value"
        assert await store.acquire("key", "one", 10)
        assert not await other.acquire("key", "other", 10)
        await other.release("key", "other")
        assert not await other.acquire("key", "other", 10)
        await store.release("key", "one")
        assert await other.acquire("key", "other", 10)


async def test_an_unreachable_server_is_a_miss_told_once(caplog: pytest.LogCaptureFixture) -> None:
    port = free_port()
    async with on(f"redis://user:pa55word@127.0.0.1:{port}/0") as store:
        for _ in range(20):
            await use(store)
        assert store.trouble == "Redis cannot be reached"
    warnings = [one for one in caplog.records if one.levelno >= logging.WARNING]
    assert [one.getMessage() for one in warnings] == [
        f"cache: Redis cannot be reached at 127.0.0.1:{port}; the service goes on without"
    ]
    assert "pa55word" not in caplog.text


async def test_readiness_finds_out_without_any_traffic() -> None:
    async with on(f"redis://127.0.0.1:{free_port()}") as store:
        assert store.trouble is None
        await store.check()
        assert store.trouble


async def test_a_server_that_comes_back_is_used_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with redis_server(tmp_path) as server:
        async with on(server.url) as store:
            await store.put("key", b"value", DAY)
            server.kill()
            for _ in range(FAILURES):
                assert await store.get("key") is None
            assert store.trouble
            server.start()
            await until_well(store)
            await store.put("key", b"value", DAY)
            assert await store.get("key") == b"value"
    assert caplog.text.count("the service goes on without") == 1
    assert caplog.text.count("answers again") == 1


async def test_a_restart_between_two_requests_goes_unnoticed(tmp_path: Path) -> None:
    with redis_server(tmp_path, "--appendonly", "yes", "--appendfsync", "always") as server:
        async with on(server.url) as store:
            await asyncio.gather(*(store.put(f"key {n}", b"value", DAY) for n in range(40)))
            server.kill()
            server.start()
            found = [await store.get(f"key {n}") for n in range(40)]
            assert (found, store.trouble) == ([b"value"] * 40, None)


class Fake:
    """Listens where a Redis server should, and answers what a script says; nothing without one."""

    def __init__(self, answer: bytes = b"") -> None:
        self.connections = 0
        self._answer = answer

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        while await reader.read(1 << 16):
            writer.write(self._answer)
        writer.close()


@asynccontextmanager
async def listening(fake: Fake) -> AsyncIterator[str]:
    server = await asyncio.start_server(fake, "127.0.0.1", 0)
    async with server:
        yield f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def test_a_silent_server_is_waited_for_three_times_and_then_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "TIMEOUT", 0.05)
    monkeypatch.setattr(module, "WATCH", 60.0)
    fake = Fake()
    async with listening(fake) as url, on(url) as store:
        # A crowd waits as long as one: when the first have failed, nobody else asks.
        await asyncio.gather(*(use(store) for _ in range(200)))
        assert store.trouble == "Redis does not answer in time"
        connections = fake.connections
        for _ in range(50):
            await use(store)
        assert fake.connections == connections


def test_a_question_has_a_quarter_of_a_second() -> None:
    assert QUESTION <= 0.25


NONSENSE = {
    "another protocol": b"HTTP/1.1 400 Bad Request\r\n\r\n",
    "half an answer": b"$500\r\nabc",
    "no number": b"$many\r\n",
    "noise": bytes(range(128, 256)),
    "an error with noise": b"-ERR \xff\xfe\r\n",
    "a list": b"*1\r\n$1\r\na\r\n" * 4,
}


@pytest.mark.parametrize("answer", NONSENSE.values(), ids=NONSENSE)
async def test_something_that_is_no_redis_does_no_harm(
    answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TIMEOUT", 0.05)
    async with listening(Fake(answer)) as url, on(url) as store, asyncio.timeout(20):
        for _ in range(5):
            assert await store.get("key") is None
            await store.put("key", b"value", DAY)
            assert await store.acquire("key", "one", 10)
        assert store.trouble


async def test_an_answer_that_comes_too_late_is_nobody_elses(
    running: Server, store: RedisStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(20):
        await store.put(f"key {n}", b"%d" % n, DAY)
    monkeypatch.setattr(module, "WATCH", 0.01)
    for pause in range(8):
        monkeypatch.setattr(module, "TIMEOUT", 0.02)
        monkeypatch.setattr(module, "_GRACE", 0.0)
        with running.client() as client:
            client.execute_command("CLIENT", "PAUSE", str(30 + pause), "ALL")
            found = await asyncio.gather(*(store.get(f"key {n}") for n in range(20)))
        assert all(value in (None, b"%d" % n) for n, value in enumerate(found))
        monkeypatch.setattr(module, "TIMEOUT", 5.0)
        await until_well(store)
        for n in range(20):
            assert await store.get(f"key {n}") == b"%d" % n


DAMAGE = {
    "flipped bit": b"\0" * 16 + b"value",
    "cut off": b"val",
    "empty": b"",
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
async def test_a_damaged_entry_is_a_miss_with_a_line_in_the_log(
    damage: bytes, running: Server, store: RedisStore, caplog: pytest.LogCaptureFixture
) -> None:
    await store.put("key", b"value", DAY)
    with running.client() as client:
        client.set("claimwire:2:entry:key", damage)
    assert await store.get("key") is None
    assert "cache: an entry was damaged" in caplog.text
    assert store.trouble
    await store.put("key", b"value", DAY)
    assert await store.get("key") == b"value"
    assert well(store)


async def test_an_entry_under_another_key_is_a_miss(running: Server, store: RedisStore) -> None:
    await store.put("key", b"value", DAY)
    with running.client() as client:
        client.rename("claimwire:2:entry:key", "claimwire:2:entry:other")
    assert await store.get("other") is None


async def test_what_is_of_another_kind_is_a_miss(running: Server, store: RedisStore) -> None:
    with running.client() as client:
        client.rpush("claimwire:2:entry:key", "a", "b")
        client.rpush("claimwire:1:lease:key", "a", "b")
    assert await store.get("key") is None
    assert store.trouble == "Redis does not give an entry (WRONGTYPE)"
    assert await store.acquire("key", "one", 10)
    assert not await store.acquire("key", "other", 10)
    await store.put("key", b"value", DAY)
    assert await store.get("key") == b"value"


@pytest.mark.parametrize("life", [None, 86400], ids=["endless", "too long"])
async def test_a_damaged_lease_keeps_nobody_from_working(
    life: int | None, running: Server, store: RedisStore
) -> None:
    with running.client() as client:
        client.set("claimwire:1:lease:key", "a ghost", ex=life)
    assert await store.acquire("key", "one", 10)
    assert not await store.acquire("key", "other", 10)


async def test_every_entry_and_every_lease_has_an_end(running: Server, store: RedisStore) -> None:
    await store.put("key", b"value", DAY)
    await store.acquire("key", "one", 10)
    with running.client() as client:
        lives = {key: client.pttl(key) for key in client.scan_iter()}
    assert 0 < lives.pop(b"claimwire:1:lease:key") <= 10_000
    assert 0 < lives.pop(b"claimwire:2:entry:key") <= DAY * 1000
    assert lives == {}


async def test_a_full_server_keeps_nothing_new_and_recovers(tmp_path: Path) -> None:
    with redis_server(tmp_path, "--maxmemory-policy", "noeviction") as server:
        async with on(server.url) as store:
            await store.put("old", b"value", DAY)
            with server.client() as client:
                client.config_set("maxmemory", 1)
            await store.put("new", b"value", DAY)
            assert store.trouble == "Redis does not keep an entry (OutOfMemoryError)"
            assert await store.acquire("key", "one", 10)
            assert (await store.get("old"), await store.get("new")) == (b"value", None)
            with server.client() as client:
                client.config_set("maxmemory", 0)
            await store.put("new", b"value", DAY)
            assert await store.get("new") == b"value"
            assert well(store)


async def test_a_server_that_makes_room_goes_on(tmp_path: Path) -> None:
    limits = ("--maxmemory", "4mb", "--maxmemory-policy", "volatile-ttl")
    with redis_server(tmp_path, *limits) as server:
        async with on(server.url) as store:
            for n in range(200):
                await store.put(f"key {n}", bytes(50_000), DAY + n)
            assert store.trouble is None
            assert await store.get("key 199") == bytes(50_000)
            assert await store.get("key 0") is None


async def test_a_password_is_needed_and_never_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "service")
    with redis_server(tmp_path, "--requirepass", "right-horse") as server:
        address = f"127.0.0.1:{server.port}/0"
        async with on(f"redis://:right-horse@{address}") as store:
            await store.put("key", b"value", DAY)
            assert await store.get("key") == b"value"
        for wrong in (f"redis://:wrong-horse@{address}", f"redis://{address}"):
            async with on(wrong) as store:
                for _ in range(FAILURES):
                    await use(store)
                assert store.trouble == "Redis refuses our name or password"
    assert "horse" not in caplog.text


async def test_what_a_server_says_about_our_words_is_not_repeated(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "service")
    with redis_server(tmp_path, "--rename-command", "SET", "TES") as server:
        async with on(server.url) as store:
            await store.put("key", CANARY.encode(), DAY)
            assert store.trouble == "Redis does not keep an entry (ResponseError)"
    assert "minister" not in caplog.text


async def test_a_database_that_is_not_there_is_told(running: Server) -> None:
    async with on(f"redis://127.0.0.1:{running.port}/999") as store:
        await store.check()
        assert store.trouble
        await use(store)


WRONG = {
    "no host": "redis://",
    "no number": "redis://localhost:many",
    "port too high": "redis://localhost:99999",
    "database": "redis://localhost/one",
    "option": "redis://localhost?socket_timeout=100",
    "option without TLS": "redis://localhost?ssl_ca_certs=/x",
    "fragment": "redis://localhost/0#x",
    "scheme": "redis:x",
}


@pytest.mark.parametrize("address", WRONG.values(), ids=WRONG)
def test_a_wrong_address_stops_the_service_at_its_start(address: str) -> None:
    secret = address.replace("://", "://:pa55word@")
    with pytest.raises(ConfigurationError, match="CLAIMWIRE_CACHE") as caught:
        build_store(Settings(cache=secret))
    assert "pa55word" not in str(caught.value)
    with pytest.raises(BadAddress):
        RedisServer(address)


async def test_the_service_keeps_answers_in_front_of_a_server(running: Server) -> None:
    store = build_store(Settings(cache=running.url))
    await store.put("key", b"value", DAY)
    with running.client() as client:
        assert client.exists("claimwire:2:entry:key")
        client.flushall()
    assert await store.get("key") == b"value"
    await store.close()


async def test_a_closed_server_is_asked_nothing(running: Server) -> None:
    server = RedisServer(running.url)
    await server.close()
    with pytest.raises(NoAnswer):
        await server.ask("PING")
