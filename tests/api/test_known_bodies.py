"""Is an article that came before found again without being read?"""

import json
from typing import Any, NoReturn

import pytest
from litestar.testing import TestClient

from service.api import claims
from service.api.claims import KnownBodies

Client = TestClient[Any]
TEXT = "The mayor opened the bridge on Monday."


def post(client: Client, body: bytes, media_type: str, query: str = "") -> tuple[str, str]:
    response = client.post(f"/v1/claims{query}", content=body, headers={"Content-Type": media_type})
    assert response.status_code == 200
    return response.headers["Cache-Status"], response.json()["id"]


def test_the_same_bytes_are_read_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    body = json.dumps({"text": TEXT}).encode()
    first = post(client, body, "application/json")

    def refuse(*_: object) -> NoReturn:
        raise AssertionError("read again")

    monkeypatch.setattr(claims, "parse_article", refuse)
    again = post(client, body, "application/json; charset=utf-8")
    assert (first[0], again[0]) == ("Claimwire; fwd=miss", "Claimwire; hit")
    assert first[1] == again[1]


def test_the_same_bytes_are_another_article_as_another_type_or_for_another_prompt(
    client: Client,
) -> None:
    body = json.dumps({"text": TEXT}).encode()
    kinds = [
        ("application/json", ""),
        ("text/plain", ""),
        ("application/json", "?prompt=claims@2"),
    ]
    ids = [post(client, body, media_type, query)[1] for media_type, query in kinds]
    assert len(set(ids)) == 3
    assert [post(client, body, *kind)[1] for kind in kinds] == ids


def test_the_least_recently_used_goes_first() -> None:
    known = KnownBodies(most=2)
    known.add("a", "1")
    known.add("b", "2")
    known.get("a")
    known.add("c", "3")
    assert [known.get(name) for name in "abc"] == ["1", None, "3"]
