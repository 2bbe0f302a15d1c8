"""Which JSON object is the answer, in what a model wrote?

Prose, thoughts and fences around it are passed over. Two different answers, or a field that is
there twice, are none: whichever was picked, something else would be lost without a word.
"""

import json
import math
import re
from typing import Any, NamedTuple, NoReturn

import pydantic_core

_THOUGHT = re.compile(r"<think(?:ing)?>")
_END_OF_THOUGHT = re.compile(r"</think(?:ing)?>")
_OPENING = re.compile(r"[{\[]")
_STARTS = 1000
"""Brackets in prose that are tried as the beginning of the answer."""
_REREAD = 4
"""How often the text's length may be read in vain: a hostile text must not buy time."""
_LONGEST_INT = 18
"""Digits; longer numbers are no numbers of sentences."""
_LITERAL = 8
"""Code points that a literal or an escape has at most."""

Fields = dict[str, Any]


class FoundAnswer(NamedTuple):
    """An answer's fields, and whether it breaks off."""

    fields: Fields
    truncated: bool


class _UnusableError(Exception):
    """JSON that has more than one meaning, or none."""


def find_answer(text: str) -> FoundAnswer | None:
    """The one answer in a text; None where there is none, or more than one."""
    text = _without_thoughts(text)
    end = len(text.rstrip())
    found: list[Fields] = []
    position, misses, wasted, cut = 0, 0, 0, None
    while (
        misses < _STARTS
        and wasted <= _REREAD * len(text)
        and (opening := _OPENING.search(text, position))
    ):
        try:
            data, position = _DECODER.raw_decode(text, opening.start())
        except _UnusableError:
            return None
        except (json.JSONDecodeError, RecursionError) as error:
            if cut is None and _breaks_off(error, end):
                cut = opening.start()
            wasted += max(getattr(error, "pos", 0) - opening.start(), 1)
            position, misses = opening.end(), misses + 1
            continue
        answer = _as_answer(data, alone=misses == 0)
        if answer is not None and answer not in found:
            found.append(answer)
    if len(found) == 1:
        return FoundAnswer(found[0], truncated=False)
    if not found and cut is not None:
        return _before_the_cut(text[cut:])
    return None


def _without_thoughts(text: str) -> str:
    """What a model wrote when it was done thinking aloud. Linear: the first thought without an
    end is taken for none, and ends the search."""
    kept, position = [], 0
    while (thought := _THOUGHT.search(text, position)) and (
        end := _END_OF_THOUGHT.search(text, thought.end())
    ):
        kept.append(text[position : thought.start()])
        position = end.end()
    return "".join([*kept, text[position:]])


def _breaks_off(error: json.JSONDecodeError | RecursionError, end: int) -> bool:
    """Whether JSON is wrong only in that the text ends, at `end`, too early."""
    return isinstance(error, json.JSONDecodeError) and (
        error.msg.startswith("Unterminated string") or error.pos >= end - _LITERAL
    )


def _before_the_cut(text: str) -> FoundAnswer | None:
    """The complete items of an answer that breaks off; all but the last, in which it did."""
    try:
        data = pydantic_core.from_json(text, allow_inf_nan=False, allow_partial=True)
    except ValueError:
        return None
    answer = _as_answer(data, alone=False)
    if answer is None:
        return None
    last = [name for name in answer if name in ("claims", "rejected")][-1]
    return FoundAnswer({**answer, last: answer[last][:-1]}, truncated=True)


def _as_answer(data: object, alone: bool) -> Fields | None:
    """The object with claims that `data` is, or that it wraps as its only object.

    Where it stands `alone`, a list of claims or a single claim without its wrapping is one, too.
    """
    if alone and isinstance(data, list) and data and all(map(_is_claim, data)):
        return {"claims": data}
    if alone and _is_claim(data):
        return {"claims": [data]}
    if not isinstance(data, dict):
        return None
    if not {"claims", "rejected"} & data.keys():
        inner = [value for value in data.values() if isinstance(value, dict)]
        return _as_answer(inner[0], alone=False) if len(inner) == 1 else None
    items = [data.get("claims", []), data.get("rejected", [])]
    if not all(isinstance(listed, list) for listed in items):
        return None
    flat = [item for listed in items for item in listed]
    # A list of strings or lists is another form, not a list of claims that are all invalid.
    return data if not flat or any(isinstance(item, dict) for item in flat) else None


def _is_claim(data: object) -> bool:
    return isinstance(data, dict) and (
        {"quote", "claim"} <= data.keys() or {"q", "c"} <= data.keys()
    )


def _unique(pairs: list[tuple[str, Any]]) -> Fields:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise _UnusableError
    return fields


def _no_constant(_: str) -> NoReturn:
    raise _UnusableError  # NaN and Infinity are no JSON


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise _UnusableError
    return number


def _int(digits: str) -> float:
    return int(digits) if len(digits) <= _LONGEST_INT else _finite(digits)


_DECODER = json.JSONDecoder(
    strict=False,  # line breaks inside of strings
    object_pairs_hook=_unique,
    parse_constant=_no_constant,
    parse_float=_finite,
    parse_int=_int,
)
