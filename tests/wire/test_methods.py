"""Which methods does each path answer, beside those that the OpenAPI document lists?"""

import re
from pathlib import Path

import httpx
import pytest

from service.api.openapi import openapi_document
from tests import processes
from tests.wire.described import Client, Document

PATHS = openapi_document(["claims"])["paths"]
READ = [path for path, operations in PATHS.items() if "get" in operations]
_VARIES = {"x-request-id", "server-timing", "content-length"}


def filled(client: Client, path: str) -> str:
    if "{identifier}" in path:
        posted = client.post("/v1/claims", json={"text": "The mayor opened the bridge."})
        return str(posted.headers["Content-Location"])
    return path.format(name="claims", version=1)


@pytest.mark.parametrize("path", PATHS)
def test_options_tells_the_methods(client: Client, document: Document, path: str) -> None:
    answer = client.options(filled(client, path))
    told = {*map(str.upper, PATHS[path]), "OPTIONS"} | ({"HEAD"} if path in READ else set())
    assert answer.status_code == 204
    assert set(answer.headers["Allow"].split(", ")) == told
    assert "All answer OPTIONS" in document["info"]["description"]
    refused = client.delete(filled(client, path))
    assert (refused.status_code, set(refused.headers["Allow"].split(", "))) == (405, told)


@pytest.mark.parametrize("path", READ)
def test_what_answers_get_answers_head(client: Client, document: Document, path: str) -> None:
    path = filled(client, path)
    head, got = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert set(head.headers) == set(got.headers)
    for name in set(got.headers) - _VARIES:
        assert head.headers[name] == got.headers[name], name
    assert "answers HEAD" in document["info"]["description"]


def test_head_is_refused_like_get_and_where_nothing_is_read(client: Client) -> None:
    for path, status in (("/nowhere", 404), ("/v1/claims", 405), ("/v1/claims/nope", 404)):
        head = client.head(path)
        assert (head.status_code, head.content) == (status, b"")


def test_head_over_a_socket_leaves_the_connection_usable_and_is_counted_as_such(
    tmp_path: Path,
) -> None:
    with (
        processes.service(tmp_path / "cache.sqlite") as (_, port),
        httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client,
    ):
        answers = [client.request(method, "/readyz") for method in ("HEAD", "GET", "HEAD")]
        numbers = client.get("/metrics").text
    assert [one.status_code for one in answers] == [200] * 3
    head, got, _ = answers
    assert head.headers["Content-Length"] == got.headers["Content-Length"] == str(len(got.content))
    counted = r'requests_total{method="HEAD",outcome="ok",route="/readyz",status="2xx"} 2\.0'
    assert re.search(counted, numbers)
