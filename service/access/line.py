"""Whose turn is it?

    first come, first served     within a tenant
    round robin                  between tenants (`service.turns`)
    who has more gives way       where all places are taken: a tenant pushes out the newest waiting
                                 one of whoever has the most places, if those are two more than its
                                 own, or more

So nobody is refused while somebody waits whose tenant has two places more: whoever has less than
its share (the places by the tenants present) gets in, unless all that others have beyond theirs is
worked on already, which is never interrupted. No two push each other out by turns, for afterwards
the one who gave way has at least as many places. One tenant alone has a queue of the usual kind.
"""

import asyncio
import math
import time
from collections.abc import Callable

from service.errors import Overloaded
from service.turns import Turn, Turns, has_come

_FORGETTING = 0.1
"""How much the last run counts in the mean of all."""
_FIRST_GUESS = 5.0
"""Seconds that a run takes, as long as none has ended."""


class Line:
    """Lets `running` work at once, and `waiting` more stand in line. Some work counts for several:
    then fewer are at it.

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
        self._places: dict[str, dict[Place, None]] = {}
        """Of each tenant that is present, the oldest first."""
        self._mean = _FIRST_GUESS
        self._turns = Turns(running)

    def join(self, tenant: str = "", counts: float = 1) -> "Place":
        """A place, which has to be left, for work that `counts` for so many. Raises `Overloaded` at
        once where there is none."""
        if self._here >= self._most:
            self._make_room(tenant)
        place = Place(self, tenant, counts)
        self._here += 1
        self._places.setdefault(tenant, {})[place] = None
        return place

    @property
    def wait(self) -> float:
        """Seconds after which there may be room: what is waited for, at the usual pace."""
        ahead = max(1.0, self._here - self._running)
        return self._mean * ahead / self._running

    async def turn(self, place: "Place", until: float) -> None:
        """Returns when it is somebody's turn; by `until`, of the loop's clock, or `Overloaded`."""
        self._turns.ask(place.called, place.tenant, slots=place.counts)
        try:
            async with asyncio.timeout_at(until):
                await place.called
        except TimeoutError as error:
            raise Overloaded("The article's turn did not come in time.", self.wait) from error

    def leave(self, place: "Place", began: float | None) -> None:
        """Gives a place back, and the turn where it had come."""
        self._here -= 1
        ours = self._places[place.tenant]
        del ours[place]
        if not ours:
            del self._places[place.tenant]
        if began is not None:
            self._mean += _FORGETTING * (self._clock() - began - self._mean)
        if has_come(place.called):
            self._turns.give_back(place.counts)

    def now(self) -> float:
        """Seconds on the clock that turns are measured with."""
        return self._clock()

    def _make_room(self, tenant: str) -> None:
        enough = len(self._places.get(tenant, ())) + 2
        rivals = [places for places in self._places.values() if len(places) >= enough]
        for places in sorted(rivals, key=len, reverse=True):
            newest = next((one for one in reversed(places) if one.waits), None)
            if newest:
                newest.push_out(
                    Overloaded("Others, who have fewer articles here, go first.", self.wait)
                )
                return
        raise Overloaded("Too many articles are worked on or wait for it.", self.wait)


class Place:
    """A tenant's place in a line."""

    def __init__(self, line: Line, tenant: str, counts: float) -> None:
        self._line = line
        self.tenant = tenant
        self.counts = counts
        self.called: Turn = asyncio.get_running_loop().create_future()
        """Done when its turn comes, or it is pushed out."""
        self._began: float | None = None
        self._left = False

    @property
    def waits(self) -> bool:
        """Whether its turn is still to come."""
        return not self.called.done()

    async def turn(self, until: float) -> None:
        """Waits until it is their turn; `Overloaded` where that does not come by `until`, or they
        are pushed out."""
        await self._line.turn(self, until)
        self._began = self._line.now()

    def hold(self) -> None:
        """Raises `Overloaded` where they are pushed out, for those who wait for something else."""
        if not self.waits:
            self.called.result()

    def push_out(self, refusal: Overloaded) -> None:
        """Takes the place away from somebody who waits."""
        self.called.set_exception(refusal)
        self.called.exception()  # looked at: who is pushed out may not ask for it any more
        self.leave()

    def leave(self) -> None:
        """Makes room for others. Once more changes nothing."""
        if not self._left:
            self._left = True
            self._line.leave(self, self._began)
            self.called.cancel()  # where its turn was still to come
