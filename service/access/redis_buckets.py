"""How much of a quota is left, counted by several machines together?"""

import math

from service.access.buckets import Buckets, OwnBuckets, Policy
from service.cache.redis_server import NoAnswer, RedisServer

_KEY = "claimwire:1:limit:"
_FROM_NOTHING = -1e15
"""Less than any debt; a script cannot be told of infinity."""

_TAKE = """
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local quota, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local amount, needed = tonumber(ARGV[3]), tonumber(ARGV[4])
local kept = redis.call('HMGET', KEYS[1], 'left', 'at')
local left, at = tonumber(kept[1]) or quota, tonumber(kept[2]) or now
left = math.min(quota, left + math.max(0, now - at) * quota / window)
local taken = left >= needed
if taken then left = math.min(quota, left - amount) end
redis.call('HSET', KEYS[1], 'left', string.format('%.6f', left), 'at', string.format('%.6f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil(1000 * (quota - left) * window / quota) + 1000)
return {taken and 1 or 0, string.format('%.6f', left)}
"""
"""By the server's clock. A bucket that is full again is forgotten: that is the same."""


class RedisBuckets(Buckets):
    """Buckets in a server; while it does not answer, each process has its own."""

    def __init__(self, server: RedisServer) -> None:
        self._server = server
        self._own = OwnBuckets()

    async def take(
        self, tenant: str, policy: Policy, amount: float, needed: float
    ) -> tuple[bool, float]:
        """As every one."""
        least = _FROM_NOTHING if math.isinf(needed) else needed
        numbers = [repr(float(one)) for one in (policy.quota, policy.window, amount, least)]
        try:
            answer = await self._server.ask(
                "EVAL", _TAKE, 1, f"{_KEY}{policy.name}:{tenant}", *numbers
            )
            return answer[0] == 1, float(answer[1])
        except NoAnswer:
            return await self._own.take(tenant, policy, amount, needed)
