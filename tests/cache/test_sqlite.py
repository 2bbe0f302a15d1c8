"""Does the file outlive restarts, locks and full disks, and does it leave other files alone?"""

import asyncio
import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw
import pytest

from service.cache import sqlite
from service.cache.sqlite import APPLICATION_ID, BUSY_TIMEOUT_MS, SQLiteStore, UnusableFile
from service.errors import ConfigurationError
from service.parts import build_store
from service.settings import Settings

LIMIT = 1 << 20
DAY = 86400.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "cache.sqlite"


def sql(path: Path, *statements: str) -> list[tuple[object, ...]]:
    connection = apsw.Connection(str(path))
    rows = [row for statement in statements for row in connection.execute(statement)]
    connection.close()
    return rows


async def filled(path: Path, entries: int = 1, size: int = 5) -> SQLiteStore:
    store = SQLiteStore(path, LIMIT)
    await asyncio.gather(*(store.put(f"key {n}", value(n, size), DAY) for n in range(entries)))
    return store


def value(number: int, size: int = 5) -> bytes:
    return (b"%d " % number * size)[:size]


async def test_what_was_put_outlives_a_restart(path: Path) -> None:
    await (await filled(path)).close()
    store = SQLiteStore(path, LIMIT)
    assert await store.get("key 0") == value(0)
    await store.close()


async def test_two_stores_share_a_file(path: Path) -> None:
    one, other = await filled(path), SQLiteStore(path, LIMIT)
    assert await other.get("key 0") == value(0)
    puts = [store.put(f"{n}", b"x", DAY) for n in range(50) for store in (one, other)]
    await asyncio.gather(*puts)
    for n in range(50):
        assert await one.get(f"{n}") == await other.get(f"{n}") == b"x"
    assert (one.trouble, other.trouble) == (None, None)
    await one.close()
    await other.close()


