"""Does an answer say where its time went, and whether it was stored, as the log and metrics do?"""

import asyncio
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar.testing import TestClient

from service import errors
from service.app import create_app
from service.settings import Settings
from tests import processes
from tests.api.test_limits_line import Gate, served
from tests.api.test_observing import numbers, post, requests
from tests.api.test_observing_alerts import failing
from tests.api.test_resilience import ARTICLE, GOOD, answering, problem, serving
from tests.fakes import ScriptedModel, answer
from tests.lines import logging_to

HIT, MISS = "Claimwire; hit", "Claimwire; fwd=miss"
SHARED = f"{MISS}; collapsed"
PLAIN = {"Content-Type": "text/plain"}


def phases(given: httpx.Response) -> dict[str, float]:
    """Milliseconds by what they went into."""
    (written,) = given.headers.get_list("Server-Timing")
    found = re.findall(r"(\w+);dur=(\d+\.\d)", written)
    assert len(found) == written.count(",") + 1
    return {name: float(number) for name, number in found}


def add_up(given: httpx.Response, nearly: float = 40) -> bool:
    of = phases(given)
    total = of.pop("total")
    return abs(total - sum(of.values())) < nearly


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient[Any]]:
    model = ScriptedModel(lambda _: answer(GOOD))
    with TestClient(create_app(settings, model), raise_server_exceptions=False) as client:
        yield client


def counted(client: TestClient[Any]) -> dict[str, float]:
    found = numbers(client.get("/metrics").text)
    kinds = ("hit", "miss", "shared")
    series = 'claimwire_cache_lookups_total{{layer="result",outcome="{}"}}'
    return {kind: found.get(series.format(kind), 0) for kind in kinds}


def test_a_stored_answer_that_is_fetched_is_a_hit(client: TestClient[Any]) -> None:
    path, tag = (post(client).headers[name] for name in ("Content-Location", "ETag"))
    before = counted(client)
    with logging_to("json", "info") as written:
        fetched = client.get(path)
        unchanged = client.get(path, headers={"If-None-Match": tag})
    assert [one.status_code for one in (fetched, unchanged)] == [200, 304]
    for one in (fetched, unchanged):
        assert one.headers.get_list("Cache-Status") == [HIT]
        assert set(phases(one)) == {"cache", "total"}
    assert [line["cache"] for line in requests(written.getvalue())] == ["hit", "hit"]
    assert counted(client) == before | {"hit": before["hit"] + 2}
    seconds = 'claimwire_request_seconds_count{cache="hit",route="/v1/claims/{identifier}"}'
    assert numbers(client.get("/metrics").text)[seconds] == 2


def test_an_id_that_has_no_answer_is_a_miss(client: TestClient[Any]) -> None:
    with logging_to("json", "info") as written:
        unknown = client.get("/v1/claims/" + "0" * 32)
        no_id = client.get("/v1/claims/none")
    assert (unknown.status_code, unknown.headers["Cache-Status"]) == (404, MISS)
    assert (no_id.status_code, "Cache-Status" in no_id.headers) == (404, False)
    assert [line.get("cache") for line in requests(written.getvalue())] == ["miss", None]
    assert counted(client) == {"hit": 0, "miss": 1, "shared": 0}


@pytest.mark.parametrize(
    ("error", "status"),
    [(errors.ModelKeyRefused, 502), (errors.ModelBusy, 503), (errors.ModelTimeout, 504)],
    ids=["502", "503", "504"],
)
def test_problems_say_so_too(
    settings: Settings, error: type[errors.ModelError], status: int
) -> None:
    with TestClient(create_app(settings, failing(error))) as client:
        given = post(client)
    assert (given.status_code, given.headers.get_list("Cache-Status")) == (status, [MISS])
    assert {"cache", "queue", "model", "total"} <= set(phases(given))


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 200),
        ("GET", "/metrics", 200),
        ("GET", "/nowhere", 404),
        ("POST", "/v1/claims", 415),
    ],
)
def test_every_answer_has_a_time_and_only_looks_a_cache(
    client: TestClient[Any], method: str, path: str, status: int
) -> None:
    given = client.request(method, path)
    assert given.status_code == status
    assert set(phases(given)) == {"total"}
    assert "Cache-Status" not in given.headers


def test_all_that_is_said_is_in_the_document(client: TestClient[Any]) -> None:
    paths = client.get("/schema/openapi.json").json()["paths"]
    for operations in paths.values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                assert ("Server-Timing" in response["headers"]) == (status != "431")
    posting, getting = (paths[f"/v1/claims{path}"] for path in ("", "/{identifier}"))
    for status in ("200", "502", "503", "504"):
        assert "Cache-Status" in posting["post"]["responses"][status]["headers"]
    for status in ("200", "304", "404"):
        assert "Cache-Status" in getting["get"]["responses"][status]["headers"]


