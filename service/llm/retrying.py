"""When is a model asked again?"""

import asyncio
from collections.abc import Callable

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    wait_random_exponential,
)
from tenacity.stop import stop_base

from service.conversation import Answer, ModelRequest
from service.errors import Action, ModelError
from service.llm.model import LanguageModel, Wrapped

ATTEMPTS = 3
FIRST_WAIT = 0.25
"""Seconds; the floor of every wait."""
LONGEST_WAIT = 8.0
"""Seconds; the ceiling of the growing random wait, where the server asks for no longer one."""
BUDGET_SHARE = 0.1
"""Retries that each first attempt pays for."""
BUDGET_RESERVE = 10.0
"""Retries that are there before anybody paid."""


class RetryBudget:
    """What the whole process may spend on retries, so that they cannot multiply an outage.

    Each first attempt pays in a tenth of a retry. While all is well the reserve is full; when
    everything fails, all retries together stay near a tenth of the requests.
    """

    def __init__(self, share: float = BUDGET_SHARE, reserve: float = BUDGET_RESERVE) -> None:
        self._share = share
        self._reserve = reserve
        self._left = reserve

    def pay_in(self) -> None:
        """For a first attempt."""
        self._left = min(self._left + self._share, self._reserve)

    def spend(self) -> bool:
        """Whether there is a retry left; takes it."""
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Retrying(Wrapped):
    """Wraps a model and asks it again where the error says that this can help.

    That is: connection errors, the statuses 408, 409, 429 and 5xx, and what is no chat completion.
    Waits grow at random; a longer Retry-After is honoured. A wait that would end past the deadline
    is not begun. `retried` is called for each attempt after the first.
    """

    def __init__(
        self,
        model: LanguageModel,
        budget: RetryBudget | None = None,
        attempts: int = ATTEMPTS,
        retried: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(model)
        self._budget = budget or RetryBudget()
        self._attempts = attempts
        self._retried = retried

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:
        """The first answer of up to `attempts`; raises what the last one raised."""
        self._budget.pay_in()
        clock = asyncio.get_running_loop().time
        attempts = AsyncRetrying(
            retry=retry_if_exception(_may_help),
            stop=stop_after_attempt(self._attempts)
            | _TooLate(clock, deadline)
            | _Overspent(self._budget),
            wait=_wait,
            before_sleep=lambda _: self._retried(),
            sleep=asyncio.sleep,
            reraise=True,
        )
        return await attempts(self._model.answer, request, deadline)


class _TooLate(stop_base):
    """Ends where the next attempt would begin past a deadline."""

    def __init__(self, clock: Callable[[], float], deadline: float) -> None:
        self._clock = clock
        self._deadline = deadline

    def __call__(self, retry_state: RetryCallState) -> bool:
        return self._clock() + retry_state.upcoming_sleep >= self._deadline


class _Overspent(stop_base):
    """Ends where the process has no retry left. Asked last, since asking takes one."""

    def __init__(self, budget: RetryBudget) -> None:
        self._budget = budget

    def __call__(self, retry_state: RetryCallState) -> bool:  # tenacity's
        return not self._budget.spend()


_backoff = wait_random_exponential(multiplier=2 * FIRST_WAIT, max=LONGEST_WAIT, min=FIRST_WAIT)


def _may_help(error: BaseException) -> bool:
    return isinstance(error, ModelError) and error.action is Action.RETRY


def _wait(state: RetryCallState) -> float:
    """Our own growing wait, or the server's where that is longer."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after if isinstance(error, ModelError) else None
    return max(_backoff(state), asked or 0.0)
