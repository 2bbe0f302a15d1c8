"""Is everything counted that an operator is woken for, from 0 on?"""

import asyncio
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar.testing import TestClient

from service.api.problems import FOR_STATUS, TABLE
from service.app import create_app
from service.errors import ModelError, ModelRefused
from service.llm.breaker import ENOUGH, Breaker
from service.settings import Settings
from tests import processes
from tests.api.test_observing import numbers, post, requests
from tests.api.test_resilience import REFUSING, answering, saying, serving
from tests.fakes import ScriptedModel
from tests.lines import logging_to
from tests.llm.test_openai_server import Script

EXHAUSTED = saying("429 Too Many Requests", {"error": {"code": "insufficient_quota"}})
RUNGS = ("strict", "schema", "tool", "json", "text")


def calls(found: dict[str, float], outcome: str) -> list[float]:
    return [
        found[f'claimwire_model_calls_total{{outcome="{outcome}",rung="{rung}"}}'] for rung in RUNGS
    ]


def test_every_failure_of_ours_is_counted_from_0_on(client: TestClient[Any]) -> None:
    found = numbers(client.get("/metrics").text)
    ours = {kind for kind in (*TABLE.values(), *FOR_STATUS.values()) if kind.status >= 500}
    assert len(ours) > 10
    for kind in ours:
        labels = f'method="POST",outcome="{kind.name}",route="/v1/claims",status="5xx"'
        assert found[f"claimwire_requests_total{{{labels}}}"] == 0


@pytest.mark.parametrize("route", ["/v1/claims/{identifier}", "/metrics", "/v1/prompts"])
def test_mistakes_are_on_every_route(client: TestClient[Any], route: str) -> None:
    labels = f'method="GET",outcome="internal-error",route="{route}",status="5xx"'
    assert numbers(client.get("/metrics").text)[f"claimwire_requests_total{{{labels}}}"] == 0


@pytest.mark.parametrize(
    ("script", "outcome"),
    [(REFUSING, "key-refused"), (EXHAUSTED, "quota-exhausted")],
    ids=["key", "quota"],
)
async def test_what_a_fallback_hides_from_callers_is_counted(
    tmp_path: Path, script: Script, outcome: str
) -> None:
    async with serving(tmp_path, script, answering()) as (service,):
        before = numbers((await service.get("/metrics")).text)
        assert (await service.post()).status_code == 200
        after = numbers((await service.get("/metrics")).text)
    for one in ("key-refused", "quota-exhausted"):
        assert calls(before, one) == [0] * len(RUNGS)
        assert sum(calls(after, one)) == (one == outcome)


def failing(error: type[ModelError]) -> ScriptedModel:
    def script(_: object) -> Any:  # noqa: ANN401  # it never returns
        raise error("It cannot be done.")

    return ScriptedModel(script)


def test_a_run_that_made_nothing_is_counted_with_its_failures(settings: Settings) -> None:
    text = " ".join(f"The mayor opened bridge {number}." for number in range(20))
    with (
        TestClient(create_app(settings, failing(ModelRefused))) as client,
        logging_to("json", "info") as written,
    ):
        assert post(client, text).status_code == 422
        found = numbers(client.get("/metrics").text)
    parts = found['claimwire_failures_total{reason="refused"}']
    assert parts > 1
    assert found['claimwire_extractions_total{complete="no"}'] == 1
    assert found['claimwire_extractions_total{complete="yes"}'] == 0
    assert requests(written.getvalue())[0]["failed"] == parts


class Trouble:
    """Of a store."""

    def __init__(self) -> None:
        self.now: str | None = None


def test_a_cache_in_trouble_is_shown_while_it_is(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    trouble = Trouble()
    monkeypatch.setattr("service.cache.layered.Layered.trouble", property(lambda _: trouble.now))
    with TestClient(create_app(settings)) as client:

        def degraded() -> float:
            return numbers(client.get("/metrics").text)["claimwire_cache_degraded"]

        assert degraded() == 0
        trouble.now = "Redis cannot be reached"
        assert degraded() == 1
        trouble.now = None
        assert degraded() == 0


def test_of_several_processes_those_with_trouble_are_counted(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.write_text("no cache " * 1000)  # which each of them leaves as it is
    with processes.service(folder, options=("--workers", "2")) as (_, port):
        found: dict[str, float] = {}
        for _ in range(100):
            found = numbers(httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=30).text)
            if found["claimwire_cache_degraded"] == 2:
                break
    assert found["claimwire_cache_degraded"] == 2


async def test_a_server_is_shown_left_alone_no_longer_than_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.parts.Breaker", partial(Breaker, pause=0.3))
    broken = saying("500 Internal Server Error", {})

    async def left_alone(get: Callable[[str], Any]) -> float:
        shown = numbers((await get("/metrics")).text)
        return shown['claimwire_model_breaker_open{server="0"}']

    async with serving(tmp_path, broken, deadline=3) as (service,):
        assert await left_alone(service.get) == 0
        for number in range(ENOUGH):
            await service.post(f"The mayor opened bridge {number}.")
            if await left_alone(service.get):
                break
        assert await left_alone(service.get) == 1
        await asyncio.sleep(0.35)
        assert await left_alone(service.get) == 0


def test_what_is_no_http_is_counted(tmp_path: Path) -> None:
    with processes.service(tmp_path / "cache") as (_, port):
        for raw in (b"\x00noise\r\n\r\n", b"GET /" + b"a" * 50_000 + b" HTTP/1.1\r\n\r\n"):
            with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
                connection.sendall(raw)
                assert connection.recv(1 << 16).startswith(b"HTTP/1.1 4")
        found = numbers(httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=30).text)
    for outcome in ("bad-request", "head-too-large"):
        labels = f'method="other",outcome="{outcome}",route="unmatched",status="4xx"'
        assert found[f"claimwire_requests_total{{{labels}}}"] == 1
    assert not [name for name in found if "seconds" in name and "unmatched" in name]


def test_looking_at_the_numbers_costs_a_tenant_nothing(settings: Settings, tmp_path: Path) -> None:
    few = settings.model_copy(update={"requests_per_minute": 1})
    with TestClient(create_app(few)) as client:
        looks = [client.get("/metrics") for _ in range(5)]
        assert {one.status_code for one in looks} == {200}
        assert [client.get("/v1/prompts").status_code for _ in range(2)] == [200, 429]
        assert client.get("/metrics").status_code == 200


def test_the_numbers_say_once_what_they_are(client: TestClient[Any]) -> None:
    given = client.get("/metrics").headers["Content-Type"]
    assert given == "text/plain; version=0.0.4; charset=utf-8"
