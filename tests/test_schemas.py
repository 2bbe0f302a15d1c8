"""Do the models say and refuse what the contract says?"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

import schemas
from schemas.article import Article
from schemas.claim import Claim, Edit, Hop, Selector
from schemas.draft import (
    MAX_CLAIM,
    MAX_QUOTE,
    Draft,
    DraftClaim,
    DraftHop,
    DraftRejection,
)
from schemas.extraction import Extraction, Rejection
from schemas.wire import Wire
from service.drafts import FORMS

for module in Path(schemas.__path__[0]).glob("*.py"):
    import_module(f"schemas.{module.stem}")

PORTABLE = {
    "object": {"type", "properties", "required", "additionalProperties", "title", "description"},
    "array": {"type", "items", "title", "description"},
    "string": {"type", "enum", "title", "description"},
    "integer": {"type", "title", "description"},
    "null": {"type"},
    "anyOf": {"anyOf", "title", "description"},
    "$ref": {"$ref", "description"},
}
HOP = {
    "source": "Ana Prates",
    "source_type": "person",
    "cue": "said",
    "medium": None,
    "addressee": None,
}
DRAFT = {
    "sentences": [1],
    "quote": "the mill closed",
    "chain": [HOP],
    "claim": "The mill closed.",
    "types": ["event"],
    "certainty": "certain",
    "polarity": "positive",
    "times": [],
    "check_worthiness": "low",
}


def wires(parent: type[Wire] = Wire) -> Iterator[type[Wire]]:
    for child in parent.__subclasses__():
        if child.__module__.startswith("schemas."):
            yield child
            yield from wires(child)


def nodes(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every schema inside of a schema, itself first."""
    yield schema
    inside = [*schema.get("$defs", {}).values(), *schema.get("properties", {}).values()]
    for node in [*inside, *schema.get("anyOf", []), *filter(None, [schema.get("items")])]:
        yield from nodes(node)


def test_the_draft_is_in_the_portable_subset() -> None:
    schema = Draft.model_json_schema()
    assert schema["type"] == "object"
    for node in nodes(schema):
        kind = next(kind for kind in ("anyOf", "$ref", "type") if kind in node)
        allowed = PORTABLE[node["type"] if kind == "type" else kind]
        assert set(node) - ({"$defs"} if node is schema else set()) <= allowed
        if node.get("type") == "object":
            assert node["additionalProperties"] is False
            assert node["required"] == list(node["properties"])
        if "$ref" in node:
            assert node["$ref"].removeprefix("#/$defs/") in schema["$defs"]
        if "anyOf" in node:
            assert [option["type"] for option in node["anyOf"]] == ["string", "null"]


def test_the_draft_that_goes_to_the_server_is_built_once() -> None:
    assert FORMS["Draft"].schema is FORMS["Draft"].schema
    assert FORMS["Draft"].schema == Draft.model_json_schema()


def test_the_model_reads_what_each_part_of_a_draft_means() -> None:
    schema = FORMS["Draft"].schema
    assert schema["description"].startswith("What a window of the article claims")
    claim = schema["$defs"]["DraftClaim"]["properties"]
    assert claim["quote"]["description"].startswith("The shortest run of the text")


@pytest.mark.parametrize("wire", list(wires()), ids=lambda wire: wire.__name__)
def test_every_model_is_frozen_strict_and_explained(wire: type[Wire]) -> None:
    assert wire.model_config["frozen"] is True
    assert wire.model_config["extra"] == "forbid"
    assert wire.model_config["hide_input_in_errors"] is True
    assert wire.__doc__
    assert wire.__doc__ != Wire.__doc__
    assert wire.model_json_schema()["additionalProperties"] is False


def test_docstrings_reach_the_schema_of_an_answer() -> None:
    schema = Extraction.model_json_schema(mode="serialization")
    claim, selector = schema["$defs"]["Claim"], schema["$defs"]["Selector"]
    assert schema["description"] == Extraction.__doc__
    assert claim["description"] == Claim.__doc__
    assert "article.text[start:end] == exact" in selector["description"]
    assert claim["properties"]["attribution"]["description"].startswith("The chain of sources,")
    assert claim["properties"]["attribution"]["description"].endswith("asserts it.")
    assert schema["properties"]["id"]["description"].startswith("Under which")
    assert all(about["description"] for about in schema["$defs"].values() if "enum" not in about)


