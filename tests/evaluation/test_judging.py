"""Are a judge's verdicts counted as the paper counts them?"""

import pytest

from schemas.verdict import Coverage
from service.evaluation.judging import (
    ContextVerdict,
    ElementVerdict,
    EntailmentVerdict,
    complete_claims,
    decontextualisation,
    element_coverage,
    entailment,
    is_desirable,
)


def elements(*given: tuple[bool, Coverage]) -> list[ElementVerdict]:
    return [ElementVerdict(0, "x", verifiable, covered) for verifiable, covered in given]


def test_entailment_is_the_share_of_claims_that_follow() -> None:
    verdicts = [EntailmentVerdict(index, index != 2) for index in range(4)]
    assert entailment(verdicts) == 3 / 4
    assert entailment([]) is None


def test_elements_count_by_whether_they_should_be_covered() -> None:
    counted = element_coverage(
        elements(
            (True, "explicit"),  # true positive
            (True, "implicit"),  # true positive
            (True, "none"),  # false negative
            (False, "explicit"),  # false positive
            (False, "implicit"),  # true negative: only an explicit mention is one too many
            (False, "none"),  # true negative
            (False, "none"),  # true negative
        )
    )
    assert (counted.true_positives, counted.false_positives) == (2, 1)
    assert (counted.true_negatives, counted.false_negatives) == (3, 1)
    assert counted.accuracy == 5 / 7
    assert counted.f1_verifiable == 2 * 2 / (2 * 2 + 1 + 1)  # 4/6
    assert counted.f1_unverifiable == 2 * 3 / (2 * 3 + 1 + 1)  # 6/8
    assert counted.macro_f1 == pytest.approx((4 / 6 + 6 / 8) / 2)


def test_a_class_without_elements_does_not_count_in_the_mean() -> None:
    # Nothing is unverifiable and nothing goes wrong: 0 / 0 for that class.
    assert element_coverage(elements((True, "explicit"))).macro_f1 == 1
    empty = element_coverage([])
    assert (empty.accuracy, empty.macro_f1) == (None, None)


def test_claiming_everything_does_not_pay() -> None:
    # 3 verifiable and 1 unverifiable, all claimed: F1 6/7 and 0, accuracy 3/4.
    all_ = element_coverage(
        elements((True, "explicit"), (True, "explicit"), (True, "explicit"), (False, "explicit"))
    )
    assert all_.macro_f1 == pytest.approx((6 / 7 + 0) / 2)
    assert all_.accuracy == 3 / 4


@pytest.mark.parametrize(
    ("verdict", "desirable"),
    [
        pytest.param(ContextVerdict(0, complete=True), True, id="nothing missing"),
        pytest.param(ContextVerdict(0, False, "supported", "supported"), True, id="agree"),
        pytest.param(ContextVerdict(0, False, "refuted", "refuted"), True, id="agree that not"),
        pytest.param(
            ContextVerdict(0, False, "inconclusive", "inconclusive"), True, id="agree to know not"
        ),
        pytest.param(ContextVerdict(0, False, "supported", "refuted"), False, id="misleads"),
        pytest.param(ContextVerdict(0, False, "inconclusive", "supported"), False, id="too vague"),
        pytest.param(ContextVerdict(0, False, "supported"), None, id="not looked up"),
        pytest.param(ContextVerdict(0, complete=False), None, id="neither looked up"),
    ],
)
def test_missing_context_matters_where_it_changes_the_verdict(
    verdict: ContextVerdict, desirable: bool | None
) -> None:
    assert is_desirable(verdict) is desirable


def test_decontextualisation_is_the_share_of_desirable_results() -> None:
    verdicts = [
        ContextVerdict(0, complete=True),
        ContextVerdict(1, False, "supported", "supported"),
        ContextVerdict(2, False, "supported", "refuted"),
        ContextVerdict(3, complete=False),  # not known: left out
    ]
    assert decontextualisation(verdicts) == 2 / 3
    assert complete_claims(verdicts) == 1 / 4
    assert decontextualisation([]) is None
