"""Is every request seen, under its route and with what it cost?"""

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar.testing import TestClient

from service.access.keys import create_key
from service.app import create_app
from service.settings import Settings
from tests.api.test_resilience import ARTICLE, GOOD, REFUSING, answering, saying, serving
from tests.fakes import ScriptedModel, answer, draft, draft_claim
from tests.lines import logging_to

Line = dict[str, Any]
PLAIN = {"Content-Type": "text/plain"}


def lines(written: str) -> list[Line]:
    return [json.loads(line) for line in written.splitlines()]


def requests(written: str) -> list[Line]:
    return [line for line in lines(written) if line["message"] == "request"]


def numbers(exposition: str) -> dict[str, float]:
    """Every series by its name and labels, as it is written."""
    pairs = (line.rpartition(" ") for line in exposition.splitlines() if line[:1] != "#")
    return {name: float(value) for name, _, value in pairs}


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient[Any]]:
    model = ScriptedModel(lambda _: answer(GOOD))
    with TestClient(create_app(settings, model), raise_server_exceptions=False) as client:
        yield client


def post(client: TestClient[Any], text: str = ARTICLE, **headers: str) -> httpx.Response:
    sent: httpx.Response = client.post("/v1/claims", content=text, headers=PLAIN | headers)
    return sent


def test_a_new_answer_is_one_line_with_all_that_it_cost(client: TestClient[Any]) -> None:
    with logging_to("json", "info") as written:
        given = post(client)
    (line,) = requests(written.getvalue())
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line.pop("time"))
    assert line.pop("ms") > 0
    assert line == {
        "level": "info",
        "logger": "service.api.observing",
        "message": "request",
        "request_id": given.headers["X-Request-Id"],
        "method": "POST",
        "route": "/v1/claims",
        "status": 200,
        "cache": "miss",
        "calls": 1,
        "prompt_tokens": 100,
        "completion_tokens": 10,
        "claims": 2,
        "rejected": 0,
        "failed": 0,
        "outcome": "ok",
    }


def test_a_stored_answer_cost_nothing(client: TestClient[Any]) -> None:
    post(client)
    with logging_to("json", "info") as written:
        post(client)
    (line,) = requests(written.getvalue())
    assert (line["cache"], "calls" in line, "claims" in line) == ("hit", False, False)


def test_for_people_a_line_has_the_same_in_words(client: TestClient[Any]) -> None:
    with logging_to("console", "info") as written:
        post(client)
    (line,) = written.getvalue().splitlines()
    assert " info    request request_id=" in line
    assert " method=POST route=/v1/claims status=200 " in line


def test_a_request_has_no_line_where_only_trouble_is_worth_one(client: TestClient[Any]) -> None:
    with logging_to("json", "warning") as written:
        post(client)
    assert written.getvalue() == ""


@pytest.mark.parametrize("given", ["a", "7f19819e-313a.c4_10", "x" * 64])
def test_a_callers_request_id_is_taken_over(client: TestClient[Any], given: str) -> None:
    with logging_to("json", "info") as written:
        answered = client.get("/healthz", headers={"X-Request-Id": given})
    assert answered.headers["X-Request-Id"] == given
    assert requests(written.getvalue())[0]["request_id"] == given


@pytest.mark.parametrize("given", ["", "x" * 65, "two words", "a\tb", "é", 'a"b', "a=b"])
def test_one_that_is_not_sane_is_replaced(client: TestClient[Any], given: str) -> None:
    answered = client.get("/healthz", headers={b"X-Request-Id": given.encode("latin-1")})
    assert re.fullmatch(r"[0-9a-f]{16}", answered.headers["X-Request-Id"])


def test_each_request_has_an_id_of_its_own(client: TestClient[Any]) -> None:
    ids = {client.get("/healthz").headers["X-Request-Id"] for _ in range(20)}
    assert len(ids) == 20


