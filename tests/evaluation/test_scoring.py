"""Is every number what one works out by hand?"""

import pytest

from schemas.extraction import Extraction, Rejection
from schemas.gold import Gold
from service.evaluation.metrics import Prices, values
from service.evaluation.scoring import failed_checks, rejections_by_reason, score
from service.evaluation.sizes import estimated_tokens
from service.evaluation.tally import Tally, total
from tests.evaluation.making import (
    CHIEF,
    CORREIO,
    FINE,
    GOLD,
    STAFF,
    TEXT,
    as_predicted,
    chain,
    claim,
    extraction,
    gold_claim,
    hop,
    rejection,
    time,
)

NO_PRICES = Prices()


def numbers(answer: Extraction, gold: Gold = GOLD, text: str = TEXT) -> dict[str, float | None]:
    return values(score(answer, gold, text).tally, NO_PRICES)


def test_an_answer_that_is_right_in_part() -> None:
    part = claim(
        "Delmar was fined 2.4 million euros.",
        "fined the Delmar paper mill 2.4 million euros",
        chain(CORREIO),
        certainty="probable",
    )
    staff = claim(STAFF.text, STAFF.quote, types=["quantity", "property"])
    stranger = claim("Correio is a newspaper.", "the newspaper Correio")
    answer = extraction(
        [part, stranger, as_predicted(CHIEF), staff],
        [rejection("What is a river worth?", "advice")],
    )
    got = numbers(answer)
    # Required: FINE, RULE, STAFF; found: FINE and STAFF. CHIEF is optional and counts for nothing,
    # so 4 - 1 = 3 claims are judged.
    assert got["precision"] == pytest.approx(2 / 3)
    assert got["recall"] == pytest.approx(2 / 3)
    assert got["f1"] == pytest.approx(2 * 2 / (3 + 3))
    # Only STAFF has the very chain (none).
    assert got["f1_with_chain"] == pytest.approx(2 * 1 / (3 + 3))
    assert got["chain_exact"] == 1 / 2
    # FINE's passage: 45 of the gold's 68 code points, and none beside them; STAFF's: all.
    assert got["span_iou"] == pytest.approx((45 / 68 + 1) / 2)
    # One hop predicted, two in the gold (FINE's); one source and one cue right: 2 * 1 / (1 + 2).
    assert got["source_f1"] == got["cue_f1"] == pytest.approx(2 / 3)
    # FINE lost the two officials, but not Correio.
    assert (got["promoted"], got["promoted_bare"]) == (1, 0)
    # {event} of {event, quantity}; {quantity} of {quantity, property}: (1/2 + 1/2) / 2.
    assert got["types"] == 1 / 2
    assert (got["certainty"], got["polarity"]) == (1 / 2, 1)
    assert got["dates"] is None  # no matched gold claim has a time
    # Sentences 1, 2 and 3 carry claims, 4 is rejected, though for a reason that is not right.
    assert got["coverage"] == 1
    assert (got["rejected_rightly"], got["rejection_reasons"]) == (1, 0)
    assert (got["calls"], got["prompt_tokens"], got["completion_tokens"]) == (1, 1000, 200)
    assert got["output_ratio"] == 200 / estimated_tokens(TEXT)
    assert got["usd_per_article"] is None


def test_a_missed_optional_claim_costs_nothing() -> None:
    required = [as_predicted(one) for one in GOLD.claims if not one.optional]
    got = numbers(extraction(required))
    assert got["precision"] == got["recall"] == got["f1"] == 1


def test_a_second_copy_of_a_claim_is_wrong() -> None:
    # 1 of 2 predicted matches, 1 of 3 required: 2 * 1 / (2 + 3).
    got = numbers(extraction([as_predicted(STAFF), as_predicted(STAFF)]))
    assert (got["precision"], got["f1"]) == (1 / 2, 2 / 5)


def test_a_copy_without_its_source_is_promoted_beside_the_one_with_it() -> None:
    answer = extraction([as_predicted(FINE), as_predicted(FINE, chained=False)])
    got = numbers(answer)
    assert (got["chain_exact"], got["promoted"], got["promoted_bare"]) == (1, 1, 1)


def test_an_optional_claim_that_loses_its_source_is_promoted_too() -> None:
    optional = FINE.model_copy(update={"optional": True})
    gold = Gold(claims=[optional, STAFF], rejected=[])
    got = numbers(extraction([as_predicted(FINE, chained=False)]), gold)
    assert got["promoted"] == 1
    assert got["precision"] == 0  # nothing required was found, and nothing is left to judge


