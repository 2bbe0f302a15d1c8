"""Which numbers say how good a run is?

A run's value is micro-averaged: that of the sum over its articles. None where there is nothing to
measure. A system that claims nothing has no precision to speak of; it is 0 where there was
something to find. What is measured over matched claims says nothing about the others: read it
beside recall, or read `f1_with_chain`, which takes a claim as found only with its very chain.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from service.evaluation.tally import Tally

Counts = TypeVar("Counts")


@dataclass(frozen=True, slots=True)
class Prices:
    """What a model costs, in USD per million tokens; None where nobody said."""

    prompt: float | None = None
    completion: float | None = None


Value = Callable[[Tally, Prices], float | None]


@dataclass(frozen=True, slots=True)
class Metric(Generic[Counts]):
    """A number about a run, from what was counted in it."""

    name: str
    """In JSON."""
    label: str
    """In tables."""
    group: str
    about: str
    of: Callable[[Counts, Prices], float | None]
    form: str = "share"
    """`share` of 1, `count`, `factor` or `usd`."""


def share(part: float, whole: float) -> float | None:
    """A part of a whole; None where the whole is nothing."""
    return part / whole if whole else None


def precision(tally: Tally) -> float | None:
    """Of what was predicted, and is not merely optional, the share that matches."""
    if not tally.predicted and tally.required:
        return 0.0
    return share(tally.matched, tally.predicted)


def usd(tally: Tally, prices: Prices) -> float | None:
    """USD for an article, cached prompt tokens in full; None where prices or tokens are not
    known."""
    if prices.prompt is None or prices.completion is None or not tally.articles:
        return None
    if tally.calls and not (tally.prompt_tokens or tally.completion_tokens):
        return None  # the server does not tell
    paid = tally.prompt_tokens * prices.prompt + tally.completion_tokens * prices.completion
    return paid / 1e6 / tally.articles


def _of(value: Callable[[Tally], float | None]) -> Value:
    return lambda tally, prices: value(tally)


def _f1(hits: float, left: float, right: float) -> float | None:
    return share(2 * hits, left + right)


PROPOSITIONS, SOURCES, LABELS = "Propositions", "Sources", "Labels of matched claims"
ACCOUNT, COST = "Account of every sentence", "Cost"

METRICS = (
    Metric(
        "precision", "precision", PROPOSITIONS,
        "matched / predicted, matched optional ones aside",
        _of(precision),
    ),
    Metric(
        "recall", "recall", PROPOSITIONS,
        "matched / required gold claims",
        _of(lambda t: share(t.matched, t.required)),
    ),
    Metric(
        "f1", "F1", PROPOSITIONS,
        "2 matched / (predicted + required)",
        _of(lambda t: _f1(t.matched, t.predicted, t.required)),
    ),
    Metric(
        "f1_with_chain", "F1 w/ chain", PROPOSITIONS,
        "F1 where a claim counts as matched only with exactly its chain of sources",
        _of(lambda t: _f1(t.matched_with_chain, t.predicted, t.required)),
    ),
    Metric(
        "span_iou", "span IoU", PROPOSITIONS,
        "code points shared / in either passage, mean over matched claims",
        _of(lambda t: share(t.iou, t.matched)),
    ),
    Metric(
        "chain_exact", "chain exact", SOURCES,
        "matched claims with the gold's sources, all and no others, in order",
        _of(lambda t: share(t.matched_with_chain, t.matched)),
    ),
    Metric(
        "source_f1", "source F1", SOURCES,
        "2 right / (predicted + gold), over the hops of matched claims",
        _of(lambda t: _f1(t.sources, t.hops, t.gold_hops)),
    ),
    Metric(
        "cue_f1", "cue F1", SOURCES,
        "the same for the reporting words",
        _of(lambda t: _f1(t.cues, t.hops, t.gold_hops)),
    ),
    Metric(
        "promoted", "promoted", SOURCES,
        "claims that are a source's by the gold, without a chain or without the innermost source",
        _of(lambda t: t.promoted), "count",
    ),
    Metric(
        "promoted_bare", "of them bare", SOURCES,
        "those of the promoted that have no source at all",
        _of(lambda t: t.promoted_bare), "count",
    ),
    Metric(
        "dates", "dates", LABELS,
        "gold times of matched claims that were found with the same TIMEX3 value",
        _of(lambda t: share(t.times, t.gold_times)),
    ),
    Metric(
        "types", "types", LABELS,
        "types shared / types in either (Jaccard), mean over matched claims",
        _of(lambda t: share(t.types, t.matched)),
    ),
    Metric(
        "certainty", "certainty", LABELS,
        "matched claims with the gold's certainty",
        _of(lambda t: share(t.certainty, t.matched)),
    ),
    Metric(
        "polarity", "polarity", LABELS,
        "matched claims with the gold's polarity",
        _of(lambda t: share(t.polarity, t.matched)),
    ),
    Metric(
        "coverage", "coverage", ACCOUNT,
        "sentences that carry a claim or are rejected with a reason",
        _of(lambda t: share(t.accounted, t.sentences)),
    ),
    Metric(
        "rejected_rightly", "rejected", ACCOUNT,
        "gold-rejected sentences that the system rejected and took no claim from",
        _of(lambda t: share(t.rejected_rightly, t.gold_rejections)),
    ),
    Metric(
        "rejection_reasons", "reason right", ACCOUNT,
        "of these, those with a reason that the gold allows",
        _of(lambda t: share(t.reasons, t.rejected_rightly)),
    ),
    Metric("calls", "calls", COST, "calls to the model", _of(lambda t: t.calls), "count"),
    Metric(
        "prompt_tokens", "tokens in", COST,
        "prompt tokens, as the server counts them",
        _of(lambda t: t.prompt_tokens), "count",
    ),
    Metric(
        "completion_tokens", "tokens out", COST,
        "completion tokens, as the server counts them",
        _of(lambda t: t.completion_tokens), "count",
    ),
    Metric(
        "output_ratio", "out/article", COST,
        "completion tokens / article tokens, the latter an estimate: one for each 4 code points, "
        "or for each character of scripts without spaces",
        _of(lambda t: share(t.completion_tokens, t.article_tokens)), "factor",
    ),
    Metric(
        "usd_per_article", "USD/article", COST,
        "by the prices given, cached prompt tokens in full",
        usd, "usd",
    ),
)  # fmt: skip
GROUPS = tuple(dict.fromkeys(metric.group for metric in METRICS))


def values(tally: Tally, prices: Prices) -> dict[str, float | None]:
    """Every metric of a tally, by name."""
    return {metric.name: metric.of(tally, prices) for metric in METRICS}
