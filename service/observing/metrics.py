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

UNMATCHED = "unmatched"
"""The route of a request that leads to none, or that has not become one."""
FRESH = 1.0
"""Seconds after which other processes see a change of what only this one can look up."""
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120)

disable_created_metrics()  # type: ignore[no-untyped-call]  # one more series for each, unread


class Metrics:
    """All metrics of an app. Children are kept here: the library's own lookup costs a lock."""

    def __init__(self) -> None:
        self._shared = os.environ.get(FOLDER)
        self._registry = CollectorRegistry()
        # Of several processes the collector gives every metric, and no other must.
        own = None if self._shared else self._registry

        def counter(name: str, what: str, labels: Sequence[str] = ()) -> Counter:
            return Counter(f"claimwire_{name}_total", what, labels, registry=own)

        def gauge(name: str, what: str, labels: Sequence[str] = ()) -> Gauge:
            # Of several processes: the sum over those that live.
            return Gauge(
                f"claimwire_{name}", what, labels, registry=own, multiprocess_mode="livesum"
            )

        def histogram(name: str, what: str, labels: Sequence[str]) -> Histogram:
            name = f"claimwire_{name}_seconds"
            return Histogram(name, what, labels, registry=own, buckets=_SECONDS)

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
        self.in_flight = gauge("requests_in_flight", "Requests that are being worked on.")
        self.queued = gauge("articles_queued", "Articles that wait to be worked on.")
        self._lookups = counter(
            "cache_lookups",
            "Looks for a whole answer (result) or one of the model's (answer); shared where it was "
            "the run of another request that answered.",
            ["layer", "outcome"],
        )
        self._reads = counter("store_reads", "Reads of a store of the cache.", ["store", "outcome"])
        self.cache_degraded = gauge(
            "cache_degraded", "Processes whose cache is in trouble, so that they work without it."
        )
        self._calls = counter(
            "model_calls",
            "Calls to the model, in which form and how they ended.",
            ["rung", "outcome"],
        )
        self._call_seconds = histogram("model_call", "Duration of calls to the model.", ["outcome"])
        self.calls_in_flight = gauge("model_calls_in_flight", "Calls to the model under way.")
        self.calls_waiting = gauge("model_calls_waiting", "Calls that wait for their turn.")
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

        self._request_children: dict[tuple[str, str, int, str], Counter] = {}
        self._seconds_children: dict[tuple[str, str], Histogram] = {}
        self._children: dict[tuple[Counter, tuple[str, ...]], Counter] = {}
        self._call_children: dict[str, Histogram] = {}
        self._followed: list[tuple[Gauge, Callable[[], bool]]] = []
        for complete in ("yes", "no"):
            self._count(self._extractions, complete, by=0)

    def answered(
        self, route: str, method: str, status: int, outcome: str, cache: str, seconds: float
    ) -> None:
        """A request; `status` 0 where its caller got none."""
        self._request(route, method, status, outcome).inc()
        duration = self._seconds_children.get((route, cache))
        if duration is None:
            duration = self._request_seconds.labels(route, cache or "none")
            self._seconds_children[route, cache] = duration
        duration.observe(seconds)

    def refused(self, status: int, outcome: str) -> None:
        """What was answered with a problem before it had become a request."""
        self._request(UNMATCHED, "other", status, outcome).inc()

    def expect_answers(self, route: str, method: str, problems: Iterable[tuple[int, str]]) -> None:
        """Lets these problems, by status and name, be counted from 0 on."""
        for status, outcome in problems:
            self._request(route, method, status, outcome)

    def _request(self, route: str, method: str, status: int, outcome: str) -> Counter:
        key = (route, method, status // 100, outcome)
        child = self._request_children.get(key)
        if child is None:
            kind = f"{status // 100}xx" if status else "none"
            child = self._requests.labels(route, method, kind, outcome)
            self._request_children[key] = child
        return child

    def looked_up(self, layer: str, outcome: str) -> None:
        """A look for something stored."""
        self._count(self._lookups, layer, outcome)

    def read(self, store: str, hit: bool) -> None:
        """A read of one store of the cache."""
        self._count(self._reads, store, "hit" if hit else "miss")

    def called(self, rung: str, outcome: str, seconds: float) -> None:
        """A call to the model."""
        self._count(self._calls, rung, outcome)
        child = self._call_children.get(outcome)
        if child is None:
            child = self._call_children[outcome] = self._call_seconds.labels(outcome)
        child.observe(seconds)

    def used(self, tokens: Mapping[str, int]) -> None:
        """Tokens by kind."""
        for kind, count in tokens.items():
            self._count(self._tokens, kind, by=count)

    def expect_call(self, rung: str, outcome: str) -> None:
        """Lets calls that end so be counted from 0 on."""
        self._count(self._calls, rung, outcome, by=0)

    def follow_server(self, server: str, is_open: Callable[[], bool]) -> None:
        """Shows whether a server is left alone."""
        self._followed.append((self._breaker.labels(server), is_open))

    def follow_cache(self, is_degraded: Callable[[], bool]) -> None:
        """Shows whether the cache is in trouble."""
        self._followed.append((self.cache_degraded, is_degraded))

    def refresh(self) -> None:
        """Looks up what changes without anybody telling."""
        for gauge, is_so in self._followed:
            gauge.set(is_so())

    async def keep_fresh(self) -> None:
        """Does so for other processes, which cannot look; a process alone does when it is asked."""
        while self._shared:
            self.refresh()
            await asyncio.sleep(FRESH)

    def extracted(self, complete: bool) -> None:
        """A run over an article."""
        self._count(self._extractions, "yes" if complete else "no")

    def rejected(self, reason: str, times: int) -> None:
        """What did not become a claim."""
        self._count(self._rejections, reason, by=times)

    def failed(self, reason: str, times: int) -> None:
        """Parts of an article that were not done."""
        self._count(self._failures, reason, by=times)

    def _count(self, counter: Counter, *labels: str, by: float = 1) -> None:
        child = self._children.get((counter, labels))
        if child is None:
            child = self._children[counter, labels] = counter.labels(*labels)
        child.inc(by)

    def exposition(self) -> bytes:
        """All of them, in Prometheus's text format."""
        self.refresh()
        return generate_latest(self._registry)
