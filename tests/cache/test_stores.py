"""Does every store keep its promise?"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from service.cache.layered import Layered
from service.cache.memory import MemoryStore
from service.cache.redis_server import RedisServer
from service.cache.redis_store import RedisStore
from service.cache.sqlite import SQLiteStore
from service.cache.store import Store
from tests.redis_server import Server, needs_redis, redis_server

LIMIT = 10_000
DAY = 86400.0


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.time = 1_000_000.0
        self.server: Server | None = None
        """One that has a clock of its own, and has to be made to follow this one."""

    def __call__(self) -> float:
        return self.time

    @property
    def now(self) -> float:
        return self.time

    @now.setter
    def now(self, time: float) -> None:
        if self.server:
            self.server.grow_older(time - self.time)
        self.time = time


def on_redis(folder: Path, limit: int, clock: Clock) -> Store:
    assert clock.server
    return RedisStore(RedisServer(clock.server.url), limit)


Make = Callable[[Path, int, Clock], Store]
BOUNDED: dict[str, Make] = {
    "memory": lambda _, limit, clock: MemoryStore(limit, clock),
    "sqlite": lambda folder, limit, clock: SQLiteStore(folder / "cache.sqlite", limit, clock),
    "layered": lambda folder, limit, clock: Layered(
        MemoryStore(limit // 2, clock),
        SQLiteStore(folder / "cache.sqlite", limit, clock),
        DAY,
    ),
}
REDIS: dict[str, Make] = {
    "redis": on_redis,
    "layered redis": lambda folder, limit, clock: Layered(
        MemoryStore(limit // 2, clock), on_redis(folder, limit, clock), DAY
    ),
}
MAKES = [
    *[pytest.param(make, id=name) for name, make in BOUNDED.items()],
    *[pytest.param(make, id=name, marks=needs_redis) for name, make in REDIS.items()],
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with redis_server(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=MAKES)
def make(request: pytest.FixtureRequest, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Make:
    made: Make = request.param
    if made in REDIS.values():
        monkeypatch.setattr("service.cache.redis_server.TIMEOUT", 10)  # for a busy machine
        server: Server = request.getfixturevalue("server")
        with server.client() as client:
            client.flushall()
        clock.server = server
    return made


@pytest.fixture
async def store(make: Make, tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    store = make(tmp_path, LIMIT, clock)
    yield store
    await store.close()


async def test_what_was_never_put_is_a_miss(store: Store) -> None:
    assert await store.get("key") is None
    assert store.trouble is None


async def test_what_was_put_comes_back(store: Store) -> None:
    await store.put("key", b"value", DAY)
    await store.put("other", b"", DAY)
    assert await store.get("key") == b"value"
    assert await store.get("other") == b""


async def test_the_last_value_counts(store: Store) -> None:
    await store.put("key", b"a longer value", DAY)
    await store.put("key", b"short", DAY)
    assert await store.get("key") == b"short"


KEYS = {
    "empty": "",
    "space": " ",
    "NUL": "a\0b",
    "cut at NUL": "a",
    "quote": "'; DROP TABLE entries; --",
    "long": "k" * 3000,
    "composed": "é",
    "decomposed": "e\u0301",
    "astral": "🌧",
    "case": "KEY",
    "other case": "key",
}


async def test_odd_keys_are_told_apart(store: Store) -> None:
    for name, key in KEYS.items():
        await store.put(key, name.encode(), DAY)
    assert {name: await store.get(key) for name, key in KEYS.items()} == {
        name: name.encode() for name in KEYS
    }


async def test_a_key_that_is_no_unicode_does_no_harm(store: Store) -> None:
    await asyncio.wait_for(store.put("\ud800", b"odd", DAY), 5)
    assert await store.get("\ud800") in {None, b"odd"}
    await asyncio.wait_for(store.put("key", b"value", DAY), 5)
    assert await store.get("key") == b"value"


VALUES = {
    "all bytes": bytes(range(256)),
    "NULs": b"\0\0\0",
    "no UTF-8": b"\xff\xfe",
    "looks like SQL": b"NULL",
    "number": b"1",
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
async def test_odd_bytes_come_back_as_they_were(value: bytes, store: Store) -> None:
    await store.put("key", value, DAY)
    assert await store.get("key") == value


async def test_a_large_value_comes_back(make: Make, tmp_path: Path, clock: Clock) -> None:
    store = make(tmp_path, 64 << 20, clock)
    value = bytes(range(256)) * (20 << 12)  # 20 MiB
    await store.put("key", value, DAY)
    assert await store.get("key") == value
    await store.close()


async def test_a_value_is_stale_once_its_time_is_over(store: Store, clock: Clock) -> None:
    await store.put("short", b"value", 10)
    await store.put("long", b"value", 1000)
    clock.now += 8
    assert await store.get("short") == b"value"
    clock.now += 2
    assert await store.get("short") is None
    assert await store.get("long") == b"value"


async def test_putting_again_begins_a_new_life(store: Store, clock: Clock) -> None:
    await store.put("key", b"old", 10)
    clock.now += 9
    await store.put("key", b"new", 10)
    clock.now += 9
    assert await store.get("key") == b"new"


@pytest.mark.parametrize("ttl", [0, -1])
async def test_what_is_stale_at_once_is_a_miss(ttl: float, store: Store) -> None:
    await store.put("key", b"value", ttl)
    assert await store.get("key") is None


async def held(store: Store, keys: list[str]) -> list[str]:
    return [key for key in keys if await store.get(key) is not None]


@pytest.mark.parametrize("make", BOUNDED.values(), ids=BOUNDED)  # a server bounds itself
async def test_it_stays_within_its_limit_and_drops_the_oldest(store: Store) -> None:
    keys = [f"key {number:3}" for number in range(100)]
    for number, key in enumerate(keys):
        await store.put(key, b"x" * 500, DAY + number)
    kept = await held(store, keys)
    assert kept == keys[-len(kept) :]
    assert 0.8 * LIMIT < len(kept) * 507 <= LIMIT


async def test_a_value_over_the_limit_leaves_the_store_usable(store: Store) -> None:
    await store.put("huge", b"x" * (LIMIT + 1), DAY)
    assert await store.get("huge") is None
    await store.put("key", b"value", DAY)
    assert await store.get("key") == b"value"
    assert store.trouble is None


async def test_a_store_without_room_keeps_nothing(make: Make, tmp_path: Path, clock: Clock) -> None:
    store = make(tmp_path, 0, clock)
    await store.put("key", b"value", DAY)
    assert await store.get("key") is None
    await store.close()


async def test_many_put_at_once(store: Store) -> None:
    async with asyncio.TaskGroup() as group:
        for number in range(200):
            group.create_task(store.put(f"key {number}", b"%d" % number, DAY))
    for number in range(200):
        assert await store.get(f"key {number}") == b"%d" % number


async def test_of_many_puts_under_one_key_one_is_kept_whole(store: Store) -> None:
    values = [bytes([number]) * 100 for number in range(50)]
    async with asyncio.TaskGroup() as group:
        for value in values:
            group.create_task(store.put("key", value, DAY))
    assert await store.get("key") in values


async def test_a_caller_who_leaves_does_no_harm(store: Store) -> None:
    tasks = [asyncio.create_task(store.put(f"key {number}", b"x", DAY)) for number in range(20)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await store.put("key", b"value", DAY)
    assert await store.get("key") == b"value"


async def test_after_closing_nothing_is_kept_and_nobody_waits(
    make: Make, tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    store = make(tmp_path, LIMIT, clock)
    await store.put("key", b"value", DAY)
    await store.close()
    with caplog.at_level(logging.CRITICAL):
        await asyncio.wait_for(store.put("late", b"value", DAY), 5)
        await asyncio.wait_for(store.acquire("late", "one", DAY), 5)
        await asyncio.wait_for(store.release("late", "one"), 5)
        await store.get("key")
        await asyncio.wait_for(store.close(), 5)


async def test_closing_waits_for_what_is_being_put(
    make: Make, tmp_path: Path, clock: Clock
) -> None:
    store = make(tmp_path, LIMIT, clock)
    puts = [asyncio.create_task(store.put(f"key {number}", b"x", DAY)) for number in range(20)]
    await asyncio.sleep(0)
    await store.close()
    async with asyncio.timeout(5):
        await asyncio.gather(*puts)


async def test_a_lease_is_one_owners_until_it_is_given_back(store: Store) -> None:
    assert await store.acquire("key", "one", 10)
    assert await store.acquire("key", "one", 10)
    assert not await store.acquire("key", "other", 10)
    await store.release("key", "other")  # who does not have it
    await store.release("key", "one")
    assert await store.acquire("key", "other", 10)
    await store.release("key", "one")
    assert not await store.acquire("key", "one", 10)


async def test_a_lease_ends_unless_it_is_renewed(store: Store, clock: Clock) -> None:
    assert await store.acquire("key", "one", 10)
    clock.now += 9
    assert await store.acquire("key", "one", 10)
    clock.now += 9
    assert not await store.acquire("key", "other", 10)
    clock.now += 1
    assert await store.acquire("key", "other", 10)
    assert not await store.acquire("key", "one", 10)
    await store.release("key", "one")
    assert not await store.acquire("key", "third", 10)


async def test_leases_are_apart_from_each_other_and_from_entries(store: Store) -> None:
    await store.put("key", b"value", DAY)
    assert await store.acquire("key", "one", 10)
    assert await store.acquire("other key", "other", 10)
    await store.release("key", "one")
    assert (await store.get("key"), await store.get("other key")) == (b"value", None)


async def test_of_many_at_once_one_gets_the_lease(store: Store) -> None:
    owners = [f"owner {number}" for number in range(50)]
    taken = await asyncio.gather(*(store.acquire("key", owner, 10) for owner in owners))
    assert sum(taken) == 1


async def test_memory_drops_the_least_recently_used_first(clock: Clock) -> None:
    store = MemoryStore(30, clock)
    for key in ("a", "b", "c"):
        await store.put(key, b"x" * 9, DAY)  # ten bytes with its key: the store is full
    await store.get("a")
    await store.put("d", b"x" * 9, DAY)
    assert await held(store, ["a", "b", "c", "d"]) == ["a", "c", "d"]
    await store.put("e", b"x" * 19, DAY)
    assert await held(store, ["a", "c", "d", "e"]) == ["d", "e"]


async def test_memory_accounts_for_every_byte(clock: Clock) -> None:
    store = MemoryStore(30, clock)
    for _ in range(10):  # neither overwriting, staleness nor refusal may leak room
        await store.put("a", b"x" * 29, DAY)
        await store.put("b", b"x" * 30, DAY)  # with its key one byte too many
        await store.put("a", b"", 1)
        clock.now += 2
        assert await store.get("a") is None
    for key in ("a", "b", "c"):
        await store.put(key, b"x" * 9, DAY)
    assert await held(store, ["a", "b", "c"]) == ["a", "b", "c"]


async def test_a_value_too_large_for_memory_does_not_leave_an_older_one(clock: Clock) -> None:
    store = MemoryStore(30, clock)
    await store.put("a", b"old", DAY)
    await store.put("a", b"x" * 30, DAY)
    assert await store.get("a") is None
