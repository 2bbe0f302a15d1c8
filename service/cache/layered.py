"""How does a small quick store stand in front of a large slow one?"""

from collections.abc import Callable
from typing import Literal

from service.cache.store import Store

Layer = Literal["front", "back"]


class Layered(Store):
    """Reads through `front` to `back`, writes to both. `looked` hears which of them was read, and
    whether it had what was wanted."""

    def __init__(
        self,
        front: Store,
        back: Store,
        ttl: float,
        looked: Callable[[Layer, bool], None] = lambda layer, hit: None,
    ) -> None:
        self._front = front
        self._back = back
        self._ttl = ttl
        self._looked = looked

    async def get(self, key: str) -> bytes | None:
        """What either has. What only the back has is kept in front for `ttl` seconds."""
        value = await self._front.get(key)
        self._looked("front", value is not None)
        if value is None:
            value = await self._back.get(key)
            self._looked("back", value is not None)
            if value is not None:
                await self._front.put(key, value, self._ttl)
        return value

    async def put(self, key: str, value: bytes, ttl: float) -> None:
        """Keeps a value in both."""
        await self._back.put(key, value, ttl)
        await self._front.put(key, value, min(ttl, self._ttl))

    async def acquire(self, key: str, owner: str, ttl: float) -> bool:
        """A lease at the back, where other processes see it."""
        return await self._back.acquire(key, owner, ttl)

    async def release(self, key: str, owner: str) -> None:
        """Gives it back there."""
        await self._back.release(key, owner)

    async def check(self) -> None:
        """Looks at both."""
        await self._front.check()
        await self._back.check()

    @property
    def trouble(self) -> str | None:
        """That of the back, or of the front."""
        return self._back.trouble or self._front.trouble

    async def close(self) -> None:
        """Closes both."""
        await self._front.close()
        await self._back.close()
