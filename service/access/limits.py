"""How much may a tenant use?"""

import math
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from service.access.buckets import Buckets, OwnBuckets, Policy
from service.conversation import Tokens
from service.errors import RateLimited
from service.prompts.prompt import Prompt

_BYTES = 4
"""Of text in one token, about."""
_ASKED_AT_ONCE = 1000
"""Bytes of an article that one call works on, about: eight sentences."""
_SAID_OF_IT = 5
"""How often each token of an article is read, as text or context, or written, in claims; about."""


class Limits:
    """Requests and the model's tokens of each tenant, by the minute; None is no limit.

    What an article costs is known afterwards only: who has anything left may ask. An estimate is
    set aside for as long as it is worked on, so that many at once are not let in on the same rest;
    what was spent too much has to come back before the next. Answers that are stored cost nothing
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
        await self._set_aside(tenant, 0)

    @asynccontextmanager
    async def reserved(self, tenant: str, tokens: float) -> "AsyncIterator[Budget]":
        """Around the work on an article that may cost so many `tokens`, which are set aside until
        it ends, however it does. Raises `RateLimited` where the model may not be asked just now.

        No more than a whole quota is set aside, or a long article would lock its tenant out for
        longer than what it spends does.
        """
        budget = Budget(self, tenant, await self._set_aside(tenant, tokens))
        try:
            yield budget
        finally:
            await budget.settle()

    async def charge(self, tenant: str, tokens: float) -> None:
        """Takes so many tokens, even where fewer are left; gives them back where they are below
        nothing."""
        if (policy := self._tokens) and tokens:
            await self._buckets.take(tenant, policy, tokens, needed=-math.inf)

    async def _set_aside(self, tenant: str, tokens: float) -> float:
        policy = self._tokens
        if policy is None:
            return 0
        tokens = min(tokens, policy.quota)
        taken, left = await self._buckets.take(tenant, policy, tokens, needed=1)
        if not taken:
            raise RateLimited(
                f"The model's {policy.quota} tokens a minute are used up, or set aside for what "
                "is under way.",
                policy.seconds(1 - left),
            )
        return tokens

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


class Budget:
    """What is set aside for one article, and not yet spent."""

    def __init__(self, limits: Limits, tenant: str, tokens: float) -> None:
        self._limits = limits
        self._tenant = tenant
        self._left = tokens

    async def spend(self, spent: Iterable[Tokens]) -> None:
        """Takes what was read and written: from what is set aside, and beyond it from the rest."""
        amount = sum(one.prompt + one.completion for one in spent)
        beyond = max(0, amount - self._left)
        self._left = max(0, self._left - amount)
        await self._limits.charge(self._tenant, beyond)

    async def settle(self) -> None:
        """Gives back what is left. Once more changes nothing."""
        left, self._left = self._left, 0
        await self._limits.charge(self._tenant, -left)


def expected_tokens(text: str, prompt: Prompt) -> float:
    """What an article will cost, about: each call reads the prompt, and there is one more for what
    is asked again. Of the twelve seeds, with both prompts, it is 0.6 to 1.4 of what they cost."""
    opening = sum(len(message.content.encode()) for message in prompt.opening)
    return (expected_calls(text) * opening + _SAID_OF_IT * len(text.encode())) / _BYTES


def expected_calls(text: str) -> int:
    """How often a model will be asked about an article, about."""
    return 1 + math.ceil(len(text.encode()) / _ASKED_AT_ONCE)