async def test_who_joins_a_run_waits_and_says_so(tmp_path: Path) -> None:
    async with serving(tmp_path, answering(after=0.3)) as (service,):
        with logging_to("json", "info") as written:
            answers = await asyncio.gather(*(service.post() for _ in range(5)))
        hit = await service.post()
        found = numbers((await service.get("/metrics")).text)
    headers = [one.headers["Cache-Status"] for one in answers]
    assert sorted(headers) == [MISS, *[SHARED] * 4]
    assert hit.headers["Cache-Status"] == HIT
    logged = sorted(line["cache"] for line in requests(written.getvalue()))
    assert logged == ["miss", *["shared"] * 4]
    assert found['claimwire_request_seconds_count{cache="shared",route="/v1/claims"}'] == 4
    assert found['claimwire_cache_lookups_total{layer="result",outcome="shared"}'] == 4
    for one in answers:
        waits = one.headers["Cache-Status"] == SHARED
        assert ("wait" in phases(one), "model" in phases(one)) == (waits, not waits)
        assert phases(one)["wait" if waits else "model"] > 250
        assert add_up(one)


async def test_who_joins_a_run_that_fails_shared_that(settings: Settings) -> None:
    model = Gate()
    short = settings.model_copy(update={"deadline": 0.4})
    async with served(short, model) as client:
        with logging_to("json", "info") as written:
            answers = await asyncio.gather(
                *(client.post("/v1/claims", content=ARTICLE, headers=PLAIN) for _ in range(2))
            )
    assert {problem(one) for one in answers} == {(504, "upstream-timeout")}
    assert sorted(one.headers["Cache-Status"] for one in answers) == [MISS, SHARED]
    assert sorted(line["cache"] for line in requests(written.getvalue())) == ["miss", "shared"]


async def test_what_was_waited_for_in_another_process_was_shared(tmp_path: Path) -> None:
    async with serving(tmp_path, answering(after=0.4), services=2) as (first, second):
        with logging_to("json", "info") as written:
            running = asyncio.create_task(first.post())
            await first.is_asked()
            waited = await second.post()
            began = await running
        found = numbers((await second.get("/metrics")).text)
    assert (began.headers["Cache-Status"], waited.headers["Cache-Status"]) == (MISS, SHARED)
    assert began.content == waited.content
    assert sorted(line["cache"] for line in requests(written.getvalue())) == ["miss", "shared"]
    assert found['claimwire_cache_lookups_total{layer="result",outcome="shared"}'] == 1
    assert 'claimwire_cache_lookups_total{layer="result",outcome="miss"}' not in found
    assert phases(waited)["wait"] > 200
    assert "model" not in phases(waited)
    assert add_up(waited)


async def test_the_time_in_the_queue_is_told(settings: Settings) -> None:
    tight = settings.model_copy(update={"concurrency": 1, "queue": 1})
    model = Gate()
    async with served(tight, model) as client:
        first = asyncio.create_task(client.post("/v1/claims", content=ARTICLE, headers=PLAIN))
        await model.is_asked(1)
        other = f"{ARTICLE} It rained."
        second = asyncio.create_task(client.post("/v1/claims", content=other, headers=PLAIN))
        await asyncio.sleep(0.3)
        model.may_answer.set()
        at_once, queued = await first, await second
    assert phases(at_once)["queue"] < 50
    assert phases(queued)["queue"] > 200
    assert "wait" not in phases(queued)
    assert add_up(queued)


def test_workers_agree_on_who_shared_what(tmp_path: Path) -> None:
    model = processes.ChatServer("The mayor opened", wait=1.0)
    log = tmp_path / "log"
    answers: list[httpx.Response] = []

    def call(port: int) -> None:
        answers.append(
            httpx.post(
                f"http://127.0.0.1:{port}/v1/claims", content=ARTICLE, headers=PLAIN, timeout=30
            )
        )

    environment: dict[str, Any] = {
        "OPENAI_BASE_URL": model.base_url,
        "CLAIMWIRE_LOG_FORMAT": "json",
    }
    with (
        processes.serving(model),
        processes.service(
            tmp_path / "cache", options=("--workers", "2"), log=log, **environment
        ) as (_, port),
    ):
        threads = [threading.Thread(target=call, args=(port,)) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        series = 'claimwire_cache_lookups_total{{layer="result",outcome="{}"}}'
        for _ in range(100):  # a request is counted once it is answered
            found = numbers(httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=30).text)
            lines = [line for line in requests(log.read_text()) if line["route"] == "/v1/claims"]
            counted = [found.get(series.format(kind), 0) for kind in ("miss", "shared", "hit")]
            if len(lines) == sum(counted) == 20:
                break
            time.sleep(0.05)
    told = [one.headers["Cache-Status"] for one in answers]
    assert (model.calls, told.count(MISS)) == (1, 1)
    for kind, header in (("miss", MISS), ("shared", SHARED), ("hit", HIT)):
        assert [line["cache"] for line in lines].count(kind) == told.count(header)
        assert found.get(series.format(kind), 0) == told.count(header)
