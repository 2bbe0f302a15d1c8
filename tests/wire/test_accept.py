"""Which answers does a caller accept?"""

import pytest

from tests.wire.described import Client

ARTICLE = {"text": "The mayor opened the bridge."}
ACCEPTED = {
    "": True,
    " ": True,
    "*/*": True,
    "application/*": True,
    "application/json": True,
    "Application/JSON": True,
    "application/json;q=0.1": True,
    "application/json; charset=utf-8": True,
    "text/html, application/json;q=0.9, */*;q=0.8": True,
    "text/html, */*;q=0.8": True,
    "*/*;q=0, application/json": True,
    "application/*;q=0.0, application/json;q=0.001": True,
    "application/json;q=0, application/json": True,
    "application/json;q=0": False,
    "application/json;q=0.000": False,
    "application/json ; Q=0": False,
    "application/json; q = 0": False,
    "*/*, application/json;q=0": False,
    "*/*, application/*;q=0": False,
    "*/*;q=0": False,
    "text/html": False,
    "application/jsonp": False,
    "application/problem+json": False,
    ",": False,
    "nonsense": False,
}


@pytest.mark.parametrize(("accept", "is_accepted"), ACCEPTED.items())
def test_what_is_not_accepted_is_not_written(
    client: Client, accept: str, is_accepted: bool
) -> None:
    headers = {"Accept": accept}
    posted = client.post("/v1/claims", json=ARTICLE, headers=headers)
    again = client.get(f"/v1/claims/{'0' * 20}", headers=headers)
    expected = (200, 404) if is_accepted else (406, 406)
    assert (posted.status_code, again.status_code) == expected


def test_a_list_may_stand_in_several_lines(client: Client) -> None:
    types = [("Accept", "application/json"), ("Accept", "text/html")]
    for headers in (types, types[::-1]):
        assert client.post("/v1/claims", json=ARTICLE, headers=headers).status_code == 200
        assert client.get(f"/v1/claims/{'0' * 20}", headers=headers).status_code == 404


@pytest.mark.parametrize("codings", [["gzip", "identity"], ["identity", "gzip"], ["GZIP"]])
def test_no_coding_gets_in_behind_another(client: Client, codings: list[str]) -> None:
    headers = [("Content-Encoding", coding) for coding in codings]
    assert client.post("/v1/claims", json=ARTICLE, headers=headers).status_code == 415


def test_the_coding_that_is_none_has_any_case(client: Client) -> None:
    headers = {"Content-Encoding": "Identity"}
    assert client.post("/v1/claims", json=ARTICLE, headers=headers).status_code == 200
