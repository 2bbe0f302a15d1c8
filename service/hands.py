"""How is work done that keeps the processor busy, without keeping others waiting?"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from service.turns import Turns

P = ParamSpec("P")
T = TypeVar("T")
_QUICK = 12_000
"""Code points of article and answers together that are worked on inside the event loop: up to some
30 ms. More goes to a thread, which costs a switch."""


class Hands:
    """Does short work inside the event loop, long work in a thread: one piece at a time of each."""

    def __init__(self) -> None:
        self._round = asyncio.Lock()
        self._turns = Turns(1)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="assembly")

    async def our_round(self) -> None:
        """Returns once in each round of the loop: a thousand models' answers may come at once, an
        article may have a thousand windows, and whoever asks something else shall not wait for
        all of them."""
        await self._round.acquire()
        asyncio.get_running_loop().call_soon(self._round.release)

    async def do(
        self, tenant: str, size: int, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Does what takes the longer the longer the texts, of `size` code points, are. The thread
        takes turns between tenants."""
        if size < _QUICK:
            await self.our_round()
            return work(*args, **kwargs)
        await self._turns.take(tenant)
        loop = asyncio.get_running_loop()
        job = self._thread.submit(work, *args, **kwargs)
        # Once the thread is free indeed: it goes on where nobody waits for it any more.
        job.add_done_callback(lambda _: loop.call_soon_threadsafe(self._turns.give_back))
        return await asyncio.wrap_future(job)

    def let_go(self) -> None:
        """What waits for the thread is not done any more."""
        self._thread.shutdown(wait=False, cancel_futures=True)
