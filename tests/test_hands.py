"""Does work that keeps the processor busy leave room for others?"""

import asyncio
import threading
import time

from service import hands
from service.hands import Hands
from service.turns import Turns, has_come


async def test_short_work_is_done_one_piece_in_each_round_of_the_loop() -> None:
    ours, done, seen = Hands(), 0, []

    def work() -> None:
        nonlocal done
        done += 1

    async def look() -> None:
        while done < 50:
            seen.append(done)
            await asyncio.sleep(0)

    await asyncio.gather(look(), *(ours.do("", 1, work) for _ in range(50)))
    assert max(b - a for a, b in zip(seen, [*seen[1:], 50], strict=True)) == 1
    ours.let_go()


async def test_the_thread_takes_turns_between_tenants() -> None:
    ours = Hands()
    order: list[str] = []
    long = hands._QUICK
    jobs = [ours.do("many", long, order.append, f"many {n}") for n in range(4)]
    jobs.append(ours.do("one", long, order.append, "one"))
    await asyncio.gather(*jobs)
    assert order.index("one") <= 2  # behind the one at work, and one of the others
    assert sorted(order)[:4] == [f"many {n}" for n in range(4)]
    ours.let_go()


async def test_the_thread_is_given_on_once_it_is_free_indeed() -> None:
    ours, release = Hands(), threading.Event()
    running: list[int] = []
    began, loop = asyncio.Event(), asyncio.get_running_loop()

    def slow() -> None:
        running.append(1)
        loop.call_soon_threadsafe(began.set)
        release.wait(10)
        running.pop()

    left = asyncio.create_task(ours.do("a", hands._QUICK, slow))
    await began.wait()
    left.cancel()
    after = asyncio.create_task(ours.do("b", hands._QUICK, lambda: len(running)))
    await asyncio.sleep(0.02)
    assert not after.done()
    release.set()
    assert await asyncio.wait_for(after, 10) == 0
    ours.let_go()


def turn() -> "asyncio.Future[None]":
    return asyncio.get_running_loop().create_future()


async def test_who_needs_several_slots_waits_for_them_and_is_not_overtaken() -> None:
    turns, (small, large, later) = Turns(4), (turn(), turn(), turn())
    turns.ask(small, slots=2)
    turns.ask(large, slots=3)
    turns.ask(later, slots=1)
    assert [has_come(one) for one in (small, large, later)] == [True, False, False]
    turns.give_back(2)
    assert [has_come(one) for one in (small, large, later)] == [True, True, True]


async def test_who_needs_more_than_there_is_is_served_alone() -> None:
    turns, (huge, other) = Turns(4), (turn(), turn())
    turns.ask(huge, slots=99)
    turns.ask(other)
    assert [has_come(one) for one in (huge, other)] == [True, False]
    turns.give_back(99)
    assert has_come(other)


async def test_who_left_while_enough_was_not_free_holds_up_nobody() -> None:
    turns, (small, large, later) = Turns(4), (turn(), turn(), turn())
    turns.ask(small)
    turns.ask(large, slots=4)
    large.cancel()
    turns.ask(later)
    assert has_come(later)


async def test_while_a_long_article_is_begun_others_are_served() -> None:
    ours, begun = Hands(), 0

    async def begin() -> None:
        nonlocal begun
        await ours.our_round()
        time.sleep(0.002)  # noqa: ASYNC251  # what rendering and looking up a window takes
        begun += 1

    windows = asyncio.gather(*(begin() for _ in range(100)))
    await asyncio.sleep(0)
    rounds = 0
    while begun < 100:
        rounds += 1
        await asyncio.sleep(0)
    await windows
    assert rounds >= 100
    ours.let_go()