def test_another_process_gives_other_ids() -> None:
    said = [
        subprocess.check_output(
            [
                sys.executable,
                "-c",
                "from service.observing.account import *; print(new_request_id())",
            ]
        )
        for _ in range(2)
    ]
    assert len({one[:10] for one in said}) == 2


SEEN = {
    "an id": ("GET", "/v1/claims/" + "0" * 32, "/v1/claims/{identifier}", "unknown-extraction"),
    "no id": ("GET", "/v1/claims/secret", "/v1/claims/{identifier}", "unknown-extraction"),
    "a prompt": (
        "GET",
        "/v1/prompts/a/b",
        "/v1/prompts/{name}/{version}",
        "unknown-prompt-version",
    ),
    "no route": ("GET", "/secret/secret", "unmatched", "not-found"),
    "no method": ("DELETE", "/v1/prompts", "unmatched", "method-not-allowed"),
    "a method of its own": ("SECRET", "/v1/claims", "/v1/claims", "method-not-allowed"),
    "a query": ("GET", "/healthz?secret=secret", "/healthz", "ok"),
    "no article": ("POST", "/v1/claims", "/v1/claims", "unsupported-media-type"),
    "a parameter": ("POST", "/v1/claims?secret=1", "/v1/claims", "invalid-parameter"),
}


@pytest.mark.parametrize(("method", "path", "route", "outcome"), SEEN.values(), ids=SEEN)
def test_a_request_is_seen_under_its_route(
    client: TestClient[Any], method: str, path: str, route: str, outcome: str
) -> None:
    with logging_to("json", "info") as written:
        given = client.request(method, path)
    (line,) = requests(written.getvalue())
    assert (line["route"], line["outcome"], line["status"]) == (route, outcome, given.status_code)
    counted = [name for name in numbers(client.get("/metrics").text) if "requests_total" in name]
    assert any(f'route="{route}"' in name and f'outcome="{outcome}"' in name for name in counted)
    assert "secret" not in written.getvalue().lower() + "".join(counted).lower()


