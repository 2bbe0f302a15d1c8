"""Whose turn is it?"""

import asyncio
import math
import time
from collections.abc import Callable

from service.errors import Overloaded

_FORGETTING = 0.1
"""How much the last run counts in the mean of all."""
_FIRST_GUESS = 5.0
"""Seconds that a run takes, as long as none has ended."""


class Line:
    """Lets `running` work at once, and `waiting` more stand in line, first come, first served.

    Without numbers, everybody works at once.
    """

    def __init__(
        self,
        running: float = math.inf,
        waiting: float = math.inf,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._running = running
        self._most = running + waiting
        self._clock = clock
        self._here = 0
        self._mean = _FIRST_GUESS
        self._slots = asyncio.Semaphore(int(running)) if running < math.inf else None

    def join(self) -> "Place":
        """A place, which has to be left. Raises `Overloaded` at once where there is none."""
        if self._here >= self._most:
            raise Overloaded("Too many articles are worked on or wait for it.", self.wait)
        self._here += 1
        return Place(self)

    @property
    def wait(self) -> float:
        """Seconds after which there may be room: what is waited for, at the usual pace."""
        ahead = max(1.0, self._here - self._running)
        return self._mean * ahead / self._running

    async def turn(self, until: float) -> None:
        """Returns when it is somebody's turn; by `until`, of the loop's clock, or `Overloaded`."""
        if self._slots is None:
            return
        try:
            async with asyncio.timeout_at(until):
                await self._slots.acquire()
        except TimeoutError as error:
            raise Overloaded("The article's turn did not come in time.", self.wait) from error

    def leave(self, began: float | None) -> None:
        """Gives a place back, and the turn where it had come."""
        self._here -= 1
        if began is not None:
            self._mean += _FORGETTING * (self._clock() - began - self._mean)
            if self._slots is not None:
                self._slots.release()

    def now(self) -> float:
        """Seconds on the clock that turns are measured with."""
        return self._clock()


class Place:
    """Somebody's place in a line."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._began: float | None = None
        self._left = False

    async def turn(self, until: float) -> None:
        """Waits until it is their turn; `Overloaded` where that does not come by `until`."""
        await self._line.turn(until)
        self._began = self._line.now()

    def leave(self) -> None:
        """Makes room for others. Once more changes nothing."""
        if not self._left:
            self._left = True
            self._line.leave(self._began)
