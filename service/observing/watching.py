"""How is the work on an article counted and traced?"""

import asyncio
import time
from collections import Counter
from collections.abc import Iterable, MutableMapping
from types import TracebackType

from schemas.extraction import Extraction, FailureReason
from service.conversation import Tokens
from service.errors import FeatureUnsupported, ModelError, ModelKeyRefused, QuotaExhausted
from service.llm.breaker import Breaker
from service.llm.dialect import Rung
from service.observing.account import Account, current_account
from service.observing.metrics import Metrics
from service.observing.observer import Layer, Look, Observer
from service.observing.spans import NO_SPANS, Spans

KEY_REFUSED, QUOTA_EXHAUSTED = "key-refused", "quota-exhausted"
"""Outcomes of calls that an operator is woken for: they do not mend themselves."""


class Watcher(Observer):
    """Tells the metrics, the request's account and the trace."""

    def __init__(self, metrics: Metrics, spans: Spans = NO_SPANS) -> None:
        self.metrics = metrics
        self._spans = spans

    def window(self, number: int, of: int) -> Look:
        """A span for the window."""
        return self._spans.span("window", {"claimwire.window": number, "claimwire.windows": of})

    def pass_on(self, headers: MutableMapping[str, str]) -> None:
        """Lets the model's server know to whose trace a call belongs."""
        self._spans.pass_on(headers)

    def looked_up(self, layer: Layer, hit: bool, shared: bool = False) -> None:
        """Counts hits, misses, and misses that cost no run of their own."""
        outcome = "hit" if hit else "shared" if shared else "miss"
        self.metrics.looked_up(layer, outcome)
        if layer == "result" and (account := current_account()):
            account.cache = outcome

    def extracted(self, extraction: Extraction) -> None:
        """Counts claims, rejections and failures by reason."""
        self.metrics.extracted(extraction.complete)
        self.metrics.claims.add(by=len(extraction.claims))
        for reason, times in Counter(one.reason for one in extraction.rejected).items():
            self.metrics.rejected(reason, times)
        self._failed(Counter(one.reason for one in extraction.failures))
        if account := current_account():
            account.claims = len(extraction.claims)
            account.rejected = len(extraction.rejected)
            account.failed = len(extraction.failures)

    def gave_up(self, reasons: Iterable[FailureReason]) -> None:
        """Counts the run and its failures by reason."""
        times = Counter(reasons)
        self.metrics.extracted(complete=False)
        self._failed(times)
        if account := current_account():
            account.failed = times.total()

    def _failed(self, reasons: Counter[FailureReason]) -> None:
        for reason, times in reasons.items():
            self.metrics.failed(reason, times)

    def call(self, rung: str, deadline: float) -> "Call":
        """Around one call to the model."""
        look = self._spans.span("model call", {"claimwire.rung": rung})
        return Call(self.metrics, look, rung, deadline)

    def waiting(self, calls: int) -> None:
        """So many more calls, or fewer, wait for their turn."""
        self.metrics.calls_waiting.change(calls)

    def follow_server(self, number: int, breaker: Breaker) -> None:
        """Shows whether a server is left alone, the first being 0; what an operator is woken for is
        counted from 0 on."""
        self.metrics.follow_server(str(number), lambda: breaker.is_open)
        for rung in Rung:
            for outcome in (KEY_REFUSED, QUOTA_EXHAUSTED):
                self.metrics.expect_call(rung.name.lower(), outcome)

    def retried(self) -> None:
        """A call is about to be repeated."""
        self.metrics.retries.add()


class Call:
    """One call to the model, counted when it ends, however it ends."""

    __slots__ = ("_account", "_deadline", "_look", "_metrics", "_rung", "_started")

    def __init__(self, metrics: Metrics, look: Look, rung: str, deadline: float) -> None:
        self._metrics = metrics
        self._look = look
        self._rung = rung
        self._deadline = deadline
        self._account: Account | None = current_account()
        self._started = 0.0

    def __enter__(self) -> "Call":
        self._look.__enter__()
        self._started = time.perf_counter()
        self._metrics.calls_in_flight.change(1)
        if self._account:
            self._account.calls += 1
        return self

    def answered(self, tokens: Tokens) -> None:
        """What the answer cost."""
        self._metrics.used(
            {"prompt": tokens.prompt, "cached": tokens.cached, "completion": tokens.completion}
        )
        if self._account:
            self._account.prompt_tokens += tokens.prompt
            self._account.completion_tokens += tokens.completion

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._metrics.calls_in_flight.change(-1)
        seconds = time.perf_counter() - self._started
        self._metrics.called(self._rung, self._outcome(error), seconds)
        self._look.__exit__(kind, error, traceback)

    def _outcome(self, error: BaseException | None) -> str:
        """One of few words."""
        match error:
            case None:
                return "ok"
            case FeatureUnsupported():
                return "unsupported"
            case ModelKeyRefused():
                return KEY_REFUSED
            case QuotaExhausted():
                return QUOTA_EXHAUSTED
            case ModelError():
                return error.failure
            case asyncio.CancelledError():
                late = asyncio.get_running_loop().time() >= self._deadline
                return "timeout" if late else "cancelled"
            case _:
                return "error"
