"""Which claims should be found in an article, by a careful person's reading?

`NAME.gold.json` stands beside `NAME.txt` and `NAME.json`.
"""

from typing import Annotated

from pydantic import AfterValidator, Field

from .labels import Certainty, ClaimType, NothingToCheck, Polarity, SourceType
from .wire import Wire


def _has_words(value: str) -> str:
    if not any(character.isalnum() for character in value):
        raise ValueError("has no words in it")
    return value


Worded = Annotated[str, AfterValidator(_has_words)]


class GoldHop(Wire):
    """One source in the chain between the article and a claim."""

    source: Worded
    """The fullest name that the article gives, or a description of an unnamed one."""
    also: list[Worded] = Field(default_factory=list)
    """Other names under which the answer is right."""
    source_type: SourceType
    cue: Worded
    """The reporting words, verbatim from the article."""


class GoldTime(Wire):
    """When the proposition holds."""

    text: Worded
    """The expression, verbatim from the article."""
    value: str
    """Its TIMEX3 value, resolved by hand; partial, or empty where nothing can be said."""


class GoldClaim(Wire):
    """A proposition that the article puts forward."""

    text: Worded
    """Understandable without the article, and without the sources of its chain."""
    quote: Worded
    """The run of the article's characters that carries it; stands there exactly once."""
    attribution: list[GoldHop]
    """Outermost source first; empty where the article itself asserts it."""
    types: Annotated[list[ClaimType], Field(min_length=1)]
    certainty: Certainty
    polarity: Polarity
    times: list[GoldTime] = Field(default_factory=list)
    optional: bool = False
    """Whether a good answer may leave it out."""


class GoldRejection(Wire):
    """A sentence from which nothing is to be claimed."""

    quote: Worded
    """The whole sentence; stands in the article exactly once."""
    reason: NothingToCheck
    also: list[NothingToCheck] = Field(default_factory=list)
    """Other reasons that are right, too."""


class Gold(Wire):
    """All that a careful reader would list."""

    claims: list[GoldClaim]
    rejected: list[GoldRejection]
