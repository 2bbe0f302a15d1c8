"""Does every answer that the OpenAPI document describes occur, and does no other?"""

import asyncio
import re
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from litestar.testing import TestClient

from service import errors
from service.access.keys import create_key
from service.api.health import Life
from service.api.openapi import openapi_document
from service.api.problems import FOR_STATUS, TABLE, kind_of
from service.app import create_app
from service.conversation import Answer, ModelRequest
from service.errors import ModelError
from service.settings import Settings
from tests import processes
from tests.fakes import ScriptedModel, answer, draft
from tests.wire.described import ELSEWHERE, Client, check, described

DOCS = (Path(__file__).parents[2] / "docs" / "problems.md").read_text()
DOCUMENT = openapi_document(["claims"])
"""With keys and limits: all that can be described."""
ARTICLE = {"text": "The mayor opened the bridge."}
UNKNOWN_PROMPT = "/v1/prompts/claims/99"
MODEL_ERRORS = [error for error in TABLE if issubclass(error, ModelError)]
_BY_A_MISTAKE = "internal-error"
"""Possible wherever there is code; that it is told as a problem is tested in `test_headers`."""


@dataclass(frozen=True, slots=True)
class Called:
    """A way to make a problem occur, on the routes where it can."""

    problem: str
    settings: dict[str, Any]
    request: dict[str, Any]
    times: int = 1


ANYWHERE = [
    Called("bad-request", {}, {"headers": {"Host": "a b"}}),
    Called("foreign-host", {"allowed_hosts": "ours.example"}, {}),
    Called("foreign-page", {}, {"headers": {"Sec-Fetch-Site": "cross-site"}}),
    Called("key-required", {"keyed": True}, {}),
    Called("rate-limited", {"requests_per_minute": 1}, {}, times=2),
    Called("not-acceptable", {}, {"headers": {"Accept": "image/png"}}),
    Called("unknown-extraction", {}, {}),
    Called("malformed-body", {}, {"content": b"{", "media": "application/json"}),
    Called("invalid-encoding", {}, {"content": b"\xff", "media": "text/plain"}),
    Called("invalid-parameter", {}, {"params": {"partial": "perhaps"}}),
    Called("invalid-article", {}, {"json": {}}),
    Called("unknown-prompt-version", {}, {"params": {"prompt": "nope"}, "path": UNKNOWN_PROMPT}),
    Called("unsupported-media-type", {}, {"content": b"a", "media": "text/csv"}),
    Called("article-too-large", {"max_article_bytes": 5}, {}),
    Called("no-recording", {"backend": "replay"}, {}),
]
ROUTES = [(method.upper(), path) for path, of in DOCUMENT["paths"].items() for method in of]
_OURS = {"x-request-id", "server-timing", "ratelimit", "ratelimit-policy", "retry-after"}
_IN_PATH = {"identifier": "0" * 32, "name": "claims", "version": "1"}


def ask(client: Client, method: str, path: str, request: dict[str, Any]) -> Any:  # noqa: ANN401  # httpx's
    given = {
        name: value for name, value in request.items() if name not in ("media", "path", "stored")
    }
    if method == "POST" and "content" not in given:
        given.setdefault("json", ARTICLE)
    elif method == "GET":
        given = {name: given[name] for name in given if name in ("headers", "params")}
        path = request.get("path", path) if "{version}" in path else path
        path = request.get("stored", path) if "{identifier}" in path else path
    if "media" in request and method == "POST":
        given["headers"] = {**given.get("headers", {}), "Content-Type": request["media"]}
    return client.request(method, path.format(**_IN_PATH), **given)


