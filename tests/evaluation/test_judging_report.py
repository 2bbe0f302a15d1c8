"""Does a reader learn what a judge said, who it was, and what it did not judge?"""

import io
import json

import pytest
from rich.console import Console

from service.errors import ModelRefused
from service.evaluation.comparing import comparisons
from service.evaluation.judge_metrics import JUDGE_METRICS, JUDGED
from service.evaluation.report import render
from service.evaluation.results import Evaluation
from service.evaluation.runner import evaluate
from service.evaluation.table import print_evaluation
from service.settings import Settings
from tests.evaluation.judges import ALONE, ENTAILED, claims, model, plan
from tests.evaluation.test_report import Page
from tests.fakes import ScriptedModel

HOSTILE = "<script>alert(1)</script> \x1b[2J\u202e<img src=x onerror=y>"


async def evaluated(settings: Settings, asked: ScriptedModel, judge: str = "a-judge") -> Evaluation:
    return await evaluate(settings, plan(judge=judge), stand_in=asked)


def printed(whole: Evaluation) -> str:
    out = io.StringIO()
    print_evaluation(whole, comparisons(whole, None), Console(file=out, width=100))
    return out.getvalue()


def flat(text: str) -> str:
    return " ".join(text.split())


async def test_the_table_has_the_judges_numbers_and_its_name(settings: Settings) -> None:
    shown = printed(await evaluated(settings, model()))
    assert max(map(len, shown.splitlines())) <= 100
    group = shown.partition(JUDGED)[2]
    for metric in JUDGE_METRICS:
        assert metric.label in group
    assert "0.50 0.80 0.76 0.50 0.50" in flat(group)
    assert (
        "judged by a-judge (scripted-1) with judge-entailment@1, judge-coverage@1, "
        "judge-context@1: 3 calls, 300 tokens in, 30 out; without a verdict on entailment 0 of 2 "
        "claims, on elements 0 of 4 sentences, on context 0 of 2 claims"
    ) in flat(shown)


async def test_what_was_not_judged_is_counted_and_named(settings: Settings) -> None:
    asked = model(
        entailment=claims(ENTAILED[:1]), coverage=ModelRefused("The model declines."), context="?"
    )
    whole = await evaluated(settings, asked)
    for shown in (printed(whole), Page(render(whole, [])).words):
        told = flat(shown)
        assert (
            "on entailment 1 of 2 claims, on elements 4 of 4 sentences, on context 2 of 2" in told
        )
        assert "not judged: delmar, judge-entailment claims 2: no verdict" in told
        assert "delmar, judge-coverage sentences 1, 2, 3, 4: The model declines." in told
        assert "delmar, judge-context claims 1, 2: The judge's answer has not its form" in told


async def test_the_page_shows_what_the_judge_objected_to(settings: Settings) -> None:
    words = Page(render(await evaluated(settings, model()), [])).words
    for metric in JUDGE_METRICS:
        assert metric.about in words
    assert "claims@1, a: what a-judge objected to" in words
    told = flat(words)
    assert "1 claims that the article does not bear out" in told
    assert "[the article itself]whose mill it is" in told
    assert "1 verifiable elements without a claimthe agency fined the mill sentence 1" in told
    assert "inconclusive, in context supported: in Lisbon" in told


async def test_without_a_judge_there_is_nothing_of_one(settings: Settings) -> None:
    whole = await evaluate(settings, plan(judge=None), stand_in=model())
    for shown in (printed(whole), render(whole, [])):
        assert JUDGED not in shown
        assert "judge" not in shown


@pytest.mark.parametrize("judge", ["a-judge", HOSTILE])
async def test_a_judges_words_stay_words(settings: Settings, judge: str) -> None:
    said = [{**ENTAILED[0], "entailed": False, "beyond": HOSTILE}, ENTAILED[1]]
    alone = [{**ALONE[1], "claim": 1, "missing": [HOSTILE]}, ALONE[1]]
    element = {"sentence": 1, "element": HOSTILE, "verifiable": True, "covered": "none"}
    asked = model(
        entailment=claims(said),
        context=claims(alone),
        coverage=json.dumps({"elements": [element]}),
    )
    whole = await evaluated(settings, asked, judge)
    page = Page(render(whole, []))
    assert not {"script", "img"} & set(page.tags)
    assert not {"onerror", "src"} & page.attributes
    assert page.words.count("<script>") >= 3
    assert not set(page.words) & set("\x1b\u202e")
    assert not set(printed(whole)) & set("\x1b\u202e")
