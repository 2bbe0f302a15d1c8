"""How does one article's extraction compare with its gold?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from schemas.claim import Claim, TimeExpression
from schemas.extraction import Extraction
from schemas.gold import Gold, GoldClaim, GoldRejection, GoldTime
from schemas.labels import NothingToCheck
from service.evaluation.chains import (
    loses_its_source,
    same_chain,
    shared_cues,
    shared_sources,
)
from service.evaluation.matching import GoldPassage, Match, assigned, candidates, gold_passages
from service.evaluation.passages import touched
from service.evaluation.sizes import estimated_tokens
from service.evaluation.tally import Tally
from service.evaluation.words import plain
from service.text.span import Span

_NOTHING_TO_CHECK = frozenset(get_args(NothingToCheck))


@dataclass(frozen=True, slots=True)
class Score:
    """An article's extraction held against its gold."""

    tally: Tally
    gold: list[GoldPassage]
    matches: list[Match]
    """One to one, those with optional gold claims among them."""
    promoted: list[int]
    """Indices of predicted claims that lost the source whose words they are."""


def score(extraction: Extraction, gold: Gold, text: str) -> Score:
    """Everything that is counted for one article.

    Matched optional claims count neither for nor against in anything but `promoted`: what a source
    said must not come out as the article's own, needed or not. A claim without a partner counts as
    promoted, too, where the gold claim that it is most like is a source's.
    """
    sentences = [Span(one.start, one.end) for one in extraction.article.sentences]
    passages = gold_passages(gold, text, sentences)
    pairs = candidates(passages, extraction.claims)
    matches = assigned(pairs)
    promoted = _promoted(passages, extraction.claims, [*matches, *pairs])
    required = [match for match in matches if not passages[match.gold].claim.optional]
    sums = _over_matched(
        [(passages[one.gold].claim, extraction.claims[one.predicted]) for one in required]
    )
    rejected = _Rejected(extraction)
    rightly = [one for one in gold.rejected if rejected.rightly(touched_by(one, text, sentences))]
    tally = sums._replace(
        articles=1,
        predicted=len(extraction.claims) - (len(matches) - len(required)),
        required=sum(not claim.optional for claim in gold.claims),
        optional_matched=len(matches) - len(required),
        iou=sum(match.iou for match in required),
        promoted=len(promoted),
        promoted_bare=sum(not extraction.claims[index].attribution for index in promoted),
        sentences=extraction.coverage.sentences,
        accounted=extraction.coverage.claimed + extraction.coverage.rejected,
        gold_rejections=len(gold.rejected),
        rejected_rightly=len(rightly),
        reasons=sum(
            rejected.for_one_of({one.reason, *one.also}, touched_by(one, text, sentences))
            for one in rightly
        ),
        calls=extraction.usage.calls,
        prompt_tokens=extraction.usage.prompt_tokens,
        cached_tokens=extraction.usage.cached_tokens,
        completion_tokens=extraction.usage.completion_tokens,
        article_tokens=estimated_tokens(text),
    )
    return Score(tally, passages, matches, promoted)


def rejections_by_reason(extraction: Extraction) -> dict[str, int]:
    """How often each reason was given for not claiming something."""
    return dict(sorted(Counter(one.reason for one in extraction.rejected).items()))


def failed_checks(extraction: Extraction) -> dict[str, int]:
    """How often each check refused a claim; one claim can fail several."""
    return dict(sorted(Counter(name for one in extraction.rejected for name in one.checks).items()))


def touched_by(rejection: GoldRejection, text: str, sentences: Sequence[Span]) -> frozenset[int]:
    """Indices of the sentences that a gold rejection speaks of."""
    start = text.index(rejection.quote)
    return touched(Span(start, start + len(rejection.quote)), sentences)


def _promoted(
    passages: Sequence[GoldPassage], predicted: Sequence[Claim], pairs: Sequence[Match]
) -> list[int]:
    likest: dict[int, int] = {}
    for pair in pairs:  # the assigned ones come first
        likest.setdefault(pair.predicted, pair.gold)
    return sorted(
        index
        for index, number in likest.items()
        if loses_its_source(predicted[index].attribution, passages[number].claim.attribution)
    )


def _over_matched(pairs: Sequence[tuple[GoldClaim, Claim]]) -> Tally:
    chains = [(claim.attribution, gold.attribution) for gold, claim in pairs]
    return Tally(
        matched=len(pairs),
        matched_with_chain=sum(same_chain(*chain) for chain in chains),
        hops=sum(len(chain) for chain, _ in chains),
        gold_hops=sum(len(right) for _, right in chains),
        sources=sum(shared_sources(*chain) for chain in chains),
        cues=sum(shared_cues(*chain) for chain in chains),
        gold_times=sum(len(gold.times) for gold, _ in pairs),
        times=sum(_times_found(gold.times, claim.times) for gold, claim in pairs),
        types=sum(_jaccard(set(gold.types), set(claim.types)) for gold, claim in pairs),
        certainty=sum(gold.certainty == claim.factuality.certainty for gold, claim in pairs),
        polarity=sum(gold.polarity == claim.factuality.polarity for gold, claim in pairs),
    )


def _jaccard(left: set[str], right: set[str]) -> float:
    return len(left & right) / len(left | right)


def _times_found(gold: Sequence[GoldTime], times: Sequence[TimeExpression]) -> int:
    left = list(times)
    found = 0
    for wanted in gold:
        fitting = next((time for time in left if _same_time(wanted, time)), None)
        if fitting is not None:
            left.remove(fitting)
            found += 1
    return found


def _same_time(gold: GoldTime, time: TimeExpression) -> bool:
    # Where nothing can be said, the words must tell that the same expression is meant.
    return gold.value == time.value and bool(gold.value or plain(gold.text) == plain(time.text))


class _Rejected:
    """What the system did with each sentence."""

    def __init__(self, extraction: Extraction) -> None:
        self._claimed = {index for claim in extraction.claims for index in claim.sentences}
        self._reasons: dict[int, set[str]] = {}
        for rejection in extraction.rejected:
            # A claim that failed a check was no decision that there is nothing to claim.
            if rejection.reason in _NOTHING_TO_CHECK:
                for index in rejection.sentences:
                    self._reasons.setdefault(index, set()).add(rejection.reason)

    def rightly(self, sentences: frozenset[int]) -> bool:
        return bool(sentences) and all(
            index in self._reasons and index not in self._claimed for index in sentences
        )

    def for_one_of(self, reasons: set[NothingToCheck], sentences: frozenset[int]) -> bool:
        return any(not reasons.isdisjoint(self._reasons[index]) for index in sentences)
