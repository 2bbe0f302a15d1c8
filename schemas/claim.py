"""What is a claim?"""

from typing import Literal

from pydantic import Field

from .labels import (
    Certainty,
    CheckWorthiness,
    ClaimType,
    Polarity,
    QuoteType,
    SourceType,
    TimexType,
)
from .wire import Wire

Match = Literal["exact", "normalized", "fuzzy"]


class Selector(Wire):
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


class Hop(Wire):
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


class TimeExpression(Wire):
    """A time in the article's words, and its TIMEX3 type and value."""

    text: str
    selector: Selector | None
    """Null where the article does not say it in these words."""
    type: TimexType | None
    """Null where the expression is not understood."""
    value: str
    """The TIMEX3 value, `2024-06`; partial, `XXXX-08-17`, or empty where it would be a guess."""
    status: Literal["resolved", "underspecified"]


class Quantity(Wire):
    """A number in the article's words, with its value and unit."""

    text: str
    value: float | None
    unit: str | None
    selector: Selector


class Entity(Wire):
    """Somebody or something with a name, and every place where it is named."""

    name: str
    type: str
    selectors: list[Selector]


class Edit(Wire):
    """What decontextualisation put in place of the article's words, and the evidence for it."""

    from_: str = Field(alias="from", serialization_alias="from")
    to: str
    antecedent: Selector


class Check(Wire):
    """Something that code looked at in the claim."""

    name: str
    passed: bool
    detail: str


class Factuality(Wire):
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