def occurring(tmp_path: Path) -> Iterator[tuple[str, str, int, str]]:
    """What occurs when each way is tried on each route."""
    for called in ANYWHERE:
        changes = {"cache": "memory:", "backend": "baseline", **called.settings}
        if changes.pop("keyed", False):
            changes["api_keys"] = tmp_path / "keys"
            create_key(tmp_path / "keys", "desk")
        with TestClient(create_app(Settings(**changes)), raise_server_exceptions=False) as client:
            for method, path in ROUTES * called.times:
                told = ask(client, method, path, called.request)
                if told.status_code >= 400:
                    problem = check(DOCUMENT, method, told.request.url.path, told)
                    yield method, path, told.status_code, problem


def raising(error: type[ModelError]) -> ScriptedModel:
    def script(request: ModelRequest) -> Answer:
        raise error("It cannot be done.")

    return ScriptedModel(script)


def post(model: ScriptedModel, **request: Any) -> Any:  # noqa: ANN401  # httpx's
    settings = Settings(cache="memory:", prompt="claims@1")
    with TestClient(create_app(settings, model), raise_server_exceptions=False) as client:
        return client.post("/v1/claims", **{"json": ARTICLE, **request})


def of_a_model() -> Iterator[tuple[str, str, int, str]]:
    """What occurs when a model fails in each way."""
    for error in MODEL_ERRORS:
        told = post(raising(error))
        problem = check(DOCUMENT, "POST", "/v1/claims", told)
        kind = kind_of(error("It cannot be done."))
        assert (told.status_code, problem) == (kind.status, kind.name)
        yield "POST", "/v1/claims", told.status_code, problem
    yield "POST", "/v1/claims", *_of_a_part()


def _of_a_part() -> tuple[int, str]:
    def script(request: ModelRequest) -> Answer:
        if "Sentence 0 " in request.messages[-1].content.rpartition("[1]")[2]:
            raise errors.ModelRefused("It declines.")
        return answer(draft())

    text = " ".join(f"Sentence {number} tells of the bridge." for number in range(20))
    told = post(ScriptedModel(script), json={"text": text}, params={"partial": "reject"})
    return told.status_code, check(DOCUMENT, "POST", "/v1/claims", told)


def of_an_end() -> Iterator[tuple[str, str, int, str]]:
    """What occurs while a service ends."""
    life = Life()
    app = create_app(Settings(cache="memory:", backend="baseline"), life=life)
    with TestClient(app, raise_server_exceptions=False) as client:
        life.ending = True
        told = client.get("/readyz")
        yield "GET", "/readyz", told.status_code, check(DOCUMENT, "GET", "/readyz", told)
        with client.portal() as portal:
            portal.call(life.cut_off)
        told = client.post("/v1/claims", json=ARTICLE)
        yield "POST", "/v1/claims", told.status_code, check(DOCUMENT, "POST", "/v1/claims", told)


def of_a_crowd() -> Iterator[tuple[str, str, int, str]]:
    """What occurs when there is no place left."""
    asking, go_on = threading.Event(), threading.Event()

    def script(request: ModelRequest) -> Answer:
        asking.set()
        go_on.wait(20)
        return answer(draft())

    class Waiting(ScriptedModel):
        async def answer(self, request: ModelRequest, deadline: float) -> Answer:
            return await asyncio.to_thread(script, request)

    settings = Settings(cache="memory:", prompt="claims@1", concurrency=1, queue=0)
    with (
        TestClient(create_app(settings, Waiting(script)), raise_server_exceptions=False) as client,
        ThreadPoolExecutor(1) as elsewhere,
    ):
        first = elsewhere.submit(client.post, "/v1/claims", json=ARTICLE)
        asking.wait(20)
        told = client.post("/v1/claims", json={"text": "The mayor closed the bridge."})
        go_on.set()
        assert first.result().status_code == 200
    yield "POST", "/v1/claims", told.status_code, check(DOCUMENT, "POST", "/v1/claims", told)


