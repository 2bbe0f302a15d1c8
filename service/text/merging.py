"""Which claims are the same, and what remains of them when they become one?

The same proposition in other places becomes one claim with all of its passages. Another polarity,
certainty, time, quantity or name, or one word of difference that may matter, keeps claims apart,
and so does the voice: what the article itself asserts never lends its voice to what a source
says, nor takes a source's. What several sources say stays one claim with all of their chains.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from schemas.claim import Claim, Hop, Selector
from service.text.tokens import words_of

SAME = 0.85
"""Share of words in common, in the same order, from which on two wordings may be one proposition.
A passive ("Beta was bought by Acme" for "Beta bought Acme") lies well below."""
_COMPARED = 50
"""Claims with the same numbers and names that one is compared with."""
_ARTICLES = frozenset(
    (
        "a", "an", "the", "el", "la", "los", "las", "un", "una", "unos", "unas", "der", "die",
        "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "le", "les", "du",
    )
)  # fmt: skip


def merged(claims: Iterable[Claim]) -> list[Claim]:
    """The claims in the article's order, each proposition once."""
    groups: list[list[_Worded]] = []
    alike: dict[object, list[list[_Worded]]] = {}
    for worded in map(_Worded.of, sorted(claims, key=_place)):
        near = alike.setdefault(worded.key, [])
        group = next((one for one in near[:_COMPARED] if one[0].says_what(worded)), None)
        if group is None:
            groups.append([worded])
            near.append(groups[-1])
        else:
            group.append(worded)
    return sorted((_one([worded.claim for worded in group]) for group in groups), key=_place)


@dataclass(frozen=True, slots=True)
class _Worded:
    """A claim, with its words."""

    claim: Claim
    words: tuple[str, ...]
    key: object
    """What must be equal: the words that decide, in their order, the labels, times, and voice."""

    @classmethod
    def of(cls, claim: Claim) -> "_Worded":
        tokens = [token for token in words_of(claim.text) if token.text not in _ARTICLES]
        key = (
            tuple(token.text for token in tokens if token.decisive),
            claim.factuality.certainty,
            claim.factuality.polarity,
            frozenset(time.value or time.text for time in claim.times),
            frozenset((quantity.value, quantity.unit) for quantity in claim.quantities),
            bool(claim.attribution),
        )
        return cls(claim, tuple(token.text for token in tokens), key)

    def says_what(self, other: "_Worded") -> bool:
        return Indel.normalized_similarity(self.words, other.words, score_cutoff=SAME) > 0


def _one(claims: Sequence[Claim]) -> Claim:
    """One claim for several: the fullest chain, every other chain, every passage.

    The wording is that of the fullest chain's claim; of equally full ones, of the first.
    """
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


def _sources(chain: Sequence[Hop]) -> tuple[str, ...]:
    return tuple(" ".join(hop.source.casefold().split()) for hop in chain)


def _place(claim: Claim) -> tuple[int, int, str]:
    first: Selector = claim.selectors[0]
    return first.start, first.end, claim.id
