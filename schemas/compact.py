"""What must the model answer in the compact form?

The same as a `Draft`, in less than half of the tokens, for output is what costs time and money:
sources stand once, in a tree, and expressions of time once; a long quote is its first and last
words; in a claim `...` stands for its quote; labels that go without saying are not said. The fields
stand in the order in which to think: who speaks, what cannot be used, and then for each claim what
is quoted, what in it can be checked, the claim, whose it is. Same subset of JSON Schema as `Draft`.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field

from .draft import MAX_CLAIM, AnyCase, DraftClaim, DraftHop, Quoted, Said, Some, without_controls
from .labels import Certainty, ClaimType, NothingToCheck, Polarity, SourceType
from .wire import Wire

Label = Literal[  # one flat list: not every server takes a list of lists
    "event",
    "property",
    "quantity",
    "causal",
    "comparison",
    "position",
    "quotation",
    "prediction",
    "CT-",
    "PR+",
    "PR-",
    "PS+",
    "PS-",
    "Uu",
    "high",
    "low",
]
"""A claim type; a FactBank value where it is not CT+; a check-worthiness where it is not medium."""

_LABELS = {label.casefold(): label for label in get_args(Label)}
_TYPES = get_args(ClaimType)
_FACTUALITY: dict[str, tuple[Certainty, Polarity]] = {
    "CT-": ("certain", "negative"),
    "PR+": ("probable", "positive"),
    "PR-": ("probable", "negative"),
    "PS+": ("possible", "positive"),
    "PS-": ("possible", "negative"),
    "Uu": ("underspecified", "positive"),
}
_ADDRESSED = ">"
ELLIPSIS = "..."
"""In a quote for the words between, in a claim for the quote."""


def _in_our_case(value: object) -> object:
    return _LABELS.get(value.casefold(), value) if isinstance(value, str) else value


def _is_a_claim(value: str) -> str:
    value = value.replace("\N{HORIZONTAL ELLIPSIS}", ELLIPSIS)
    if ELLIPSIS not in value and not any(character.isalnum() for character in value):
        raise ValueError(f"is neither a sentence nor {ELLIPSIS} for the quote")
    if len(value) > MAX_CLAIM:
        raise ValueError(f"is longer than {MAX_CLAIM} characters")
    return value


def _has_a_type(value: list[Label]) -> list[Label]:
    if not any(label in _TYPES for label in value):
        raise ValueError(f"needs at least one of {', '.join(_TYPES)}")
    for kind in (_FACTUALITY, ("high", "low")):
        if len({label for label in value if label in kind}) > 1:
            raise ValueError(f"has more than one of {', '.join(kind)}")
    return value


class BriefHop(DraftHop):
    """A source that may speak elsewhere than in the numbered sentences."""

    cue: str
    """The reporting words, copied; empty where they stand elsewhere."""


class CompactSource(Wire):
    """Somebody who says something, in the words of the text."""

    n: int
    """Its number, from 1."""

    source: Said
    """The fullest name that the text gives, never a pronoun."""

    type: Annotated[SourceType, AnyCase]

    cues: list[Said]  # none where it speaks in the context only
    """The reporting words, copied: one for each place where it speaks."""

    via: Said | None
    """The letter or interview, and after > to whom: "letter>Kim", "speech", ">Correio"."""

    within: Annotated[int, Field(alias="in", serialization_alias="in")]
    """The number of the source inside whose words this one speaks; 0 for none."""

    def as_hop(self) -> DraftHop:
        """The source as a link of a chain, with the first of its cues."""
        medium, _, addressee = (part.strip() for part in (self.via or "").partition(_ADDRESSED))
        return BriefHop(
            source=self.source,
            source_type=self.type,
            cue=self.cues[0] if self.cues else "",
            medium=medium or None,
            addressee=addressee or None,
        )


class CompactRejection(Wire):
    """Sentences from which no claim was taken."""

    s: Annotated[list[int], Some]
    why: Annotated[NothingToCheck, AnyCase]


class CompactClaim(Wire):
    """One checkable proposition."""

    q: Quoted
    """The words that carry it; more than six as the first few ... the last few."""

    t: Annotated[list[Annotated[Label, BeforeValidator(_in_our_case)]], AfterValidator(_has_a_type)]
    """What it is; with it what is not as usual."""

    c: Annotated[str, AfterValidator(without_controls), AfterValidator(_is_a_claim)]
    """The claim, in which ... stands for the quote."""

    by: int
    """The number of its source, the innermost; 0 where the article itself asserts it."""


class CompactDraft(Wire):
    """What a window of the article claims, and what in it claims nothing."""

    sources: list[CompactSource]
    times: list[Said]
    """The expressions that say when, copied."""
    rejected: list[CompactRejection]
    claims: list[CompactClaim]


class BriefClaim(DraftClaim):
    """A claim whose sentences follow from its quote, and whose wording may refer to it."""

    sentences: list[int] = Field(default_factory=list)
    claim: str
    """The proposition, in which `ELLIPSIS` stands for the quoted passage."""
    cues: list[list[str]]
    """For each hop of the chain its reporting words, wherever in the window it speaks."""


def chain(number: int, sources: Mapping[int, CompactSource | ValueError]) -> list[CompactSource]:
    """The chain that ends in a source, outermost first; what stands in the place of a source
    that is none is raised, and a chain without a beginning is a `ValueError`, too."""
    links: list[CompactSource] = []
    passed: set[int] = set()
    while number:
        if number not in sources:
            raise ValueError(f"there is no source {number}")
        if number in passed:
            raise ValueError(f"source {number} stands inside of itself")
        passed.add(number)
        source = sources[number]
        if isinstance(source, ValueError):
            raise source
        links.insert(0, source)
        number = source.within
    return links


def in_full(
    claim: CompactClaim, sources: Mapping[int, CompactSource | ValueError], times: Sequence[str]
) -> BriefClaim:
    """The claim with its chain and all of its labels. Raises `ValueError`.

    It gets all of the `times` and cues: which of them are its own, its passage decides.
    """
    links = chain(claim.by, sources)
    facts = [_FACTUALITY[label] for label in claim.t if label in _FACTUALITY]
    certainty, polarity = facts[0] if facts else ("certain", "positive")
    worth = [label for label in claim.t if label in ("high", "low")]
    return BriefClaim(
        quote=claim.q,
        chain=[link.as_hop() for link in links],
        cues=[link.cues for link in links],
        claim=claim.c,
        types=[label for label in claim.t if label in _TYPES],
        certainty=certainty,
        polarity=polarity,
        times=list(times),
        check_worthiness=worth[0] if worth else "medium",
    )