def test_a_model_cannot_be_changed_or_extended() -> None:
    article = Article(text="One.")
    with pytest.raises(ValidationError, match="frozen"):
        article.text = "Two."  # type: ignore[misc]  # that is what must fail
    with pytest.raises(ValidationError, match="Extra inputs"):
        Article.model_validate({"text": "One.", "body": "Two."})


def test_an_error_does_not_repeat_the_article() -> None:
    with pytest.raises(ValidationError) as refused:
        Article.model_validate({"text": "Ana left.", "title": "secret" * 200, "url": "secret"})
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("2025-08-17", date(2025, 8, 17)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2025-08-17T09:30", datetime(2025, 8, 17, 9, 30)),  # noqa: DTZ001  # the caller gave no zone
        ("2025-08-17T00:00:00Z", datetime(2025, 8, 17, tzinfo=UTC)),
        ("2025-08-17t09:30:15.25z", datetime(2025, 8, 17, 9, 30, 15, 250_000, UTC)),
        (
            "2025-08-17T09:30:00+09:00",
            datetime(2025, 8, 17, 9, 30, tzinfo=timezone(timedelta(hours=9))),
        ),
    ],
)
def test_a_date_is_read_as_it_was_written(value: str | None, expected: date | None) -> None:
    body = json.dumps({"text": "One.", "published_at": value})
    read = Article.model_validate_json(body).published_at
    assert (type(read), read) == (type(expected), expected)
    assert Article.model_validate({"text": "One.", "published_at": value}).published_at == expected
    again = Article.model_validate_json(Article.model_validate_json(body).model_dump_json())
    assert again.published_at == expected


@pytest.mark.parametrize(
    "value",
    ["", "yesterday", "17.08.2025", "2025-8-17", "2025-02-29", "2025-13-01", "0000-01-01",
     "20250817", "2025-W33-7", "2025-08", "2025-08-17T25:00", "2025-08-17T09:30:00+99:00",
     "2025-08-17 09:30", "2025-08-17T9:30", "2025-08-17T09", " 2025-08-17", "2025-08-17\n",
     "٢٠٢٥-٠٨-١٧", 1755388800, 1.5, True, [], {}],
)  # fmt: skip
def test_what_is_no_date_is_refused(value: object) -> None:
    with pytest.raises(ValidationError) as refused:
        Article.model_validate_json(json.dumps({"text": "One.", "published_at": value}))
    assert [error["loc"][0] for error in refused.value.errors()] == ["published_at"] * len(
        refused.value.errors()
    )


@pytest.mark.parametrize("value", ["http://a.example", "https://é.example/1?q=2#x", None])
def test_a_web_address_is_taken(value: str | None) -> None:
    assert Article(text="One.", url=value).url == value


