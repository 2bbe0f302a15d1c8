"""What does the OpenAPI document say?

Put together here and not by the framework: its own drops what pydantic says of the models
(docstrings, forbidden extras) and describes errors in a form that they do not have. A test holds
the document against the routes.
"""

from collections.abc import Sequence

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from schemas.article import WORDS, Article
from schemas.extraction import Extraction
from schemas.health import Health, Readiness
from schemas.problem import Problem
from schemas.prompt import PromptDetail, PromptList
from service import __version__, errors
from service.api import problems
from service.api.body import JSON, PLAIN
from service.api.operation import Document, described, operation, path_parameter, reference
from service.cache.keys import EXTRACTION_ID
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
HTML = "text/html"
_OF_OTHER_ROUTES = (
    errors.PromptNotFound,
    errors.UnknownExtraction,
    errors.KeyRequired,
    errors.RateLimited,
)
_Errors = Sequence[type[ClaimwireError]]
_FOR_KEYS = (errors.KeyRequired, errors.RateLimited)
"""What can be raised wherever a key is asked for, and where requests are counted."""
_FOR_NAMES = (errors.ForeignHost,)
"""What can be raised wherever the service is called by its name: not where schedulers ask."""
_ID_PATTERN = rf"^[0-9a-f]{{{EXTRACTION_ID}}}$"

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
        "description": "Milliseconds spent on the request: in `total`, and of them on the `cache`, "
        "waiting for the `model`, and on the `assembly` of what it said.",
        "schema": {"type": "string"},
    },
    "Content-Location": {
        "description": "Where a complete answer can be fetched again.",
        "schema": {"type": "string"},
    },
    "ETag": {"description": "Changes with the body.", "schema": {"type": "string"}},
}


_SCHEME = {
    "type": "http",
    "scheme": "bearer",
    "description": "A key from the operator: `Authorization: Bearer cw_...`. `/schema` and the "
    "routes that schedulers ask need none.",
}
_LIMIT_HEADERS = {
    "RateLimit-Policy": {
        "description": "What a tenant may use: `q` of it in `w` seconds "
        "(draft-ietf-httpapi-ratelimit-headers).",
        "schema": {"type": "string"},
    },
    "RateLimit": {
        "description": "What is left of it, `r`, and in how many seconds all of it is, `t`.",
        "schema": {"type": "string"},
    },
}


