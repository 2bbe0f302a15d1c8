"""What does every store of bytes promise?"""

from abc import ABC, abstractmethod


class Store(ABC):
    """Bytes by key, for a while.

    A store is a cache: it may forget anything at any time, and trouble with it (a lock, a full
    disk, a damaged entry) is a miss or an entry not kept, with a line in the log, never an error
    to the caller and never other bytes than those that were put.
    """

    @abstractmethod
    async def get(self, key: str) -> bytes | None:
        """What was put under `key`, to the byte; None where that is gone, stale or damaged."""

    @abstractmethod
    async def put(self, key: str, value: bytes, ttl: float) -> None:
        """Keeps `value` for `ttl` seconds. When it returns, the value is kept or never will be."""

    @abstractmethod
    async def acquire(self, key: str, owner: str, ttl: float) -> bool:
        """Takes or renews the lease on `key` for `ttl` seconds; False while another has it.

        A store in trouble says True: doing a thing twice is better than not at all.
        """

    @abstractmethod
    async def release(self, key: str, owner: str) -> None:
        """Gives a lease back, if `owner` has it."""

    @abstractmethod
    async def check(self) -> None:
        """Finds out whether it works, where `trouble` would otherwise wait for somebody to ask."""

    @property
    @abstractmethod
    def trouble(self) -> str | None:
        """What is wrong with the store, in words for an operator; None while nothing is."""

    @abstractmethod
    async def close(self) -> None:
        """Lets go of files and threads, after what was put is kept."""
