"""Does everybody get their share, however much one asks for?"""

import asyncio
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.access.keys import create_key
from service.access.line import Line, Place
from service.cache.memory import MemoryStore
from service.errors import Overloaded
from service.settings import Settings
from service.single_flight import SingleFlight
from tests.api.keyed import PLAIN, bearer, problem
from tests.api.simulated import FOR_EVER, World
from tests.api.test_limits_line import Gate, served


async def test_a_calm_tenant_is_served_while_another_floods() -> None:
    world = World(Line(running=4, waiting=4))
    for _ in range(40):
        world.start(world.insist("flood"))
    world.start(world.ask_now_and_then("calm", 7))
    await world.steps.run(7 * 100 + 30)
    assert world.refused["calm"] == 0
    assert world.served["calm"] >= 100
    assert world.longest["calm"] <= 20  # for whoever works now, and for its own work
    # Nothing is left undone for it: four at a time, ten steps each, but for the first and last.
    assert world.served.total() >= 4 * (730 // 10 - 1)
    assert world.refused["flood"] > 0
    await world.end()


async def test_two_that_flood_share_evenly_and_a_third_still_gets_in() -> None:
    world = World(Line(running=3, waiting=6))
    for callers, tenant in ((50, "loud"), (10, "louder")):
        for _ in range(callers):
            world.start(world.insist(tenant))
    world.start(world.ask_now_and_then("calm", 20))
    await world.steps.run(1000)
    assert world.refused["calm"] == 0
    assert abs(world.served["loud"] - world.served["louder"]) <= 3
    await world.end()


async def test_turns_go_round_and_within_a_tenant_first_come_is_first_served() -> None:
    line = Line(running=1, waiting=10)
    busy = line.join("a")
    await busy.turn(FOR_EVER)
    order: list[str] = []

    async def wait(name: str, place: Place) -> None:
        await place.turn(FOR_EVER)
        order.append(name)
        place.leave()

    names = ["a1", "a2", "a3", "b1", "b2", "a4", "c1"]
    tasks = [asyncio.create_task(wait(name, line.join(name[0]))) for name in names]
    await asyncio.sleep(0)
    busy.leave()
    await asyncio.gather(*tasks)
    assert order == ["a1", "b1", "c1", "a2", "b2", "a3", "a4"]


async def test_the_newest_that_waits_of_whoever_has_the_most_is_pushed_out_at_once() -> None:
    line = Line(running=1, waiting=3)
    flood = [line.join("flood") for _ in range(4)]
    await flood[0].turn(FOR_EVER)
    waiting = [asyncio.create_task(one.turn(FOR_EVER)) for one in flood[1:]]
    await asyncio.sleep(0)
    calm = line.join("calm")
    await asyncio.sleep(0)
    assert [one.done() for one in waiting] == [False, False, True]
    with pytest.raises(Overloaded) as refused:
        await waiting[2]
    assert refused.value.retry_after > 0
    with pytest.raises(Overloaded):
        flood[3].hold()
    flood[3].leave()  # once more; changes nothing
    second = line.join("calm")  # two and two now: each has its share
    for tenant in ("calm", "flood"):
        with pytest.raises(Overloaded):
            line.join(tenant)
    for place in (calm, second):
        place.hold()
    for task in waiting[:1]:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


async def test_what_is_worked_on_is_never_pushed_out() -> None:
    line = Line(running=2, waiting=0)
    places = [line.join("flood") for _ in range(2)]
    for place in places:
        await place.turn(FOR_EVER)
    with pytest.raises(Overloaded):
        line.join("calm")


async def test_who_goes_as_their_turn_comes_hands_it_on() -> None:
    line = Line(running=1, waiting=2)
    places = [line.join(), line.join(), line.join()]
    await places[0].turn(FOR_EVER)
    tasks = [asyncio.create_task(one.turn(FOR_EVER)) for one in places[1:]]
    await asyncio.sleep(0)
    places[0].leave()  # it is the second one's turn now, which is not told yet
    tasks[0].cancel()
    await asyncio.gather(tasks[0], return_exceptions=True)
    places[1].leave()
    await tasks[1]


Move = tuple[str, int]
"""A tenant that joins, or the number of a place whose holder goes on: takes its turn, or leaves."""


@given(
    st.integers(1, 3),
    st.integers(0, 4),
    st.lists(st.tuples(st.sampled_from("abc-"), st.integers(0, 9)), max_size=60),
)
def test_nobody_is_refused_while_one_waits_who_has_two_places_more(
    running: int, waiting: int, moves: list[Move]
) -> None:
    async def play() -> None:
        line = Line(running, waiting)
        here: list[Place] = []
        turns: dict[Place, asyncio.Task[None]] = {}

        def places(tenant: str) -> int:
            return sum(one.tenant == tenant for one in here)

        for tenant, number in moves:
            if tenant != "-":
                most = max((places(one.tenant) for one in here if one.waits), default=0)
                was_full = len(here) >= running + waiting
                try:
                    joined = line.join(tenant)
                except Overloaded:
                    assert was_full
                    assert most < places(tenant) + 2
                    continue
                assert not was_full or most >= places(tenant) + 2
                here = [one for one in here if not is_out(one)]
                here.append(joined)
                assert len(here) <= running + waiting
                turns[joined] = asyncio.create_task(joined.turn(FOR_EVER))
                await asyncio.sleep(0)
            elif here:
                here.pop(number % len(here)).leave()
            at_work = sum(not one.waits for one in here)
            assert at_work == min(running, len(here))  # nobody waits beside a free slot
        for one in here:
            one.leave()
        await asyncio.gather(*turns.values(), return_exceptions=True)

    asyncio.run(play())


def is_out(place: Place) -> bool:
    """Whether it was pushed out."""
    return not place.waits and place.called.exception() is not None


async def test_who_waits_for_another_process_gives_way_too() -> None:
    store = MemoryStore(1000)
    deadline = asyncio.get_running_loop().time() + 60
    theirs: SingleFlight[bytes] = SingleFlight(store)
    ours: SingleFlight[bytes] = SingleFlight(store, line=Line(running=1, waiting=1))

    async def work() -> bytes:
        await asyncio.Event().wait()
        return b""

    async def found() -> bytes | None:
        return None

    def run(flights: SingleFlight[bytes], key: str, tenant: str) -> "asyncio.Task[bytes]":
        return asyncio.create_task(flights.run(key, work, found, deadline, tenant=tenant))

    tasks = [run(theirs, key, "flood") for key in ("1", "2")]
    await asyncio.sleep(0.01)
    tasks += [run(ours, key, "flood") for key in ("1", "2")]
    await asyncio.sleep(0.01)
    tasks.append(run(ours, "3", "calm"))
    with pytest.raises(Overloaded):
        await tasks[3]
    assert not tasks[2].done()
    assert not tasks[4].done()
    for flights in (ours, theirs):
        await flights.close()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_over_http_a_flood_gives_way_and_is_told_so(
    settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "keys.jsonl"
    keys = {name: create_key(file, name) for name in ("flood", "calm")}
    tight = settings.model_copy(update={"concurrency": 2, "queue": 2, "api_keys": file})
    model = Gate()
    async with served(tight, model) as client:

        def post(tenant: str, number: int) -> "asyncio.Task[httpx.Response]":
            text = f"The mayor opened the bridge on day {number} of {tenant}'s."
            headers = {**PLAIN, **bearer(keys[tenant])}
            return asyncio.create_task(client.post("/v1/claims", content=text, headers=headers))

        async def next_refusal(waiting: "set[asyncio.Task[httpx.Response]]") -> None:
            done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            (refused,) = done
            waiting.remove(refused)
            answered = await refused
            assert problem(answered) == (503, "overloaded")
            assert int(answered.headers["Retry-After"]) >= 1

        flood = {post("flood", number) for number in range(5)}
        await next_refusal(flood)
        await model.is_asked(2)
        calm = post("calm", 0)
        await next_refusal(flood)
        model.may_answer.set()
        assert (await calm).status_code == 200
        assert [(await one).status_code for one in flood] == [200, 200, 200]