def openapi_document(prompts: Sequence[str], keys: bool = True, limited: bool = True) -> Document:
    """The OpenAPI 3.1 document of all routes, models and problems.

    `prompts` are the references that `?prompt=` takes, `keys` is whether callers need one,
    `limited` whether what they ask is counted.
    """
    guard = [error for error, is_so in zip(_FOR_KEYS, (keys, limited), strict=True) if is_so]
    _, definitions = models_json_schema(
        [(model, "serialization") for model in _MODELS],
        ref_template="#/components/schemas/{model}",
    )
    document: Document = {
        "openapi": "3.1.0",
        "info": {
            "title": "Claimwire",
            "version": __version__,
            "description": "POST an article, get its factual claims: stand-alone, attributed, "
            "and tied to the exact characters that carry them. Offsets are Unicode code points.\n\n"
            "Beside what each route lists: other paths are 404 "
            f"(`{problems.PREFIX}not-found`), other methods 405 "
            f"(`{problems.PREFIX}method-not-allowed`).",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {
            "/v1/claims": {"post": _extract(prompts, guard)},
            "/v1/claims/{identifier}": {"get": _get_claims(guard)},
            "/v1/prompts": {"get": _list_prompts(guard)},
            "/v1/prompts/{name}/{version}": {"get": _get_prompt(guard)},
            "/healthz": {"get": operation("health", "Whether the process answers", Health)},
            "/readyz": {"get": _readiness()},
            "/metrics": {"get": _metrics(guard)},
            "/schema": {"get": _page("schema", "This document, to read", HTML)},
            "/schema/openapi.json": {"get": _page("openapi", "This document", JSON)},
        },
        "components": {"schemas": definitions["$defs"]},
    }
    if keys:
        document["components"]["securitySchemes"] = {"key": _SCHEME}
    for operations in document["paths"].values():
        for written in operations.values():
            if "401" in written["responses"]:
                written["security"] = [{"key": []}]
            if "429" in written["responses"]:
                for status in written["responses"].keys() - {"401"}:
                    response = written["responses"][status]
                    response["headers"] = response.get("headers", {}) | _LIMIT_HEADERS
    return document


def _readiness() -> Document:
    return operation("readiness", "Whether it can work", Readiness, [errors.ShuttingDown])


def _extract(prompts: Sequence[str], guard: _Errors) -> Document:
    written = operation(
        "extractClaims",
        "The factual claims of an article",
        Extraction,
        [*(error for error in problems.TABLE if error not in _OF_OTHER_ROUTES), *guard],
        [413],
    )
    written["parameters"] = [_prompt(prompts), _PARTIAL]
    written["requestBody"] = {
        "required": True,
        "content": {
            JSON: {"schema": reference(Article)},
            PLAIN: {
                "schema": {
                    "type": "string",
                    "description": "The article's text, in UTF-8.",
                    "pattern": WORDS,
                }
            },
        },
    }
    answered = written["responses"]["200"]
    answered["headers"] = _HEADERS
    answered["links"] = {
        "stored": {
            "operationId": "getClaims",
            "description": "A complete answer can be fetched again.",
            "parameters": {"identifier": "$response.body#/id"},
        }
    }
    return written


def _get_claims(guard: _Errors) -> Document:
    written = operation(
        "getClaims",
        "A stored answer",
        Extraction,
        [errors.UnknownExtraction, errors.NotAcceptable, *guard, *_FOR_NAMES],
    )
    written["parameters"] = [
        path_parameter("identifier", "The `id` of an answer.", _ID_PATTERN),
        {
            "name": "If-None-Match",
            "in": "header",
            "description": "An ETag; the answer is 304 while it still fits.",
            "schema": {"type": "string"},
        },
    ]
    responses = written["responses"]
    responses["200"]["headers"] = {"ETag": _HEADERS["ETag"]}
    responses["304"] = {"description": "The caller's copy is still good."}
    written["responses"] = dict(sorted(responses.items()))
    return written


def _list_prompts(guard: _Errors) -> Document:
    written = operation("listPrompts", "All released prompts", PromptList, [*guard, *_FOR_NAMES])
    written["responses"]["200"]["links"] = {
        "first": {
            "operationId": "getPrompt",
            "description": "Each of them, with its texts.",
            "parameters": {
                "name": "$response.body#/prompts/0/name",
                "version": "$response.body#/prompts/0/version",
            },
        }
    }
    return written


def _get_prompt(guard: _Errors) -> Document:
    written = operation(
        "getPrompt",
        "A released prompt with its texts",
        PromptDetail,
        [errors.PromptNotFound, *guard, *_FOR_NAMES],
    )
    written["parameters"] = [
        path_parameter("name", "The prompt's name.", "^[a-z-]+$"),
        path_parameter("version", "Its version, a number.", "^[0-9]{1,6}$"),
    ]
    return written


def _metrics(guard: _Errors) -> Document:
    content = {"text/plain": {"schema": {"type": "string"}}}
    told = "In Prometheus's text format."
    errors_of = [*guard, *_FOR_NAMES]
    return described("metrics", "What is counted and timed", told, content, errors_of)


def _page(identifier: str, summary: str, media_type: str) -> Document:
    kind = "string" if media_type == HTML else "object"
    content = {media_type: {"schema": {"type": kind}}}
    return described(identifier, summary, "OpenAPI 3.1.", content, _FOR_NAMES)


def _prompt(references: Sequence[str]) -> Document:
    return {
        "name": "prompt",
        "in": "query",
        "description": "The prompt to use: `claims@1`, or `claims` for its latest version.",
        "schema": {"type": "string", "enum": list(references)},
    }
