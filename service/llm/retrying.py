"""When is a model asked again?"""

import asyncio
import math
from collections.abc import Callable

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    stop_after_attempt,
    wait_random_exponential,
)
from tenacity.stop import stop_base

from service.conversation import Answer, ModelRequest
from service.errors import ModelUnavailable
from service.llm.model import LanguageModel

ATTEMPTS = 3
FIRST_WAIT = 0.25
"""Seconds; the floor of every wait without a Retry-After."""
LONGEST_WAIT = 8.0
"""Seconds; the ceiling of the growing random wait."""


class Retrying:
    """Wraps a model and asks it again where that can help, and only there.

    That is: connection errors and the statuses 408, 409, 429 and 5xx, which the model raises as
    `ModelUnavailable`. Waits grow at random; a Retry-After is honoured. A wait that would end
    past the deadline is not begun.
    """

    def __init__(self, model: LanguageModel, attempts: int = ATTEMPTS) -> None:
        self._model = model
        self._attempts = attempts

    @property
    def identity(self) -> str:
        """That of the model."""
        return self._model.identity

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:
        """The first answer of up to `attempts`; raises what the last one raised."""
        clock = asyncio.get_running_loop().time

        attempts = AsyncRetrying(
            retry=retry_if_exception_type(ModelUnavailable),
            stop=stop_after_attempt(self._attempts) | _TooLate(clock, deadline),
            wait=_wait,
            sleep=asyncio.sleep,
            reraise=True,
        )
        return await attempts(self._model.answer, request, deadline)

    async def close(self) -> None:
        """Closes the model."""
        await self._model.close()


class _TooLate(stop_base):
    """Ends where the next attempt would begin past a deadline."""

    def __init__(self, clock: Callable[[], float], deadline: float) -> None:
        self._clock = clock
        self._deadline = deadline

    def __call__(self, retry_state: RetryCallState) -> bool:
        return self._clock() + retry_state.upcoming_sleep >= self._deadline


_backoff = wait_random_exponential(multiplier=2 * FIRST_WAIT, max=LONGEST_WAIT, min=FIRST_WAIT)


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after if isinstance(error, ModelUnavailable) else None
    if asked is None or math.isnan(asked):
        return _backoff(state)
    return max(asked, FIRST_WAIT)
