"""When is a failing server left alone for a while?"""

import asyncio
from collections import deque
from collections.abc import Callable

from service.conversation import Answer, ModelRequest
from service.errors import CircuitOpen, ModelBusy, ModelError, ModelUnavailable
from service.llm.model import LanguageModel, Wrapped

WINDOW = 10.0
"""Seconds of the past that count."""
ENOUGH = 10
"""Calls in the window, below which nothing is concluded."""
SHARE = 0.5
"""Share of them that must have failed."""
PAUSE = 10.0
"""Seconds before one call is let through to see whether the server is back."""


class Breaker(Wrapped):
    """Wraps a model's server; refuses calls at once while it fails.

    Only failures of the server count: a text that it refuses, a busy server and a wrong request
    say nothing about its health.
    """

    def __init__(
        self,
        model: LanguageModel,
        pause: float = PAUSE,
        clock: Callable[[], float] | None = None,
    ) -> None:
        super().__init__(model)
        self._pause = pause
        self._clock = clock
        self._calls: deque[tuple[float, bool]] = deque()
        self._failures = 0  # among them
        self._opened: float | None = None
        self._probing = False

    @property
    def is_open(self) -> bool:
        """Whether a call would be refused now. After the pause it would not, asked or not."""
        return self._opened is not None and (self._left > 0 or self._probing)

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:
        """The model's answer; raises `CircuitOpen` while the server is left alone."""
        probe = self._admit()
        try:
            answer = await self._model.answer(request, deadline)
        except ModelUnavailable as error:
            if not isinstance(error, ModelBusy):
                self._note(failed=True, probe=probe)
            raise
        except asyncio.CancelledError:
            if self._now() >= deadline:  # its caller has not left, but waited in vain
                self._note(failed=True, probe=probe)
            raise
        except ModelError:
            if probe:  # the server is there, whatever it thinks of this text
                self._note(failed=False, probe=True)
            raise
        else:
            self._note(failed=False, probe=probe)
            return answer
        finally:
            if probe:
                self._probing = False

    def _admit(self) -> bool:
        """Whether this call is the probe; raises where it may not be made at all."""
        if self._opened is None:
            return False
        if self.is_open:
            error = CircuitOpen("The language model's server keeps failing and is left alone.")
            error.retry_after = max(self._left, 1.0)
            raise error
        self._probing = True
        return True

    @property
    def _left(self) -> float:
        """Seconds of the pause that are left."""
        return (self._opened or 0.0) + self._pause - self._now()

    def _note(self, failed: bool, probe: bool) -> None:
        now = self._now()
        if probe:
            self._opened = now if failed else None
            self._calls.clear()
            self._failures = 0
            return
        self._calls.append((now, failed))
        self._failures += failed
        while self._calls and self._calls[0][0] < now - WINDOW:
            self._failures -= self._calls.popleft()[1]
        if len(self._calls) >= ENOUGH and self._failures >= SHARE * len(self._calls):
            self._opened = now

    def _now(self) -> float:
        return self._clock() if self._clock else asyncio.get_running_loop().time()
