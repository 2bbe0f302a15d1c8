"""Is a window that is too much for the model halved, once, and is nothing lost by it?"""

import pytest

from schemas.extraction import FailureReason
from service.conversation import Answer, Tokens
from service.drafting import Drafting, WindowDraft
from service.errors import ContextTooLong, ModelError, ModelUnavailable, TruncatedAnswer
from tests.fakes import answer, draft
from tests.test_drafting import CUT, TEXT, A, B, C, Setting, quotes

TWO = "The bridge opened on Monday. It cost 9 million euros."
FIRST, SECOND = answer(draft(A)), answer(draft(B))
EMPTY = answer("", "length")
HALVES = [[0], [1]]


def overflow() -> ContextTooLong:
    return ContextTooLong("A part of the article is too long for the model.")


def setting(*turns: Answer | ModelError | None, text: str = TWO) -> Setting:
    return Setting(*turns, text=text)


def indices(drafting: Drafting) -> list[list[int]]:
    return [list(window.indices) for window, _ in drafting.parts]


def outcomes(drafting: Drafting) -> list[list[str] | type[ModelError]]:
    """The quotes that were found in each part, or why there are none."""
    return [
        quotes(outcome) if isinstance(outcome, WindowDraft) else type(outcome)
        for _, outcome in drafting.parts
    ]


def failures(drafting: Drafting) -> list[FailureReason | None]:
    return [
        outcome.failure and outcome.failure[0] if isinstance(outcome, WindowDraft) else None
        for _, outcome in drafting.parts
    ]


TOO_MUCH: dict[str, Answer | ModelError] = {
    "an overflow": overflow(),
    "cut off": CUT,
    "cut off before a claim": answer('{"rejected":[],"claims":[{"se', "length"),
    "cut off before the first character": EMPTY,
    "an error that says so": TruncatedAnswer("cut off"),
}


@pytest.mark.parametrize("first", TOO_MUCH.values(), ids=TOO_MUCH)
async def test_what_is_too_much_at_once_is_asked_for_in_halves(first: Answer | ModelError) -> None:
    bridge = setting(first, FIRST, SECOND)
    drafting = await bridge.draft()
    assert len(bridge.model.asked) == 3
    assert indices(drafting) == HALVES
    assert outcomes(drafting) == [["The bridge opened"], ["9 million euros"]]
    assert failures(drafting) == [None, None]
    assert await bridge.kept() == [False, True, True]


async def test_each_half_is_asked_for_its_own_sentences_with_those_before_it() -> None:
    bridge = setting(overflow(), FIRST, SECOND)
    await bridge.draft()
    _, first, second = (request.messages[-1].content for request in bridge.model.asked)
    assert "9 million" not in first
    assert "9 million" in second
    assert "The bridge opened on Monday." in second


async def test_calls_and_tokens_of_the_first_attempt_are_counted() -> None:
    drafting = await setting(CUT, FIRST, SECOND).draft()
    assert drafting.spent == [Tokens(100, 40, 10)] * 3
    drafting = await setting(overflow(), FIRST, SECOND).draft()
    assert drafting.spent == [Tokens(100, 40, 10)] * 2  # an error costs nothing that we know of


async def test_a_half_that_is_too_much_is_not_halved_again() -> None:
    four = f"{TWO} It is red. It is long."
    bridge = setting(overflow(), overflow(), overflow(), text=four)
    drafting = await bridge.draft()
    assert len(bridge.model.asked) == 3
    assert indices(drafting) == [[0, 1], [2, 3]]
    assert outcomes(drafting) == [ContextTooLong, ContextTooLong]


async def test_one_half_that_fails_does_not_take_the_other_with_it() -> None:
    drafting = await setting(overflow(), ModelUnavailable("gone"), SECOND).draft()
    assert outcomes(drafting) == [ModelUnavailable, ["9 million euros"]]


async def test_truncated_halves_keep_their_complete_claims_and_say_so() -> None:
    bridge = setting(CUT, CUT, answer(draft(B, C)[:-20], "length"))
    drafting = await bridge.draft()
    assert outcomes(drafting) == [["The bridge opened"], ["9 million euros"]]
    assert failures(drafting) == ["truncated", "truncated"]
    assert not any(await bridge.kept())


async def test_complete_claims_of_the_first_answer_stay_where_both_halves_fail() -> None:
    bridge = setting(CUT, overflow(), ModelUnavailable("gone"))
    drafting = await bridge.draft()
    assert indices(drafting) == [[0, 1]]
    assert outcomes(drafting) == [["The bridge opened"]]
    assert failures(drafting) == ["truncated"]
    assert len(drafting.spent) == 1


@pytest.mark.parametrize(
    ("first", "outcome"),
    [(overflow(), ContextTooLong), (CUT, ["The bridge opened"]), (EMPTY, TruncatedAnswer)],
    ids=["an overflow", "cut off", "empty"],
)
async def test_a_single_sentence_is_not_halved(first: Answer | ModelError, outcome: object) -> None:
    bridge = setting(first, text=TEXT)
    drafting = await bridge.draft()
    assert (len(bridge.model.asked), outcomes(drafting)) == (1, [outcome])


async def test_what_went_wrong_otherwise_is_no_reason_to_halve() -> None:
    bridge = setting(ModelUnavailable("gone"))
    assert outcomes(await bridge.draft()) == [ModelUnavailable]
    assert len(bridge.model.asked) == 1


async def test_done_halves_are_not_asked_for_again() -> None:
    bridge = setting(overflow(), FIRST, ModelUnavailable("gone"), overflow(), SECOND)
    await bridge.draft()
    again = await bridge.draft()
    assert outcomes(again) == [["The bridge opened"], ["9 million euros"]]
    assert (len(again.spent), len(bridge.model.asked)) == (1, 5)


async def test_a_half_that_is_invalid_is_asked_for_again_once() -> None:
    bridge = setting(overflow(), answer("no"), SECOND, FIRST)
    drafting = await bridge.draft()
    assert len(bridge.model.asked) == 4
    assert sorted(map(str, outcomes(drafting))) == ["['9 million euros']", "['The bridge opened']"]
