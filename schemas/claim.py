"""What is a claim?

Its parts are dataclasses with slots, of which an article has thousands: as models each would be ten
times the size. They are validated all the same.
"""

from typing import Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from .labels import (
    Certainty,
    CheckWorthiness,
    ClaimType,
    Polarity,
    QuoteType,
    SourceType,
    TimexType,
)
from .wire import CONFIG, Wire

Match = Literal["exact", "normalized", "fuzzy"]
EntityType = Literal["person", "organization", "location", "government", "document", "other"]


@dataclass(config=CONFIG, frozen=True, slots=True, kw_only=True)
class Selector:
    """A passage of the article: a W3C TextPositionSelector and TextQuoteSelector in one.

    `start` and `end` are half-open Unicode code points, and always
    `article.text[start:end] == exact`.
    """

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    exact: str
    """The passage itself, from the article, never from the model."""
    prefix: str
    """Up to 32 code points before it."""
    suffix: str
    """Up to 32 code points after it."""
    match: Match
    """How the model's quote was found: character by character; but for case, white space and
    typography; or by alignment, with numbers and names equal."""


@dataclass(config=CONFIG, frozen=True, slots=True, kw_only=True)
class Hop:
    """One source in the chain between the article and a claim (PARC, PolNeAR: source, cue)."""

    source: str
    source_type: SourceType
    cue: str
    """The reporting words."""
    quote_type: QuoteType
    """Whether the article quotes this source's words, reports them, or does both."""
    medium: str | None
    """The letter, speech or interview in which it was said."""
    addressee: str | None
    selectors: list[Selector]
    """Where source and cue stand; empty for what the article does not say in these words."""
    antecedent: Selector | None = None
    """Where the article gives the source's full name, where beside the claim it has only a
    pronoun, a description or a short form."""


@dataclass(config=CONFIG, frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time in the article's words, and its TIMEX3 type and value."""

    text: str
    selector: Selector | None
    """Null where the article does not say it in these words."""
    type: TimexType | None
    """Null where the expression is not understood."""
    value: str
    """The TIMEX3 value, `2024-06`; partial, `XXXX-08-17`, or empty where it would be a guess."""
    status: Literal["resolved", "underspecified"]


@dataclass(config=CONFIG, frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number in the article's words, with its value and unit."""

    text: str
    """The article's words, from what hedges the number to its unit: `about 1,200 soldiers`."""
    value: float | None
    """The number, `2.4 billion` as 2400000000, a share as a part of one, a percentage as it is
    written; null where it is not understood, or not said (`thousands of people`)."""
    upper: float | None = None
    """The end of a range that begins with `value`; of votes and results the second number."""
    unit: str | None
    """What it is a number of: an ISO 4217 code where only one currency can be meant, `%`, or else
    the article's words (`soldiers`, `square kilometres`, `$`); null where none is given."""
    approximate: bool = False
    """Whether the article hedges it: about, nearly, more than, up to."""
    selector: Selector


@dataclass(config=CONFIG, frozen=True, slots=True, kw_only=True)
class Entity:
    """Somebody or something with a name, and every place where it is named."""

    name: str
    """The fullest form of the name in the article."""
    type: EntityType
    """`other` where neither the attribution nor the form of the name tells what it is."""
    mentions: int
    """How often the article names it: by the full name, and later by short forms that can only
    stand for it."""
    selectors: list[Selector]
    """The first ten of these mentions, in the article's order."""


class Edit(Wire):
    """What decontextualisation put in place of the article's words, and the evidence for it."""

    from_: str = Field(alias="from", serialization_alias="from")
    """The article's words; empty where the claim only adds some."""
    to: str
    """The claim's words."""
    antecedent: Selector | None
    """The nearest place that says them; null where only the headline does."""


@dataclass(config=CONFIG, frozen=True, slots=True, kw_only=True)
class Check:
    """Something that code looked at in the claim."""

    name: str
    passed: bool
    detail: str


@dataclass(config=CONFIG, frozen=True, slots=True, kw_only=True)
class Factuality:
    """How the innermost source presents the proposition (FactBank)."""

    certainty: Certainty
    polarity: Polarity


class Claim(Wire):
    """One proposition of the article, stand-alone, with its sources and its place."""

    id: str
    """The same for the same article, proposition and attribution, from run to run."""
    text: str
    """The proposition, understandable without the article, without its sources."""
    selectors: list[Selector]
    """The passages that carry it, in the article's order."""
    sentences: list[int]
    """Indices into `article.sentences`."""
    types: list[ClaimType]
    check_worthiness: CheckWorthiness
    factuality: Factuality
    attribution: list[Hop]
    """The chain of sources, outermost first; empty where the article itself asserts it."""
    other_attributions: list[list[Hop]]
    """Further chains through which the article reports the same proposition."""
    times: list[TimeExpression]
    entities: list[Entity]
    quantities: list[Quantity]
    edits: list[Edit]
    checks: list[Check]
