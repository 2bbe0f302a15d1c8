"""What is in a chat completion? Servers differ in everything but a few fields."""

import codecs
import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from service.conversation import Answer, Tokens
from service.errors import (
    ContentFiltered,
    InvalidAnswer,
    InvalidEnvelope,
    ModelError,
    ModelMisconfigured,
    ModelRefused,
)
from service.llm.classifying import classify, error_in
from service.llm.event_stream import is_event_stream, read_event_stream

_MOST_TOKENS = 1 << 40
_LONGEST_NAME = 200
_PART = str | list[dict[str, Any]] | None


class _Function(BaseModel):
    arguments: str | dict[str, Any]


class _ToolCall(BaseModel):
    function: _Function


class _Message(BaseModel):
    content: _PART = None
    refusal: str | None = None
    tool_calls: Any = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Completion(BaseModel):
    choices: list[_Choice]
    model: str | None = None
    usage: Any = None


def read_completion(body: bytes, headers: Mapping[str, str], asked: str, tool: bool) -> Answer:
    """The answer in the body of a 200; raises the `ModelError` that it is instead.

    `asked` is the model's name where the server gives none; with `tool`, the arguments of the
    first tool call are the answer, and without it only where there is no other. No tool is run.
    """
    data = _json(body)
    if (error := _error_in(data, headers)) is not None:
        raise error
    try:
        completion = _Completion.model_validate(data)
    except ValidationError as error:
        raise InvalidEnvelope("The language model's server sent no chat completion.") from error
    if not completion.choices:
        raise InvalidEnvelope("The language model's server sent a completion without choices.")
    choice = completion.choices[0]
    if choice.finish_reason == "content_filter":
        raise ContentFiltered("The language model's server withheld the answer to this text.")
    if choice.message.refusal:
        raise ModelRefused("The language model declined to work on this text.")
    arguments, content = _arguments(choice.message.tool_calls), _text(choice.message.content)
    text = (arguments or content) if tool else (content or arguments)
    if not text.strip() and choice.finish_reason != "length":
        raise InvalidEnvelope("The language model's server sent an empty answer.")
    return Answer(
        text=_unicode(text),
        finish_reason=choice.finish_reason,
        tokens=_tokens(completion.usage),
        model=_printable(completion.model or asked),
    )


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in _unicode(name))[:_LONGEST_NAME]


def _json(body: bytes) -> object:
    body = body.removeprefix(codecs.BOM_UTF8).lstrip()
    if body[:1] == b"<":
        raise InvalidAnswer("The language model's server sent a page, not an answer.")
    if is_event_stream(body):
        return read_event_stream(body)
    try:
        return json.loads(body.decode(), object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:
        raise InvalidEnvelope("The language model's server sent no chat completion.") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("a field is there twice, and nobody knows which counts")
    return fields


def _error_in(data: object, headers: Mapping[str, str]) -> ModelError | None:
    """The error that some servers send in the place of an answer, with status 200."""
    if not isinstance(data, Mapping):
        return None
    choices = data.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else {}
    if data.get("error") and not choices:
        return classify(error_in(data, 200), headers)
    if isinstance(first, Mapping) and first.get("error"):
        return classify(error_in(first, 200), headers)
    if isinstance(first, Mapping) and "text" in first and "message" not in first:
        return ModelMisconfigured(
            "The language model's server answers as one for plain completions. Its operator has "
            "to look at OPENAI_BASE_URL."
        )
    return None


def _text(content: _PART) -> str:
    if isinstance(content, list):
        return "".join(part["text"] for part in content if isinstance(part.get("text"), str))
    return content or ""


def _arguments(calls: object) -> str:
    """The arguments of the first tool call; some servers give them as an object."""
    try:
        first = _ToolCall.model_validate(calls[0] if isinstance(calls, list) and calls else None)
    except ValidationError:
        return ""
    arguments = first.function.arguments
    return arguments if isinstance(arguments, str) else json.dumps(arguments)


def _unicode(text: str) -> str:
    """The text with a question mark for each lone surrogate, so that it can be sent on."""
    return text.encode(errors="replace").decode()


def _tokens(usage: object) -> Tokens:
    """What the server says that it counted. An odd count is no reason to lose an answer."""

    def count(counts: object, name: str) -> int:
        found = counts.get(name) if isinstance(counts, dict) else None
        return found if type(found) is int and 0 <= found <= _MOST_TOKENS else 0

    details = usage.get("prompt_tokens_details") if isinstance(usage, dict) else None
    return Tokens(
        prompt=count(usage, "prompt_tokens"),
        cached=count(details, "cached_tokens"),
        completion=count(usage, "completion_tokens"),
    )
