"""Which valid claims are in what a model wrote?"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError

from schemas.draft import DraftClaim, DraftRejection
from service.answer_json import find_answer
from service.drafts import FORMS, Form

MAX_CLAIMS = 200
"""Items that are taken from one answer; a model that writes more is going round in circles."""
Item = TypeVar("Item")
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
    excess: int = 0
    """How many items beyond `MAX_CLAIMS` were passed over."""

    @property
    def is_usable(self) -> bool:
        """Whether the model kept to the form, at least where it said something."""
        return bool(self.claims or self.rejected or not self.invalid)


def parse(text: str, finish_reason: str | None, form: Form = FORMS["Draft"]) -> ParsedAnswer | None:
    """The items of an answer, each valid or with its errors; None where it holds no such JSON.

    An answer that breaks off gives the items that were complete.
    """
    found = find_answer(_unicode(text))
    if found is None:
        return None
    answer = ParsedAnswer(truncated=found.truncated or finish_reason == "length")
    claims, rejected = (_distinct(found.fields.get(name, [])) for name in ("claims", "rejected"))
    answer.excess = max(len(claims) - MAX_CLAIMS, 0) + max(len(rejected) - MAX_CLAIMS, 0)
    _sort("claims", claims, form.claims(found.fields), answer.claims, answer.invalid)
    _sort("rejected", rejected, form.rejection, answer.rejected, answer.invalid)
    return answer


def _distinct(items: Sequence[object]) -> list[object]:
    """The items without exact repetitions, in order; a model that goes round in circles says the
    same thing a hundred times."""
    return list({json.dumps(item, sort_keys=True): item for item in items}.values())


def _sort(
    name: str,
    items: Sequence[object],
    validate: Callable[[Any], Item],
    valid: list[Item],
    invalid: list[InvalidItem],
) -> None:
    for number, item in enumerate(items[:MAX_CLAIMS]):
        try:
            valid.append(validate(item))
        except ValueError as error:  # pydantic's is one
            invalid.append(_invalid(f"{name}[{number}]", item, _errors(error)))


def _invalid(path: str, item: object, errors: str) -> InvalidItem:
    quote = item.get("quote", item.get("q")) if isinstance(item, dict) else None
    return InvalidItem(
        path=path,
        errors=errors,
        raw=_unicode(json.dumps(item, ensure_ascii=False)[:_SHOWN]),
        quote=_unicode(quote[:_SHOWN]) if isinstance(quote, str) else "",
    )


def _unicode(text: str) -> str:
    """The text with a question mark for each lone surrogate, so that it can be sent on."""
    return text.encode(errors="replace").decode()


def _errors(error: ValueError) -> str:
    if not isinstance(error, ValidationError):
        return str(error)[:_SHOWN]
    return "; ".join(
        f"{'.'.join(map(str, detail['loc']))}: {detail['msg']}"[:_SHOWN]
        for detail in error.errors(include_url=False, include_input=False)[:5]
    )
