"""How are bytes kept over a restart?

In one SQLite file: read inside the event loop (a read takes microseconds, a thread hop ten times
as long), written by one thread that puts everything waiting into one transaction.
"""

import asyncio
import logging
import os
import queue
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import apsw

from service.cache.seal import SEAL, seal
from service.cache.store import Store

log = logging.getLogger(__name__)

BUSY_TIMEOUT_MS = 250
APPLICATION_ID = 0x434C5752  # "CLWR": marks the file as ours
FORMAT = 1
"""Rises when code that knows the former one would no longer understand the file. A table more is no
such change: it is added to a file that was made without it."""
_BATCH = 256
_PAGE = 16 << 10
"""Bytes of a page in a new file: an answer of 20 kB is read in two pieces instead of six. Mapping
the file would save a microsecond, but where it is cut short or its disk fails, that is a signal
which ends the process instead of an error that is a miss."""

# Without row ids, looking for a key would read each value that it passes, whole.
_SCHEMA = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS entries (
  key TEXT PRIMARY KEY, digest BLOB NOT NULL, expires REAL NOT NULL, size INTEGER NOT NULL,
  value BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS entries_by_expiry ON entries (expires);
CREATE TABLE IF NOT EXISTS leases (
  key TEXT PRIMARY KEY, owner TEXT NOT NULL, expires REAL NOT NULL
) WITHOUT ROWID;
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {FORMAT};
COMMIT;
"""
_INSERT = """
INSERT OR REPLACE INTO entries (key, value, digest, expires, size) VALUES (?, ?, ?, ?, ?)
"""


class UnusableFile(Exception):
    """The path cannot be opened as a cache; it is left as it was found."""


class _Write(NamedTuple):
    """Something to do in the writer's next transaction, and whom to tell what came of it."""

    work: Callable[[], bool]
    done: Callable[[bool | None], None]


class SQLiteStore(Store):
    """Keeps at most `limit` bytes in the file `path`; what expires soonest goes first.

    Several processes may share the file. Raises `UnusableFile` where the path is no cache of
    ours or cannot be written.
    """

    def __init__(self, path: Path, limit: int, clock: Callable[[], float] = time.time) -> None:
        self._limit = limit
        self._clock = clock
        self._trouble: str | None = None
        self._closed = False
        self._writes: queue.SimpleQueue[_Write | None] = queue.SimpleQueue()
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            ours = _is_ours(path)
            _make(path)
            self._writer = _connect(path)
            if not ours or not _is_complete(self._writer):
                self._writer.execute(_SCHEMA)
            self._reader = _connect(path)
            self._size = self._stored_size()
        except (OSError, UnicodeError, apsw.Error) as error:
            raise UnusableFile(f"{path} cannot be used as a cache: {error}") from error
        self._thread = threading.Thread(target=self._write_all, name="cache-writer", daemon=True)
        self._thread.start()

    async def get(self, key: str) -> bytes | None:
        """What was put. An entry whose seal is not its value's is damaged, and a miss."""
        try:
            row = self._reader.execute(
                "SELECT value, digest, expires FROM entries WHERE key = ?", (key,)
            ).fetchone()
        except (apsw.Error, UnicodeError) as error:
            self._note(f"an entry could not be read: {error}")
            return None
        if row is None:
            return None
        value, digest, expires = row
        if isinstance(digest, bytes) and len(digest) != SEAL:
            return None  # another version's
        whole = isinstance(value, bytes) and isinstance(expires, float)
        if not whole or digest != seal(key, value):
            self._note("an entry was damaged")
            return None
        return value if self._clock() < expires else None

    async def put(self, key: str, value: bytes, ttl: float) -> None:
        """Returns when the value is committed, or could not be."""
        expires, size = self._clock() + ttl, len(key) + len(value)

        def insert() -> bool:
            row = key, value, seal(key, value), expires, size
            self._writer.execute(_INSERT, row)
            self._size += size
            return True

        await self._written(insert)

    async def acquire(self, key: str, owner: str, ttl: float) -> bool:
        """A lease among all processes that share the file."""
        now = self._clock()

        def take() -> bool:
            # A lease that ends far too late is damaged, or the clock was set back since.
            self._writer.execute(
                "INSERT INTO leases VALUES (?1, ?2, ?3) ON CONFLICT (key) DO UPDATE "
                "SET owner = ?2, expires = ?3 WHERE owner = ?2 OR expires <= ?4 OR expires > ?5",
                (key, owner, now + ttl, now, now + 2 * ttl),
            )
            return self._writer.changes() > 0

        return await self._written(take) is not False

    async def release(self, key: str, owner: str) -> None:
        """Gives it back."""

        def give() -> bool:
            self._writer.execute("DELETE FROM leases WHERE key = ? AND owner = ?", (key, owner))
            return self._writer.changes() > 0

        await self._written(give)

    async def _written(self, work: Callable[[], bool]) -> bool | None:
        """What `work` says after its transaction is committed; None where it could not be."""
        if self._closed:
            return None
        loop = asyncio.get_running_loop()
        outcome: asyncio.Future[bool | None] = loop.create_future()

        def resolve(result: bool | None) -> None:
            if not outcome.done():  # its caller may have left
                outcome.set_result(result)

        def done(result: bool | None) -> None:
            with suppress(RuntimeError):  # its loop may be closed
                loop.call_soon_threadsafe(resolve, result)

        self._writes.put(_Write(work, done))
        return await outcome

    async def check(self) -> None:
        """Reads and writes notice by themselves."""

    @property
    def trouble(self) -> str | None:
        """The last read or write that failed, until something is written."""
        return self._trouble

    async def close(self) -> None:
        """Closes the file after everything that waits is written."""
        self._closed = True
        self._writes.put(None)
        await asyncio.to_thread(self._thread.join)
        self._reader.close()
        self._writer.close()

    def _write_all(self) -> None:
        closing = False
        while not closing:
            batch = [self._writes.get()]
            while len(batch) < _BATCH and not self._writes.empty():
                batch.append(self._writes.get())
            closing = None in batch
            writes = [write for write in batch if write is not None]
            results: list[bool | None] = [None] * len(writes)
            try:
                results = self._commit(writes)
                if any(results):  # what changes nothing succeeds on a full disk, too
                    self._trouble = None
            except Exception as error:  # noqa: BLE001  # a dead writer would keep every put waiting
                self._note(f"{len(writes)} writes were not possible: {error}")
            for write, result in zip(writes, results, strict=True):
                write.done(result)

    def _commit(self, writes: list[_Write]) -> list[bool | None]:
        try:
            self._writer.execute("BEGIN IMMEDIATE")
            results: list[bool | None] = [write.work() for write in writes]
            if self._size > self._limit:
                self._make_room()
            self._writer.execute("COMMIT")
        except Exception:  # whatever it was: nothing is half written, and the caller is told
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
            self._size = self._stored_size()
            raise
        return results

    def _make_room(self) -> None:
        """Drops what is stale, then what expires soonest, down to nine tenths of the limit."""
        self._writer.execute("DELETE FROM entries WHERE expires <= ?", (self._clock(),))
        # The running sum counts replaced entries twice, and other processes' not at all.
        self._size = self._stored_size()
        while self._size > self._limit:
            oldest: list[tuple[str, int]] = self._writer.execute(
                "SELECT key, size FROM entries ORDER BY expires LIMIT 64"
            ).fetchall()  # type: ignore[assignment]  # the columns' types
            for key, size in oldest:
                if self._size <= self._limit * 0.9:
                    break
                self._writer.execute("DELETE FROM entries WHERE key = ?", (key,))
                self._size -= size

    def _stored_size(self) -> int:
        return _number(self._writer, "SELECT coalesce(sum(size), 0) FROM entries")

    def _note(self, trouble: str) -> None:
        self._trouble = trouble
        log.warning("cache: %s", trouble)


def _make(path: Path) -> None:
    """The file, where there is none, for nobody else to read; SQLite gives its others that mode."""
    if not path.exists():
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))


