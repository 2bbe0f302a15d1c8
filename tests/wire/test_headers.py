"""What may a browser do with the service's answers, and which names does it answer to?"""

import pytest
from litestar.testing import TestClient

from service.app import create_app
from service.errors import ConfigurationError
from service.settings import Settings, read_settings
from tests.wire.described import Client

ARTICLE = {"text": "The mayor opened the bridge."}
PAGE = "https://desk.example.org"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
EVERYWHERE = [
    ("GET", "/healthz", 200),
    ("GET", "/readyz", 200),
    ("GET", "/schema", 200),
    ("GET", "/schema/openapi.json", 200),
    ("GET", "/v1/prompts", 200),
    ("POST", "/v1/claims", 200),
    ("GET", "/v1/claims/nope", 404),
    ("GET", "/nowhere", 404),
    ("DELETE", "/v1/claims", 405),
    ("OPTIONS", "/v1/claims", 204),
    ("HEAD", "/readyz", 200),
]


def service(**changes: str) -> Client:
    settings = Settings(cache="memory:", backend="baseline", **changes)  # type: ignore[arg-type]  # strings
    return TestClient(create_app(settings), raise_server_exceptions=False)


@pytest.mark.parametrize(("method", "path", "status"), EVERYWHERE)
def test_every_answer_tells_browsers_to_do_nothing_with_it(
    client: Client, method: str, path: str, status: int
) -> None:
    answer = client.request(method, path, json=ARTICLE if method == "POST" else None)
    assert answer.status_code == status
    assert {name: answer.headers[name] for name in ALWAYS} == ALWAYS
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; frame-ancestors 'none'")
    assert "unsafe" not in policy
    assert answer.headers.get_list("Content-Security-Policy") == [policy]
    assert "Server" not in answer.headers


@pytest.mark.parametrize(("method", "path", "status"), EVERYWHERE)
def test_without_a_setting_no_page_from_elsewhere_may_read_anything(
    client: Client, method: str, path: str, status: int
) -> None:
    headers = {"Origin": PAGE, "Access-Control-Request-Method": "POST"}
    answer = client.request(
        method, path, json=ARTICLE if method == "POST" else None, headers=headers
    )
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


def test_a_page_that_is_listed_may_ask_and_read() -> None:
    with service(cors_origins=f"{PAGE} http://localhost:3000") as client:
        asked = client.options(
            "/v1/claims",
            headers={
                "Origin": PAGE,
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "authorization, content-type",
            },
        )
        headers = {"Origin": PAGE, "Sec-Fetch-Site": "cross-site"}
        answer = client.post("/v1/claims", json=ARTICLE, headers=headers)
        refused = client.get("/nowhere", headers=headers)
    assert asked.status_code == 204
    assert asked.headers["Access-Control-Allow-Methods"] == "GET, POST"
    may_send = asked.headers["Access-Control-Allow-Headers"].split(", ")
    assert {"Authorization", "X-Request-Id", "traceparent"} < set(may_send)
    assert answer.status_code == 200
    for one in (asked, answer, refused):
        assert one.headers["Access-Control-Allow-Origin"] == PAGE
        assert "Origin" in one.headers["Vary"]
        assert "Access-Control-Allow-Credentials" not in one.headers
        assert "Cross-Origin-Resource-Policy" not in one.headers
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", f"{PAGE}.evil.example", "null", "", f"{PAGE}:8443", PAGE + "\xff"],
)
def test_a_page_that_is_not_listed_may_not(origin: str) -> None:
    asking = {b"Origin": origin.encode("latin-1")}
    with service(cors_origins=PAGE) as client:
        preflight = {**asking, b"Access-Control-Request-Method": b"POST"}
        asked = client.options("/v1/claims", headers=preflight)
        answer = client.post("/v1/claims", json=ARTICLE, headers=asking)
    for one in (asked, answer):
        assert "Access-Control-Allow-Origin" not in one.headers
        assert one.headers["Vary"] == "Origin"


