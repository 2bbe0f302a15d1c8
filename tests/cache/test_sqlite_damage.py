"""Does the file outlive crashes and damage, and never give other bytes than were put?"""

import asyncio
import random
import subprocess
import sys
from pathlib import Path

import pytest

from service.cache.sqlite import SQLiteStore, UnusableFile
from tests.cache.test_sqlite import DAY, LIMIT, filled, sql, value


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache.sqlite"


DAMAGE = {
    "value": "UPDATE entries SET value = x'00' || substr(value, 2)",
    "value of another kind": "UPDATE entries SET value = 'hello'",
    "digest": "UPDATE entries SET digest = zeroblob(4)",
    "digest of another kind": "UPDATE entries SET digest = 7",
    "key": "UPDATE entries SET key = 'key 9' WHERE key = 'key 0'",
    "expiry": "UPDATE entries SET expires = 'never'",
    "size": "UPDATE entries SET size = 'huge'",
    "no UTF-8 in a key": "UPDATE entries SET key = CAST(x'ff' AS TEXT) WHERE key = 'key 1'",
    "table": "DROP TABLE entries",
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
async def test_a_damaged_entry_is_a_miss_with_a_line_in_the_log(
    damage: str, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = await filled(path, entries=2)
    sql(path, damage)
    moved = await store.get("key 9")
    kept = await store.get("key 0"), await store.get("key 1")
    assert moved is None
    assert kept[0] in {None, value(0)}
    assert kept[1] in {None, value(1)}
    if damage not in {DAMAGE["size"], DAMAGE["no UTF-8 in a key"]}:
        assert None in kept
        assert "cache: an entry" in caplog.text
        assert store.trouble
    # The damage must not stop the writer either, room making included.
    async with asyncio.timeout(5):
        await asyncio.gather(*(store.put(f"new {n}", bytes(LIMIT // 4), DAY) for n in range(8)))
        await store.close()


async def test_an_entry_with_the_seal_of_another_version_is_a_miss(path: Path) -> None:
    store = await filled(path)
    sql(path, "UPDATE entries SET digest = zeroblob(16)")
    assert await store.get("key 0") is None
    assert store.trouble is None
    await store.close()


LEASES = {
    "no table": "DROP TABLE leases",
    "expiry": "UPDATE leases SET expires = 'never'",
    "a clock that was ahead": "UPDATE leases SET expires = expires + 86400",
    "owner": "UPDATE leases SET owner = x'ff'",
}


@pytest.mark.parametrize("damage", LEASES.values(), ids=LEASES)
async def test_damaged_leases_keep_nobody_from_working_for_long(damage: str, path: Path) -> None:
    store, times = SQLiteStore(path, LIMIT), [1000.0]
    store._clock = lambda: times[0]
    assert await store.acquire("key", "one", 10)
    sql(path, damage)
    times[0] += 20
    assert await store.acquire("key", "other", 10)
    await store.release("key", "other")
    await store.put("key", b"value", DAY)
    assert await store.get("key") == b"value"
    await store.close()


@pytest.mark.parametrize("in_use", [False, True], ids=["alone", "beside another process"])
async def test_a_file_from_before_there_were_leases_gets_them(in_use: bool, path: Path) -> None:
    older = await filled(path)
    sql(path, "DROP TABLE leases")
    if not in_use:
        await older.close()
    store = SQLiteStore(path, LIMIT)
    assert await store.get("key 0") == value(0)
    assert await store.acquire("key", "one", DAY)
    assert not await store.acquire("key", "other", DAY)
    assert store.trouble is None
    await store.close()
    if in_use:
        assert await older.get("key 0") == value(0)
        assert older.trouble is None
        await older.close()


@pytest.mark.parametrize("seed", range(12))
async def test_damaged_pages_never_give_other_bytes(seed: int, path: Path) -> None:
    await (await filled(path, entries=100, size=300)).close()
    damage_pages(path, seed)
    try:
        store = SQLiteStore(path, LIMIT)
    except UnusableFile:
        return
    for n in range(100):
        assert await store.get(f"key {n}") in {None, value(n, 300)}
    async with asyncio.timeout(5):
        await store.put("key 0", b"new", DAY)
        assert await store.get("key 0") in {None, b"new", value(0, 300)}
        await store.close()


def damage_pages(path: Path, seed: int) -> None:
    raw, chance = bytearray(path.read_bytes()), random.Random(seed)  # noqa: S311  # no secret
    if seed % 3 == 0:  # single bits anywhere, the first page's header excepted
        for _ in range(40):
            raw[chance.randrange(100, len(raw))] ^= 1 << chance.randrange(8)
    else:  # whole pages, overwritten or exchanged
        pages = len(raw) // 4096
        for _ in range(1 + pages // 4):
            one, other = (4096 * chance.randrange(1, pages) for _ in range(2))
            new = chance.randbytes(4096) if seed % 3 == 1 else bytes(raw[other : other + 4096])
            raw[one : one + 4096] = new
    path.write_bytes(raw)


WRITER = """
import asyncio, sys
from pathlib import Path
from service.cache.sqlite import SQLiteStore

async def main():
    store = SQLiteStore(Path(sys.argv[1]), 1 << 20)
    for number in range(int(sys.argv[2]), 1 << 20):
        await store.put(f"key {number}", b"%d" % number, 86400)
        print(number, flush=True)

asyncio.run(main())
"""


def test_what_was_acknowledged_outlives_kill_9(path: Path) -> None:
    async def check(last: int) -> None:
        store = SQLiteStore(path, LIMIT)
        for number in range(last + 1):
            assert await store.get(f"key {number}") == b"%d" % number
        await store.close()

    acknowledged, chance = -1, random.Random()  # noqa: S311  # no secret
    for _ in range(3):
        command = [sys.executable, "-c", WRITER, str(path), str(acknowledged + 1)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout
            lines = [writer.stdout.readline() for _ in range(chance.randrange(20, 60))]
            writer.kill()
            acknowledged = int([*lines, *writer.stdout.readlines()][-1])
        asyncio.run(check(acknowledged))


@pytest.mark.parametrize("lose_shm", [False, True], ids=["torn", "torn, and its index lost"])
async def test_a_torn_write_ahead_log_opens_at_a_transaction(
    tmp_path: Path, lose_shm: bool
) -> None:
    path = tmp_path / "cache.sqlite"
    store = SQLiteStore(path, 1 << 20)
    values = {f"key {number}": b"%d" % number * 500 for number in range(12)}
    for key, kept_value in values.items():
        await store.put(key, kept_value, 1000)
    log, database = (tmp_path / "cache.sqlite-wal").read_bytes(), path.read_bytes()
    await store.close()
    for length in range(0, len(log), 4096 + 512):
        folder = tmp_path / str(length)
        folder.mkdir()
        (folder / "c.sqlite").write_bytes(database)
        (folder / "c.sqlite-wal").write_bytes(log[:length])
        if not lose_shm:
            (folder / "c.sqlite-shm").write_bytes(b"\0" * 32768)
        try:
            torn = SQLiteStore(folder / "c.sqlite", 1 << 20)
        except UnusableFile:
            continue  # before the first transaction there is no cache of ours to open
        kept = [await torn.get(key) for key in values]
        assert all(
            found in (None, value) for found, value in zip(kept, values.values(), strict=True)
        )
        assert kept == sorted(kept, key=lambda found: found is None)  # the first ones, in order
        await torn.put("after", b"more", 1000)
        assert await torn.get("after") == b"more"
        await torn.close()
