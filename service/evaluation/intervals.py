"""How sure is a number, given that other articles could have been picked?

Percentile bootstrap over articles (Efron): articles are drawn with replacement, as many as there
are, 1,000 times from a fixed seed; the interval holds the middle 95 % of what comes out. All
metrics, and all runs over the same number of articles, see the same draws, so that differences are
paired. Two runs over few articles differ by more than chance only where the interval of their
difference leaves out zero.
"""

import random
from collections.abc import Sequence
from functools import lru_cache

from service.evaluation.metrics import METRICS, Counts, Prices, values
from service.evaluation.results import Measure
from service.evaluation.tally import Tally, total

RESAMPLES = 1000
SEED = 20260101
_TAIL = 0.025


def measures(tallies: Sequence[Tally], prices: Prices) -> dict[str, Measure]:
    """Every metric over some articles with its 95 % interval; none for fewer than two articles."""
    drawn = [values(total(sample), prices) for sample in samples(tallies)]
    whole = values(total(tallies) if tallies else Tally(), prices)
    return {
        metric.name: measure(whole[metric.name], [one[metric.name] for one in drawn])
        for metric in METRICS
    }


def differences(
    before: Sequence[Tally], after: Sequence[Tally], prices: tuple[Prices, Prices]
) -> dict[str, Measure]:
    """How much each metric grew from one run to another over the same articles, in their order."""
    pairs = [
        (values(total(left), prices[0]), values(total(right), prices[1]))
        for left, right in zip(samples(before), samples(after), strict=True)
    ]
    first, second = (
        values(total(one) if one else Tally(), price)
        for one, price in zip((before, after), prices, strict=True)
    )
    return {
        metric.name: measure(
            _minus(second[metric.name], first[metric.name]),
            [_minus(right[metric.name], left[metric.name]) for left, right in pairs],
        )
        for metric in METRICS
    }


def measure(value: float | None, drawn: Sequence[float | None]) -> Measure:
    """A value and the middle 95 % of what was drawn, where it could be measured there."""
    known = sorted(one for one in drawn if one is not None)
    if value is None or not known:
        return Measure(value=value, low=None, high=None)
    return Measure(value=value, low=_quantile(known, _TAIL), high=_quantile(known, 1 - _TAIL))


def samples(tallies: Sequence[Counts]) -> list[list[Counts]]:
    """The articles as they are drawn, the same for every run; none for fewer than two articles."""
    if len(tallies) < 2:
        return []
    return [[tallies[index] for index in draw] for draw in _draws(len(tallies))]


@lru_cache(maxsize=8)
def _draws(count: int) -> tuple[tuple[int, ...], ...]:
    chance = random.Random(SEED)  # noqa: S311  # a sample, no secret
    return tuple(tuple(chance.choices(range(count), k=count)) for _ in range(RESAMPLES))


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Between the two nearest values, in proportion."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _minus(left: float | None, right: float | None) -> float | None:
    return None if left is None or right is None else left - right
