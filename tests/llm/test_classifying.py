"""Is every error of a server taken for what it is, whatever form it comes in?"""

import json

import pytest

from service.errors import (
    Action,
    ContentFiltered,
    ContextTooLong,
    FeatureUnsupported,
    ModelBusy,
    ModelError,
    ModelKeyRefused,
    ModelMisconfigured,
    ModelTimeout,
    ModelUnavailable,
    QuotaExhausted,
)
from service.llm.classifying import MAX_ERROR, classify, read_error


def said(message: str, **fields: object) -> bytes:
    return json.dumps({"error": {"message": message, **fields}}).encode()


CASES = [
    ("OpenAI's overflow", 400, said("x", code="context_length_exceeded"), ContextTooLong),
    ("llama.cpp's overflow", 500, said("Context size has been exceeded."), ContextTooLong),
    ("vLLM's overflow", 400, said("This model's maximum context length is 4096"), ContextTooLong),
    ("a proxy's overflow", 413, b"<html>Request Entity Too Large</html>", ContextTooLong),
    (
        "an overflow inside of a 200",
        200,
        said("exceeds the available context size"),
        ContextTooLong,
    ),
    ("Azure's filter", 400, said("x", innererror={"code": "ResponsibleAIPolicy"}), ContentFiltered),
    ("a flagged prompt", 400, said("Invalid prompt: flagged as", code="i"), ContentFiltered),
    ("no quota", 429, said("x", code="insufficient_quota"), QuotaExhausted),
    ("nothing paid", 402, b"", QuotaExhausted),
    ("a busy server", 429, said("Rate limit reached"), ModelBusy),
    ("a busy server inside of a 200", 200, said("Rate limit", code=429), ModelBusy),
    ("a busy server, cut off", 429, b'{"error":{"mess', ModelBusy),
    ("no schema", 400, said("'json_schema' is not supported"), FeatureUnsupported),
    ("no format", 400, said("This response_format type is unavailable"), FeatureUnsupported),
    ("no grammar", 400, said("failed to parse grammar"), FeatureUnsupported),
    (
        "an unknown field, as a list",
        422,
        b'{"detail":[{"loc":["body","response_format"],"msg":"Extra inputs are not permitted"}]}',
        FeatureUnsupported,
    ),
    ("no temperature", 400, said("'temperature' does not support 0"), FeatureUnsupported),
    ("a wrong key", 401, said("Incorrect API key provided: sk-secret"), ModelKeyRefused),
    ("a firewall", 403, b"<html>Attention Required! | Cloudflare</html>", ModelKeyRefused),
    ("no such model", 404, said("The model does not exist"), ModelMisconfigured),
    ("a wrong address", 404, b'{"detail":"Not Found"}', ModelMisconfigured),
    ("an odd error", 400, b'{"error":"model is loading"}', ModelMisconfigured),
    ("a redirect", 307, b"", ModelMisconfigured),
    ("not implemented", 501, said("not implemented"), ModelMisconfigured),
    ("a timeout", 408, b"", ModelTimeout),
    ("a conflict", 409, b"", ModelUnavailable),
    ("a crash", 500, b"<pre>Traceback ...</pre>", ModelUnavailable),
    ("a gateway's", 502, b"<h1>502 Bad Gateway</h1>", ModelUnavailable),
    ("overloaded", 529, said("Overloaded"), ModelUnavailable),
    ("a failure inside of a 200", 200, said("x", code=502), ModelUnavailable),
    ("nothing at all", 500, b"", ModelUnavailable),
    ("a 500 about a grammar", 500, said("unable to compile grammar"), ModelUnavailable),
    ("busy inside of a 200, by its words", 200, said("Rate limit exceeded", type="x"), ModelBusy),
    ("overloaded inside of a 200", 200, b'{"error":"The server is overloaded"}', ModelUnavailable),
    (
        "no schema, inside of a 200",
        200,
        said("response_format json_schema is not supported"),
        FeatureUnsupported,
    ),
    (
        "a limit of tokens above the context",
        400,
        said("'max_tokens' is too large: 4000. This model's maximum context length is 4096"),
        FeatureUnsupported,
    ),
    ("a model's name with a tool in it", 400, said("invalid model: tool-use"), ModelMisconfigured),
    (
        "the article, repeated",
        422,
        b'{"detail":[{"loc":["body","seed"],"msg":"Extra inputs","input":"the content filter"}]}',
        FeatureUnsupported,
    ),
    ("deep JSON", 500, b"[" * MAX_ERROR, ModelUnavailable),
    ("another kind of JSON", 500, b'[1, null, {"a": 2}]', ModelUnavailable),
]


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [pytest.param(*case[1:], id=case[0]) for case in CASES],
)
def test_an_error_is_taken_for_what_it_is(
    status: int, body: bytes, expected: type[ModelError]
) -> None:
    error = classify(read_error(status, body), {})
    assert type(error) is expected
    assert "secret" not in str(error)


@pytest.mark.parametrize(
    ("message", "named"),
    [
        ("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
         {"max_tokens", "max_completion_tokens"}),
        ("Unsupported value: 'temperature' does not support 0", {"temperature"}),
        ("'response_format' of type 'json_schema' is not supported",
         {"response_format", "json_schema"}),
        ("tool_choice is not supported", {"tool_choice"}),
    ],
)  # fmt: skip
def test_what_a_server_does_not_take_is_named(message: str, named: set[str]) -> None:
    error = classify(read_error(400, said(message)), {})
    assert isinstance(error, FeatureUnsupported)
    assert error.named == named


@pytest.mark.parametrize("status", [429, 500])
def test_a_server_that_says_not_to_retry_is_believed(status: int) -> None:
    error = classify(read_error(status, b""), {"x-should-retry": "false"})
    assert error.action is Action.FAIL


def test_our_own_headings_are_no_reason_to_step_down() -> None:
    """An error that repeats the request must not be taken for one about its form."""
    error = classify(read_error(500, said("internal error, request id 12345")), {})
    assert error.action is Action.RETRY
