"""How is a request followed through its windows and calls, and on to the model's server?

Imported only where tracing is on. Litestar's plugin makes the span of a request; it is shown
nothing of the request but its method and whose trace it belongs to, since it would write down whole
addresses, and what exceptions say. The SDK's own variables (`OTEL_EXPORTER_OTLP_ENDPOINT` and so
on) say where spans go.
"""

import threading
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from typing import Any

from litestar.middleware.base import DefineMiddleware
from litestar.plugins.opentelemetry import (
    OpenTelemetryConfig,
    OpenTelemetryInstrumentationMiddleware,
)
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from opentelemetry.metrics import NoOpMeterProvider
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, StatusCode, get_current_span
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from service import __version__
from service.observing.account import current_account
from service.observing.methods import named

_LAST_SPANS = 1.0
"""Seconds that the last spans have to be sent in."""
_PROPAGATED = b"traceparent"
"""All that is taken over of a caller's trace: `tracestate` may hold anything of theirs, and would
go on to the collector and to the model's server."""


class Tracing:
    """Spans of requests, windows and calls, ended in a provider's exporters."""

    def __init__(self, provider: TracerProvider) -> None:
        self._provider = provider
        self._tracer = provider.get_tracer("claimwire", __version__)
        self._propagator = TraceContextTextMapPropagator()

    @property
    def middleware(self) -> DefineMiddleware:
        """That of Litestar's plugin, for the app; it takes a caller's `traceparent` over."""
        return OpenTelemetryConfig(
            tracer_provider=self._provider,
            meter_provider=NoOpMeterProvider(),
            exclude_spans=["receive", "send"],
            scope_span_details_extractor=lambda scope: (scope["method"], {}),  # type: ignore[typeddict-item]  # of HTTP
            middleware_class=_Veiled,
        ).middleware

    @contextmanager
    def span(self, name: str, attributes: Mapping[str, str | int]) -> Iterator[None]:
        """A span below the one that runs now. Of an error it has the type's name."""
        with self._tracer.start_as_current_span(
            name,
            kind=SpanKind.CLIENT if name == "model call" else SpanKind.INTERNAL,
            attributes=dict(attributes),
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                yield
            except BaseException as error:
                span.set_status(StatusCode.ERROR, type(error).__name__)
                raise

    def pass_on(self, headers: MutableMapping[str, str]) -> None:
        """`traceparent`; `tracestate` and baggage are the caller's, not the model's server's."""
        self._propagator.inject(headers)

    def close(self) -> None:
        """Sends what is left; a collector that is gone is not waited for any longer."""
        last = threading.Thread(target=self._provider.shutdown, name="last-spans", daemon=True)
        last.start()
        last.join(_LAST_SPANS)


class _Veiled(OpenTelemetryInstrumentationMiddleware):
    """The plugin's middleware, shown only what may be in a trace."""

    def __init__(self, app: ASGIApp, config: OpenTelemetryConfig) -> None:
        async def unveiled(veiled: Any, receive: Receive, send: Send) -> None:  # noqa: ANN401  # neither a scope nor anything else
            span, scope = get_current_span(), veiled["claimwire.scope"]
            if account := current_account():
                account.trace_id = f"{span.get_span_context().trace_id:032x}"

            async def told(message: Message) -> None:
                if message["type"] == "http.response.start":
                    _name(span, scope)
                await send(message)

            try:
                await app(scope, receive, told)
            except Exception as error:  # noqa: BLE001  # raised again outside of the plugin
                span.set_status(StatusCode.ERROR, type(error).__name__)
                veiled["claimwire.error"] = error

        super().__init__(unveiled, config)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Traces a request."""
        veiled: Any = {
            "type": scope["type"],
            "method": named(str(scope.get("method"))),
            "scheme": scope.get("scheme", "http"),
            "server": scope.get("server"),
            "path": "",
            "query_string": b"",
            "headers": [(name, value) for name, value in scope["headers"] if name == _PROPAGATED],
            "claimwire.scope": scope,
        }
        await super().__call__(veiled, receive, send)
        if error := veiled.get("claimwire.error"):
            raise error


def _name(span: Span, scope: Any) -> None:  # noqa: ANN401  # litestar types its scope without what routing adds
    """By the route's template, once it is known."""
    route = scope.get("path_template", "unmatched")
    span.update_name(f"{named(scope['method'])} {route}")
    span.set_attribute("http.route", route)


def otlp() -> Tracing:
    """Tracing that sends spans over OTLP and HTTP. Raises `ImportError` without the exporter."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    about = Resource.create({"service.name": "claimwire", "service.version": __version__})
    provider = TracerProvider(
        resource=about.merge(OTELResourceDetector().detect()),
        shutdown_on_exit=False,  # that would wait for a collector that is gone
    )
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return Tracing(provider)
