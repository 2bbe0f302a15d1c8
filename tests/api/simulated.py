"""How do callers and a line get on, in a time of our own?"""

import asyncio
import heapq
from collections import Counter
from collections.abc import Coroutine
from itertools import count

from service.access.line import Line
from service.errors import Overloaded

FOR_EVER = 1e9
"""Of the loop's clock: nobody's turn comes too late here."""


class Steps:
    """Time that passes only when everybody waits for it."""

    def __init__(self) -> None:
        self.now = 0
        self._number = count()
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []

    async def pass_by(self, steps: int) -> None:
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (self.now + steps, next(self._number), woken))
        await woken

    async def run(self, until: int) -> None:
        while self.now < until:
            for _ in range(20):  # everybody does what they can do now
                await asyncio.sleep(0)
            self.now = self._waiting[0][0]
            while self._waiting and self._waiting[0][0] <= self.now:
                heapq.heappop(self._waiting)[2].set_result(None)


class World:
    """A line, a model that takes ten steps, and callers. A step is a tenth of a second."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.steps = Steps()
        self.served: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.longest: Counter[str] = Counter()
        """Steps, from joining to the end."""
        self._tasks: set[asyncio.Task[None]] = set()

    async def post(self, tenant: str) -> None:
        """Raises `Overloaded`."""
        began = self.steps.now
        try:
            place = self.line.join(tenant)
            try:
                await place.turn(FOR_EVER)
                await self.steps.pass_by(10)
            finally:
                place.leave()
        except Overloaded:
            self.refused[tenant] += 1
            raise
        self.served[tenant] += 1
        self.longest[tenant] = max(self.longest[tenant], self.steps.now - began)

    async def insist(self, tenant: str) -> None:
        """One that asks, and asks again in a step where it was refused, without an end."""
        while True:
            try:
                await self.post(tenant)
            except Overloaded:
                await self.steps.pass_by(1)

    async def ask_now_and_then(self, tenant: str, every: int) -> None:
        """One that posts every so many steps, whatever became of what it posted before."""

        async def once() -> None:
            try:
                await self.post(tenant)
            except Overloaded:
                return

        while True:
            await self.steps.pass_by(every)
            self.start(once())

    def start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def end(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
