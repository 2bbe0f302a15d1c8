"""Is every valid claim kept of whatever a model writes, and nothing made up?"""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.draft import DraftClaim, DraftRejection
from service.parsing import MAX_CLAIMS, ParsedAnswer, parse

PROPERTY = settings(max_examples=200, deadline=None, derandomize=True)
HOP = {
    "source": "Ana } Prates",
    "source_type": "person",
    "cue": 'said "{',
    "medium": None,
    "addressee": "Correio",
}
REJECTED: list[dict[str, Any]] = [
    {"sentences": [4], "reason": "question"},
    {"sentences": [5, 6], "reason": "opinion"},
]


def item(number: int = 1, **changes: object) -> dict[str, Any]:
    return {
        "sentences": [number],
        "quote": f'the "mill" {{closed}} ]\\ in {number}, \u00e9\U0001f600',
        "chain": [HOP] * (number % 3),
        "claim": f"The mill closed in {number}.",
        "types": ["event"],
        "certainty": "certain",
        "polarity": "positive",
        "times": [],
        "check_worthiness": "high",
        **changes,
    }


CLAIMS = [item(number) for number in range(4)]
ANSWER = json.dumps({"rejected": REJECTED, "claims": CLAIMS}, separators=(",", ":"))
TURNED = json.dumps({"claims": CLAIMS, "rejected": REJECTED}, ensure_ascii=False, indent=1)
WHOLE = ParsedAnswer(
    [DraftClaim.model_validate(claim) for claim in CLAIMS],
    [DraftRejection.model_validate(rejection) for rejection in REJECTED],
)


def answer(*claims: object) -> str:
    return json.dumps({"rejected": [], "claims": claims})


def parsed(text: str, finish_reason: str | None = "stop") -> ParsedAnswer:
    found = parse(text, finish_reason)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "text",
    [
        ANSWER,
        TURNED,
        f"\n {ANSWER}\n",
        f"```json\n{ANSWER}\n```",
        f"```\n{TURNED}\n```",
        f"```JSON\r\n{ANSWER}\r\n```",
        f"Here is what I found:\n\n```json\n{ANSWER}\n```\nTell me {{more}}.",
        f"Here is the set {{1}} of claims: {ANSWER} I hope {{this}} helps.",
        f"<think>{{}} {{not json}} [1, 2]</think>{ANSWER}",
        f"\ufeff{ANSWER}",
        f"{'{so} ' * 30}\n```json\n{ANSWER}\n```",
    ],
)
def test_an_answer_is_found_in_whatever_stands_around_it(text: str) -> None:
    assert parse(text, "stop") == WHOLE
    assert parse(text, None) == WHOLE


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "{}",
        "[]",
        "null",
        "I cannot find any claims in this text.",
        "{" * 50,
        "```json\n```",
        '{"answer": 42}',
        '{"claims": {"0": {}}}',
        '{"claims": null, "rejected": []}',
        '{"claims": "none"}',
        '{"claims": [], "rejected": "none"}',
        '{"claims": NaN}',
        "\ud800",
        "\x00",
        answer(item(sentences=[float("nan")])),
        answer(item(sentences=[float("inf")])),
        answer(item()).replace("[1]", "[1e999]"),
    ],
)
def test_without_such_json_there_is_no_answer(text: str) -> None:
    assert parse(text, "stop") is None
    assert parse(text, "length") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"claims": [], "rejected": []}', ParsedAnswer()),
        ('{"claims": []}', ParsedAnswer()),
        ('{"claims": [], "note": "nothing"}', ParsedAnswer()),
        (json.dumps({"rejected": REJECTED}), ParsedAnswer(rejected=WHOLE.rejected)),
    ],
)
def test_a_missing_list_is_an_empty_one(text: str, expected: ParsedAnswer) -> None:
    assert parse(text, "stop") == expected


@pytest.mark.parametrize("text", [ANSWER, TURNED, f"```json\n{ANSWER}\n```", f"So: {TURNED}"])
def test_of_an_answer_that_breaks_off_the_complete_items_are_kept(text: str) -> None:
    # The braces of an escape, a number or a string are no end: every prefix is tried.
    kept = set()
    complete = text.rindex("}") + 1
    for length in range(complete):
        found = parse(text[:length], "length")
        if found is not None:
            assert found.truncated
            assert found.claims == WHOLE.claims[: len(found.claims)]
            assert found.rejected == WHOLE.rejected[: len(found.rejected)]
            assert found.invalid == []
            kept.add(len(found.claims))
    assert kept >= {0, 1, 2, 3}
    assert parsed(text[:complete], "stop") == WHOLE


def test_an_answer_that_breaks_off_is_truncated_whatever_the_server_says() -> None:
    assert parsed(ANSWER[:-2], "stop").truncated
    assert parsed(ANSWER[:-2], None).truncated


def test_a_whole_answer_at_the_limit_keeps_all_its_claims() -> None:
    found = parsed(ANSWER, "length")
    assert (found.claims, found.rejected, found.truncated) == (WHOLE.claims, WHOLE.rejected, True)


