"""Is everything understood that a server may put around an answer?"""

import json
from typing import Any

import pytest

from service.conversation import Answer, Tokens
from service.errors import (
    Action,
    ContentFiltered,
    ContextTooLong,
    InvalidAnswer,
    InvalidEnvelope,
    ModelBusy,
    ModelError,
    ModelMisconfigured,
    ModelRefused,
    ModelUnavailable,
)
from service.llm.envelope import read_completion

SERVER_WORDS = "the server's own words about sk-secret"
DRAFT = '{"rejected":[],"claims":[]}'
GOOD: dict[str, Any] = {
    "model": "tiny-1",
    "choices": [{"message": {"content": "{}"}, "finish_reason": "stop"}],
    "usage": {
        "prompt_tokens": 100,
        "completion_tokens": 20,
        "prompt_tokens_details": {"cached_tokens": 60},
    },
}
TOKENS = Tokens(100, 60, 20)


def read(body: object, tool: bool = False) -> Answer:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return read_completion(raw, {}, "asked-for", tool)


def choice(message: object, finish_reason: object = "stop", **more: object) -> dict[str, Any]:
    return {**GOOD, "choices": [{"message": message, "finish_reason": finish_reason, **more}]}


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in GOOD.items() if key != name}


def calls(arguments: object, content: object = None) -> dict[str, Any]:
    function = {"name": "claims", "arguments": arguments}
    call = {"id": "1", "type": "function", "function": function}
    return choice({"content": content, "tool_calls": [call]}, "tool_calls")


PARTS = [{"type": "text", "text": "a"}, {"type": "image"}, {"type": "text", "text": "b"}]
ANSWERS: dict[str, tuple[object, str, str | None]] = {
    "as documented": (GOOD, "{}", "stop"),
    "content in parts": (choice({"content": PARTS}), "ab", "stop"),
    "cut off": (choice({"content": "{"}, "length"), "{", "length"),
    "cut off before the first character": (choice({"content": ""}, "length"), "", "length"),
    "cut off, null content": (choice({"content": None}, "length"), "", "length"),
    "cut off, no content": (choice({}, "length"), "", "length"),
    "no finish reason": (choice({"content": "{}"}, None), "{}", None),
    "a finish reason of its own": (choice({"content": "{}"}, "eos"), "{}", "eos"),
    "unknown fields": ({**GOOD, "service_tier": {"x": [1]}}, "{}", "stop"),
    "a null error": ({**GOOD, "error": None}, "{}", "stop"),
    "an error beside an answer": ({**GOOD, "error": {"code": 500}}, "{}", "stop"),
    "an empty refusal": (choice({"content": "{}", "refusal": ""}), "{}", "stop"),
    "reasoning beside it": (choice({"content": "{}", "reasoning_content": "Hm."}), "{}", "stop"),
    "two choices": ({**GOOD, "choices": GOOD["choices"] * 2}, "{}", "stop"),
    "a byte order mark": (b"\xef\xbb\xbf" + json.dumps(GOOD).encode(), "{}", "stop"),
    "white space around it": (b"\n\n " + json.dumps(GOOD).encode() + b"\n", "{}", "stop"),
    "a tool call beside it": (calls(DRAFT, "{}"), "{}", "tool_calls"),
    "odd tool calls beside it": (choice({"content": "{}", "tool_calls": 7}), "{}", "stop"),
    "a lone surrogate": (choice({"content": "a\ud800b"}), "a?b", "stop"),
}


@pytest.mark.parametrize(("body", "text", "finish_reason"), ANSWERS.values(), ids=ANSWERS)
def test_servers_that_differ_are_understood(
    body: object, text: str, finish_reason: str | None
) -> None:
    assert read(body) == Answer(text, finish_reason, TOKENS, "tiny-1")


