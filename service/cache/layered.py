"""How does a small quick store stand in front of a large slow one?"""

from service.cache.store import Store


class Layered(Store):
    """Reads through `front` to `back`, writes to both."""

    def __init__(self, front: Store, back: Store, ttl: float) -> None:
        self._front = front
        self._back = back
        self._ttl = ttl

    async def get(self, key: str) -> bytes | None:
        """What either has. What only the back has is kept in front for `ttl` seconds."""
        value = await self._front.get(key)
        if value is None:
            value = await self._back.get(key)
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

    @property
    def trouble(self) -> str | None:
        """That of the back, or of the front."""
        return self._back.trouble or self._front.trouble

    async def close(self) -> None:
        """Closes both."""
        await self._front.close()
        await self._back.close()
