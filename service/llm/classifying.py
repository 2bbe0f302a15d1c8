"""What does an error of a model's server mean for us?

By its message as well as by its status: a context overflow comes as 400, 413 or 500, and errors
come inside of a 200. The server's own words end here: they can hold anything.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from service.errors import (
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

MAX_ERROR = 64 << 10
"""Bytes of an error's body that are read."""

FEATURES = ("tool_choice", "tools", "json_object", "json_schema", "response_format", "strict")
"""What of the form of a request a server can refuse; the rungs of the ladder answer to it."""
PARAMETERS = (
    "max_completion_tokens",
    "max_tokens",
    "temperature",
    "seed",
    "top_p",
    "presence_penalty",
    "frequency_penalty",
    "stream_options",
)
"""Parameters that a server can refuse; they are renamed or left out."""

_STATUS = re.compile(r"[45][0-9]{2}")
_TOO_LONG = re.compile(
    r"context[ _-]*(length|window|size)|maximum context|max_model_len|prompt is too long"
    r"|too many (input |prompt )?tokens|reduce the length|input is too long"
    r"|exceeds? the (available )?context|token limit exceeded|string too long"
)
_FILTERED = re.compile(
    r"content[ _]filter|content management policy|responsibleaipolicy|usage policy|flagged as"
    r"|invalid_prompt|safety system|moderation"
)
_QUOTA = re.compile(
    r"insufficient_quota|exceeded your current quota|billing|credit balance|payment"
)
_FORM = re.compile(
    r"grammar|guided|structured output|json mode|support\w* (?:for )?(?:tools|function)"
    r"|(?:tools?|function)(?: use| calls?| calling)? (?:is|are) not support"
)
_LIMIT = re.compile(r"max_(?:completion_)?tokens\b.{0,60}too large|at most \d+ completion tokens")
TOO_LARGE = "too large"
"""Named with a limit of tokens that the server finds too high, whatever its name."""
_BUSY = re.compile(r"rate.?limit|too many requests")
_ECHOES = frozenset({"input", "ctx", "body", "messages", "prompt", "request"})
"""Fields in which servers repeat what they were sent: that is the article's word, not theirs."""
_NO_FORM = "The language model's server takes our request in none of the forms that we know."
_REFUSING = re.compile(
    r"support|unknown|unrecogni[sz]ed|unexpected|extra|not permitted|not allowed|invalid"
    r"|unavailable|deprecated|instead|failed to parse|cannot|can't|unable"
)


@dataclass(frozen=True, slots=True)
class ServerError:
    """What a server said went wrong, as far as it can be read."""

    status: int
    words: str
    """Message, type, code and parameter in lower case, for looking things up; never shown."""


def read_error(status: int, body: bytes) -> ServerError:
    """The error in a response's body, in whatever form it comes."""
    text = body[:MAX_ERROR].decode(errors="replace")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = text
    return error_in(data, status)


def error_in(data: object, status: int) -> ServerError:
    """The error in parsed JSON. A `code` that is an HTTP status counts as one."""
    error = data.get("error", data) if isinstance(data, Mapping) else data
    code = error.get("code", error.get("status")) if isinstance(error, Mapping) else None
    if status < 400 and isinstance(code, int | str) and _STATUS.fullmatch(str(code)):
        status = int(code)
    return ServerError(status, " ".join(_strings(error)).lower()[:4000])


def classify(error: ServerError, headers: Mapping[str, str]) -> ModelError:
    """The error of ours that says what to do: its `action`."""
    failure = _from_words(error) or _from_status(error.status)
    if headers.get("x-should-retry", "").lower() == "false":
        failure.never_again()
    return failure


def _from_words(error: ServerError) -> ModelError | None:
    """What the message says, where it says more than the status."""
    status, words = error.status, error.words
    if status in (400, 422) and _LIMIT.search(words):
        return FeatureUnsupported(_NO_FORM, frozenset({TOO_LARGE}))
    inside_an_answer = status < 300
    if status in (400, 413, 422, 500) or inside_an_answer:
        if _TOO_LONG.search(words) or status == 413:
            return ContextTooLong("A part of the article is too long for the model.")
        if _FILTERED.search(words):
            return ContentFiltered("The language model's server withheld the answer to this text.")
    if _QUOTA.search(words) or status == 402:
        return QuotaExhausted("The quota at the language model's server is used up.")
    if (status in (400, 404, 415, 422) or inside_an_answer) and _REFUSING.search(words):
        named = frozenset(_named(words))
        if named or _FORM.search(words):
            return FeatureUnsupported(_NO_FORM, named)
    if inside_an_answer:
        # An error in the place of an answer, without a status that would say more.
        return _from_status(429 if _BUSY.search(words) else 503)
    return None


def _from_status(status: int) -> ModelError:
    if status == 429:
        return ModelBusy("The language model's server asks for patience (429).")
    if status == 408:
        return ModelTimeout("The language model's server took too long (408).")
    if status in (401, 403):
        return ModelKeyRefused(
            f"The language model's server refuses the service's key (status {status}). "
            "Its operator has to look at OPENAI_API_KEY."
        )
    if status in (409, 425) or (status >= 500 and status not in (501, 505)):
        return ModelUnavailable(f"The language model's server failed (status {status}).")
    return ModelMisconfigured(
        f"The language model's server refuses the request (status {status}). Its operator has to "
        "look at OPENAI_BASE_URL and CLAIMWIRE_MODEL."
    )


def _named(words: str) -> Iterator[str]:
    """The features and parameters that an error names."""
    for name in (*FEATURES, *PARAMETERS):
        if re.search(rf"(?<![a-z_]){name}(?![a-z_])", words):
            yield name


def _strings(data: object) -> Iterator[str]:
    """Every string in a piece of JSON, names aside, however deep it is nested."""
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            waiting += reversed([value[name] for name in value if name not in _ECHOES])
        elif isinstance(value, list):
            waiting += reversed(value[:50])