MODELS = {
    "none": (without("model"), "asked-for"),
    "null": ({**GOOD, "model": None}, "asked-for"),
    "empty": ({**GOOD, "model": ""}, "asked-for"),
    "a lone surrogate": ({**GOOD, "model": "tiny\udfff"}, "tiny?"),
}


@pytest.mark.parametrize(("body", "model"), MODELS.values(), ids=MODELS)
def test_a_server_that_names_no_model_has_the_one_it_was_asked_for(
    body: object, model: str
) -> None:
    assert read(body).model == model


TOOLS: dict[str, tuple[object, str]] = {
    "arguments as a string": (calls(DRAFT), DRAFT),
    "arguments as an object": (calls(json.loads(DRAFT)), DRAFT),
    "arguments before the content": (calls(DRAFT, "Here you are."), DRAFT),
    "an answer in the content": (choice({"content": DRAFT}), DRAFT),
    "no calls": (choice({"content": DRAFT, "tool_calls": []}), DRAFT),
    "null calls": (choice({"content": DRAFT, "tool_calls": None}), DRAFT),
    "odd calls": (choice({"content": DRAFT, "tool_calls": [7]}), DRAFT),
    "odd arguments": (calls(7, DRAFT), DRAFT),
    "empty arguments": (calls("", DRAFT), DRAFT),
}


@pytest.mark.parametrize(("body", "text"), TOOLS.values(), ids=TOOLS)
def test_in_the_tool_form_the_arguments_of_the_call_are_the_answer(body: object, text: str) -> None:
    assert json.loads(read(body, tool=True).text) == json.loads(text)


def test_in_other_forms_a_tool_call_counts_only_where_nothing_else_was_said() -> None:
    assert read(calls(DRAFT)).text == DRAFT


USAGES: dict[str, tuple[object, Tokens]] = {
    "null": (None, Tokens()),
    "text": ("many", Tokens()),
    "empty": ({}, Tokens()),
    "null count": ({"prompt_tokens": None, "completion_tokens": 2}, Tokens(0, 0, 2)),
    "odd counts": ({"prompt_tokens": -1, "completion_tokens": "2"}, Tokens()),
    "no numbers": ({"prompt_tokens": float("nan"), "completion_tokens": [2]}, Tokens()),
    "null details": ({"prompt_tokens": 5, "prompt_tokens_details": None}, Tokens(5)),
    "null cached": ({"prompt_tokens_details": {"cached_tokens": None}}, Tokens()),
}


@pytest.mark.parametrize(("usage", "tokens"), USAGES.values(), ids=USAGES)
def test_an_odd_usage_is_no_reason_to_lose_an_answer(usage: object, tokens: Tokens) -> None:
    answer = read({**GOOD, "usage": usage})
    assert (answer.text, answer.tokens) == ("{}", tokens)


def failed(code: object, message: str = SERVER_WORDS) -> dict[str, object]:
    return {"error": {"message": message, "code": code}}


def raw(body: object) -> bytes:
    return json.dumps(body).encode()


