"""Which valid claims are in what a model wrote?"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pydantic_core
from pydantic import ValidationError

from schemas.draft import DraftClaim, DraftRejection

MAX_CLAIMS = 200
"""Items that are taken from one answer; a model that writes more is going round in circles."""
Item = TypeVar("Item")
_FENCED = re.compile(r"```(?:json)?\s*\n(.*?)```", re.DOTALL | re.IGNORECASE)
_STARTS = 20
"""Braces in the prose around an answer that are tried as its beginning."""
_SHOWN = 300
"""Code points of an invalid item that are shown."""


@dataclass(frozen=True, slots=True)
class InvalidItem:
    """One item of an answer that does not fit the schema."""

    path: str
    """Where it stands, `claims[3]`."""
    errors: str
    """What is wrong with it."""
    raw: str
    """The item as JSON, cut to a readable length."""
    quote: str
    """Its quote, as far as it has one."""


@dataclass(slots=True)
class ParsedAnswer:
    """What an answer held, item by item."""

    claims: list[DraftClaim] = field(default_factory=list)
    rejected: list[DraftRejection] = field(default_factory=list)
    invalid: list[InvalidItem] = field(default_factory=list)
    truncated: bool = False
    """Whether it ended in the middle. The item it ended in is in none of the lists."""

    @property
    def is_usable(self) -> bool:
        """Whether the model kept to the form, at least where it said something."""
        return bool(self.claims or self.rejected or not self.invalid)


def parse(text: str, finish_reason: str | None) -> ParsedAnswer | None:
    """The items of an answer, each valid or with its errors; None where it holds no such JSON.

    Prose and fences around the JSON are passed over. An answer that breaks off gives the items
    that were complete.
    """
    text = _unicode(text)
    data = _whole(text)
    truncated = finish_reason == "length"
    if data is None:
        data, truncated = _part(text), True
    if data is None:
        return None
    answer = ParsedAnswer(truncated=truncated)
    _sort(data, "claims", DraftClaim.model_validate, answer.claims, answer.invalid)
    _sort(data, "rejected", DraftRejection.model_validate, answer.rejected, answer.invalid)
    return answer


def _whole(text: str) -> Mapping[str, Any] | None:
    """The first complete JSON object with claims in it."""
    for candidate in (text, *_FENCED.findall(text)):
        try:
            data = pydantic_core.from_json(candidate, allow_inf_nan=False)
        except ValueError:
            continue
        if _is_answer(data):
            return data  # type: ignore[no-any-return]  # checked just above
    decoder = json.JSONDecoder()
    for start in _braces(text):
        try:
            data, _ = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            continue
        if _is_answer(data):
            return data  # type: ignore[no-any-return]  # checked just above
    return None


def _part(text: str) -> Mapping[str, Any] | None:
    """The complete items of a JSON object that breaks off."""
    for start in _braces(text):
        try:
            data = pydantic_core.from_json(text[start:], allow_inf_nan=False, allow_partial=True)
        except ValueError:
            continue
        if _is_answer(data):
            # The answer broke off in the last list, and in or after its last item.
            last = [name for name in data if name in ("claims", "rejected")][-1]
            return {**data, last: data[last][:-1]}
    return None


def _braces(text: str) -> Iterator[int]:
    return (
        match.start() for match, _ in zip(re.finditer(r"\{", text), range(_STARTS), strict=False)
    )


def _is_answer(data: object) -> bool:
    return (
        isinstance(data, dict)
        and isinstance(data.get("claims", data.get("rejected")), list)
        and isinstance(data.get("rejected", []), list)
    )


def _sort(
    data: Mapping[str, Any],
    name: str,
    validate: Callable[[Any], Item],
    valid: list[Item],
    invalid: list[InvalidItem],
) -> None:
    items = data.get(name, [])
    for number, item in enumerate(items[:MAX_CLAIMS]):
        try:
            valid.append(validate(item))
        except ValidationError as error:
            invalid.append(_invalid(f"{name}[{number}]", item, _errors(error)))
    if len(items) > MAX_CLAIMS:
        beyond = f"{len(items) - MAX_CLAIMS} items beyond the first {MAX_CLAIMS}"
        invalid.append(_invalid(f"{name}[{MAX_CLAIMS}:]", None, beyond))


def _invalid(path: str, item: object, errors: str) -> InvalidItem:
    quote = item.get("quote") if isinstance(item, dict) else None
    return InvalidItem(
        path=path,
        errors=errors,
        raw=_unicode(json.dumps(item, ensure_ascii=False)[:_SHOWN]),
        quote=_unicode(quote[:_SHOWN]) if isinstance(quote, str) else "",
    )


def _unicode(text: str) -> str:
    """The text with a question mark for each lone surrogate, so that it can be sent on."""
    return text.encode(errors="replace").decode()


def _errors(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(map(str, detail['loc']))}: {detail['msg']}"[:_SHOWN]
        for detail in error.errors(include_url=False, include_input=False)[:5]
    )
