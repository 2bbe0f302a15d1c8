"""Does the OpenAPI document say what the service does?"""

import re
from typing import Any

from litestar.testing import TestClient

from service.api.openapi import openapi_document
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
    assert "no-recording" in operation["responses"]["503"]["description"]


def test_a_route_lists_only_the_problems_that_it_can_have(client: Client) -> None:
    paths = document(client)["paths"]
    stored = paths["/v1/claims/{identifier}"]["get"]["responses"]
    assert "unknown-extraction" in stored["404"]["description"]
    assert "prompt" not in stored["404"]["description"]
    assert list(stored) == sorted(stored)
    assert list(paths["/healthz"]["get"]["responses"]) == ["200", "400", "431", "500"]


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


def test_health_and_readiness(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz").json()
    assert (ready["status"], ready["backend"], ready["cache"]) == (
        "ready",
        "replay-or-baseline",
        "ok",
    )