def test_a_request_with_a_key_names_it_and_its_tenant(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "keys"
    key = create_key(path, "desk")
    keyed = settings.model_copy(update={"api_keys": path})
    with TestClient(create_app(keyed), raise_server_exceptions=False) as client:
        with logging_to("json", "info") as written:
            client.get("/v1/prompts", headers={"Authorization": f"Bearer {key}"})
            refused = client.get("/v1/prompts", headers={"Authorization": f"Bearer {key}x"})
            unknown = client.get("/metrics")
        let_in, *others = requests(written.getvalue())
        assert (let_in["key"], let_in["tenant"]) == (key.split("_")[1], "desk")
        assert [(one["outcome"], "key" in one) for one in others] == [("key-required", False)] * 2
        assert (refused.status_code, unknown.status_code) == (401, 401)
        assert key not in written.getvalue()


def test_a_mistake_of_ours_is_logged_by_its_places(settings: Settings) -> None:
    def stumble(_: object) -> Any:  # noqa: ANN401  # it never returns
        raise ValueError("something that the article says")

    with (
        TestClient(
            create_app(settings, ScriptedModel(stumble)), raise_server_exceptions=False
        ) as client,
        logging_to("json", "info") as written,
    ):
        given = post(client)
    error, request = lines(written.getvalue())
    assert given.status_code == 500
    assert error["error"][0] == "builtins.ValueError"
    assert error["error"][-1].endswith("in stumble")
    assert error["request_id"] == request["request_id"] == given.headers["X-Request-Id"]
    assert request["outcome"] == "internal-error"


def test_server_timing_says_where_the_time_went(client: TestClient[Any]) -> None:
    def names() -> list[str]:
        parts = post(client).headers["Server-Timing"].split(", ")
        assert all(re.fullmatch(r"\w+;dur=\d+\.\d", part) for part in parts)
        return [part.partition(";")[0] for part in parts]

    assert names() == ["cache", "queue", "assembly", "model", "total"]
    assert names() == ["cache", "total"]


def test_what_was_done_is_counted(client: TestClient[Any]) -> None:
    post(client)
    post(client)
    found = numbers(client.get("/metrics").text)
    expected = {
        'requests_total{method="POST",outcome="ok",route="/v1/claims",status="2xx"}': 2,
        'request_seconds_count{cache="hit",route="/v1/claims"}': 1,
        'request_seconds_count{cache="miss",route="/v1/claims"}': 1,
        'cache_lookups_total{layer="result",outcome="hit"}': 1,
        'cache_lookups_total{layer="result",outcome="miss"}': 1,
        'cache_lookups_total{layer="answer",outcome="miss"}': 1,
        'store_reads_total{outcome="hit",store="front"}': 1,
        'extractions_total{complete="no"}': 0,
        'model_calls_total{outcome="ok",rung="none"}': 1,
        'model_call_seconds_count{outcome="ok"}': 1,
        'tokens_total{kind="prompt"}': 100,
        'tokens_total{kind="cached"}': 40,
        'tokens_total{kind="completion"}': 10,
        'extractions_total{complete="yes"}': 1,
        "claims_total": 2,
        "requests_in_flight": 1,
        "articles_queued": 0,
        "model_calls_in_flight": 0,
        "model_calls_waiting": 0,
    }
    assert {name: found.get(f"claimwire_{name}") for name in expected} == expected


def test_rejections_are_counted_by_reason(settings: Settings) -> None:
    model = ScriptedModel(lambda _: answer(draft(draft_claim("words of another article"))))
    with TestClient(create_app(settings, model)) as client:
        post(client)
        found = numbers(client.get("/metrics").text)
    assert found['claimwire_rejections_total{reason="quote_not_found"}'] == 1


async def test_calls_to_a_server_are_counted_by_form_and_outcome(tmp_path: Path) -> None:
    unable = saying("400 Bad Request", {"error": {"message": "response_format is not supported"}})
    async with serving(tmp_path, unable) as (service,):
        await service.post()
        service.servers[0].script = answering()
        await service.post()
        found = numbers((await service.get("/metrics")).text)
    calls = {name for name in found if name.startswith("claimwire_model_calls_total")}
    assert 'claimwire_model_calls_total{outcome="unsupported",rung="strict"}' in calls
    assert 'claimwire_model_calls_total{outcome="unsupported",rung="text"}' in calls
    assert sum('outcome="ok"' in name for name in calls) == 1


async def test_a_failing_server_is_seen_in_retries_failures_and_the_breaker(
    tmp_path: Path,
) -> None:
    broken = saying("500 Internal Server Error", {})
    async with serving(tmp_path, broken, REFUSING, deadline=30) as (service,):
        with logging_to("json", "info") as written:
            for number in range(4):
                await service.post(f"{ARTICLE} It was {number}.")
        found = numbers((await service.get("/metrics")).text)
    assert found["claimwire_model_retries_total"] > 0
    assert found['claimwire_model_calls_total{outcome="unavailable",rung="strict"}'] >= 4
    assert found['claimwire_model_calls_total{outcome="key-refused",rung="strict"}'] == 4
    assert found['claimwire_model_breaker_open{server="0"}'] == 1
    outcomes = [line["outcome"] for line in requests(written.getvalue())]
    assert set(outcomes) == {"upstream-unavailable"}
    assert requests(written.getvalue())[0]["calls"] == 4


async def test_whoever_joins_a_run_does_not_pay_for_it(tmp_path: Path) -> None:
    async with serving(tmp_path, answering(after=0.1)) as (service,):
        with logging_to("json", "info") as written:
            await asyncio.gather(*(service.post() for _ in range(5)))
        found = numbers((await service.get("/metrics")).text)
    calls = [line.get("calls") for line in requests(written.getvalue())]
    assert sorted(calls, key=str) == [1, None, None, None, None]
    assert found['claimwire_cache_lookups_total{layer="result",outcome="miss"}'] == 1
    assert found['claimwire_cache_lookups_total{layer="result",outcome="shared"}'] == 4
    assert found['claimwire_extractions_total{complete="yes"}'] == 1
