"""How are bytes kept where several machines find them?

In Redis, Valkey or a relative of theirs. It is the server that lets entries and leases expire, so
that no two machines have to agree on the time, and its `maxmemory` that bounds them all.
"""

import logging

from service.cache.redis_server import NoAnswer, RedisServer, Refused
from service.cache.seal import SEAL, seal
from service.cache.store import Store

log = logging.getLogger(__name__)

_ENTRY = b"claimwire:2:entry:"  # the number is that of this form: another form, other keys
_LEASE = b"claimwire:1:lease:"

_ACQUIRE = """
local holder = redis.pcall('GET', KEYS[1])
local left = redis.call('PTTL', KEYS[1])
local owner, ttl = ARGV[1], tonumber(ARGV[2])
if type(holder) == 'string' and holder ~= owner and left >= 0 and left <= 2 * ttl then
  return 0
end
redis.call('SET', KEYS[1], owner, 'PX', ttl)
return 1
"""
"""Takes what is free, ours, or damaged: without an end, with one far too late, no string."""

_RELEASE = """
if redis.pcall('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1
"""


class RedisStore(Store):
    """Keeps entries of at most `limit` bytes each in a server."""

    def __init__(self, server: RedisServer, limit: int) -> None:
        self._server = server
        self._limit = limit
        self._trouble: str | None = None

    async def get(self, key: str) -> bytes | None:
        """What was put. An entry whose seal is not its value's is damaged, and a miss."""
        try:
            kept = await self._server.ask("GET", _name(_ENTRY, key))
        except Refused as error:
            self._note(f"Redis does not give an entry ({error})")
            return None
        except NoAnswer:
            return None
        if kept is None:
            return None
        value: bytes = kept[SEAL:]
        if kept[:SEAL] != seal(key, value):
            self._note("an entry was damaged")
            return None
        return value

    async def put(self, key: str, value: bytes, ttl: float) -> None:
        """Keeps a value, unless it alone is over the limit."""
        name, life = _name(_ENTRY, key), round(ttl * 1000)
        if life <= 0 or len(key) + len(value) > self._limit:
            await self._written("DEL", name)
        else:
            await self._written("SET", name, seal(key, value) + value, "PX", life)

    async def acquire(self, key: str, owner: str, ttl: float) -> bool:
        """A lease among all who use the server."""
        lease, life = _name(_LEASE, key), max(1, round(ttl * 1000))
        return await self._written("EVAL", _ACQUIRE, 1, lease, owner, life) != 0

    async def release(self, key: str, owner: str) -> None:
        """Gives it back there, unless it has become another's."""
        await self._written("EVAL", _RELEASE, 1, _name(_LEASE, key), owner)

    async def check(self) -> None:
        """Asks the server, unless it has just answered."""
        try:
            await self._server.check()
        except Refused as error:
            self._note(f"Redis refuses us ({error})")

    @property
    def trouble(self) -> str | None:
        """Why the server is left alone, or what it refused last, until it takes something."""
        return self._server.trouble or self._trouble

    async def close(self) -> None:
        """Closes the connections after everything that waits is written."""
        await self._server.close()

    async def _written(self, *command: bytes | str | int) -> object:
        """What the server says; None where it says nothing."""
        try:
            answer: object = await self._server.ask(*command)
        except Refused as error:
            self._note(f"Redis does not keep an entry ({error})")
            return None
        except NoAnswer:
            return None
        self._trouble = None
        return answer

    def _note(self, trouble: str) -> None:
        if trouble != self._trouble:
            log.warning("cache: %s", trouble)
        self._trouble = trouble


def _name(prefix: bytes, key: str) -> bytes:
    return prefix + key.encode(errors="surrogatepass")
