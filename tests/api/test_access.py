"""Does nobody get in without a key, by whatever spelling of a path?"""

import re
from typing import Any
from urllib.parse import unquote

import pytest

from tests.api.keyed import ARTICLE, UNKNOWN, WRONG, Client, bearer
from tests.api.routes import routes_of
from tests.fakes import ScriptedModel

GUARDED = [
    ("POST", "/v1/claims"),
    ("GET", f"/v1/claims/{UNKNOWN}"),
    ("GET", "/v1/prompts"),
    ("GET", "/v1/prompts/claims/1"),
    ("GET", "/metrics"),
    ("OPTIONS", "/v1/claims"),
    ("OPTIONS", "/v1/prompts"),
]
FREE = ["/healthz", "/readyz", "/schema", "/schema/openapi.json"]


def test_the_lists_of_routes_are_whole(service: Client) -> None:
    served = {
        (method, re.sub(r"\{\w+:\w+\}", "x", path)) for method, path in routes_of(service.app)
    }
    named = [*GUARDED, *(("GET", path) for path in FREE)]
    tested = {
        (method, path.replace(UNKNOWN, "x").replace("prompts/claims/1", "prompts/x/x"))
        for method, path in named
        if method != "OPTIONS"
    }
    assert tested == served


CREDENTIALS: dict[str, Any] = {
    "no key": {},
    "an empty header": {"Authorization": ""},
    "a scheme alone": {"Authorization": "Bearer"},
    "an empty key": {"Authorization": "Bearer "},
    "another scheme": {"Authorization": "Basic Y3c6Y3c="},
    "noise": {"Authorization": b"Bearer \xff\xfe"},
    "a wrong key": bearer(WRONG),
    "a short key": bearer("cw_00000000_00"),
    "a long key": bearer("cw_" + "0" * 9000),
    "a header of another name": {"X-API-Key": WRONG},
}


@pytest.mark.parametrize(("method", "path"), GUARDED, ids=[" ".join(one) for one in GUARDED])
def test_a_route_needs_a_key(service: Client, method: str, path: str) -> None:
    for name, headers in CREDENTIALS.items():
        assert service.request(method, path, headers=headers).status_code == 401, name


@pytest.mark.parametrize(("method", "path"), GUARDED, ids=[" ".join(one) for one in GUARDED])
def test_a_revoked_key_opens_nothing(service: Client, revoked: str, method: str, path: str) -> None:
    assert service.request(method, path, headers=bearer(revoked)).status_code == 401


@pytest.mark.parametrize(("method", "path"), GUARDED, ids=[" ".join(one) for one in GUARDED])
def test_a_valid_key_opens_and_each_tenant_the_same(
    service: Client, ours: str, theirs: str, method: str, path: str
) -> None:
    statuses = {
        service.request(method, path, headers=bearer(key)).status_code for key in (ours, theirs)
    }
    assert len(statuses) == 1
    assert not statuses & {401, 403, 429, 500}


@pytest.mark.parametrize("path", FREE)
def test_what_schedulers_and_readers_ask_needs_no_key(service: Client, path: str) -> None:
    assert service.get(path).status_code == 200
    assert service.get(path, headers=bearer(WRONG)).status_code == 200


def test_all_refusals_are_the_same(service: Client, ours: str, revoked: str) -> None:
    almost = ours[:-1] + ("0" if ours[-1] != "0" else "1")
    other_id = ours[:3] + revoked[3:11] + ours[11:]
    refused = [*CREDENTIALS.values(), *map(bearer, (revoked, almost, other_id, ours.upper()))]
    refused.append([("Authorization", f"Bearer {ours}"), ("Authorization", f"Bearer {ours}")])
    answers = [service.post("/v1/claims", headers=headers) for headers in refused]
    told = {(one.status_code, one.content, one.headers["WWW-Authenticate"]) for one in answers}
    assert len(told) == 1
    ((status, body, challenge),) = told
    assert (status, challenge) == (401, 'Bearer realm="claimwire"')
    assert b'"type":"urn:claimwire:problem:key-required"' in body
    names = {frozenset(one.headers) - {"x-request-id"} for one in answers}
    assert len(names) == 1


@pytest.mark.parametrize("scheme", ["bearer", "BEARER", "Bearer  "])
def test_the_scheme_is_read_as_the_standard_has_it(service: Client, ours: str, scheme: str) -> None:
    answered = service.get("/v1/prompts", headers={"Authorization": f"{scheme} {ours}"})
    assert answered.status_code == 200