ERRORS: dict[str, tuple[object, type[ModelError]]] = {
    "nothing": (b"", InvalidEnvelope),
    "white space": (b" \n", InvalidEnvelope),
    "a page": (b"<html>the server's own words</html>", InvalidAnswer),
    "a page after white space": (b"\n\n<!doctype html>", InvalidAnswer),
    "a page after a byte order mark": (b"\xef\xbb\xbf<html>", InvalidAnswer),
    "cut off JSON": (raw(GOOD)[:-9], InvalidEnvelope),
    "no UTF-8": (b'{"choices": "\xff"}', InvalidEnvelope),
    "UTF-16": (json.dumps(GOOD).encode("utf-16"), InvalidEnvelope),
    "an array": (b"[]", InvalidEnvelope),
    "a string": (b'"the server\'s own words"', InvalidEnvelope),
    "a number of 5,000 digits": (b"9" * 5000, InvalidEnvelope),
    "two documents": (raw(GOOD) * 2, InvalidEnvelope),
    "an event stream": (b"data: " + raw(GOOD) + b"\n\ndata: [DONE]\n\n", InvalidEnvelope),
    "duplicate choices": (raw(GOOD)[:-1] + b', "choices": []}', InvalidEnvelope),
    "duplicate content": (
        raw(GOOD).replace(b'"content":', b'"content": "", "content":'), InvalidEnvelope,
    ),
    "100,000 deep": (b'{"choices":' + b"[" * 100_000, InvalidEnvelope),
    "no choices": (without("choices"), InvalidEnvelope),
    "empty choices": ({**GOOD, "choices": []}, InvalidEnvelope),
    "null choices": ({**GOOD, "choices": None}, InvalidEnvelope),
    "a choice that is none": ({**GOOD, "choices": [None]}, InvalidEnvelope),
    "null message": (choice(None), InvalidEnvelope),
    "null content": (choice({"content": None}), InvalidEnvelope),
    "no content": (choice({}), InvalidEnvelope),
    "empty content": (choice({"content": ""}), InvalidEnvelope),
    "blank content": (choice({"content": " \n"}), InvalidEnvelope),
    "no parts": (choice({"content": []}), InvalidEnvelope),
    "content of another kind": (choice({"content": {"text": "{}"}}), InvalidEnvelope),
    "a refusal": (choice({"refusal": SERVER_WORDS}), ModelRefused),
    "a refusal beside content": (choice({"refusal": SERVER_WORDS, "content": "{}"}), ModelRefused),
    "filtered": (choice({}, "content_filter"), ContentFiltered),
    "filtered in the middle": (choice({"content": "{"}, "content_filter"), ContentFiltered),
    "a plain completion": ({"choices": [{"text": "{}", "index": 0}]}, ModelMisconfigured),
    "an error 429": (failed(429), ModelBusy),
    "an error 429 in text": (failed("429"), ModelBusy),
    "an error 502": (failed(502), ModelUnavailable),
    "an overflow": (failed(400, "maximum context length is 4096"), ContextTooLong),
    "an error with empty choices": ({**failed(503), "choices": []}, ModelUnavailable),
    "an error that is a string": ({"error": SERVER_WORDS}, ModelUnavailable),
    "an error of 4,000 digits": (failed("9" * 4000), ModelUnavailable),
    "an error of 5,000 digits": (failed("9" * 5000), ModelUnavailable),
    "an error of a number's 4,000 digits": (failed(int("9" * 4000)), ModelUnavailable),
    "an error in other digits": (failed("٤٢٩"), ModelUnavailable),
    "an error 200": (failed(200), ModelUnavailable),
    "an error in the choice": (choice({}, "error", error={"code": 502}), ModelUnavailable),
    "a busy upstream in the choice": (choice({}, "error", error={"code": 429}), ModelBusy),
}  # fmt: skip


@pytest.mark.parametrize(("body", "kind"), ERRORS.values(), ids=ERRORS)
def test_what_is_no_answer_is_an_error_in_our_words(body: object, kind: type[ModelError]) -> None:
    with pytest.raises(ModelError) as caught:
        read(body)
    assert type(caught.value) is kind
    assert "own words" not in str(caught.value)
    assert "secret" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_what_was_garbled_on_the_way_is_asked_for_again_and_a_page_is_not() -> None:
    with pytest.raises(InvalidEnvelope) as garbled:
        read(b"")
    with pytest.raises(InvalidAnswer) as page:
        read(b"<html>")
    assert (garbled.value.action, page.value.action) == (Action.RETRY, Action.FAIL)


@pytest.mark.parametrize("around", ['{"error":%s}', '{"choices":[{"error":%s}]}', '{"usage":%s}'])
def test_no_depth_of_nesting_is_too_much(around: str) -> None:
    for depth in [*range(1, 400, 7), *range(400, 1100)]:
        with pytest.raises(ModelError):
            read((around % ("[" * depth + "]" * depth)).encode())
