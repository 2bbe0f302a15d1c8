"""How are bytes kept in the process itself?"""

import time
from collections import OrderedDict
from collections.abc import Callable

from service.cache.store import Store


class MemoryStore(Store):
    """Keeps at most `limit` bytes of keys and values; the least recently used goes first.

    `trouble` says why it stands in for another store.
    """

    def __init__(
        self,
        limit: int,
        clock: Callable[[], float] = time.time,
        trouble: str | None = None,
    ) -> None:
        self._limit = limit
        self._trouble = trouble
        self._clock = clock
        self._entries: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        self._size = 0
        self._leases: dict[str, tuple[str, float]] = {}

    async def get(self, key: str) -> bytes | None:
        """What was put, unless it is stale or was crowded out."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        expires, value = entry
        if self._clock() >= expires:
            self._drop(key)
            return None
        self._entries.move_to_end(key)
        return value

    async def put(self, key: str, value: bytes, ttl: float) -> None:
        """Keeps a value, unless it alone is over the limit."""
        if key in self._entries:
            self._drop(key)
        if len(key) + len(value) > self._limit:
            return
        self._entries[key] = (self._clock() + ttl, value)
        self._size += len(key) + len(value)
        while self._size > self._limit:
            self._drop(next(iter(self._entries)))

    async def acquire(self, key: str, owner: str, ttl: float) -> bool:
        """A lease among the users of this store."""
        holder, expires = self._leases.get(key, (owner, 0.0))
        if holder != owner and self._clock() < expires:
            return False
        self._leases[key] = owner, self._clock() + ttl
        return True

    async def release(self, key: str, owner: str) -> None:
        """Gives it back."""
        if self._leases.get(key, ("", 0.0))[0] == owner:
            del self._leases[key]

    async def check(self) -> None:
        """Memory works."""

    @property
    def trouble(self) -> str | None:
        """Why memory stands in for another store; None where it was asked for."""
        return self._trouble

    async def close(self) -> None:
        """Forgets everything."""
        self._entries.clear()
        self._size = 0

    def _drop(self, key: str) -> None:
        _, value = self._entries.pop(key)
        self._size -= len(key) + len(value)
