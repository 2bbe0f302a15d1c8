"""Is overload told at once, and is what was accepted done?"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from service.access.line import Line
from service.app import create_app
from service.conversation import Answer, ModelRequest
from service.errors import Overloaded
from service.settings import Settings
from tests.api.keyed import ARTICLE, PLAIN, Clock, problem
from tests.fakes import ScriptedModel, answer, draft, draft_claim


async def test_a_line_lets_some_work_others_wait_and_sends_the_rest_away() -> None:
    line = Line(running=2, waiting=1)
    until = asyncio.get_running_loop().time() + 5
    first, second, third = line.join(), line.join(), line.join()
    with pytest.raises(Overloaded):
        line.join()
    await first.turn(until)
    await second.turn(until)
    waiting = asyncio.create_task(third.turn(until))
    await asyncio.sleep(0.01)
    assert not waiting.done()
    first.leave()
    first.leave()
    await waiting
    line.join()
    with pytest.raises(Overloaded):
        line.join()


async def test_who_waits_too_long_is_sent_away_and_makes_room() -> None:
    line = Line(running=1, waiting=1)
    clock = asyncio.get_running_loop().time
    first, second = line.join(), line.join()
    await first.turn(clock() + 5)
    with pytest.raises(Overloaded):
        await second.turn(clock() + 0.02)
    second.leave()
    third = line.join()
    first.leave()
    await third.turn(clock() + 5)


async def test_the_wait_that_is_told_grows_with_the_line() -> None:
    clock = Clock()
    line = Line(running=2, waiting=8, clock=clock)
    until = asyncio.get_running_loop().time() + 5
    for _ in range(50):
        place = line.join()
        await place.turn(until)
        clock.now += 4
        place.leave()
    for _ in range(10):
        line.join()
    with pytest.raises(Overloaded) as refused:
        line.join()
    assert 15 < refused.value.retry_after < 18


class Gate(ScriptedModel):
    """A model that answers when it is let."""

    def __init__(self) -> None:
        super().__init__(lambda _: answer(draft(draft_claim("The mayor opened the bridge"))))
        self.may_answer = asyncio.Event()

    async def is_asked(self, times: int) -> None:
        while len(self.asked) < times:  # noqa: ASYNC110  # what it is told in is a list
            await asyncio.sleep(0.005)

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:
        given = await super().answer(request, deadline)
        await self.may_answer.wait()
        return given


@asynccontextmanager
async def served(settings: Settings, model: ScriptedModel) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(settings, model)
    async with app.lifespan():
        transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]  # litestar types its scope
        async with httpx.AsyncClient(transport=transport, base_url="http://x.test") as client:
            yield client


async def test_overload_is_told_at_once_and_who_waits_is_served(settings: Settings) -> None:
    tight = settings.model_copy(update={"concurrency": 2, "queue": 3})
    model = Gate()
    async with served(tight, model) as client:

        def post(number: int) -> "asyncio.Task[httpx.Response]":
            text = f"The mayor opened the bridge on day {number}."
            return asyncio.create_task(client.post("/v1/claims", content=text, headers=PLAIN))

        accepted = [post(number) for number in range(5)]
        await model.is_asked(2)
        refused = await asyncio.gather(*(post(number) for number in range(5, 25)))
        assert {problem(one) for one in refused} == {(503, "overloaded")}
        assert all(int(one.headers["Retry-After"]) >= 1 for one in refused)
        assert len(model.asked) == 2
        joined = post(0)  # the same as one that is under way needs no place
        assert (await client.get("/healthz")).status_code == 200
        model.may_answer.set()
        answers = await asyncio.gather(*accepted, joined)
        assert {one.status_code for one in answers} == {200}
        hit = await post(1)
        assert hit.headers["Cache-Status"] == "Claimwire; hit"


async def test_stored_answers_are_given_during_overload(settings: Settings) -> None:
    tight = settings.model_copy(update={"concurrency": 1, "queue": 0})
    model = Gate()
    model.may_answer.set()
    async with served(tight, model) as client:
        await client.post("/v1/claims", content=ARTICLE, headers=PLAIN)
        model.may_answer.clear()
        busy = asyncio.create_task(
            client.post("/v1/claims", content=f"{ARTICLE} It rained.", headers=PLAIN)
        )
        await model.is_asked(2)
        hit = await client.post("/v1/claims", content=ARTICLE, headers=PLAIN)
        assert hit.headers["Cache-Status"] == "Claimwire; hit"
        other = await client.post("/v1/claims", content=f"{ARTICLE} It hailed.", headers=PLAIN)
        assert problem(other) == (503, "overloaded")
        model.may_answer.set()
        assert (await busy).status_code == 200


async def test_a_turn_is_waited_for_half_of_the_deadline(settings: Settings) -> None:
    tight = settings.model_copy(update={"concurrency": 1, "queue": 1, "deadline": 0.6})
    model = Gate()
    async with served(tight, model) as client:
        first = asyncio.create_task(client.post("/v1/claims", content=ARTICLE, headers=PLAIN))
        await model.is_asked(1)
        second = await client.post("/v1/claims", content=f"{ARTICLE} It rained.", headers=PLAIN)
        assert problem(second) == (503, "overloaded")
        assert problem(await first) == (504, "upstream-timeout")
        model.may_answer.set()
        third = await client.post("/v1/claims", content=f"{ARTICLE} It hailed.", headers=PLAIN)
        assert third.status_code == 200
