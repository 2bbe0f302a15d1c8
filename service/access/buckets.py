"""How much of a quota is left?

A bucket of tokens: it holds the quota of one window, fills up at an even rate, and what is used is
taken out. Who has used nothing for a while may so use a whole quota at once.
"""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """How much of something one tenant may use in a window."""

    name: str
    quota: int
    window: float = 60.0
    """Seconds."""

    def seconds(self, amount: float) -> float:
        """How long it takes until `amount` has come back."""
        return max(0.0, amount) * self.window / self.quota


class Buckets(ABC):
    """One bucket for each tenant and policy."""

    @abstractmethod
    async def take(
        self, tenant: str, policy: Policy, amount: float, needed: float
    ) -> tuple[bool, float]:
        """Takes `amount` where at least `needed` is left: whether it did, and what is left now.

        With `needed` below nothing it always takes, and leaves a debt. An `amount` below nothing is
        given back, to a full bucket in vain.
        """


class OwnBuckets(Buckets):
    """Buckets of this process: several processes grant the quota each."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left: dict[tuple[str, str], tuple[float, float]] = {}

    async def take(
        self, tenant: str, policy: Policy, amount: float, needed: float
    ) -> tuple[bool, float]:
        """As every one; it waits for nothing."""
        now = self._clock()
        left, when = self._left.get((tenant, policy.name), (float(policy.quota), now))
        left = min(policy.quota, left + (now - when) * policy.quota / policy.window)
        taken = left >= needed
        if taken:
            left = min(policy.quota, left - amount)
        self._left[tenant, policy.name] = left, now
        return taken, left
