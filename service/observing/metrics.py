"""What is counted, under which names?

Labels are of few values that are known beforehand: a route's template, never its path; a tenant, a
key or an id is no label. Several processes share a folder (see `sharing`), and each of them gives
the sums of all. What an alert waits for is counted from 0 on (`expect_...`): Prometheus sees no
increase in a series that begins with its first event.
"""

import asyncio
import os
from collections.abc import Callable, Iterable, Mapping, Sequence

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
    values,
)
from prometheus_client.multiprocess import MultiProcessCollector

from service import __version__
from service.observing.sharing import FOLDER
from service.observing.tallies import Counts, Durations, Level

UNMATCHED = "unmatched"
"""The route of a request that leads to none, or that has not become one."""
FRESH = 1.0
"""Seconds after which other processes see a change of what only this one can look up."""
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120)

_CLASSES = ("none", "1xx", "2xx", "3xx", "4xx", "5xx")
"""Of statuses, by their first digit."""

disable_created_metrics()  # type: ignore[no-untyped-call]  # one more series for each, unread


class Metrics:
    """All metrics of an app, for its event loop's thread. What is counted is in the library's
    metrics once they are read; what other processes read is up to `FRESH` old."""

    def __init__(self) -> None:
        self._shared = os.environ.get(FOLDER)
        self._registry = CollectorRegistry()
        self._tallies: list[Counts | Durations | Level] = []
        self._followed: list[tuple[Gauge, Callable[[], bool]]] = []
        # Of several processes the collector gives every metric, and no other must.
        own = None if self._shared else self._registry

        def counter(name: str, what: str, labels: Sequence[str] = ()) -> Counts:
            counts = Counts(Counter(f"claimwire_{name}_total", what, labels, registry=own))
            self._tallies.append(counts)
            return counts

        def gauge(name: str, what: str, labels: Sequence[str] = ()) -> Gauge:
            # Of several processes: the sum over those that live.
            return Gauge(
                f"claimwire_{name}", what, labels, registry=own, multiprocess_mode="livesum"
            )

        def level(name: str, what: str) -> Level:
            one = Level(gauge(name, what))
            self._tallies.append(one)
            return one

        def histogram(name: str, what: str, labels: Sequence[str]) -> Durations:
            name = f"claimwire_{name}_seconds"
            metric = Histogram(name, what, labels, registry=own, buckets=_SECONDS)
            durations = Durations(metric, _SECONDS)
            self._tallies.append(durations)
            return durations

        if self._shared:
            if not values.ValueClass._multiprocess:  # counts would go nowhere
                raise RuntimeError("prometheus_client was loaded before its folder was set")
            MultiProcessCollector(self._registry, self._shared)  # type: ignore[no-untyped-call]  # the library's

        self._requests = counter(
            "requests", "Requests answered.", ["route", "method", "status", "outcome"]
        )
        self._request_seconds = histogram(
            "request", "From the head of a request to the end of its answer.", ["route", "cache"]
        )
        self.in_flight = level("requests_in_flight", "Requests that are being worked on.")
        self.queued = level("articles_queued", "Articles that wait to be worked on.")
        self._lookups = counter(
            "cache_lookups",
            "Looks for a whole answer (result) or one of the model's (answer); shared where it was "
            "the run of another request that answered.",
            ["layer", "outcome"],
        )
        self._reads = counter("store_reads", "Reads of a store of the cache.", ["store", "outcome"])
        self._cache_degraded = gauge(
            "cache_degraded", "Processes whose cache is in trouble, so that they work without it."
        )
        self._calls = counter(
            "model_calls",
            "Calls to the model, in which form and how they ended.",
            ["rung", "outcome"],
        )
        self._call_seconds = histogram("model_call", "Duration of calls to the model.", ["outcome"])
        self.calls_in_flight = level("model_calls_in_flight", "Calls to the model under way.")
        self.calls_waiting = level("model_calls_waiting", "Calls that wait for their turn.")
        self.retries = counter("model_retries", "Calls that repeat one that failed.")
        self._breaker = gauge(
            "model_breaker_open",
            "Processes that leave a failing server alone: 0 is the first, 1 the first fallback.",
            ["server"],
        )
        self._tokens = counter("tokens", "Tokens, as the model's server counts them.", ["kind"])
        self._extractions = counter("extractions", "Articles that were worked on.", ["complete"])
        self.claims = counter("claims", "Claims that were made.")
        self._rejections = counter("rejections", "What did not become a claim.", ["reason"])
        self._failures = counter("failures", "Parts of articles that were not done.", ["reason"])
        gauge("build", "The processes that run, by version.", ["version"]).labels(__version__).set(
            1
        )

        for complete in ("yes", "no"):
            self._extractions.add(complete, by=0)

    def answered(
        self, route: str, method: str, status: int, outcome: str, cache: str, seconds: float
    ) -> None:
        """A request; `status` 0 where its caller got none."""
        self._requests.add(route, method, _CLASSES[status // 100], outcome)
        self._request_seconds.observe(seconds, route, cache or "none")

    def refused(self, status: int, outcome: str) -> None:
        """What was answered with a problem before it had become a request."""
        self._requests.add(UNMATCHED, "other", _CLASSES[status // 100], outcome)

    def expect_answers(self, route: str, method: str, problems: Iterable[tuple[int, str]]) -> None:
        """Lets these problems, by status and name, be counted from 0 on."""
        for status, outcome in problems:
            self._requests.add(route, method, _CLASSES[status // 100], outcome, by=0)

    def looked_up(self, layer: str, outcome: str) -> None:
        """A look for something stored."""
        self._lookups.add(layer, outcome)

    def read(self, store: str, hit: bool) -> None:
        """A read of one store of the cache."""
        self._reads.add(store, "hit" if hit else "miss")

    def called(self, rung: str, outcome: str, seconds: float) -> None:
        """A call to the model."""
        self._calls.add(rung, outcome)
        self._call_seconds.observe(seconds, outcome)

    def used(self, tokens: Mapping[str, int]) -> None:
        """Tokens by kind."""
        for kind, count in tokens.items():
            self._tokens.add(kind, by=count)

    def expect_call(self, rung: str, outcome: str) -> None:
        """Lets calls that end so be counted from 0 on."""
        self._calls.add(rung, outcome, by=0)

    def follow_server(self, server: str, is_open: Callable[[], bool]) -> None:
        """Shows whether a server is left alone."""
        self._followed.append((self._breaker.labels(server), is_open))

    def follow_cache(self, is_degraded: Callable[[], bool]) -> None:
        """Shows whether the cache is in trouble."""
        self._followed.append((self._cache_degraded, is_degraded))

    def refresh(self) -> None:
        """Moves what was counted into the library's metrics, and looks up what is so now."""
        for tally in self._tallies:
            tally.move()
        for gauge, is_so in self._followed:
            gauge.set(is_so())

    async def keep_fresh(self) -> None:
        """Does so for other processes, which cannot look; a process alone does when it is asked."""
        while self._shared:
            self.refresh()
            await asyncio.sleep(FRESH)

    def extracted(self, complete: bool) -> None:
        """A run over an article."""
        self._extractions.add("yes" if complete else "no")

    def rejected(self, reason: str, times: int) -> None:
        """What did not become a claim."""
        self._rejections.add(reason, by=times)

    def failed(self, reason: str, times: int) -> None:
        """Parts of an article that were not done."""
        self._failures.add(reason, by=times)

    def exposition(self) -> bytes:
        """All of them, in Prometheus's text format."""
        self.refresh()
        return generate_latest(self._registry)
