"""Does the compact form say the same as the full one, and is what is wrong with it told?"""

import json

import pytest

from schemas.compact import BriefClaim, CompactDraft
from service.drafts import FORMS
from service.parsing import ParsedAnswer, parse

FORM = FORMS["CompactDraft"]
SOURCES: list[dict[str, object]] = [
    {"n": 1, "source": "Correio", "type": "organization", "cues": ["reported"], "via": None,
     "in": 0},
    {"n": 2, "source": "Ana Prates", "type": "Person", "cues": ["told", "said"],
     "via": "letter>Bob", "in": 1},
]  # fmt: skip
CLAIM: dict[str, object] = {
    "q": "the mill ... in May",
    "t": ["event", "PS-", "high"],
    "c": "...",
    "by": 2,
}


def parsed(**changes: object) -> ParsedAnswer:
    answer = {"sources": SOURCES, "times": ["in May"], "rejected": [], "claims": [CLAIM], **changes}
    found = parse(json.dumps(answer), "stop", FORM)
    assert found is not None
    return found


def claim(**changes: object) -> BriefClaim:
    (made,) = parsed(claims=[{**CLAIM, **changes}]).claims
    assert isinstance(made, BriefClaim)
    return made


def errors(**changes: object) -> str:
    found = parsed(**changes)
    assert not found.claims
    (item,) = found.invalid
    return item.errors


def test_a_claim_has_its_whole_chain_outermost_first() -> None:
    outer, inner = claim().chain
    assert (outer.source, outer.cue, outer.medium, outer.addressee) == (
        "Correio", "reported", None, None,
    )  # fmt: skip
    assert (inner.source, inner.source_type) == ("Ana Prates", "person")
    assert (inner.medium, inner.addressee) == ("letter", "Bob")
    assert claim().cues == [["reported"], ["told", "said"]]
    assert claim(by=1).chain == [outer]
    assert claim(by=0).chain == []


def test_a_source_may_speak_where_the_window_does_not_show_it() -> None:
    (made,) = parsed(sources=[{**SOURCES[0], "cues": []}], claims=[{**CLAIM, "by": 1}]).claims
    assert [hop.cue for hop in made.chain] == [""]


@pytest.mark.parametrize(
    ("via", "expected"),
    [(">Correio", (None, "Correio")), ("speech", ("speech", None)), ("a > b", ("a", "b"))],
)
def test_via_names_the_medium_and_to_whom(via: str, expected: tuple[str, str]) -> None:
    (link,) = (
        parsed(sources=[{**SOURCES[0], "via": via}], claims=[{**CLAIM, "by": 1}]).claims[0].chain
    )
    assert (link.medium, link.addressee) == expected


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["event"], (["event"], "certain", "positive", "medium")),
        (["event", "quantity", "CT-"], (["event", "quantity"], "certain", "negative", "medium")),
        (["PR+", "prediction"], (["prediction"], "probable", "positive", "medium")),
        (["event", "PR-", "low"], (["event"], "probable", "negative", "low")),
        (["Event", "ps+", "HIGH"], (["event"], "possible", "positive", "high")),
        (["property", "Uu"], (["property"], "underspecified", "positive", "medium")),
    ],
)
def test_labels_that_are_not_said_are_the_usual_ones(labels: list[str], expected: object) -> None:
    made = claim(t=labels)
    assert (made.types, made.certainty, made.polarity, made.check_worthiness) == expected


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"t": []}, "needs at least one"),
        ({"t": ["high", "CT-"]}, "needs at least one"),
        ({"t": ["event", "CT-", "PS+"]}, "more than one"),
        ({"t": ["event", "high", "low"]}, "more than one"),
        ({"t": ["event", "CT+"]}, "t.1"),
        ({"c": ""}, "neither a sentence"),
        ({"c": "!?"}, "neither a sentence"),
        ({"c": "word " * 500}, "is longer"),
        ({"q": ""}, "no words"),
        ({"by": 3}, "there is no source 3"),
        ({"by": -1}, "there is no source -1"),
        ({"extra": 1}, "extra"),
    ],
)
def test_what_is_wrong_with_a_claim_is_told(changes: dict[str, object], says: str) -> None:
    assert says in errors(claims=[{**CLAIM, **changes}])


@pytest.mark.parametrize(
    ("sources", "says"),
    [
        ([{**SOURCES[0], "in": 2}, {**SOURCES[1], "in": 1}], "inside of itself"),
        ([{**SOURCES[1], "in": 2}], "inside of itself"),
        ([{**SOURCES[1], "in": 9}], "there is no source 9"),
        ([SOURCES[0], {**SOURCES[1], "cues": [""]}], "source 2: "),
        ([*SOURCES, SOURCES[1]], "two sources 2"),
        ([SOURCES[0], "Ana"], "source 2: "),
        ("none", "there is no source 2"),
    ],
)
def test_a_claim_of_a_broken_source_is_invalid(sources: object, says: str) -> None:
    assert says in errors(sources=sources)


def test_a_broken_source_costs_only_its_own_claims() -> None:
    found = parsed(
        sources=[SOURCES[0], {**SOURCES[1], "cues": "said"}],
        claims=[CLAIM, {**CLAIM, "by": 1}, {**CLAIM, "by": 0}],
    )
    assert len(found.claims) == 2
    assert len(found.invalid) == 1


def test_a_chain_with_a_broken_link_is_invalid() -> None:
    assert "there is no source 1" in errors(sources=[SOURCES[1]])
    broken = [{**SOURCES[0], "type": "planet"}, SOURCES[1]]
    assert "source 1: " in errors(sources=broken)


def test_an_expression_of_time_that_is_none_costs_nothing_else() -> None:
    assert parsed(times=["in May", "", 7, None]).claims[0].times == ["in May"]
    assert parsed(times="May").claims[0].times == []


def test_rejections_have_short_keys_too() -> None:
    found = parsed(rejected=[{"s": [1, 2], "why": "Opinion"}, {"s": [], "why": "question"}])
    assert [(one.sentences, one.reason) for one in found.rejected] == [([1, 2], "opinion")]
    assert [item.path for item in found.invalid] == ["rejected[1]"]


def test_an_answer_that_breaks_off_keeps_its_whole_claims() -> None:
    answer = json.dumps(
        {"sources": SOURCES, "times": [], "rejected": [], "claims": [CLAIM, CLAIM | {"by": 1}]}
    )
    found = parse(answer[:-20], "length", FORM)
    assert found is not None
    assert found.truncated
    assert len(found.claims) == 1


def test_the_schema_keeps_to_what_every_server_takes() -> None:
    written = json.dumps(CompactDraft.model_json_schema())
    for keyword in ("default", "oneOf", "allOf", "pattern", "minLength", "maxItems", "minimum"):
        assert f'"{keyword}"' not in written
    assert FORM.schema is FORM.schema
    for definition in [FORM.schema, *FORM.schema["$defs"].values()]:
        assert definition["additionalProperties"] is False
        assert list(definition["properties"]) == definition["required"]