@pytest.mark.parametrize(
    "value",
    ["", "a.example", "ftp://a.example", "javascript:alert(1)", "https://", "https://a b", 7,
     "https://a.example\n", " https://a.example", "https://a.example/" + "x" * 2048,
     "https://\ud800"],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(value: object) -> None:
    with pytest.raises(ValidationError, match="url"):
        Article.model_validate({"text": "One.", "url": value})


@pytest.mark.parametrize("value", ["en", "pt-BR", "zh-Hans-CN", "tlh", "de-1996", None])
def test_a_language_tag_is_taken(value: str | None) -> None:
    assert Article(text="One.", language=value).language == value


@pytest.mark.parametrize(
    "value", ["", "e", "english", "en_US", "en-", "../en", "en\n", "e\u0301n", "en" + "-x" * 17, 1]
)
def test_what_is_no_language_tag_is_refused(value: object) -> None:
    with pytest.raises(ValidationError, match="language"):
        Article.model_validate({"text": "One.", "language": value})


@pytest.mark.parametrize("text", ["One.", "行", "4", "\x00 One\x07\r\n", "\ufeffOne", "😀 ok"])
def test_a_text_is_kept_character_by_character(text: str) -> None:
    assert Article.model_validate_json(json.dumps({"text": text})).text == text


@pytest.mark.parametrize(
    "text", ["", " \r\n\t", "...", "—", "\u200b", "\x00", "😀", None, 7, ["a"]]
)
def test_a_text_without_words_is_refused(text: object) -> None:
    with pytest.raises(ValidationError, match="text"):
        Article.model_validate({"text": text})


@pytest.mark.parametrize("field", ["text", "title", "url", "language"])
@pytest.mark.parametrize("surrogate", [0xD800, 0xDFFF])
def test_a_lone_surrogate_is_refused(field: str, surrogate: int) -> None:
    with pytest.raises(ValidationError, match=field):
        Article.model_validate({"text": "One.", field: f"One {chr(surrogate)}"})
    with pytest.raises(ValidationError):
        Article.model_validate_json(json.dumps({"text": "One.", field: f"One {chr(surrogate)}"}))


def test_a_long_title_is_refused() -> None:
    assert Article(text="One.", title="x" * 1000).title
    with pytest.raises(ValidationError, match="title"):
        Article(text="One.", title="x" * 1001)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"sentences": []}, "must not be empty"),
        ({"types": []}, "must not be empty"),
        ({"quote": ""}, "has no words in it"),
        ({"quote": "…”"}, "has no words in it"),
        ({"claim": " \n"}, "has no words in it"),
        ({"times": ["in May", ""]}, "has no words in it"),
        ({"chain": [{**HOP, "source": "-"}]}, "has no words in it"),
        ({"chain": [{**HOP, "cue": ""}]}, "has no words in it"),
        ({"chain": [{**HOP, "medium": ""}]}, "has no words in it"),
        ({"chain": [{**HOP, "addressee": "."}]}, "has no words in it"),
        ({"quote": "x" * (MAX_QUOTE + 1)}, f"is longer than {MAX_QUOTE} characters: quote the"),
        ({"claim": "x" * (MAX_CLAIM + 1)}, f"is longer than {MAX_CLAIM} characters"),
        ({"quote": "the \ud800 mill"}, "has a lone surrogate"),
        ({"claim": "the \udc00 mill"}, "has a lone surrogate"),
        ({"chain": [{**HOP, "source_type": "newspaper"}]}, "Input should be 'person', "),
        ({"types": ["rumour"]}, "Input should be 'event', "),
    ],
)
def test_a_draft_that_the_schema_cannot_refuse_is_refused(
    changes: dict[str, object], error: str
) -> None:
    with pytest.raises(ValidationError, match=error):
        DraftClaim.model_validate({**DRAFT, **changes})


def test_a_draft_at_its_limits_is_taken() -> None:
    claim = DraftClaim.model_validate(
        {**DRAFT, "quote": "x" * MAX_QUOTE, "claim": "é" * MAX_CLAIM, "chain": []}
    )
    assert (len(claim.quote), len(claim.claim)) == (MAX_QUOTE, MAX_CLAIM)


@pytest.mark.parametrize(
    ("model", "body"),
    [(DraftClaim, DRAFT), (DraftHop, HOP), (Draft, {"claims": [], "rejected": []})],
)
def test_every_field_of_a_draft_is_required(model: type[Wire], body: dict[str, object]) -> None:
    assert model.model_validate(body)
    for name in body:
        with pytest.raises(ValidationError, match="Field required"):
            model.model_validate({key: value for key, value in body.items() if key != name})


def test_a_sentence_is_rejected_for_a_reason_that_is_known() -> None:
    with pytest.raises(ValidationError, match="must not be empty"):
        DraftRejection(sentences=[], reason="opinion")
    with pytest.raises(ValidationError, match="reason"):
        DraftRejection.model_validate({"sentences": [1], "reason": "quote_not_found"})
    assert Rejection(quote="", sentences=[], reason="quote_not_found", detail="")


def test_an_edit_says_from_and_to() -> None:
    place = Selector(start=0, end=2, exact="He", prefix="", suffix="", match="exact")
    edit = Edit.model_validate({"from": "He", "to": "Kim", "antecedent": place})
    assert list(json.loads(edit.model_dump_json(by_alias=True))) == ["from", "to", "antecedent"]


def test_a_selector_does_not_begin_before_the_article() -> None:
    with pytest.raises(ValidationError, match="start"):
        Selector(start=-1, end=2, exact="", prefix="", suffix="", match="exact")
    assert "quote_type" in TypeAdapter(Hop).json_schema()["required"]
