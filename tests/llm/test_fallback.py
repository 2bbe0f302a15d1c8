"""Does the next server answer when the first cannot?"""

import asyncio

import pytest

from service.conversation import Answer, ModelRequest
from service.errors import (
    CircuitOpen,
    ContentFiltered,
    ContextTooLong,
    InvalidAnswer,
    InvalidEnvelope,
    ModelError,
    ModelKeyRefused,
    ModelUnavailable,
    QuotaExhausted,
)
from service.llm.fallback import Fallback
from tests.fakes import ScriptedModel, answer
from tests.llm.test_ladder import REQUEST


def failing(error: ModelError) -> ScriptedModel:
    def script(request: ModelRequest) -> Answer:
        raise error

    return ScriptedModel(script)


WELL = ScriptedModel(lambda request: answer("{}"))


@pytest.mark.parametrize(
    "error",
    [
        ModelUnavailable("x"),
        CircuitOpen("x"),
        QuotaExhausted("x"),
        ModelKeyRefused("x"),
        InvalidAnswer("a page"),
        InvalidEnvelope("noise"),
    ],
)
async def test_the_next_server_answers_and_the_answer_says_so(error: ModelError) -> None:
    given = await Fallback([failing(error), WELL]).answer(REQUEST, 0)
    assert given.stand_in == 1


@pytest.mark.parametrize("error", [ContentFiltered("x"), ContextTooLong("x")])
async def test_a_text_that_is_refused_is_not_passed_around(error: ModelError) -> None:
    with pytest.raises(type(error)):
        await Fallback([failing(error), WELL]).answer(REQUEST, 0)


async def test_a_first_server_that_answers_is_no_stand_in() -> None:
    assert (await Fallback([WELL, WELL]).answer(REQUEST, 0)).stand_in == 0


async def test_where_none_answers_the_first_ones_error_is_told() -> None:
    first, second = ModelUnavailable("first"), QuotaExhausted("second")
    with pytest.raises(ModelUnavailable, match="first"):
        await Fallback([failing(first), failing(second)]).answer(REQUEST, 0)


async def test_a_silent_server_has_a_part_of_the_time_only() -> None:
    class Silent(ScriptedModel):
        async def answer(self, request: ModelRequest, deadline: float) -> Answer:
            await asyncio.sleep(60)
            raise AssertionError

    now = asyncio.get_running_loop().time()
    given = await Fallback([Silent(lambda request: answer("")), WELL]).answer(REQUEST, now + 0.2)
    assert given.stand_in == 1
    assert asyncio.get_running_loop().time() - now < 0.2