@pytest.mark.parametrize(
    ("wrong", "named", "quote"),
    [
        (1, "dictionary", ""),
        (None, "dictionary", ""),
        ("x", "dictionary", ""),
        ([], "dictionary", ""),
        ({}, "quote: Field required", ""),
        (item(sentences="1"), "sentences: ", item()["quote"]),
        (item(sentences=[]), "sentences: Value error, must not be empty", item()["quote"]),
        (item(sentences=[1.5]), "sentences.0: ", item()["quote"]),
        (item(quote=7), "quote: ", ""),
        (item(quote="..."), "quote: Value error, has no words in it", "..."),
        (item(quote="a" * 1001), "quote: Value error, is longer than 1000", "a" * 300),
        (item(claim=" "), "claim: Value error, has no words in it", item()["quote"]),
        (item(types=["rumour"]), "types.0: Input should be 'event'", item()["quote"]),
        (item(types=[]), "types: Value error, must not be empty", item()["quote"]),
        (item(chain=[{**HOP, "source": ""}]), "chain.0.source: ", item()["quote"]),
        (item(chain=None), "chain: ", item()["quote"]),
        (item(certainty="sure"), "certainty: ", item()["quote"]),
        (item(comment="!"), "comment: Extra inputs are not permitted", item()["quote"]),
        (item(quote="mill \ud800"), "quote: Value error, has a lone surrogate", "mill ?"),
        (item(times=["\udfff May"]), "times.0: Value error, has a lone surr", item()["quote"]),
        ({**item(), "\ud800": 1}, "", item()["quote"]),
    ],
)
def test_an_invalid_item_is_named_and_the_valid_are_kept(
    wrong: object, named: str, quote: str
) -> None:
    found = parsed(answer(CLAIMS[0], wrong, CLAIMS[1]))
    assert found.claims == WHOLE.claims[:2]
    (invalid,) = found.invalid
    assert invalid.path == "claims[1]"
    assert named in invalid.errors
    assert invalid.quote == quote
    assert len(invalid.raw) <= 300
    assert (invalid.raw + invalid.quote + invalid.errors).encode()  # it can be sent on


def test_an_invalid_rejection_is_named() -> None:
    wrong = [{"sentences": [1], "reason": "boring"}, REJECTED[0], {"sentences": [], "reason": ""}]
    found = parsed(json.dumps({"rejected": wrong, "claims": CLAIMS}))
    assert [invalid.path for invalid in found.invalid] == ["rejected[0]", "rejected[2]"]
    assert (found.claims, found.rejected) == (WHOLE.claims, WHOLE.rejected[:1])


def test_a_lone_surrogate_that_was_not_escaped_is_a_question_mark() -> None:
    text = json.dumps({"claims": [item(quote="mill \ud800 closed")]}, ensure_ascii=False)
    assert parsed(text).claims[0].quote == "mill ? closed"


def test_a_key_that_comes_twice_makes_the_answer_ambiguous() -> None:
    twice = answer(CLAIMS[0]).replace('"quote":', '"quote": "first", "quote":')
    assert parse(twice, "stop") is None
    assert parse(f'{{"claims": [1], "claims": {json.dumps(CLAIMS)}}}', "stop") is None


def test_two_different_answers_are_none_and_one_twice_is_one() -> None:
    assert parse(f"{ANSWER}\n{answer(item(9))}", "stop") is None
    assert parse(f"{ANSWER}\n{ANSWER}", "stop") == WHOLE


def test_claims_without_their_wrapping_are_an_answer() -> None:
    assert parsed(json.dumps(CLAIMS)).claims == WHOLE.claims
    assert parsed(json.dumps(CLAIMS[0])).claims == WHOLE.claims[:1]
    assert parsed(json.dumps({"arguments": {"claims": CLAIMS}})).claims == WHOLE.claims
    assert parse(f"For example: {json.dumps(CLAIMS[0])} {{not so}}", None) is not None


def test_a_model_that_goes_round_in_circles_is_cut_off() -> None:
    circles = parsed(answer(*[CLAIMS[0]] * (MAX_CLAIMS + 7)))
    assert (circles.claims, circles.excess, circles.invalid) == (WHOLE.claims[:1], 0, [])
    many = parsed(answer(*[item(number) for number in range(MAX_CLAIMS + 7)]))
    assert (len(many.claims), many.excess, many.invalid) == (MAX_CLAIMS, 7, [])


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"claims":' * 100_000,
        '{"claims":[' * 100_000,
        '{"claims":[' + "[" * 100_000 + "]" * 100_000 + "]}",
        '{"claims":[' + '{"a":' * 100_000 + "1" + "}" * 100_000 + "]}",
        "```json\n" * 10_000,
        "{ " * 100_000,
        '{"claims":[' + "9" * 5000 + "]}",
        '{"claims":["' + "\\" * 100_000,
        '{"claims":[' + "1," * 100_000,
        "<think>" * 100_000,
        "<think>" * 50_000 + "</think>" * 50_000,
        "[x " * 1000 + " " * 5_000_000,
    ],
    ids=lambda text: text[:12],
)
def test_a_hostile_answer_holds_no_claim(text: str) -> None:
    for finish_reason in ("stop", "length"):
        found = parse(text, finish_reason)
        assert found is None or (found.claims, found.rejected) == ([], [])


@PROPERTY
@given(st.text() | st.text('{}[]":,`\\ \n1claimsrejected', max_size=80), st.text(max_size=5))
def test_no_text_is_an_error(text: str, finish_reason: str) -> None:
    for whole in (text, f'{{"claims":[{text}', f'{{"claims":[{text}]}}', f"{text}{ANSWER}"):
        found = parse(whole, finish_reason)
        assert found is None or all(claim in WHOLE.claims for claim in found.claims)


@PROPERTY
@given(st.text(max_size=20), st.text(max_size=20))
def test_prose_without_braces_is_passed_over(before: str, after: str) -> None:
    before, after = (text.replace("{", "(").replace("`", "'") for text in (before, after))
    assert parse(f"{before}\n{ANSWER}\n{after}", "stop") == WHOLE
