"""Is a failing server left alone, and only a failing one?"""

import asyncio
from contextlib import suppress

import pytest

from service.conversation import Answer, ModelRequest
from service.errors import (
    CircuitOpen,
    ContentFiltered,
    ContextTooLong,
    ModelBusy,
    ModelMisconfigured,
    ModelUnavailable,
)
from service.llm.breaker import ENOUGH, PAUSE, Breaker
from tests.fakes import ScriptedModel, answer
from tests.llm.test_ladder import REQUEST


class Weather:
    """A server that fails or not, and a clock."""

    def __init__(self) -> None:
        self.error: BaseException | None = None
        self.now = 1000.0
        self.model = ScriptedModel(self._answer)
        self.breaker = Breaker(self.model, clock=lambda: self.now)

    def _answer(self, request: ModelRequest) -> Answer:
        if self.error:
            raise self.error
        return answer("{}")

    async def call(self, times: int = 1) -> None:
        for _ in range(times):
            with suppress(ModelUnavailable):
                await self.breaker.answer(REQUEST, 0)

    async def fails_for_good(self) -> None:
        self.error = ModelUnavailable("down")
        await self.call(ENOUGH)


async def test_a_failing_server_is_left_alone_after_ten_calls() -> None:
    weather = Weather()
    await weather.fails_for_good()
    with pytest.raises(CircuitOpen) as caught:
        await weather.breaker.answer(REQUEST, 0)
    assert len(weather.model.asked) == ENOUGH
    assert caught.value.retry_after == pytest.approx(PAUSE)


async def test_half_of_the_calls_must_fail() -> None:
    weather = Weather()
    await weather.call(11)
    weather.error = ModelUnavailable("down")
    await weather.call(9)
    assert len(weather.model.asked) == 20
    await weather.call(5)
    assert len(weather.model.asked) == 22


async def test_old_failures_do_not_count() -> None:
    weather = Weather()
    weather.error = ModelUnavailable("down")
    await weather.call(ENOUGH - 1)
    weather.now += 11
    await weather.call(ENOUGH - 1)
    assert len(weather.model.asked) == 2 * (ENOUGH - 1)


@pytest.mark.parametrize(
    "error", [ContentFiltered("x"), ContextTooLong("x"), ModelMisconfigured("x"), ModelBusy("x")]
)
async def test_what_the_text_causes_does_not_count(error: Exception) -> None:
    weather = Weather()
    weather.error = error
    for _ in range(3 * ENOUGH):
        with pytest.raises(type(error)):
            await weather.breaker.answer(REQUEST, 0)
    assert len(weather.model.asked) == 3 * ENOUGH


@pytest.mark.parametrize(("deadline", "asked"), [(1000, ENOUGH), (1001, ENOUGH + 5)])
async def test_calls_that_the_deadline_ends_count_and_those_whose_caller_left_do_not(
    deadline: float, asked: int
) -> None:
    weather = Weather()
    weather.error = asyncio.CancelledError()
    for _ in range(ENOUGH):
        with pytest.raises(asyncio.CancelledError):
            await weather.breaker.answer(REQUEST, deadline)
    weather.error = None
    await weather.call(5)
    assert len(weather.model.asked) == asked


async def test_one_call_is_let_through_and_closes_it_when_the_server_is_back() -> None:
    weather = Weather()
    await weather.fails_for_good()
    weather.now += PAUSE
    await weather.call()
    await weather.call()
    assert len(weather.model.asked) == ENOUGH + 1
    weather.now += PAUSE
    weather.error = None
    await weather.call(5)
    assert len(weather.model.asked) == ENOUGH + 6


async def test_a_probe_that_is_answered_in_any_way_closes_it() -> None:
    weather = Weather()
    await weather.fails_for_good()
    weather.now += PAUSE
    weather.error = ContentFiltered("x")
    with pytest.raises(ContentFiltered):
        await weather.breaker.answer(REQUEST, 0)
    weather.error = None
    await weather.call(3)
    assert len(weather.model.asked) == ENOUGH + 4


async def test_of_many_callers_one_is_the_probe() -> None:
    weather = Weather()
    await weather.fails_for_good()
    weather.now += PAUSE
    slow = asyncio.Event()

    class Slow(ScriptedModel):
        async def answer(self, request: ModelRequest, deadline: float) -> Answer:
            self.asked.append(request)
            await slow.wait()
            return answer("{}")

    model = Slow(lambda request: answer("{}"))
    weather.breaker._model = model
    calls = [asyncio.create_task(weather.breaker.answer(REQUEST, 0)) for _ in range(10)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    slow.set()
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    assert len(model.asked) == 1
    assert sum(isinstance(outcome, CircuitOpen) for outcome in outcomes) == 9


async def test_it_is_open_for_the_pause_and_while_one_call_tries() -> None:
    weather = Weather()
    assert not weather.breaker.is_open
    await weather.fails_for_good()
    assert weather.breaker.is_open
    weather.now += PAUSE
    assert not weather.breaker.is_open  # with nobody asking
    seen: list[bool] = []
    weather.model._script = lambda _: (seen.append(weather.breaker.is_open), answer("{}"))[1]
    await weather.call()
    assert (seen, weather.breaker.is_open) == ([True], False)
