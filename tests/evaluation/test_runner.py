"""Does an evaluation ask for everything, and name what it could not do?"""

import asyncio

import pytest

from schemas.article import Article
from service.conversation import Answer, ModelRequest
from service.errors import ConfigurationError, ModelRefused, UnknownPrompt
from service.evaluation.corpus import Seed
from service.evaluation.intervals import measures
from service.evaluation.metrics import Prices
from service.evaluation.runner import Plan, evaluate, settings_for
from service.evaluation.tally import Tally
from service.settings import Settings
from tests.evaluation.making import GOLD, TEXT
from tests.fakes import ScriptedModel, answer, draft, draft_claim

PROMPT = "claims@1"
STAFF = draft_claim(
    "The mill employs about 300 people",
    sentences=[3],
    claim="The Delmar paper mill employs about 300 people.",
    types=["quantity"],
)
QUESTION = {"sentences": [4], "reason": "question"}
OTHER = "Nobody came to the opening on Monday.\n"


def scripted(request: ModelRequest) -> Answer:
    if "Nobody came" in request.messages[-1].content:
        raise ModelRefused("The model declines.")
    return answer(draft(STAFF, rejected=[QUESTION]))


def seed(name: str, text: str = TEXT, *, gold: bool = True) -> Seed:
    empty = GOLD.model_copy(update={"claims": [], "rejected": []})
    kept = GOLD if text == TEXT else empty
    return Seed(name, Article(text=text), kept if gold else None)


async def test_every_prompt_is_run_with_every_model(settings: Settings) -> None:
    model = ScriptedModel(scripted)
    plan = Plan([seed("one"), seed("two")], [PROMPT, "claims"], ["a", "b"])
    live = settings.model_copy(update={"openai_base_url": "http://127.0.0.1:1/v1"})
    done: list[str] = []
    got = await evaluate(live, plan, done.append, model)
    assert [(run.prompt, run.model) for run in got.runs] == [
        (PROMPT, "a"), (PROMPT, "b"), ("claims", "a"), ("claims", "b")
    ]  # fmt: skip
    assert len(done) == 8
    assert {len(run.articles) for run in got.runs} == {2}


async def test_an_article_is_asked_and_scored(settings: Settings) -> None:
    plan = Plan([seed("one")], [PROMPT], ["a"], prices={"a": Prices(10, 100)})
    got = await evaluate(settings, plan, stand_in=ScriptedModel(scripted))
    (run,) = got.runs
    (article,) = run.articles
    assert run.prompt_used
    assert (run.prompt_used.version, run.answered_by) == (1, ["scripted-1"])
    # One of three required claims, and nothing else: 2 * 1 / (1 + 3).
    assert run.metrics["f1"].value == article.metrics["f1"] == 0.5
    # Sentences 3 and 4 of 4.
    assert article.metrics["coverage"] == 0.5
    assert article.metrics["rejected_rightly"] == 1
    # 100 tokens in and 10 out: (100 * 10 + 10 * 100) / 1e6.
    assert article.metrics["usd_per_article"] == pytest.approx(0.002)
    assert [(match.gold, match.predicted) for match in article.matches] == [(2, 0)]
    assert (article.text, article.claims[0].text) == (TEXT, STAFF["claim"])


async def test_each_run_asks_anew_so_that_its_tokens_count(settings: Settings) -> None:
    model = ScriptedModel(scripted)
    plan = Plan([seed("one")], [PROMPT], ["a", "b"])
    got = await evaluate(settings, plan, stand_in=model)
    assert [run.metrics["calls"].value for run in got.runs] == [1, 1]
    assert len(model.asked) == 2


async def test_what_fails_is_named_and_what_has_no_gold_is_listed(settings: Settings) -> None:
    plan = Plan([seed("bad", OTHER), seed("good"), seed("bare", gold=False)], [PROMPT], ["a"])
    got = await evaluate(settings, plan, stand_in=ScriptedModel(scripted))
    (run,) = got.runs
    assert [(one.name, one.reason) for one in run.failed] == [("bad", "The model declines.")]
    assert [article.name for article in run.articles] == ["good"]
    assert got.without_gold == ["bare"]
    # The metrics are those of what could be done.
    assert run.metrics == measures([Tally(**run.articles[0].tally)], Prices())


async def test_a_run_in_which_all_fails_has_no_numbers(settings: Settings) -> None:
    plan = Plan([seed("bad", OTHER)], [PROMPT], ["a"])
    (run,) = (await evaluate(settings, plan, stand_in=ScriptedModel(scripted))).runs
    assert (run.prompt_used, run.articles, run.metrics["f1"].value) == (None, [], None)


async def test_no_more_articles_are_in_work_than_allowed(settings: Settings) -> None:
    class Counting(ScriptedModel):
        now = most = 0

        async def answer(self, request: ModelRequest, deadline: float) -> Answer:
            self.now += 1
            self.most = max(self.most, self.now)
            await asyncio.sleep(0.01)
            self.now -= 1
            return await super().answer(request, deadline)

    model = Counting(scripted)
    texts = [TEXT.replace("Delmar", name) for name in ("Elm", "Oak", "Ash", "Fir", "Yew")]
    seeds = [seed(str(index), text) for index, text in enumerate(texts)]
    await evaluate(settings, Plan(seeds, [PROMPT], ["a"], at_once=2), stand_in=model)
    assert (len(model.asked), model.most) == (5, 2)


async def test_an_unknown_prompt_is_told_before_anything_is_asked(settings: Settings) -> None:
    model = ScriptedModel(scripted)
    plan = Plan([seed("one")], [PROMPT, "claims@99"], ["a"])
    with pytest.raises(UnknownPrompt):
        await evaluate(settings, plan, stand_in=model)
    assert model.asked == []


def test_models_become_settings_without_cache_and_stand_ins(settings: Settings) -> None:
    given = settings.model_copy(update={"fallback": "m@http://127.0.0.1:1/v1"})
    configured = settings_for(given, None)
    assert (configured.cache, configured.fallback, configured.model) == (
        "memory:", "", given.model
    )  # fmt: skip
    replay = settings_for(given, "replay")
    assert (replay.backend, replay.live) == ("replay", False)
    live = settings_for(given, "qwen3")
    assert (live.backend, live.model) == ("openai", "qwen3")


def test_a_backend_that_is_not_there_is_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.evaluation.runner.get_args", lambda _: ("openai", "replay"))
    with pytest.raises(ConfigurationError, match="no baseline"):
        settings_for(settings, "baseline")
    monkeypatch.setattr("service.evaluation.runner.get_args", lambda _: ("replay", "baseline"))
    assert str(settings_for(settings, "baseline").backend) == "baseline"


def test_prices_are_a_models_own_or_those_of_all() -> None:
    plan = Plan([], [], [], prices={"": Prices(1, 2), "a": Prices(3, 4)})
    assert (plan.price("a"), plan.price("b")) == (Prices(3, 4), Prices(1, 2))
    assert Plan([], [], []).price("a") == Prices()