def test_several_may_make_the_file_at_once(tmp_path: Path) -> None:
    failures: list[Exception] = []

    def make(path: Path, start: threading.Barrier) -> None:
        start.wait()
        try:
            asyncio.run(SQLiteStore(path, LIMIT).close())
        except UnusableFile as error:
            failures.append(error)

    for number in range(10):
        start = threading.Barrier(4)
        args = (tmp_path / f"{number}.sqlite", start)
        threads = [threading.Thread(target=make, args=args) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []


async def test_the_file_is_marked_as_ours_and_in_wal_mode(path: Path) -> None:
    await (await filled(path)).close()
    marks = sql(path, "PRAGMA application_id", "PRAGMA user_version", "PRAGMA journal_mode")
    assert marks == [(APPLICATION_ID,), (1,), ("wal",)]


def a_foreign_database(path: Path) -> None:
    sql(path, "CREATE TABLE theirs (x)", "INSERT INTO theirs VALUES (1)")


def a_cache_of_the_future(path: Path) -> None:
    asyncio.run(SQLiteStore(path, LIMIT).close())
    sql(path, "PRAGMA user_version = 2")


def somebodys_notes(path: Path) -> None:
    path.write_bytes(b"Remember the milk.\n" * 100)


FOREIGN = [a_foreign_database, a_cache_of_the_future, somebodys_notes]


@pytest.mark.parametrize("make", FOREIGN)
def test_a_file_that_is_not_ours_is_left_as_it_was(
    make: Callable[[Path], None], tmp_path: Path
) -> None:
    path = tmp_path / "cache.sqlite"
    make(path)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(UnusableFile, match=r"cache\.sqlite"):
        SQLiteStore(path, LIMIT)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


async def test_what_is_made_is_for_nobody_else_to_read(path: Path, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = await filled(path)
        modes = {
            one.name: one.stat().st_mode & 0o777 for one in (path.parent, *path.parent.iterdir())
        }
        await store.close()
    finally:
        os.umask(before)
    assert modes == {
        "folder": 0o700,
        "cache.sqlite": 0o600,
        "cache.sqlite-wal": 0o600,
        "cache.sqlite-shm": 0o600,
    }


def test_what_was_there_keeps_its_mode(path: Path) -> None:
    path.parent.mkdir(mode=0o755)
    path.touch(mode=0o640)
    before = path.stat().st_mode, path.parent.stat().st_mode
    asyncio.run(SQLiteStore(path, LIMIT).close())
    assert (path.stat().st_mode, path.parent.stat().st_mode) == before


def test_a_folder_is_no_cache(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile):
        SQLiteStore(tmp_path, LIMIT)


def test_a_path_below_a_file_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UnusableFile):
        SQLiteStore(tmp_path / "file" / "cache.sqlite", LIMIT)


def test_an_empty_file_becomes_a_cache(tmp_path: Path) -> None:
    (tmp_path / "cache.sqlite").touch()
    asyncio.run(SQLiteStore(tmp_path / "cache.sqlite", LIMIT).close())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_write_permission_is_no_place_for_a_cache(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UnusableFile):
        SQLiteStore(tmp_path / "cache.sqlite", LIMIT)


async def test_a_file_with_other_pages_is_read_on(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_PAGE", 4096)
    await (await filled(path)).close()
    monkeypatch.undo()
    store = SQLiteStore(path, LIMIT)
    assert store._reader.pragma("page_size") == 4096
    assert await store.get("key 0") == value(0)
    await store.close()


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks are waited for no longer than tests may wait."""
    assert BUSY_TIMEOUT_MS <= 250
    monkeypatch.setattr("service.cache.sqlite.BUSY_TIMEOUT_MS", 10)


@pytest.fixture
def lock(path: Path, patience: None) -> Iterator[apsw.Connection]:
    """Another process that can keep the file to itself."""
    asyncio.run(SQLiteStore(path, LIMIT).close())
    connection = apsw.Connection(str(path))
    yield connection
    connection.close()


async def test_a_locked_file_is_not_kept_in_and_recovers(
    path: Path, lock: apsw.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    store = await filled(path)
    lock.execute("BEGIN IMMEDIATE")
    await store.put("key 1", value(1), DAY)
    assert "cache: 1 writes were not possible" in caplog.text
    assert store.trouble
    assert "locked" in store.trouble
    assert await store.get("key 0") == value(0)  # readers are not kept out
    assert await store.get("key 1") is None
    lock.execute("ROLLBACK")
    await store.put("key 1", value(1), DAY)
    assert await store.get("key 1") == value(1)
    assert store.trouble is None
    await store.close()


async def test_a_file_in_trouble_keeps_nobody_from_working(
    path: Path, lock: apsw.Connection
) -> None:
    one, other = await filled(path), SQLiteStore(path, LIMIT)
    lock.execute("BEGIN IMMEDIATE")
    assert await one.acquire("key", "one", DAY)
    assert await other.acquire("key", "other", DAY)
    await one.release("key", "one")
    assert one.trouble
    lock.execute("ROLLBACK")
    assert await one.acquire("key", "one", DAY)
    assert not await other.acquire("key", "other", DAY)
    await one.close()
    await other.close()


async def test_a_file_of_ours_opens_while_another_writes(path: Path, lock: apsw.Connection) -> None:
    lock.execute("BEGIN IMMEDIATE")
    await SQLiteStore(path, LIMIT).close()


async def test_a_full_disk_is_not_kept_on_and_recovers(path: Path) -> None:
    store = await filled(path)
    pages = store._writer.pragma("page_count")
    store._writer.pragma("max_page_count", pages)
    await store.put("large", bytes(100_000), DAY)
    assert store.trouble
    assert "full" in store.trouble
    assert await store.get("large") is None
    assert await store.get("key 0") == value(0)
    store._writer.pragma("max_page_count", 1 << 20)
    await store.put("large", bytes(100_000), DAY)
    assert await store.get("large") == bytes(100_000)
    assert store.trouble is None
    await store.close()


async def test_an_event_loop_that_ends_early_leaves_the_store_usable(path: Path) -> None:
    store = SQLiteStore(path, LIMIT)

    async def leave() -> None:
        asyncio.create_task(store.put("left", b"x", DAY))  # noqa: RUF006  # nobody waits for it
        await asyncio.sleep(0)

    lock = apsw.Connection(str(path))
    lock.execute("BEGIN IMMEDIATE")  # so that the writer is done only after the loop is closed
    await asyncio.to_thread(asyncio.run, leave())
    lock.execute("ROLLBACK")
    await asyncio.wait_for(store.put("key", b"value", DAY), 5)
    assert await store.get("key") == b"value"
    lock.close()
    await store.close()


async def test_the_service_falls_back_to_memory_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "cache.sqlite"
    somebodys_notes(path)
    store = build_store(Settings(cache=f"sqlite:///{path}"))
    await store.put("key", b"value", DAY)
    assert await store.get("key") == b"value"
    assert str(path) in (store.trouble or "")
    assert "answers are kept in memory only" in caplog.text
    await store.close()


async def test_the_service_uses_the_file_where_it_can(path: Path) -> None:
    store = build_store(Settings(cache=f"sqlite:///{path}"))
    await store.put("key", b"value", DAY)
    assert store.trouble is None
    await store.close()
    again = build_store(Settings(cache=f"sqlite:///{path}"))
    assert await again.get("key") == b"value"
    await again.close()


@pytest.mark.parametrize("cache", ["valkey://x", "sqlite:///", "sqlite://x", "memory", ""])
def test_a_cache_of_no_known_kind_stops_the_service_at_its_start(cache: str) -> None:
    with pytest.raises(ConfigurationError, match="CLAIMWIRE_CACHE"):
        build_store(Settings(cache=cache))
