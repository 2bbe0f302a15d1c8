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
from service.api.offer import Offer
from service.api.operation import Document, described, operation, path_parameter, reference
from service.cache.keys import EXTRACTION_ID

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
_ID_PATTERN = rf"^[0-9a-f]{{{EXTRACTION_ID}}}$"

_PARTIAL = {
    "name": "partial",
    "in": "query",
    "description": "What to answer when parts of the article could not be done: what there is, "
    "with `complete: false` and the `failures`, or nothing but a problem.",
    "schema": {"type": "string", "enum": ["allow", "reject"], "default": "allow"},
}
_CACHE_STATUS = {
    "Cache-Status": {
        "description": "Where an answer was looked for: `hit` where it was stored, `fwd=miss` "
        "where not, and `collapsed` where the run of another request answered (RFC 9211).",
        "schema": {"type": "string"},
    },
}
_TIMING = {
    "Server-Timing": {
        "description": "Milliseconds until the answer began: in `total`, and of them on the "
        "`cache`, in `wait` for the run of another request, in the `queue`, waiting for the "
        "`model`, and on the `assembly` of what it said.",
        "schema": {"type": "string"},
    },
}
_HEADERS = {
    "Content-Location": {
        "description": "Where a complete answer can be fetched again.",
        "schema": {"type": "string"},
    },
    "ETag": {"description": "Changes with the body.", "schema": {"type": "string"}},
}


_REQUEST_ID = {
    "X-Request-Id": {
        "description": "The caller's, where that is a sane one (letters, digits, `_`, `.` and `-`, "
        "at most 64 of them), else a new one. The log has it.",
        "required": True,
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9_.-]{1,64}$"},
    },
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


_ON_ALL = {name: {"$ref": f"#/components/headers/{name}"} for name in _REQUEST_ID}
_BEFORE_COUNTING = {"400", "401", "403", "421", "431"}
"""What is refused before it is known whose limit it is."""
_ALL_THAT_THERE_IS = Offer()


def openapi_document(prompts: Sequence[str], offer: Offer = _ALL_THAT_THERE_IS) -> Document:
    """The OpenAPI 3.1 document of all routes, models and problems.

    `prompts` are the references that `?prompt=` takes.
    """
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
            f"(`{problems.PREFIX}method-not-allowed`). All answer OPTIONS, with a 204 and `Allow`, "
            "and what answers GET answers HEAD, with the same headers.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {
            "/v1/claims": {"post": _extract(prompts, offer)},
            "/v1/claims/{identifier}": {"get": _get_claims(offer)},
            "/v1/prompts": {"get": _list_prompts(offer)},
            "/v1/prompts/{name}/{version}": {"get": _get_prompt(offer)},
            "/healthz": {"get": operation("health", "Whether the process answers", Health)},
            "/readyz": {"get": _readiness()},
            "/metrics": {"get": _metrics(offer)},
            "/schema": {"get": _page("schema", "This document, to read", HTML, offer)},
            "/schema/openapi.json": {"get": _page("openapi", "This document", JSON, offer)},
        },
        "components": {"schemas": definitions["$defs"], "headers": _REQUEST_ID},
    }
    if offer.keys:
        document["components"]["securitySchemes"] = {"key": _SCHEME}
    for operations in document["paths"].values():
        for written in operations.values():
            if "401" in written["responses"]:
                written["security"] = [{"key": []}]
            told = _limits_told(written)
            for status, response in written["responses"].items():
                limits = _LIMIT_HEADERS if status in told else {}
                timing = {} if status == "431" else _TIMING
                own = response.get("headers", {})
                response["headers"] = own | _ON_ALL | timing | limits
    return document


def _limits_told(written: Document) -> set[str]:
    """The statuses that come with what is left: those of requests that were counted."""
    responses: Document = written["responses"]
    if "429" not in responses:
        return set()
    # What a body or a query can be refused for is found out later than the rest of them.
    before = _BEFORE_COUNTING - ({"400"} if "requestBody" in written else set())
    return responses.keys() - before


def _readiness() -> Document:
    return operation("readiness", "Whether it can work", Readiness, [errors.ShuttingDown])


def _extract(prompts: Sequence[str], offer: Offer) -> Document:
    written = operation(
        "extractClaims",
        "The factual claims of an article",
        Extraction,
        offer.extracting,
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
                    "description": "The article's text, in UTF-8, with a letter or a digit in it.",
                    "pattern": WORDS,
                }
            },
        },
    }
    answered = written["responses"]["200"]
    answered["headers"] = _HEADERS
    for status in written["responses"].keys() & {"200", "413", "422", "429", "502", "503", "504"}:
        response = written["responses"][status]
        response["headers"] = response.get("headers", {}) | _CACHE_STATUS
    answered["links"] = {
        "stored": {
            "operationId": "getClaims",
            "description": "A complete answer can be fetched again.",
            "parameters": {"identifier": "$response.body#/id"},
        }
    }
    return written


def _get_claims(offer: Offer) -> Document:
    written = operation(
        "getClaims",
        "A stored answer",
        Extraction,
        [errors.UnknownExtraction, errors.NotAcceptable, *offer.counted],
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
    responses["200"]["headers"] = {"ETag": _HEADERS["ETag"]} | _CACHE_STATUS
    responses["304"] = {
        "description": "The caller's copy is still good.",
        "headers": responses["200"]["headers"],
    }
    responses["404"]["headers"] = _CACHE_STATUS
    written["responses"] = dict(sorted(responses.items()))
    return written


def _list_prompts(offer: Offer) -> Document:
    written = operation("listPrompts", "All released prompts", PromptList, offer.counted)
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


def _get_prompt(offer: Offer) -> Document:
    written = operation(
        "getPrompt",
        "A released prompt with its texts",
        PromptDetail,
        [errors.PromptNotFound, *offer.counted],
    )
    written["parameters"] = [
        path_parameter("name", "The prompt's name.", "^[a-z-]+$"),
        path_parameter("version", "Its version, a number.", "^[1-9][0-9]{0,5}$"),
    ]
    return written


def _metrics(offer: Offer) -> Document:
    content = {"text/plain": {"schema": {"type": "string"}}}
    told = "In Prometheus's text format."
    return described("metrics", "What is counted and timed", told, content, offer.keyed)


def _page(identifier: str, summary: str, media_type: str, offer: Offer) -> Document:
    kind = "string" if media_type == HTML else "object"
    content = {media_type: {"schema": {"type": kind}}}
    return described(identifier, summary, "OpenAPI 3.1.", content, offer.everywhere)


def _prompt(references: Sequence[str]) -> Document:
    return {
        "name": "prompt",
        "in": "query",
        "description": "The prompt to use: `claims@1`, or `claims` for its latest version.",
        "schema": {"type": "string", "enum": list(references)},
    }
