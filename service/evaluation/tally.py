"""What is counted in an article?

Everything here adds up over articles: a run's metrics are those of the sum of its tallies.
"""

from collections.abc import Iterable
from typing import NamedTuple


class Tally(NamedTuple):
    """Counts over one article, or over many. Matched are required gold claims with a partner."""

    articles: float = 0
    predicted: float = 0
    """Claims, but for those that match an optional gold claim."""
    required: float = 0
    """Gold claims that must be found."""
    matched: float = 0
    matched_with_chain: float = 0
    """Matched, with the very chain of sources."""
    optional_matched: float = 0
    iou: float = 0
    """Sum over the matched, of code points shared over code points in either."""
    hops: float = 0
    """Of the matched claims' chains, as predicted."""
    gold_hops: float = 0
    """Of the matched claims' chains, as they should be."""
    sources: float = 0
    """Hops with the right source."""
    cues: float = 0
    """Hops with the right cue."""
    gold_times: float = 0
    times: float = 0
    """Gold times whose value was found."""
    types: float = 0
    """Sum over the matched, of types shared over types in either (Jaccard)."""
    certainty: float = 0
    polarity: float = 0
    promoted: float = 0
    """Predicted claims that say what a source said, without that source."""
    promoted_bare: float = 0
    """Those of them without any source."""
    sentences: float = 0
    accounted: float = 0
    """Sentences that carry a claim or are rejected with a reason."""
    gold_rejections: float = 0
    rejected_rightly: float = 0
    reasons: float = 0
    """Rejected rightly, and for a right reason."""
    calls: float = 0
    prompt_tokens: float = 0
    cached_tokens: float = 0
    completion_tokens: float = 0
    article_tokens: float = 0
    """Estimated, see `service.evaluation.sizes`."""


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum."""
    return Tally(*map(sum, zip(*tallies, strict=True)))
