"""Can a request be followed through its windows and calls to the model's server?"""

import asyncio
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from litestar.testing import TestClient

pytest.importorskip("opentelemetry.sdk")

from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from service.app import create_app
from service.errors import ConfigurationError
from service.observing.tracing import Tracing
from service.settings import Settings
from tests.api.test_resilience import ARTICLE, KEY, answering, saying
from tests.fakes import ScriptedModel
from tests.lines import logging_to
from tests.llm.test_openai_server import Script, listening

TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
GIVEN = {"traceparent": f"00-{TRACE}-{PARENT}-01", "Content-Type": "text/plain"}


class Traced:
    """A provider, and the spans that ended in it."""

    def __init__(self) -> None:
        self._exporter = InMemorySpanExporter()
        provider = TracerProvider()
        provider.add_span_processor(SimpleSpanProcessor(self._exporter))
        self.tracing = Tracing(provider)

    @property
    def spans(self) -> tuple[ReadableSpan, ...]:
        return self._exporter.get_finished_spans()

    def named(self, name: str) -> list[ReadableSpan]:
        return [span for span in self.spans if span.name == name]

    @property
    def whole(self) -> str:
        return "".join(span.to_json() for span in self.spans)


@pytest.fixture
def traced() -> Traced:
    return Traced()


@pytest.fixture
def client(settings: Settings, traced: Traced) -> Iterator[TestClient[Any]]:
    app = create_app(settings, tracing=traced.tracing)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


async def ask(script: Script, traced: Traced, text: str = ARTICLE) -> tuple[httpx.Response, str]:
    """The answer to an article with a trace of the caller's, and what the model's server heard."""
    async with listening(script) as (url, server):
        chosen: dict[str, Any] = {
            "openai_api_key": KEY,
            "openai_base_url": url,
            "prompt": "claims@1",
        }
        app = create_app(Settings(cache="memory:", **chosen), tracing=traced.tracing)
        transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]  # litestar types its scope
        async with app.lifespan(), httpx.AsyncClient(transport=transport) as client:
            headers = GIVEN | {"baggage": "who=somebody", "tracestate": "theirs=somebody"}
            answer = await client.post("http://x/v1/claims", content=text, headers=headers)
        return answer, server.heads[0] if server.heads else ""


async def test_spans_of_request_window_and_call_hang_below_the_callers(traced: Traced) -> None:
    answer, head = await ask(answering(), traced)
    assert answer.status_code == 200
    (request,), (window,), (call,) = map(traced.named, ("POST /v1/claims", "window", "model call"))
    assert {span.context.trace_id for span in (request, window, call)} == {int(TRACE, 16)}
    parents = [span.parent.span_id for span in (request, window, call) if span.parent]
    assert parents == [int(PARENT, 16), request.context.span_id, window.context.span_id]
    assert dict(call.attributes or {}) == {"claimwire.rung": "strict"}
    assert f"traceparent: 00-{TRACE}-{call.context.span_id:016x}-01" in head
    assert "baggage" not in head


async def test_what_else_a_caller_says_of_its_trace_goes_nowhere(traced: Traced) -> None:
    _, head = await ask(answering(), traced)
    assert "tracestate" not in head
    assert "somebody" not in head + traced.whole


async def test_each_window_has_a_span(traced: Traced) -> None:
    await ask(answering(), traced, " ".join(f"The mayor opened bridge {n}." for n in range(30)))
    windows = traced.named("window")
    numbers = sorted(dict(span.attributes or {})["claimwire.window"] for span in windows)  # type: ignore[type-var]  # numbers
    assert numbers == list(range(1, len(windows) + 1))
    assert len(windows) > 2


async def test_a_failed_call_says_what_it_was_and_nothing_more(traced: Traced) -> None:
    await ask(saying("400 Bad Request", {"error": {"message": "the secret of it"}}), traced)
    call = traced.named("model call")[-1]
    assert call.status.description == "ModelMisconfigured"
    assert call.events == ()
    assert "secret" not in traced.whole


def test_a_line_of_the_log_names_its_trace(client: TestClient[Any]) -> None:
    with logging_to("json", "info") as written:
        client.get("/healthz", headers=GIVEN)
    assert f'"trace_id":"{TRACE}"' in written.getvalue()


HIDDEN = ("/v1/claims/hidden?x=hidden", "/hidden", "/healthz?%ff=%00hidden", "/healthz?\xe9")


@pytest.mark.parametrize("path", HIDDEN)
def test_a_trace_has_routes_and_no_addresses(
    client: TestClient[Any], traced: Traced, path: str
) -> None:
    known = client.get(path, headers={"User-Agent": "hidden", "Authorization": "Bearer hidden"})
    assert known.status_code in (200, 404)
    (span,) = traced.spans
    assert re.fullmatch(r"GET (/v1/claims/\{identifier\}|/healthz|unmatched)", span.name)
    assert "hidden" not in traced.whole


def test_a_mistake_of_ours_is_in_the_trace_by_status_only(
    settings: Settings, traced: Traced
) -> None:
    def stumble(_: object) -> Any:  # noqa: ANN401  # it never returns
        raise ValueError("hidden")

    app = create_app(settings, ScriptedModel(stumble), tracing=traced.tracing)
    with TestClient(app, raise_server_exceptions=False) as client:
        assert client.post("/v1/claims", content=ARTICLE, headers=GIVEN).status_code == 500
    assert traced.named("model call")[0].status.description == "ValueError"
    assert "hidden" not in traced.whole


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Litestar itself loads the interfaces where they are installed.
        ("", "any(name.startswith('opentelemetry.sdk') for name in sys.modules)"),
        ("sys.modules['opentelemetry'] = None", "False"),
    ],
    ids=["installed", "not installed"],
)
def test_while_tracing_is_off_nothing_is_loaded_for_it(before: str, after: str) -> None:
    code = f"""
import sys
{before}
import service.app, service.settings
assert not [name for name in sys.modules if name.startswith("opentelemetry.")]
service.app.create_app(service.settings.Settings(cache="memory:"))
assert not {after}
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_without_the_packages_it_says_what_to_install(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(ConfigurationError, match=r"claimwire\[tracing\]"):
        create_app(settings.model_copy(update={"tracing": "otlp"}))


async def test_many_at_once_keep_to_their_traces(traced: Traced) -> None:
    async with listening(answering(after=0.05)) as (url, server):
        chosen: dict[str, Any] = {
            "openai_api_key": KEY,
            "openai_base_url": url,
            "prompt": "claims@1",
        }
        app = create_app(Settings(cache="memory:", **chosen), tracing=traced.tracing)
        transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]  # litestar types its scope
        async with app.lifespan(), httpx.AsyncClient(transport=transport) as client:
            await asyncio.gather(
                *(
                    client.post(
                        "http://x/v1/claims",
                        content=f"The mayor opened bridge {number}.",
                        headers=GIVEN | {"traceparent": f"00-{number:032x}-{PARENT}-01"},
                    )
                    for number in range(1, 11)
                )
            )
    assert sorted(span.context.trace_id for span in traced.named("model call")) == list(
        range(1, 11)
    )
    assert len({head.partition("traceparent: ")[2][:35] for head in server.heads}) == 10


class _Gone(InMemorySpanExporter):
    """A collector that is not there."""

    def shutdown(self) -> None:
        time.sleep(60)


def test_a_collector_that_is_gone_keeps_nobody_from_ending() -> None:
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(_Gone()))
    started = time.monotonic()
    Tracing(provider).close()
    assert time.monotonic() - started < 10
