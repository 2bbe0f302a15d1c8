"""What does the OpenAPI document say?

Put together here and not by the framework: its own drops what pydantic says of the models
(docstrings, forbidden extras) and describes errors in a form that they do not have. A test holds
the document against the routes.
"""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from schemas.article import Article
from schemas.extraction import Extraction
from schemas.health import Health, Readiness
from schemas.problem import Problem
from schemas.prompt import PromptDetail, PromptList
from service import __version__
from service.api import problems
from service.api.body import JSON, PLAIN

_MODELS: list[type[BaseModel]] = [
    Article,
    Extraction,
    Problem,
    PromptList,
    PromptDetail,
    Health,
    Readiness,
]
_Document = dict[str, Any]

_PROMPT = {
    "name": "prompt",
    "in": "query",
    "description": "The prompt to use: `claims@1`, or `claims` for its latest version.",
    "schema": {"type": "string"},
}
_PARTIAL = {
    "name": "partial",
    "in": "query",
    "description": "What to answer when parts of the article could not be done: what there is, "
    "with `complete: false` and the `failures`, or nothing but a problem.",
    "schema": {"type": "string", "enum": ["allow", "reject"], "default": "allow"},
}
_HEADERS = {
    "Cache-Status": {
        "description": "`hit` where the answer was stored (RFC 9211).",
        "schema": {"type": "string"},
    },
    "Server-Timing": {
        "description": "Milliseconds spent, as `total`.",
        "schema": {"type": "string"},
    },
    "Content-Location": {
        "description": "Where a complete answer can be fetched again.",
        "schema": {"type": "string"},
    },
    "ETag": {"description": "Changes with the body.", "schema": {"type": "string"}},
}


def openapi_document() -> _Document:
    """The OpenAPI 3.1 document of all routes, models and problems."""
    _, definitions = models_json_schema(
        [(model, "serialization") for model in _MODELS],
        ref_template="#/components/schemas/{model}",
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Claimwire",
            "version": __version__,
            "description": "POST an article, get its factual claims: stand-alone, attributed, "
            "and tied to the exact characters that carry them. Offsets are Unicode code points.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {
            "/v1/claims": {"post": _extract()},
            "/v1/claims/{identifier}": {"get": _get_claims()},
            "/v1/prompts": {
                "get": _operation("listPrompts", "All released prompts", PromptList, [406])
            },
            "/v1/prompts/{name}/{version}": {"get": _get_prompt()},
            "/healthz": {"get": _operation("health", "Whether the process answers", Health)},
            "/readyz": {"get": _operation("readiness", "Whether it can work", Readiness)},
        },
        "components": {"schemas": definitions["$defs"]},
    }


def _extract() -> _Document:
    operation = _operation(
        "extractClaims",
        "The factual claims of an article",
        Extraction,
        [400, 406, 413, 415, 422, 500, 502, 503, 504],
    )
    operation["parameters"] = [_PROMPT, _PARTIAL]
    operation["requestBody"] = {
        "required": True,
        "content": {
            JSON: {"schema": _reference(Article)},
            PLAIN: {"schema": {"type": "string", "description": "The article's text, in UTF-8."}},
        },
    }
    operation["responses"]["200"]["headers"] = _HEADERS
    return operation


def _get_claims() -> _Document:
    operation = _operation("getClaims", "A stored answer", Extraction, [404, 406])
    operation["parameters"] = [
        _path("identifier", "The `id` of an answer."),
        {
            "name": "If-None-Match",
            "in": "header",
            "description": "An ETag; the answer is 304 while it still fits.",
            "schema": {"type": "string"},
        },
    ]
    operation["responses"]["200"]["headers"] = {"ETag": _HEADERS["ETag"]}
    operation["responses"]["304"] = {"description": "The caller's copy is still good."}
    return operation


def _get_prompt() -> _Document:
    operation = _operation("getPrompt", "A released prompt with its texts", PromptDetail, [404])
    operation["parameters"] = [
        _path("name", "The prompt's name."),
        _path("version", "Its version, a number."),
    ]
    return operation


def _operation(
    identifier: str, summary: str, model: type[BaseModel], statuses: Sequence[int] = ()
) -> _Document:
    return {
        "operationId": identifier,
        "summary": summary,
        "responses": {
            "200": {
                "description": (model.__doc__ or "").partition("\n")[0],
                "content": {JSON: {"schema": _reference(model)}},
            },
            **{str(status): _problem(status) for status in statuses},
        },
    }


def _problem(status: int) -> _Document:
    kinds = {
        kind.name: kind.title
        for kind in (*problems.TABLE.values(), *problems.FOR_STATUS.values())
        if kind.status == status
    }
    lines = [f"- `{problems.PREFIX}{name}`: {title}." for name, title in kinds.items()]
    response: _Document = {
        "description": "\n".join(lines),
        "content": {problems.MEDIA_TYPE: {"schema": _reference(Problem)}},
    }
    if status == 503:
        response["headers"] = {
            "Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}
        }
    return response


def _path(name: str, description: str) -> _Document:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": {"type": "string"},
    }


def _reference(model: type[BaseModel]) -> _Document:
    return {"$ref": f"#/components/schemas/{model.__name__}"}