def test_any_page_may_where_all_are_listed() -> None:
    with service(cors_origins="*") as client:
        headers = {"Origin": PAGE, "Sec-Fetch-Site": "cross-site"}
        answer = client.post("/v1/claims", json=ARTICLE, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_cannot_post_blindly(client: Client, site: str) -> None:
    """A browser sends text/plain without asking first; whoever pays for the model would pay."""
    headers = {"Origin": PAGE, "Sec-Fetch-Site": site, "Content-Type": "text/plain"}
    answer = client.post("/v1/claims", content=b"The mayor opened it.", headers=headers)
    assert answer.status_code == 403
    assert answer.json()["type"].endswith(":foreign-page")
    # A link from elsewhere may lead here.
    assert client.get("/schema", headers=headers).status_code == 200


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_page_of_ours_can_post(client: Client, site: str) -> None:
    headers = {"Origin": "http://testserver.local", "Sec-Fetch-Site": site}
    assert client.post("/v1/claims", json=ARTICLE, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("claims.example.org", 200),
        ("CLAIMS.example.ORG", 200),
        ("claims.example.org:8000", 200),
        ("claims.example.org.", 200),
        ("a.b.example.net", 200),
        ("[::1]:8000", 200),
        ("[::1]", 200),
        ("example.net", 421),
        ("evilexample.net", 421),
        ("evil.example", 421),
        ("claims.example.org.evil.example", 421),
        ("evil.example:claims.example.org", 421),
        ("claims.example.org@evil.example", 421),
        ("127.0.0.1", 421),
        ("", 421),
        ("*.example.net", 421),
    ],
)
def test_only_the_names_that_are_listed_are_answered_to(host: str, status: int) -> None:
    with service(allowed_hosts="claims.example.org *.Example.net [::1]") as client:
        answer = client.get("/v1/prompts", headers={"Host": host})
        assert client.get("/healthz", headers={"Host": host}).status_code in (200, 400)
    assert answer.status_code == status
    if status == 421:
        assert answer.json()["type"].endswith(":foreign-host")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/readyz/", "//healthz"])
def test_schedulers_need_no_name(path: str) -> None:
    with service(allowed_hosts="claims.example.org") as client:
        asked = f"http://testserver.local{path}"
        assert client.get(asked, headers={"Host": "10.0.0.7:8000"}).status_code == 200


def test_two_names_at_once_are_nobodys() -> None:
    ours = "claims.example.org"
    with service(allowed_hosts=ours) as client:
        answer = client.get("/v1/prompts", headers=[("Host", ours), ("Host", "evil.example")])
    assert answer.status_code == 421


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "Forwarded", "X-Host", "X-Original-URL"])
def test_no_other_header_names_the_service(name: str) -> None:
    with service(allowed_hosts="claims.example.org") as client:
        headers = {"Host": "evil.example", name: "claims.example.org"}
        assert client.get("/v1/prompts", headers=headers).status_code == 421


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ALLOWED_HOSTS", "https://claims.example.org"),
        ("ALLOWED_HOSTS", "claims.example.org:8000"),
        ("ALLOWED_HOSTS", "a,b"),
        ("CORS_ORIGINS", "desk.example.org"),
        ("CORS_ORIGINS", "https://desk.example.org/"),
        ("CORS_ORIGINS", "https://user@desk.example.org"),
    ],
)
def test_a_list_that_would_never_fit_is_refused(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"CLAIMWIRE_{variable}", value)
    with pytest.raises(ConfigurationError, match=variable):
        read_settings()


@pytest.mark.parametrize("variable", ["LITESTAR_DEBUG", "DEBUG", "LITESTAR_PDB"])
def test_nothing_in_the_environment_turns_debugging_on(
    variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "1")

    def break_down(*_: object) -> bytes:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("service.api.health.Health.model_dump_json", break_down)
    app = create_app(Settings(cache="memory:", backend="baseline"))
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/healthz", headers={"Accept": "text/html"})
    assert not app.debug
    assert app.pdb_on_exception is False
    assert answer.status_code == 500
    assert answer.json()["type"].endswith(":internal-error")
    assert "ZeroDivision" not in answer.text
    assert "secret" not in answer.text