def _connect(path: Path) -> apsw.Connection:
    connection = apsw.Connection(str(path))
    connection.set_busy_timeout(BUSY_TIMEOUT_MS)
    connection.pragma("page_size", _PAGE)  # of a file that has pages already it changes nothing
    _use_wal(connection)
    connection.pragma("synchronous", "normal")
    return connection


def _use_wal(connection: apsw.Connection) -> None:
    """Two that turn a new file to WAL at the same time collide; SQLite does not wait there."""
    until = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.pragma("journal_mode", "wal")
        except apsw.BusyError:
            if time.monotonic() >= until:
                raise
            time.sleep(0.005)
        else:
            return


def _number(connection: apsw.Connection, query: str) -> int:
    ((number,),) = connection.execute(query).fetchall()
    return int(number or 0)


def _is_complete(connection: apsw.Connection) -> bool:
    """Whether a file of ours has all tables; the first ones were made without leases."""
    return _number(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'leases'") == 1


def _is_ours(path: Path) -> bool:
    """Whether the file is a cache already; raises `UnusableFile` where it is something else.

    Looks without writing: even a change of journal mode would be one to somebody's file.
    """
    if not path.exists():
        return False
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        connection.set_busy_timeout(BUSY_TIMEOUT_MS)
        connection.execute("BEGIN")  # one view of it, whoever is making it a cache just now
        marks = connection.pragma("application_id"), connection.pragma("user_version")
        if marks == (APPLICATION_ID, FORMAT):
            return True
        if _number(connection, "SELECT count(*) FROM sqlite_schema") != 0:
            raise UnusableFile(f"{path} is a database, but no cache of this version")
        return False
    finally:
        connection.close()
