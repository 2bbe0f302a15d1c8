"""What does the OpenAPI document say?

Put together here and not by the framework: its own drops what pydantic says of the models
(docstrings, forbidden extras) and describes errors in a form that they do not have. A test holds
the document against the routes.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from schemas.article import Article
from schemas.extraction import Extraction
from schemas.health import Health, Readiness
from schemas.problem import Problem
from schemas.prompt import PromptDetail, PromptList
from service import __version__, errors
from service.api import problems
from service.api.body import JSON, PLAIN
from service.errors import ClaimwireError

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
_OF_OTHER_ROUTES = (errors.PromptNotFound, errors.UnknownExtraction)

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
            "/v1/prompts": {"get": _operation("listPrompts", "All released prompts", PromptList)},
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
        [error for error in problems.TABLE if error not in _OF_OTHER_ROUTES],
        [400, 413],
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
    operation = _operation(
        "getClaims", "A stored answer", Extraction, [errors.UnknownExtraction, errors.NotAcceptable]
    )
    operation["parameters"] = [
        _path("identifier", "The `id` of an answer."),
        {
            "name": "If-None-Match",
            "in": "header",
            "description": "An ETag; the answer is 304 while it still fits.",
            "schema": {"type": "string"},
        },
    ]
    responses = operation["responses"]
    responses["200"]["headers"] = {"ETag": _HEADERS["ETag"]}
    responses["304"] = {"description": "The caller's copy is still good."}
    operation["responses"] = dict(sorted(responses.items()))
    return operation


def _get_prompt() -> _Document:
    operation = _operation(
        "getPrompt", "A released prompt with its texts", PromptDetail, [errors.PromptNotFound]
    )
    operation["parameters"] = [
        _path("name", "The prompt's name."),
        _path("version", "Its version, a number."),
    ]
    return operation


def _operation(
    identifier: str,
    summary: str,
    model: type[BaseModel],
    raised: Iterable[type[ClaimwireError]] = (),
    refused: Iterable[int] = (),
) -> _Document:
    """An operation that can raise these errors of ours and be refused so by the framework."""
    kinds = [problems.TABLE[error] for error in raised]
    kinds += [problems.FOR_STATUS[status] for status in (*refused, 500)]
    statuses = sorted({kind.status for kind in kinds})
    return {
        "operationId": identifier,
        "summary": summary,
        "responses": {
            "200": {
                "description": (model.__doc__ or "").partition("\n")[0],
                "content": {JSON: {"schema": _reference(model)}},
            },
            **{
                str(status): _problem([kind for kind in kinds if kind.status == status])
                for status in statuses
            },
        },
    }


def _problem(kinds: Sequence[problems.Kind]) -> _Document:
    titles = {kind.name: kind.title for kind in kinds}
    lines = [f"- `{problems.PREFIX}{name}`: {title}." for name, title in titles.items()]
    response: _Document = {
        "description": "\n".join(lines),
        "content": {problems.MEDIA_TYPE: {"schema": _reference(Problem)}},
    }
    if kinds[0].status == 503:
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
