"""What must the model answer?

`Draft` stays inside the subset of JSON Schema that every server with structured output takes:
an object at the root, all fields required, nullable by `anyOf`, `additionalProperties: false`,
local `$defs`, `enum`; no default, length, range or pattern. What that subset cannot say is
checked by validators, which leave no trace in the schema. The docstrings go to the model.
"""

import re
import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from .article import is_unicode
from .labels import (
    Certainty,
    CheckWorthiness,
    ClaimType,
    NothingToCheck,
    Polarity,
    SourceType,
)
from .wire import Wire

_ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")

MAX_QUOTE = 1000
"""Code points; the longest quote that is looked up in an article."""

MAX_CLAIM = 2000
"""Code points; the longest claim, source, cue or expression of time that is taken."""


def without_controls(value: str) -> str:
    """Without terminal escapes, control, direction and invisible characters; on one line."""
    value = _ESCAPES.sub("", value)
    kept = (c for c in value if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf"))
    return " ".join("".join(kept).split())


def _in_lower_case(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _is_said(value: str) -> str:
    is_unicode(value)
    if not any(character.isalnum() for character in value):
        raise ValueError("has no words in it")
    if len(value) > MAX_CLAIM:
        raise ValueError(f"is longer than {MAX_CLAIM} characters")
    return value


def _fits_a_quote(value: str) -> str:
    if len(value) > MAX_QUOTE:
        raise ValueError(f"is longer than {MAX_QUOTE} characters: quote the shortest run of words")
    return _is_said(value)


def _some(value: list[Any]) -> list[Any]:
    if not value:
        raise ValueError("must not be empty")
    return value


Said = Annotated[str, AfterValidator(without_controls), AfterValidator(_is_said)]
Quoted = Annotated[str, AfterValidator(_fits_a_quote)]
Some = AfterValidator(_some)
AnyCase = BeforeValidator(_in_lower_case)  # some models write labels with a capital


class DraftHop(Wire):
    """One source in the chain that leads from the article to the claim."""

    source: Said
    """Who says it: the fullest name that the text gives, never a pronoun."""

    source_type: Annotated[SourceType, AnyCase]
    """`unnamed` for a source without a name; `source` is then its description."""

    cue: Said
    """The reporting words, copied from the text."""

    medium: Said | None
    """The letter, speech or interview in which it was said."""

    addressee: Said | None
    """To whom it was said."""


class DraftClaim(Wire):
    """One checkable proposition."""

    sentences: Annotated[list[int], Some]
    """The numbers of the sentences that carry it."""

    quote: Quoted
    """The shortest run of the text that carries it, copied character by character."""

    chain: list[DraftHop]
    """Its sources, outermost first; empty where the article itself asserts it."""

    claim: Said
    """The proposition, understandable without the article, without its sources."""

    types: Annotated[list[Annotated[ClaimType, AnyCase]], Some]

    certainty: Annotated[Certainty, AnyCase]
    """How sure the innermost source is."""

    polarity: Annotated[Polarity, AnyCase]
    """`negative` where the proposition is denied."""

    times: list[Said]
    """The expressions that say when, copied from the text."""

    check_worthiness: Annotated[CheckWorthiness, AnyCase]


class DraftRejection(Wire):
    """Sentences from which no claim was taken."""

    sentences: Annotated[list[int], Some]
    reason: Annotated[NothingToCheck, AnyCase]


class Draft(Wire):
    """What a window of the article claims, and what in it claims nothing."""

    rejected: list[DraftRejection]
    claims: list[DraftClaim]