def over_a_socket(tmp_path: Path) -> Iterator[tuple[str, str, int, str]]:
    """What occurs before there is a whole request."""
    cache = tmp_path / "cache.sqlite"
    with processes.service(cache, CLAIMWIRE_BODY_DEADLINE="0.3") as (_, port):
        for method, path in ROUTES:
            head = f"{method} {path.format(**_IN_PATH)} HTTP/1.1\r\nHost: x\r\n"
            yield method, path, *_told(port, f"{head}X: {'a' * 50_000}\r\n\r\n")
            if method == "POST":
                kept_waiting = f"{head}Content-Type: text/plain\r\nContent-Length: 9\r\n\r\nThe"
                yield method, path, *_told(port, kept_waiting)


def _told(port: int, raw: str) -> tuple[int, str]:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(raw.encode())
        received = b""
        while b'","title"' not in received:
            received += connection.recv(1 << 16)
    found = re.search(rb"^HTTP/1.1 (\d+) .*urn:claimwire:problem:([a-z-]+)", received, re.DOTALL)
    assert found
    return int(found[1]), found[2].decode()


def test_what_is_described_occurs_and_what_occurs_is_described(tmp_path: Path) -> None:
    occurred = {
        *occurring(tmp_path),
        *of_a_model(),
        *of_an_end(),
        *of_a_crowd(),
        *over_a_socket(tmp_path),
    }
    told = {one for one in described(DOCUMENT) if one[3] and one[3] != _BY_A_MISTAKE}
    assert sorted(told - occurred) == []
    assert sorted(occurred - told) == []


def test_the_table_the_documentation_and_the_document_agree() -> None:
    rows = {
        (int(status), name)
        for name, status in re.findall(
            r"^\| `urn:claimwire:problem:([\w-]+)` \| (\d+) ", DOCS, re.M
        )
    }
    table = {(kind.status, kind.name) for kind in [*TABLE.values(), *FOR_STATUS.values()]}
    document = {(status, problem) for _, _, status, problem in described(DOCUMENT) if problem}
    assert rows == table
    assert document | ELSEWHERE == table


def test_success_is_described_with_its_form(client: Client) -> None:
    """And what is described as one, a copy that is still good included, occurs."""
    posted = client.post("/v1/claims", json=ARTICLE)
    found = {"stored": posted.headers["Content-Location"]}
    kept = {**found, "headers": {"If-None-Match": posted.headers["ETag"]}}
    occurred = set()
    for method, path in ROUTES:
        for request in (found, kept) if "{identifier}" in path else ({},):
            answered = ask(client, method, path, request)
            status = answered.status_code
            occurred.add((method, path, status, ""))
            content = DOCUMENT["paths"][path][method.lower()]["responses"][str(status)].get(
                "content", {}
            )
            media_types = [one.partition(";")[0] for one in content]
            told = answered.headers.get("Content-Type", "").partition(";")[0]
            assert media_types == ([told] if answered.content else [])
    assert occurred == {one for one in described(DOCUMENT) if one[2] < 400}


def test_every_header_of_ours_is_described_where_it_stands_and_nowhere_else(tmp_path: Path) -> None:
    """Of a header that only some answers with a status have, it is enough that some do."""
    told: dict[tuple[str, str, str], set[str]] = {}
    for called in ANYWHERE:
        changes = {"cache": "memory:", "backend": "baseline", **called.settings}
        changes.setdefault("requests_per_minute", 100)
        if changes.pop("keyed", False):
            changes["api_keys"] = tmp_path / "keys"
            create_key(tmp_path / "keys", "desk")
        with TestClient(create_app(Settings(**changes)), raise_server_exceptions=False) as client:
            for method, path in ROUTES * called.times:
                answered = ask(client, method, path, called.request)
                where = method, path, str(answered.status_code)
                told.setdefault(where, set()).update(_OURS & set(answered.headers))
    assert len(told) > 40
    for (method, path, status), headers in told.items():
        response = DOCUMENT["paths"][path][method.lower()]["responses"][status]
        listed = {name.lower() for name in response["headers"]} & _OURS
        assert headers == listed, (method, path, status)