@pytest.mark.parametrize("parameter", ["api_key", "key", "access_token", "token"])
def test_a_key_in_the_address_is_no_key(service: Client, ours: str, parameter: str) -> None:
    assert service.get("/v1/prompts", params={parameter: ours}).status_code == 401
    assert service.post("/v1/claims", params={parameter: ours}).status_code == 401


def test_a_key_in_a_cookie_or_a_body_is_no_key(service: Client, ours: str) -> None:
    assert service.get("/v1/prompts", headers={"Cookie": f"key={ours}"}).status_code == 401
    assert service.post("/v1/claims", json={"text": ARTICLE, "key": ours}).status_code == 401


TRICKS = [
    "//v1/claims",
    "/v1//claims",
    "/./v1/claims",
    "/v1/./claims",
    "/v1/claims/",
    "/v1/claims//",
    "/v1/claims/.",
    "/healthz/../v1/claims",
    "/healthz/%2e%2e/v1/claims",
    "/schema/..%2fv1/claims",
    "/%2e/v1/claims",
    "/v1%2fclaims",
    "/v1/claims%2f",
    "/v1/claims%00",
    "/v1/claims%20",
    "/v1/claims;/healthz",
    "/v1/claims?/healthz",
    "/v1/claims#/healthz",
    "/%76%31/%63%6c%61%69%6d%73",
    "/V1/Claims",
    "/v1/CLAIMS",
    "/v1\\claims",
    "/v1/claims/healthz",
    "/v1/claims/schema",
    "/v1/prompts/healthz/1",
    "/v1/prompts/claims/1/",
    "/v1/prompts//claims/1",
    "http://claimwire.test/v1/claims",
    "*",
    "",
]


async def status_of(service: Client, method: str, path: str, *authorizations: str) -> int:
    """The answer to a path and headers as they are written, taken apart as our server does."""
    sent: list[Any] = []
    target, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(target),
        "raw_path": target.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [
            (b"host", b"claimwire.test"),
            (b"content-type", b"text/plain"),
            *((b"authorization", one.encode()) for one in authorizations),
        ],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }

    async def receive() -> Any:  # noqa: ANN401  # any message of ASGI
        return {"type": "http.request", "body": ARTICLE.encode(), "more_body": False}

    async def send(message: Any) -> None:  # noqa: ANN401
        sent.append(message)

    await service.app(scope, receive, send)
    status: int = sent[0]["status"]
    return status


async def test_of_two_headers_none_counts(service: Client, ours: str, theirs: str) -> None:
    valid, other = f"Bearer {ours}", f"Bearer {theirs}"
    assert await status_of(service, "GET", "/v1/prompts", valid) == 200
    for two in ((valid, valid), (valid, "Bearer x"), ("Basic x", valid), (valid, other)):
        assert await status_of(service, "GET", "/v1/prompts", *two) == 401, two


@pytest.mark.parametrize("form", ["Bearer {} ", "Bearer {}\t ", " Bearer {}", "\tBearer {}"])
async def test_whitespace_around_a_field_is_no_part_of_it(
    service: Client, ours: str, form: str
) -> None:
    assert await status_of(service, "GET", "/v1/prompts", form.format(ours)) == 200


@pytest.mark.parametrize("form", ["Bearer {} x", "Bearer {}\u00a0", "Bearer {},", "Bearer\t{}"])
async def test_what_else_stands_around_a_key_is_refused(
    service: Client, ours: str, form: str
) -> None:
    assert await status_of(service, "GET", "/v1/prompts", form.format(ours)) == 401


@pytest.mark.parametrize("path", TRICKS)
async def test_no_spelling_of_a_path_goes_past_the_key(
    service: Client, model: ScriptedModel, path: str
) -> None:
    for method in ["GET", "POST", "HEAD", "OPTIONS", "PUT", "TRACE", "get", "X"]:
        assert await status_of(service, method, path) in (401, 404, 405), method
    assert model.asked == []


def test_the_document_asks_for_a_key_where_one_is_needed(service: Client, client: Client) -> None:
    keyed = service.get("/schema/openapi.json").json()
    paths = keyed["paths"]
    assert keyed["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    for path, operations in paths.items():
        for operation in operations.values():
            assert ("security" in operation) == ("401" in operation["responses"])
            assert ("security" in operation) == path.startswith(("/v1/", "/metrics"))
    assert "408" in paths["/v1/claims"]["post"]["responses"]
    free = client.get("/schema/openapi.json").text
    assert '"401"' not in free
    assert "securitySchemes" not in free
