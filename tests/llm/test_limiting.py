"""Are there never more calls under way than there may be, and does waiting keep nobody waiting?"""

import asyncio

from service.conversation import Answer, ModelRequest
from service.errors import ModelBusy
from service.llm.limiting import Limiting
from service.llm.retrying import Retrying
from tests.fakes import ScriptedModel, answer
from tests.llm.test_ladder import REQUEST


async def test_no_more_calls_are_under_way_than_there_are_slots() -> None:
    running, most = 0, 0

    class Slow(ScriptedModel):
        async def answer(self, request: ModelRequest, deadline: float) -> Answer:
            nonlocal running, most
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.005)
            running -= 1
            return await super().answer(request, deadline)

    model = Slow(lambda _: answer("{}"))
    slots = asyncio.Semaphore(3)
    deadline = asyncio.get_running_loop().time() + 5
    calls = [Limiting(model, slots).answer(REQUEST, deadline) for _ in range(12)]
    await asyncio.gather(*calls)
    assert (most, len(model.asked)) == (3, 12)


async def test_one_that_waits_before_asking_again_holds_no_slot() -> None:
    def busy(_: ModelRequest) -> Answer:
        error = ModelBusy("wait")
        error.retry_after = 30.0
        raise error

    slots = asyncio.Semaphore(1)
    deadline = asyncio.get_running_loop().time() + 60
    patient = asyncio.create_task(
        Retrying(Limiting(ScriptedModel(busy), slots)).answer(REQUEST, deadline)
    )
    await asyncio.sleep(0.01)
    other = Retrying(Limiting(ScriptedModel(lambda _: answer("{}")), slots))
    async with asyncio.timeout(1):
        assert (await other.answer(REQUEST, deadline)).text == "{}"
    patient.cancel()
