"""How much may a tenant use?"""

import math
from collections.abc import Iterable

from service.access.buckets import Buckets, OwnBuckets, Policy
from service.conversation import Tokens
from service.errors import RateLimited


class Limits:
    """Requests and the model's tokens of each tenant, by the minute; None is no limit.

    What an article costs is known afterwards only: who has anything left may ask, and the next
    article waits until what was spent too much has come back. Answers that are stored cost nothing
    but their request.
    """

    def __init__(
        self, requests: int | None, tokens: int | None, buckets: Buckets | None = None
    ) -> None:
        self._requests = Policy("requests", requests) if requests else None
        self._tokens = Policy("tokens", tokens) if tokens else None
        self._buckets = buckets or OwnBuckets()

    @property
    def policies(self) -> list[Policy]:
        """Those that are set."""
        return [policy for policy in (self._requests, self._tokens) if policy]

    async def count_request(self, tenant: str) -> None:
        """Counts a request. Raises `RateLimited`, and counts it not."""
        if policy := self._requests:
            taken, left = await self._buckets.take(tenant, policy, 1, needed=1)
            if not taken:
                raise RateLimited(
                    f"The {policy.quota} requests a minute are used up.", policy.seconds(1 - left)
                )

    async def check_tokens(self, tenant: str) -> None:
        """Raises `RateLimited` where the model may not be asked just now."""
        if policy := self._tokens:
            taken, left = await self._buckets.take(tenant, policy, 0, needed=1)
            if not taken:
                raise RateLimited(
                    f"The model's {policy.quota} tokens a minute are used up.",
                    policy.seconds(1 - left),
                )

    async def spend(self, tenant: str, spent: Iterable[Tokens]) -> None:
        """Takes what was spent, read and written, even where it is more than is left."""
        if policy := self._tokens:
            amount = sum(one.prompt + one.completion for one in spent)
            await self._buckets.take(tenant, policy, amount, needed=-math.inf)

    async def fields(self, tenant: str) -> list[tuple[bytes, bytes]]:
        """`RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10)."""
        rules, states = [], []
        for policy in self.policies:
            _, left = await self._buckets.take(tenant, policy, 0, needed=0)
            unit = "" if policy.name == "requests" else f';qu="{policy.name}"'
            reset = math.ceil(policy.seconds(policy.quota - left))
            rules.append(f'"{policy.name}";q={policy.quota};w={policy.window:.0f}{unit}')
            states.append(f'"{policy.name}";r={max(0, math.floor(left))};t={reset}')
        if not rules:
            return []
        return [
            (b"ratelimit-policy", ", ".join(rules).encode()),
            (b"ratelimit", ", ".join(states).encode()),
        ]
