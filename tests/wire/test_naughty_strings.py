"""Can any string, in any place that takes one, make the service fail?"""

from typing import Any
from urllib.parse import quote

import pytest

from tests.wire.described import Client, Document, check
from tests.wire.naughty import NAUGHTY

ARTICLE = {"text": "The mayor of Springfield opened the bridge, the town hall said on Monday."}
HEADERS = [
    "Accept",
    "Accept-Encoding",
    "Authorization",
    "Content-Encoding",
    "Content-Length",
    "Content-Type",
    "Cookie",
    "Expect",
    "Forwarded",
    "Host",
    "If-None-Match",
    "Origin",
    "Range",
    "Referer",
    "Sec-Fetch-Site",
    "traceparent",
    "Transfer-Encoding",
    "User-Agent",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-HTTP-Method-Override",
    "X-Request-ID",
]


def fitting(document: Document, method: str, path: str, answer: Any) -> None:  # noqa: ANN401  # a client's
    """The answer is described and no failure of ours; quotes are where they are said to be."""
    assert answer.status_code < 500, answer.text
    check(document, method, path, answer)


def spans_hold(text: str, extraction: dict[str, Any]) -> None:
    for claim in extraction["claims"]:
        for selector in claim["selectors"]:
            assert text[selector["start"] : selector["end"]] == selector["exact"]


@pytest.mark.parametrize("name", NAUGHTY)
def test_as_the_text(client: Client, document: Document, name: str) -> None:
    for text in (NAUGHTY[name], f"The mayor said {NAUGHTY[name]} on Monday. {NAUGHTY[name]}"):
        answer = client.post("/v1/claims", json={"text": text})
        fitting(document, "POST", "/v1/claims", answer)
        if answer.status_code == 200:
            spans_hold(text, answer.json())
        plain = client.post(
            "/v1/claims", content=text.encode(), headers={"Content-Type": "text/plain"}
        )
        assert plain.status_code == answer.status_code


@pytest.mark.parametrize("field", ["title", "url", "language", "published_at", "prompt"])
def test_as_another_field(client: Client, document: Document, field: str) -> None:
    for text in NAUGHTY.values():
        answer = client.post("/v1/claims", json={**ARTICLE, field: text})
        fitting(document, "POST", "/v1/claims", answer)
        if answer.status_code == 200 and field in ("title", "url", "language"):
            assert answer.json()["article"][field] == text


def test_as_the_name_of_a_field(client: Client, document: Document) -> None:
    for text in NAUGHTY.values():
        answer = client.post("/v1/claims", json={**ARTICLE, text: 1})
        assert answer.status_code == 422
        check(document, "POST", "/v1/claims", answer)


@pytest.mark.parametrize("query", ["prompt={}", "partial={}", "{}=1"])
def test_in_the_query(client: Client, document: Document, query: str) -> None:
    for text in NAUGHTY.values():
        asked = query.format(quote(text[:2000], safe=""))
        answer = client.post(f"/v1/claims?{asked}", json=ARTICLE)
        fitting(document, "POST", "/v1/claims", answer)


@pytest.mark.parametrize(
    "path", ["/v1/claims/{}", "/v1/prompts/{}/1", "/v1/prompts/claims/{}", "/{}"]
)
def test_in_the_path(client: Client, document: Document, path: str) -> None:
    for text in NAUGHTY.values():
        asked = path.format(quote(text[:2000], safe=""))
        answer = client.get(asked)
        assert answer.status_code in (400, 404, 405) or not text.strip(" /")
        fitting(document, "GET", asked, answer)


@pytest.mark.parametrize("header", HEADERS)
def test_in_a_header(client: Client, document: Document, header: str) -> None:
    for text in NAUGHTY.values():
        one = {header.encode(): text.encode()}
        given = {b"Content-Type": b"application/json", **one}
        answer = client.post("/v1/claims", json=ARTICLE, headers=given)
        fitting(document, "POST", "/v1/claims", answer)
        identifier = "0" * 32
        answer = client.get(f"/v1/claims/{identifier}", headers=one)
        fitting(document, "GET", f"/v1/claims/{identifier}", answer)
