"""Is an answer one that the OpenAPI document describes for its route?"""

import re
from collections.abc import Mapping
from typing import Any

from litestar.testing import TestClient

Client = TestClient[Any]
Document = dict[str, Any]
_PROBLEM = re.compile(r"`(urn:claimwire:problem:[a-z-]+)`")
ELSEWHERE = {(404, "not-found"), (405, "method-not-allowed")}
"""What the document says of all other paths and methods."""
PREFIX = "urn:claimwire:problem:"


def problems_of(response: Mapping[str, Any]) -> list[str]:
    """The names of the problems that a described response lists."""
    return [one.removeprefix(PREFIX) for one in _PROBLEM.findall(response["description"])]


def described(document: Document) -> set[tuple[str, str, int, str]]:
    """Method, path, status and problem of every answer that is described; the problem is empty
    for an answer that is none."""
    return {
        (method.upper(), path, int(status), problem)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        for status, response in operation["responses"].items()
        for problem in problems_of(response) or [""]
    }


def template_of(document: Document, path: str) -> str | None:
    """The path of the document that a request's path belongs to."""
    for template in document["paths"]:
        if re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template)), path):
            return str(template)
    return None


def check(document: Document, method: str, path: str, answer: Any) -> str:  # noqa: ANN401  # any client's
    """Fails where the answer is not described; returns its problem, or nothing."""
    status = answer.status_code
    problem = ""
    if status >= 400:
        assert answer.headers["Content-Type"] == "application/problem+json"
        body = answer.json()
        assert body["status"] == status
        problem = body["type"].removeprefix(PREFIX)
    template = template_of(document, path)
    if (status, problem) not in ELSEWHERE:
        assert (method, template, status, problem) in described(document), (template, problem)
    for name, value in answer.headers.items():
        assert value.isprintable(), name
    return problem
