"""How is counted at every request what is read now and then?

The library takes a lock for each number, and where several processes count together a place in a
file. A tally is a dict: what it counted is moved into the library's metric when somebody looks.
Tallies belong to the event loop's thread.
"""

from bisect import bisect_left
from typing import Generic, TypeVar

from prometheus_client import Counter, Gauge, Histogram

Metric = TypeVar("Metric", Counter, Histogram)


class Tally(Generic[Metric]):
    """What is not in `metric` yet."""

    def __init__(self, metric: Metric) -> None:
        self.metric: Metric = metric
        self._children: dict[tuple[str, ...], Metric] = {}

    def _child(self, labels: tuple[str, ...]) -> Metric:
        """The library's, kept here: its own lookup costs a lock."""
        child = self._children.get(labels)
        if child is None:
            child = self.metric.labels(*labels) if labels else self.metric
            self._children[labels] = child
        return child

    def move(self) -> None:
        """Into the metric."""
        raise NotImplementedError


class Counts(Tally[Counter]):
    """How often something was."""

    def __init__(self, metric: Counter) -> None:
        super().__init__(metric)
        self._counts: dict[tuple[str, ...], float] = {}

    def add(self, *labels: str, by: float = 1) -> None:
        """So often more; by 0 for what shall be seen before it is."""
        self._counts[labels] = self._counts.get(labels, 0) + by

    def move(self) -> None:
        """Into the counter."""
        counts, self._counts = self._counts, {}
        for labels, number in counts.items():
            self._child(labels).inc(number)


class Durations(Tally[Histogram]):
    """How long something took."""

    def __init__(self, metric: Histogram, bounds: tuple[float, ...]) -> None:
        super().__init__(metric)
        self._bounds = bounds
        self._sums: dict[tuple[str, ...], float] = {}
        self._counts: dict[tuple[tuple[str, ...], int], int] = {}
        """By the number of the bucket, too."""

    def observe(self, seconds: float, *labels: str) -> None:
        """Once more."""
        self._sums[labels] = self._sums.get(labels, 0.0) + seconds
        bucket = labels, bisect_left(self._bounds, seconds)
        self._counts[bucket] = self._counts.get(bucket, 0) + 1

    def move(self) -> None:
        """Into the histogram, which by itself takes one duration at a time."""
        sums, self._sums = self._sums, {}
        counts, self._counts = self._counts, {}
        for labels, seconds in sums.items():
            self._child(labels)._sum.inc(seconds)
        for (labels, bucket), number in counts.items():
            self._child(labels)._buckets[bucket].inc(number)


class Level:
    """How much of something there is now."""

    def __init__(self, metric: Gauge) -> None:
        self.metric = metric
        self._now = 0

    def change(self, by: int) -> None:
        """So many more, or fewer."""
        self._now += by

    def move(self) -> None:
        """Into the gauge."""
        self.metric.set(self._now)
