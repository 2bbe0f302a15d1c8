"""Does what a judge answers become the numbers, and is what it does not answer listed?"""

from pathlib import Path

import pytest

from service.errors import ConfigurationError, ModelRefused, UnknownPrompt
from service.evaluation.judge_asking import COVERAGE, ENTAILMENT, IN_CONTEXT
from service.evaluation.judge_metrics import JudgeTally, judge_measures
from service.evaluation.results import Evaluation, Judgement
from service.evaluation.runner import evaluate
from service.resources import PROMPTS
from service.settings import Settings
from tests.evaluation.judges import (
    ALONE,
    ELEMENTS,
    ENTAILED,
    GOOD,
    claims,
    elements,
    judged,
    model,
    plan,
    requests,
)
from tests.test_prompts import lock


async def test_verdicts_become_numbers(settings: Settings) -> None:
    asked = model()
    got = await judged(settings, asked)
    assert {name: measure.value for name, measure in got.metrics.items()} == {
        "entailed": 1 / 2,
        # Right: 3 of 4 verifiable that are covered, 1 of 1 that is not verifiable and not claimed.
        "element_accuracy": 4 / 5,
        # (2 * 3 / (2 * 3 + 1) + 2 * 1 / (2 * 1 + 1)) / 2
        "element_f1": pytest.approx((6 / 7 + 2 / 3) / 2),
        "same_verdict": 1 / 2,
        "complete": 1 / 2,
    }
    assert (got.model, got.answered_by) == ("a-judge", ["scripted-1"])
    assert [(one.name, one.version) for one in got.prompts] == [
        (ENTAILMENT, 1), (COVERAGE, 1), (IN_CONTEXT, 1)
    ]  # fmt: skip
    (article,) = got.articles
    assert article.unjudged == []
    assert [(one.entailed, one.missing) for one in article.claims] == [
        (True, []), (False, ["in Lisbon"])
    ]  # fmt: skip
    assert [one.sentence for one in article.elements] == [0, 1, 1, 2, 3]
    # One call for each prompt, 100 tokens in and 10 out.
    counted = JudgeTally(**got.tally)
    assert (counted.calls, counted.prompt_tokens, counted.completion_tokens) == (3, 300, 30)


async def test_without_a_judge_nothing_is_asked_of_it(settings: Settings) -> None:
    asked = model()
    (run,) = (await evaluate(settings, plan(judge=None), stand_in=asked)).runs
    assert run.judgement is None
    assert [request.schema_name for request in asked.asked] == ["claims"]


async def test_what_two_runs_share_is_judged_once(settings: Settings) -> None:
    asked = model()
    first, second = (await evaluate(settings, plan("claims@1", "claims@1"), stand_in=asked)).runs
    assert first.judgement
    assert second.judgement
    assert first.judgement.metrics == second.judgement.metrics
    assert (first.judgement.tally["calls"], second.judgement.tally["calls"]) == (3, 0)
    assert len(requests(asked, COVERAGE)) == 1


async def test_an_evaluation_with_a_judge_is_read_again(settings: Settings) -> None:
    whole = await evaluate(settings, plan(), stand_in=model())
    assert Evaluation.model_validate_json(whole.model_dump_json()) == whole
    # One from before there were judges, too.
    fields = whole.model_dump(mode="json")
    for run in fields["runs"]:
        del run["judgement"]
    assert Evaluation.model_validate(fields).runs[0].judgement is None


def missed(got: Judgement) -> list[tuple[str, list[int], str]]:
    return [(one.prompt, one.indices, one.reason) for one in got.articles[0].unjudged]


INVALID = {
    "no JSON": ("I would say that all is well.", "has not its form"),
    "another form": (elements(*ELEMENTS), "has not its form: claims: Field required"),
    "a label that is none": (claims([{**ENTAILED[0], "entailed": "perhaps"}]), "claims.0.entailed"),
    "a lone surrogate": ('{"claims": "\ud800"}', "has not its form"),
    "nothing": ("", "has not its form"),
}


