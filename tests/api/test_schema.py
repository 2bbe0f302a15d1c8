"""Does the OpenAPI document say what the service does?"""

import re
from typing import Any

import pytest
from litestar.testing import TestClient
from openapi_spec_validator import OpenAPIV31SpecValidator

from schemas.article import WORDS, Article
from service.api.offer import Offer
from service.api.openapi import openapi_document
from service.app import create_app
from service.settings import Settings
from tests.api.routes import routes_of

Client = TestClient[Any]


def document(client: Client) -> dict[str, Any]:
    described: dict[str, Any] = client.get("/schema/openapi.json").json()
    return described


def test_every_route_is_described_and_no_other(client: Client) -> None:
    described = {
        (path, method.upper())
        for path, operations in document(client)["paths"].items()
        for method in operations
    }
    served = {(re.sub(r":\w+\}", "}", path), method) for method, path in routes_of(client.app)}
    assert described == served


OFFERS = {
    "all": Offer(),
    "least": Offer(keys=False, limited=False, named=False, backend="baseline"),
    "a model": Offer(backend="openai"),
}


@pytest.mark.parametrize("offer", OFFERS.values(), ids=OFFERS)
def test_the_document_is_valid(offer: Offer) -> None:
    """By the schema of OpenAPI 3.1 and JSON Schema's own, patterns included."""
    validator = OpenAPIV31SpecValidator(openapi_document(["claims"], offer))
    assert [error.message for error in validator.iter_errors()] == []


def patterns(node: object) -> set[str]:
    if isinstance(node, dict):
        own = {node["pattern"]} if isinstance(node.get("pattern"), str) else set()
        return own.union(*map(patterns, node.values()))
    return set().union(*map(patterns, node)) if isinstance(node, list) else set()


def test_every_pattern_means_the_same_in_every_dialect() -> None:
    """No escapes but those of ASCII that all have: `\\p{L}` is an error, or five characters."""
    found = patterns(openapi_document(["claims"]))
    assert WORDS in found
    for pattern in found:
        assert pattern.isascii()
        assert set(re.findall(r"\\(.)", pattern)) <= {"S", "d", "."}, pattern


@pytest.mark.parametrize(
    "text", ["a", "\u0430", "\u4e2d", "\u0967", "²", "½", "\U0001d4d0", " 1\n"]
)
def test_the_pattern_refuses_no_article(text: str) -> None:
    assert re.search(WORDS, Article(text=text).text)


def test_models_keep_their_docstrings_and_their_strictness(client: Client) -> None:
    schemas = document(client)["components"]["schemas"]
    assert schemas["Claim"]["description"].startswith("One proposition of the article")
    assert "code points" in schemas["Selector"]["description"]
    assert schemas["Claim"]["properties"]["id"]["description"]
    assert schemas["Article"]["additionalProperties"] is False


def test_every_reference_leads_somewhere() -> None:
    whole = openapi_document(["claims"])
    references = set(re.findall(r"#/components/schemas/(\w+)", str(whole)))
    assert references <= set(whole["components"]["schemas"])


def test_an_error_is_described_as_a_problem(client: Client) -> None:
    operation = document(client)["paths"]["/v1/claims"]["post"]
    for status in ("400", "413", "415", "422", "503"):
        response = operation["responses"][status]
        assert list(response["content"]) == ["application/problem+json"]
    assert "overloaded" in operation["responses"]["503"]["description"]


def test_a_route_lists_only_the_problems_that_it_can_have(client: Client) -> None:
    paths = document(client)["paths"]
    stored = paths["/v1/claims/{identifier}"]["get"]["responses"]
    assert "unknown-extraction" in stored["404"]["description"]
    assert "prompt" not in stored["404"]["description"]
    assert list(stored) == sorted(stored)
    assert list(paths["/healthz"]["get"]["responses"]) == ["200", "400", "431", "500"]


def problems_of(**settings: Any) -> set[str]:  # noqa: ANN401  # of any kind
    with TestClient(create_app(Settings(cache="memory:", **settings))) as client:
        text = client.get("/schema/openapi.json").text
    return set(re.findall(r"urn:claimwire:problem:([a-z-]+)", text))


OF_RECORDINGS = {"upstream-timeout", "upstream-truncated", "upstream-invalid-response"}
BACKENDS: dict[str, tuple[dict[str, Any], set[str]]] = {
    "rules": ({"backend": "baseline"}, {"upstream-timeout"}),
    "recorded answers": ({"backend": "replay"}, OF_RECORDINGS | {"no-recording"}),
    "recorded answers, or rules": ({}, OF_RECORDINGS),
    "a model": (
        {"openai_base_url": "http://127.0.0.1:9/v1"},
        {f"upstream-{one}" for one in ("auth", "misconfigured", "quota-exhausted", "rate-limited")}
        | {"upstream-unavailable", "context-length-exceeded", "model-refused", "content-filtered"}
        | OF_RECORDINGS,
    ),
}
OF_MODELS = set().union(*(told for _, told in BACKENDS.values()))


@pytest.mark.parametrize(("settings", "told"), BACKENDS.values(), ids=BACKENDS)
def test_only_problems_of_what_answers_are_listed(settings: dict[str, Any], told: set[str]) -> None:
    assert problems_of(**settings) & OF_MODELS == told


def test_a_foreign_name_is_a_problem_only_where_there_are_names() -> None:
    assert "foreign-host" not in problems_of()
    assert "foreign-host" in problems_of(allowed_hosts="claims.example.org")


def test_rules_have_a_deadline_too() -> None:
    """Which is why `upstream-timeout` is listed for them."""
    settings = Settings(cache="memory:", backend="baseline", deadline=0.001)
    with TestClient(create_app(settings)) as client:
        told = client.post("/v1/claims", json={"text": "The mayor opened the bridge. " * 2000})
    assert told.json()["type"].endswith(":upstream-timeout")


def test_every_answer_is_described_with_its_id(client: Client) -> None:
    for path, operations in document(client)["paths"].items():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                assert "X-Request-Id" in response["headers"], (path, status)


def test_the_viewer_loads_nothing_from_elsewhere(client: Client) -> None:
    page = client.get("/schema")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert not re.search(r"(src|href)=[\"']?(https?:)?//", page.text)
    assert "<script" not in page.text
    assert 'id="Extraction"' in page.text


def test_the_prompt_library_can_be_read(client: Client) -> None:
    prompts = client.get("/v1/prompts").json()["prompts"]
    assert {"claims", "judge-entailment"} <= {listed["name"] for listed in prompts}
    for listed in prompts:
        detail = client.get(f"/v1/prompts/{listed['name']}/{listed['version']}").json()
        assert detail["opening"][0]["role"] == "system"
        assert "{{sentences}}" in detail["user"]
        assert detail["sha256"] == listed["sha256"]
        assert (detail["repair"] is None) == detail["draft"].endswith("Verdicts")


@pytest.mark.parametrize("version", ["01", "001", "0", "00", "+1", "1.0", "٠١", "1e0"])
def test_a_version_of_a_prompt_has_one_address(client: Client, version: str) -> None:
    assert client.get("/v1/prompts/claims/1").status_code == 200
    told = client.get(f"/v1/prompts/claims/{version}")
    assert (told.status_code, told.json()["type"].rpartition(":")[2]) == (
        404,
        "unknown-prompt-version",
    )


def test_health_and_readiness(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz").json()
    assert (ready["status"], ready["backend"], ready["cache"]) == (
        "ready",
        "replay-or-baseline",
        "ok",
    )
