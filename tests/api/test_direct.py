"""Is an answer the same by whichever way its route is found?"""

from pathlib import Path

import httpx
import pytest
from litestar.testing import TestClient

from service.access.keys import create_key
from service.app import create_app
from service.settings import Settings
from tests.api.keyed import ARTICLE, PLAIN, Client, bearer, scripted

STRAIGHT, ROUTED = "/v1/claims", "/v1/claims/"
OF_THIS_REQUEST = {"server-timing", "x-request-id", "ratelimit"}


def asked(service: Client, path: str, headers: dict[str, str], body: str) -> httpx.Response:
    return service.post(path, content=body, headers=headers)


REQUESTS = {
    "an article": (True, PLAIN, ARTICLE),
    "no key": (False, PLAIN, ARTICLE),
    "no words": (True, PLAIN, "..."),
    "no media type": (True, {"Content-Type": "image/png"}, ARTICLE),
    "not acceptable": (True, {**PLAIN, "Accept": "image/png"}, ARTICLE),
}


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
@pytest.mark.parametrize("limit", [None, 1000], ids=["free", "limited"])
def test_the_routers_way_and_the_straight_one_lead_to_the_same_answer(
    tmp_path: Path, request_: tuple[bool, dict[str, str], str], limit: int | None
) -> None:
    with_key, headers, body = request_
    keys = tmp_path / "keys"
    key = bearer(create_key(keys, "tenant")) if with_key else {}
    create_key(keys, "other")
    settings = Settings(cache="memory:", api_keys=keys, requests_per_minute=limit, _env_file=None)
    with TestClient(create_app(settings, scripted())) as service:
        asked(service, STRAIGHT, {**headers, **key}, body)  # so that both are hits
        one, other = (asked(service, path, {**headers, **key}, body) for path in (STRAIGHT, ROUTED))
    assert one.status_code == other.status_code
    assert one.text == other.text
    assert one.headers.keys() == other.headers.keys()
    for name in one.headers.keys() - OF_THIS_REQUEST:
        assert one.headers[name] == other.headers[name]


def test_a_host_that_is_none_is_refused_there_too() -> None:
    with TestClient(create_app(Settings(cache="memory:", _env_file=None), scripted())) as service:
        refused = asked(service, STRAIGHT, {**PLAIN, "Host": "a/b"}, ARTICLE)
    assert refused.status_code == 400
