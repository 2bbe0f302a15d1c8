"""Which claims are the same, and what remains of them when they become one?

The same proposition in other places becomes one claim with all of its passages. Another polarity,
certainty, time, quantity, or a single word that may matter keeps claims apart, and so does the
voice: what the article itself asserts never lends its voice to what a source says, nor takes a
source's. What several sources say stays one claim with all of their chains. A claim that adds
nothing to another is listed as its duplicate.
"""

from collections.abc import Iterable, Sequence

from schemas.claim import Claim, Hop, Selector
from schemas.extraction import Rejection
from service.text.tokens import texts_of

_NO_MATTER = frozenset(
    (
        "a", "an", "the", "el", "la", "los", "las", "un", "una", "unos", "unas", "der", "die",
        "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "le", "les", "du",
        "has", "have", "had", "also", "that",
    )
)  # fmt: skip
"""Words without which a proposition is the same."""


def merged(claims: Iterable[Claim]) -> tuple[list[Claim], list[Rejection]]:
    """The claims in the article's order, each proposition once; and those that add neither a
    passage nor a chain to it."""
    groups: dict[object, list[Claim]] = {}
    for claim in sorted(claims, key=_place):
        groups.setdefault(_proposition(claim), []).append(claim)
    duplicates = [
        _duplicate(claim)
        for group in groups.values()
        for number, claim in enumerate(group)
        if any(_adds_nothing(claim, other) for other in group[:number])
    ]
    return sorted(map(_one, groups.values()), key=_place), duplicates


def _proposition(claim: Claim) -> object:
    """What must be equal: the words in their order, the labels, times, quantities, and voice."""
    return (
        tuple(word for word in texts_of(claim.text) if word not in _NO_MATTER),
        claim.factuality.certainty,
        claim.factuality.polarity,
        frozenset(time.value or time.text for time in claim.times),
        frozenset((quantity.value, quantity.unit) for quantity in claim.quantities),
        bool(claim.attribution),
    )


def _adds_nothing(claim: Claim, other: Claim) -> bool:
    return claim.selectors == other.selectors and _sources(claim.attribution) == _sources(
        other.attribution
    )


def _duplicate(claim: Claim) -> Rejection:
    return Rejection(
        quote=claim.selectors[0].exact,
        claim=claim.text,
        sentences=claim.sentences,
        reason="duplicate",
        detail="the model said it twice",
    )


def _one(claims: Sequence[Claim]) -> Claim:
    """One claim for several: the fullest chain, every other chain, every passage.

    The wording is that of the fullest chain's claim; of equally full ones, of the first.
    """
    if len(claims) == 1:
        return claims[0]
    fullest = max(claims, key=lambda claim: len(claim.attribution))
    every = [chain for claim in claims for chain in (claim.attribution, *claim.other_attributions)]
    chains = {_sources(chain): chain for chain in reversed(every)}
    places = {(place.start, place.end): place for claim in claims for place in claim.selectors}
    return fullest.model_copy(
        update={
            "selectors": [places[key] for key in sorted(places)],
            "sentences": sorted({index for claim in claims for index in claim.sentences}),
            "other_attributions": [
                chain
                for sources, chain in reversed(chains.items())
                if sources != _sources(fullest.attribution)
            ],
        }
    )


def _sources(chain: Sequence[Hop]) -> tuple[tuple[str, ...], ...]:
    """Who says it, in what, and to whom; by whichever verb."""
    return tuple(
        tuple(
            " ".join(part.casefold().split())
            for part in (hop.source, hop.medium or "", hop.addressee or "")
        )
        for hop in chain
    )


def _place(claim: Claim) -> tuple[int, int, str]:
    first: Selector = claim.selectors[0]
    return first.start, first.end, claim.id
