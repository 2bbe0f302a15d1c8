"""Is JSON read as the standard has it, and nothing else?"""

import pytest

from tests.wire import json_bodies
from tests.wire.described import Client, Document, check

JSON = {"Content-Type": "application/json"}
ARTICLE = b'"The mayor opened the bridge."'


def ask(client: Client, document: Document, body: bytes) -> str:
    """The problem that the body is told, or nothing."""
    answer = client.post("/v1/claims", content=body, headers=JSON)
    assert answer.status_code < 500
    return check(document, "POST", "/v1/claims", answer)


@pytest.mark.parametrize("name", json_bodies.MUST)
def test_what_is_json_is_read(client: Client, document: Document, name: str) -> None:
    body = json_bodies.MUST[name]
    assert ask(client, document, body) == "invalid-article"  # read, and found to be none
    assert ask(client, document, b'{"text": %s, "x": %s}' % (ARTICLE, body)) == "invalid-article"


@pytest.mark.parametrize("name", json_bodies.MUST_NOT)
def test_what_is_no_json_is_refused(client: Client, document: Document, name: str) -> None:
    body = json_bodies.MUST_NOT[name]
    refused = ("malformed-body", "invalid-encoding")
    assert ask(client, document, body) in refused
    assert ask(client, document, b'{"text": %s, "title": %s}' % (ARTICLE, body)) in refused


@pytest.mark.parametrize("name", json_bodies.MAY)
def test_what_may_be_either_is_told_clearly(client: Client, document: Document, name: str) -> None:
    told = ("malformed-body", "invalid-encoding", "invalid-article")
    assert ask(client, document, json_bodies.MAY[name]) in told


@pytest.mark.parametrize(
    "name", [name for name, body in json_bodies.MUST.items() if body.startswith(b'["')]
)
def test_each_string_of_the_standard_can_stand_in_an_article(
    client: Client, document: Document, name: str
) -> None:
    text = json_bodies.MUST[name][1:-1]
    problem = ask(client, document, b'{"text": "The mayor opened %s it."}' % text[1:-1])
    assert problem == ""