def test_times_count_where_the_value_is_the_same() -> None:
    times = [("on Monday", "2026-03-02"), ("March 3", "2026-03-03"), ("Monday", "")]
    gold = Gold(claims=[gold_claim(FINE.text, FINE.quote, times=times)], rejected=[])

    def dates(*found: tuple[str, str]) -> float | None:
        given = claim(FINE.text, FINE.quote, times=[time(*one) for one in found])
        return numbers(extraction([given]), gold)["dates"]

    assert dates() == 0
    assert dates(("Monday, as it was", "2026-03-02")) == 1 / 3  # the value counts, not the words
    assert dates(("on Monday", "2026-03-02"), ("on Monday", "2026-03-02")) == 1 / 3
    assert dates(("on Monday", "2026-03-09"), ("March 3", "XXXX-03-03")) == 0
    # That nothing can be said is right only of the expression of which the gold says so.
    assert dates(("Monday", ""), ("some day", "")) == 1 / 3
    assert dates(*times) == 1


@pytest.mark.parametrize(
    ("rejected", "claimed", "rightly", "reason"),
    [
        pytest.param([("What is", "question")], False, 1, 1, id="rejected"),
        pytest.param([("What is", "opinion")], False, 1, 1, id="for another right reason"),
        pytest.param([("What is", "advice")], False, 1, 0, id="for a wrong reason"),
        pytest.param([("What is", "question")], True, 0, None, id="and claimed all the same"),
        pytest.param([("The mill", "question")], False, 0, None, id="another sentence"),
        pytest.param([], False, 0, None, id="passed over"),
    ],
)
def test_a_sentence_is_rejected_rightly_where_nothing_is_claimed_from_it(
    rejected: list[tuple[str, str]], claimed: bool, rightly: float, reason: float | None
) -> None:
    claims = [claim("A river is worth much.", "a river worth")] if claimed else []
    given = [rejection(quote, why) for quote, why in rejected]  # type: ignore[arg-type]  # a reason
    got = numbers(extraction(claims, given))
    assert (got["rejected_rightly"], got["rejection_reasons"]) == (rightly, reason)


def test_a_claim_that_failed_a_check_is_no_decision_to_reject() -> None:
    failed = Rejection(quote="x", sentences=[3], reason="check_failed", detail="support: 1 of 9")
    got = numbers(extraction([], [failed]))
    assert got["rejected_rightly"] == 0


def test_rejections_are_counted_by_reason_and_check() -> None:
    failed = [["numbers_and_names", "support"], ["negation"], ["support"]]
    rejected = [
        *(
            Rejection(quote="x", sentences=[0], checks=checks, reason="check_failed", detail="")
            for checks in failed
        ),
        Rejection(quote="y", sentences=[0], reason="quote_not_found", detail="support: no check"),
    ]
    answer = extraction([], rejected)
    assert rejections_by_reason(answer) == {"check_failed": 3, "quote_not_found": 1}
    assert failed_checks(answer) == {"negation": 1, "numbers_and_names": 1, "support": 2}


def test_a_run_is_the_sum_of_its_articles() -> None:
    # 2 of 2 in one article and 0 of 8 in another are 2 of 10, not the mean of 1 and 0.
    both = total([Tally(predicted=2, matched=2), Tally(predicted=8)])
    assert values(both, NO_PRICES)["precision"] == 2 / 10


def test_a_price_makes_a_cost_and_without_one_nothing_is_made_up() -> None:
    tally = Tally(articles=2, calls=4, prompt_tokens=3_000_000, completion_tokens=500_000)
    # (3 * 0.40 + 0.5 * 1.60) / 2 articles
    assert values(tally, Prices(0.4, 1.6))["usd_per_article"] == pytest.approx(1.0)
    assert values(tally, Prices(0.4, None))["usd_per_article"] is None
    silent = Tally(articles=1, calls=3)  # the server does not count tokens
    assert values(silent, Prices(0.4, 1.6))["usd_per_article"] is None
    assert values(Tally(articles=1), Prices(0.4, 1.6))["usd_per_article"] == 0


def test_a_source_that_is_only_named_otherwise_is_not_lost() -> None:
    other = [hop("The newspaper Correio", "reported"), hop("Two officials", "citing")]
    got = numbers(extraction([claim(FINE.text, FINE.quote, other)]))
    assert (got["promoted"], got["chain_exact"], got["source_f1"]) == (0, 1, 1)
