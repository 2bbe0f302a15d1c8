"""In which forms may a model answer, and what does an item of each say?

A prompt names the form that it asks for; whatever the form, what comes out of it is a `DraftClaim`
or a `DraftRejection`.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter, ValidationError

from schemas.compact import CompactClaim, CompactDraft, CompactRejection, CompactSource, in_full
from schemas.draft import Draft, DraftClaim, DraftRejection, Said
from schemas.wire import Wire

Fields = Mapping[str, Any]
"""The fields of an answer, as JSON gives them."""

_SAID: TypeAdapter[str] = TypeAdapter(Said)
Read = Callable[[object], DraftClaim]


@dataclass(frozen=True)
class Form:
    """One form of answer. What is invalid raises pydantic's `ValidationError` or `ValueError`."""

    model: type[Wire]
    claims: Callable[[Fields], Read]
    """Given a whole answer's fields, what reads one of its claims."""
    rejection: Callable[[object], DraftRejection]

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema that goes to the server, built once. Callers must not change it."""
        return self.model.model_json_schema()


def _compact_claims(fields: Fields) -> Read:
    sources = _sources(fields.get("sources"))
    times = _times(fields.get("times"))
    return lambda item: in_full(CompactClaim.model_validate(item), sources, times)


def _sources(listed: object) -> dict[int, CompactSource | ValueError]:
    """The sources by number; in the place of one that is none, why."""
    sources: dict[int, CompactSource | ValueError] = {}
    for place, item in enumerate(listed if isinstance(listed, list) else [], 1):
        number = item.get("n") if isinstance(item, dict) else None
        number = number if isinstance(number, int) else place
        try:
            source: CompactSource | ValueError = CompactSource.model_validate(item)
        except ValidationError as error:
            problem = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, problem["loc"]))
            source = ValueError(f"source {place}: {where}: {problem['msg']}")
        if number in sources:
            source = ValueError(f"there are two sources {number}")
        sources[number] = source
    return sources


def _times(listed: object) -> list[str]:
    """The expressions of time; one that is no expression costs nobody else anything."""
    times = []
    for item in listed if isinstance(listed, list) else []:
        with suppress(ValidationError):
            times.append(_SAID.validate_python(item))
    return times


def _compact_rejection(item: object) -> DraftRejection:
    rejection = CompactRejection.model_validate(item)
    return DraftRejection(sentences=rejection.s, reason=rejection.why)


FORMS = {
    "Draft": Form(Draft, lambda _: DraftClaim.model_validate, DraftRejection.model_validate),
    "CompactDraft": Form(CompactDraft, _compact_claims, _compact_rejection),
}
"""The forms by the names that prompts call them."""
