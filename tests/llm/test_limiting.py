"""Are there never more calls under way than there may be, and does nobody hold up all others?"""

import asyncio

from schemas.article import Article
from service.conversation import Answer, ModelRequest
from service.errors import ModelBusy
from service.llm.limiting import ON_BEHALF_OF, Limiting
from service.llm.retrying import Retrying
from service.parts import build
from service.settings import Settings
from service.turns import Turns
from tests.fakes import ScriptedModel, answer, draft, draft_claim
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
    slots = Turns(3)
    deadline = asyncio.get_running_loop().time() + 5
    calls = [Limiting(model, slots).answer(REQUEST, deadline) for _ in range(12)]
    await asyncio.gather(*calls)
    assert (most, len(model.asked)) == (3, 12)


async def test_one_that_waits_before_asking_again_holds_no_slot() -> None:
    def busy(_: ModelRequest) -> Answer:
        error = ModelBusy("wait")
        error.retry_after = 30.0
        raise error

    slots = Turns(1)
    deadline = asyncio.get_running_loop().time() + 60
    patient = asyncio.create_task(
        Retrying(Limiting(ScriptedModel(busy), slots)).answer(REQUEST, deadline)
    )
    await asyncio.sleep(0.01)
    other = Retrying(Limiting(ScriptedModel(lambda _: answer("{}")), slots))
    async with asyncio.timeout(1):
        assert (await other.answer(REQUEST, deadline)).text == "{}"
    patient.cancel()


async def test_slots_go_round_between_tenants_and_the_articles_of_each() -> None:
    order: list[str] = []

    class Named(ScriptedModel):
        async def answer(self, request: ModelRequest, deadline: float) -> Answer:
            order.append("/".join(ON_BEHALF_OF.get()))
            await asyncio.sleep(0)
            return await super().answer(request, deadline)

    model = Limiting(Named(lambda _: answer("{}")), slots := Turns(1))

    async def article(tenant: str, name: str, windows: int) -> None:
        ON_BEHALF_OF.set((tenant, name))
        await asyncio.gather(*(model.answer(REQUEST, 0) for _ in range(windows)))

    await slots.take("", "")  # until all are there
    articles = [("flood", "book", 5), ("flood", "page", 2), ("calm", "page", 2)]
    work = asyncio.gather(*(article(*one) for one in articles))
    for _ in range(5):
        await asyncio.sleep(0)
    slots.give_back()
    await work
    assert order == [
        *("flood/book", "calm/page", "flood/page", "calm/page", "flood/book"),
        *("flood/page", "flood/book", "flood/book", "flood/book"),
    ]


async def test_a_call_that_is_given_up_as_its_turn_comes_hands_it_on() -> None:
    slots = Turns(1)
    await slots.take("a")
    waiting = [asyncio.create_task(slots.take(name)) for name in "abc"]
    await asyncio.sleep(0)
    waiting[1].cancel()  # while it waits
    slots.give_back()
    waiting[0].cancel()  # as its turn has come, of which it was not told
    async with asyncio.timeout(5):
        await waiting[2]
    slots.give_back()
    async with asyncio.timeout(5):
        await slots.take("d")


async def test_an_articles_calls_are_made_in_its_name() -> None:
    seen: list[tuple[str, str]] = []

    def remember(_: ModelRequest) -> Answer:
        seen.append(ON_BEHALF_OF.get())
        return answer(draft(draft_claim("The mayor opened the bridge")))

    settings = Settings(cache="memory:", prompt="claims@1")
    parts = build(settings, ScriptedModel(remember))
    for tenant in ("calm", "flood"):
        article = Article(text="The mayor opened the bridge on Monday.")
        made = await parts.extractor.extract(article, "claims@1", tenant=tenant)
        assert seen[-1] == (tenant, made.id)
    await parts.close()
