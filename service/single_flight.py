"""How do many requests for the same thing make one run?

In this process they share one task, which does not end because one of its callers went away. Other
processes on the same cache wait for the one that holds the lease, and take over when it dies.
"""

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from service.access.line import Line, Place
from service.cache.keys import PUBLIC
from service.cache.store import Store
from service.errors import ModelTimeout, ShuttingDown
from service.observing.observer import Observer

log = logging.getLogger(__name__)

LEASE = 5.0
"""Seconds that a lease holds without being renewed: how long a dead process is waited for."""
POLL = 0.05
"""Seconds between two looks at what another process is doing."""
_ENDS = "The service ends, and this could not be done in time. Ask again: another process answers."

Result = TypeVar("Result")


class SingleFlight(Generic[Result]):
    """Runs the work for a key once at a time. A failure is shared, and forgotten.

    A run stands in `line`; who joins one that is under way does not. `observer` hears how long was
    waited, for another's run (`wait`) and for a turn (`queue`).
    """

    def __init__(
        self,
        store: Store,
        lease: float = LEASE,
        line: Line | None = None,
        observer: Observer | None = None,
    ) -> None:
        self._store = store
        self._lease = lease
        self._line = line or Line()
        self._observer = observer or Observer()
        self._owner = uuid.uuid4().hex
        self._flights: dict[str, asyncio.Task[Result]] = {}
        self._closed = False

    async def run(
        self,
        key: str,
        work: Callable[[], Awaitable[Result]],
        found: Callable[[], Awaitable[Result | None]],
        deadline: float,
        shared: Callable[[], None] = lambda: None,
        tenant: str = PUBLIC,
        counts: float = 1,
    ) -> Result:
        """What `work` gives, or what `found` finds once another process has done it. In line this
        is one of `tenant`'s and `counts` for so many. `shared` is called where this caller's answer
        is that of a run which another caller began.

        Another process is waited for until `deadline`, a time of the event loop's clock; then
        `ModelTimeout` is raised. The turn in line is waited for until half of that time is over;
        then, or where there is no place in line (any more), `Overloaded` is. Once this is closed,
        `ShuttingDown` is.
        """
        if self._closed:
            raise ShuttingDown(_ENDS)
        flight = self._flights.get(key)
        if flight is None:
            place = self._line.join(tenant, counts)
            flight = asyncio.create_task(self._fly(key, work, found, deadline, shared, place))
            self._flights[key] = flight
            flight.add_done_callback(lambda done: self._landed(key, done))
            flight.add_done_callback(lambda _: place.leave())  # also where it never began
            return await self._landing(flight)
        shared()
        with self._observer.phase("wait"):
            return await self._landing(flight)

    async def _landing(self, flight: "asyncio.Task[Result]") -> Result:
        """What comes of a run, which goes on where its caller does not."""
        try:
            return await asyncio.shield(flight)
        except asyncio.CancelledError:
            if flight.cancelled():  # it was, and not its caller
                raise ShuttingDown(_ENDS) from None
            raise

    async def close(self) -> None:
        """Ends what is still under way."""
        self._closed = True
        for flight in list(self._flights.values()):
            flight.cancel()
        await asyncio.gather(*self._flights.values(), return_exceptions=True)

    async def _fly(
        self,
        key: str,
        work: Callable[[], Awaitable[Result]],
        found: Callable[[], Awaitable[Result | None]],
        deadline: float,
        shared: Callable[[], None],
        place: Place,
    ) -> Result:
        clock = asyncio.get_running_loop().time
        turn_until = (clock() + deadline) / 2
        with self._observer.phase("cache"):
            is_ours = await self._store.acquire(key, self._owner, self._lease)
        while not is_ours:
            if clock() >= deadline:
                shared()
                raise ModelTimeout("Another process works on this article and is not done in time.")
            with self._observer.phase("wait"):
                await asyncio.sleep(POLL)
            place.hold()
            if (result := await found()) is not None:
                shared()
                return result
            with self._observer.phase("wait"):
                is_ours = await self._store.acquire(key, self._owner, self._lease)
        renewal = asyncio.create_task(self._renew(key))
        try:
            # It may have been done between our last look and the other's letting go.
            if (result := await found()) is not None:
                shared()
                return result
            with self._observer.phase("queue"):
                await place.turn(turn_until)
            return await work()
        finally:
            renewal.cancel()
            with self._observer.phase("cache"):
                await self._store.release(key, self._owner)

    async def _renew(self, key: str) -> None:
        while True:
            await asyncio.sleep(self._lease / 3)
            if not await self._store.acquire(key, self._owner, self._lease):
                log.warning("the lease of a run was lost to another process")

    def _landed(self, key: str, flight: "asyncio.Task[Result]") -> None:
        self._flights.pop(key, None)
        if not flight.cancelled():
            flight.exception()  # looked at, so that a failure without callers is no warning