@pytest.mark.parametrize(("said", "reason"), INVALID.values(), ids=INVALID)
async def test_an_invalid_answer_is_listed_and_left_out(
    settings: Settings, said: str, reason: str
) -> None:
    asked = model(entailment=said)
    got = await judged(settings, asked)
    ((prompt, indices, why),) = missed(got)
    assert (prompt, indices) == (ENTAILMENT, [0, 1])
    assert reason in why
    assert "perhaps" not in why
    assert got.metrics["entailed"].value is None
    assert got.metrics["element_accuracy"].value == 4 / 5
    assert (got.tally["claims"], got.tally["entailment_verdicts"]) == (2, 0)
    assert len(requests(asked, ENTAILMENT)) == 1  # nobody is asked twice


async def test_a_judge_that_fails_is_listed(settings: Settings) -> None:
    got = await judged(settings, model(coverage=ModelRefused("The model declines.")))
    assert missed(got) == [(COVERAGE, [0, 1, 2, 3], "The model declines.")]
    assert got.metrics["element_f1"].value is None
    assert (got.tally["sentences"], got.tally["covered_sentences"]) == (4, 0)


UNCLEAR: dict[str, tuple[list[int], list[tuple[list[int], str]]]] = {
    "one left out": ([1], [([1], "no verdict")]),
    "none at all": ([], [([0, 1], "no verdict")]),
    "one twice": ([1, 2, 2], [([1], "more than one verdict")]),
    "one for nothing": ([1, 2, 3], [([], "a verdict on what was not shown")]),
    "from zero": ([0, 1], [([], "a verdict on what was not shown"), ([1], "no verdict")]),
}


@pytest.mark.parametrize(("numbers", "listed"), UNCLEAR.values(), ids=UNCLEAR)
async def test_a_verdict_counts_where_it_is_clear_what_it_is_on(
    settings: Settings, numbers: list[int], listed: list[tuple[list[int], str]]
) -> None:
    said = claims([{"claim": n, "beyond": None, "entailed": True} for n in numbers])
    got = await judged(settings, model(entailment=said))
    assert [(indices, why) for _, indices, why in missed(got)] == listed
    without = sum(len(indices) for indices, _ in listed)
    assert got.tally["entailment_verdicts"] == 2 - without
    assert got.metrics["entailed"].value == (1 if without < 2 else None)


@pytest.mark.parametrize(
    "wrapped",
    [
        pytest.param("Here:\n```json\n{}\n```\nDone.", id="fenced"),
        pytest.param('<think>{{"claims": []}}?</think>{}', id="after a thought"),
    ],
)
async def test_what_stands_around_an_answer_is_passed_over(
    settings: Settings, wrapped: str
) -> None:
    said = wrapped.replace("{{", "{").replace("}}", "}").replace("{}", GOOD[ENTAILMENT])
    got = await judged(settings, model(entailment=said))
    assert got.metrics["entailed"].value == 1 / 2


async def test_empty_words_are_none(settings: Settings) -> None:
    said = claims([{**ENTAILED[0], "beyond": " "}, {**ENTAILED[1], "beyond": ""}])
    alone = claims([{**ALONE[0], "missing": [""]}, ALONE[1]])
    got = await judged(settings, model(entailment=said, context=alone))
    assert missed(got) == []
    assert got.metrics["complete"].value == 1 / 2


def test_intervals_are_over_articles() -> None:
    tallies = [JudgeTally(entailment_verdicts=2, entailed=n) for n in (0, 1, 2, 2)]
    entailed = judge_measures(tallies)["entailed"]
    assert entailed.value == 5 / 8
    assert entailed.low is not None
    assert entailed.high is not None
    assert 0 <= entailed.low < 5 / 8 < entailed.high <= 1
    assert judge_measures(tallies[:1])["entailed"].low is None
    assert judge_measures([])["entailed"].value is None


async def test_the_baseline_judges_nothing(settings: Settings) -> None:
    with pytest.raises(ConfigurationError, match="judges nothing"):
        await evaluate(settings, plan(judge="baseline"), stand_in=model())


async def test_a_library_without_judges_is_told_before_anything_is_asked(
    settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "prompts" / "claims"
    folder.mkdir(parents=True)
    (folder / "v1.md").write_bytes((PROMPTS / "claims" / "v1.md").read_bytes())
    lock(folder.parent)
    asked = model()
    bare = settings.model_copy(update={"prompts": folder.parent})
    with pytest.raises(UnknownPrompt, match="no such prompt"):
        await evaluate(bare, plan(), stand_in=asked)
    assert asked.asked == []
