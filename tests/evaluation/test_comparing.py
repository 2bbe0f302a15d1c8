"""Does a comparison show what changed, and only that?"""

from pathlib import Path

import pytest

from service.errors import ConfigurationError
from service.evaluation.comparing import (
    Segment,
    compare,
    comparisons,
    read_evaluation,
    segments,
)
from service.evaluation.results import ClaimResult, Evaluation, Run
from tests.evaluation.making import (
    CHIEF,
    FINE,
    GOLD,
    RULE,
    STAFF,
    TEXT,
    as_predicted,
    extraction,
    result,
    run,
)


def covering(*spans: tuple[int, int], optional: bool = False) -> ClaimResult:
    return ClaimResult(
        text="x", spans=list(spans), chain=[], types=[], certainty="", polarity="", times=[],
        optional=optional,
    )  # fmt: skip


def evaluation(*runs: Run) -> Evaluation:
    return Evaluation(rule="r", threshold=0.5, resamples=1000, without_gold=[], runs=list(runs))


BEFORE = result(extraction([as_predicted(FINE, chained=False), as_predicted(STAFF)]))
AFTER = result(extraction([as_predicted(FINE), as_predicted(RULE), as_predicted(CHIEF)]))


def test_a_text_is_cut_where_what_covers_it_changes() -> None:
    cut = segments(
        20,
        before=[covering((2, 8)), covering((4, 10))],
        after=[covering((6, 12), (15, 16))],
        gold=[covering((0, 4)), covering((6, 8), optional=True)],
    )
    assert cut == [
        Segment(0, 2, before=False, after=False, required=True, optional=False),
        Segment(2, 4, before=True, after=False, required=True, optional=False),
        Segment(4, 6, before=True, after=False, required=False, optional=False),
        Segment(6, 8, before=True, after=True, required=False, optional=True),
        Segment(8, 10, before=True, after=True, required=False, optional=False),
        Segment(10, 12, before=False, after=True, required=False, optional=False),
        Segment(12, 15, before=False, after=False, required=False, optional=False),
        Segment(15, 16, before=False, after=True, required=False, optional=False),
        Segment(16, 20, before=False, after=False, required=False, optional=False),
    ]


def test_a_span_beyond_the_text_is_cut_off() -> None:
    assert segments(3, [covering((2, 9))], [], [])[-1].end == 3
    assert segments(3, [covering((5, 9))], [], []) == [Segment(0, 3, *[False] * 4)]
    assert segments(0, [], [], []) == []


def test_differences_are_of_the_articles_that_both_cover() -> None:
    other = BEFORE.model_copy(update={"name": "other"})
    got = compare(run([BEFORE, other]), run([AFTER]))
    assert [left.name for left, _ in got.shared] == ["delmar"]
    assert got.left_out == ["other: only in A"]
    # A matches 2 of 2 predicted, 3 required: 4/5. B matches 2 of 2 (CHIEF aside): 4/5.
    assert got.differences["f1"].value == 0
    # A has one exact chain: 2/5; B two: 4/5.
    assert got.differences["f1_with_chain"].value == pytest.approx(2 / 5)
    assert got.differences["promoted"].value == -1


@pytest.mark.parametrize(
    ("change", "told"),
    [({"sha256": "0"}, "its text has changed"), ({"gold": []}, "its gold has changed")],
)
def test_an_article_that_is_another_now_is_not_compared(
    change: dict[str, object], told: str
) -> None:
    got = compare(run([BEFORE]), run([AFTER.model_copy(update=change)]))
    assert (got.shared, got.left_out) == ([], [f"delmar: {told}"])
    assert got.differences["f1"].value is None


def test_runs_find_their_like_in_an_earlier_evaluation() -> None:
    one, two = run([BEFORE], "claims@1"), run([BEFORE], "claims@2")
    again, new = run([AFTER], "claims@2"), run([AFTER], "claims@3")
    against = comparisons(evaluation(again, new), evaluation(one, two))
    assert [(c.before.prompt, c.after.prompt) for c in against] == [
        ("claims@2", "claims@2"),
        ("claims@1", "claims@3"),
    ]
    among = comparisons(evaluation(one, two, new), None)
    assert [(c.before.prompt, c.after.prompt) for c in among] == [
        ("claims@1", "claims@2"),
        ("claims@1", "claims@3"),
    ]
    assert comparisons(evaluation(one), None) == []
    assert comparisons(evaluation(one), evaluation()) == []


def test_an_evaluation_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    written = evaluation(run([BEFORE, AFTER]))
    file.write_text(written.model_dump_json())
    assert read_evaluation(file) == written
    assert written.runs[0].articles[0].text == TEXT
    assert len(written.runs[0].articles[0].gold) == len(GOLD.claims)


def test_a_file_that_is_no_evaluation_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    file.write_text("{}")
    with pytest.raises(ConfigurationError, match="no evaluation"):
        read_evaluation(file)
    other = BEFORE.model_copy(update={"tally": {"articles": 1.0}})
    file.write_text(evaluation(run([other])).model_dump_json())
    with pytest.raises(ConfigurationError, match="counted other things"):
        read_evaluation(file)
