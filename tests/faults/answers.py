"""What does the stub answer, where it answers in JSON?

The catalogue writes claims as marks, so that a case shows its fault and not nine fields:
`«C1»`, `«C2»` and `«GOOD»` (a draft of both); `«C1 claim=42 | -quote | +quote="x"»` with a field
replaced, left out, or given twice; `«GOOD[:60]»` a piece of it; `«C1 to claim»` and
`«C1 from claim»` all that stands before and behind a field's text; `«!GOOD»` escaped for the
inside of a JSON string; `«repr GOOD»` as Python prints it; `«object GOOD»` in place of a string.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

_MAYOR = {
    "source": "Ana Ruiz",
    "source_type": "person",
    "cue": "said",
    "medium": None,
    "addressee": None,
}
_CLAIMS: dict[str, Json] = {
    "C1": {
        "sentences": [1],
        "quote": "The Riverton council voted 7-2 on Monday to close the Elm Street bridge.",
        "chain": [],
        "claim": "The council voted 7-2 to close the bridge.",
        "types": ["event"],
        "certainty": "certain",
        "polarity": "positive",
        "times": ["on Monday"],
        "check_worthiness": "high",
    },
    "C2": {
        "sentences": [2],
        "quote": "repairs would cost $4.2 million",
        "chain": [_MAYOR],
        "claim": "Repairs would cost $4.2 million.",
        "types": ["quantity"],
        "certainty": "certain",
        "polarity": "positive",
        "times": [],
        "check_worthiness": "high",
    },
}
_MARK = re.compile(
    r"«(!|repr |object )?(C1|C2|GOOD)"
    r"(?:\[(-?\d*):(-?\d*)\]| (to|from) (\w+)| ([^«»]+))?»"
)
_SENTENCES = re.compile(r"<sentences-(\w+)>\n(.*)\n</sentences-\1>", re.DOTALL)
_NUMBERED = re.compile(r"^\[(\d+)\] (.+)$", re.MULTILINE)
_LONGEST_QUOTE = 300


def compact(value: object) -> str:
    """JSON without spaces, with every character as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def expand(text: str) -> str:
    """A text of the catalogue with its marks replaced."""
    return _MARK.sub(_replacement, text)


def expand_all(value: Any) -> Any:  # noqa: ANN401  # any JSON
    """The same for every string in a JSON value."""
    if isinstance(value, str):
        return json.loads(_named("GOOD")) if value == "«object GOOD»" else expand(value)
    if isinstance(value, list):
        return [expand_all(item) for item in value]
    if isinstance(value, dict):
        return {name: expand_all(item) for name, item in value.items()}
    return value


def repeated(pieces: list[list[Any]]) -> str:
    """`[[text, times], ...]` in one string; `{i}` in a text counts."""
    return "".join(
        "".join(text.replace("{i}", str(number)) for number in range(times))
        if "{i}" in text
        else text * times
        for text, times in ((expand(text), times) for text, times in pieces)
    )


def _replacement(mark: re.Match[str]) -> str:
    how, name, start, end, side, field, changes = mark.groups()
    text = _named(name, changes or "")
    if start is not None:
        text = text[int(start or 0) : int(end) if end else None]
    if side:
        edge = re.search(rf'"{field}":"((?:[^"\\]|\\.)*)"', text)
        assert edge, f"no text {field} in {name}"
        text = text[: edge.start(1)] if side == "to" else text[edge.end(1) :]
    if how == "repr ":
        return repr(json.loads(text))
    return compact(text)[1:-1] if how == "!" else text


def _named(name: str, changes: str = "") -> str:
    if name == "GOOD":
        return '{"rejected":[],"claims":[' + _named("C1") + "," + _named("C2") + "]}"
    fields = [(field, compact(value)) for field, value in _CLAIMS[name].items()]
    for change in changes.split(" | ") if changes else []:
        field, _, value = change.lstrip("+-").partition("=")
        place = [known for known, _ in fields].index(field)
        if change[0] == "+":
            fields.insert(place, (field, value))
        else:
            fields[place : place + 1] = [] if change[0] == "-" else [(field, value)]
    return "{" + ",".join(f'"{field}":{value}' for field, value in fields) + "}"


def good_draft(request: Json) -> str:
    """A right answer to a request: one claim for every sentence that it asks about."""
    asked = [
        found[2]
        for message in request["messages"]
        if message["role"] == "user" and (found := _SENTENCES.search(message["content"]))
    ]
    claims = [
        {
            **_CLAIMS["C1"],
            "sentences": [int(number)],
            "quote": sentence[:_LONGEST_QUOTE].rsplit(" ", 1)[0],
            "claim": sentence[:_LONGEST_QUOTE],
            "times": [],
        }
        for number, sentence in _NUMBERED.findall(asked[-1])
    ]
    return compact({"rejected": [], "claims": claims})


def completion(
    request: Json,
    content: object,
    finish_reason: str | None = "stop",
    message: Mapping[str, Any] | None = None,
    top: Mapping[str, Any] | None = None,
) -> Json:
    """A chat completion, with the usage that the request's length makes plausible."""
    prompt = len(compact(request)) // 4
    written = len(compact(content)) // 4
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": request.get("model", "m"),
        "choices": [
            {
                "index": 0,
                "finish_reason": finish_reason,
                "message": {"role": "assistant", "content": content, **(message or {})},
            }
        ],
        "usage": {
            "prompt_tokens": prompt,
            "completion_tokens": written,
            "total_tokens": prompt + written,
        },
        **(top or {}),
    }


def good_completion(request: Json) -> Json:
    """A right answer in the form that the request asks for: as content, or as a tool call."""
    draft = good_draft(request)
    if not request.get("tools"):
        return completion(request, draft)
    function = {"name": request["tools"][0]["function"]["name"], "arguments": draft}
    call = {"id": "call_1", "type": "function", "function": function}
    return completion(request, None, "tool_calls", {"tool_calls": [call]})
