"""How does a person read the OpenAPI document? One page without scripts, nothing from elsewhere."""

import base64
import hashlib
import json
from collections.abc import Iterator
from functools import cache
from html import escape
from typing import Any

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from service.api.access import OPEN
from service.api.body import JSON
from service.api.headers import POLICY
from service.api.offer import Offer
from service.api.openapi import HTML, openapi_document
from service.prompts.library import PromptLibrary
from service.prompts.prompt import Prompt

_STYLE = """
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 20%, transparent); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
h2 b { color: #17803d; margin-right: .5rem; }
table { border-collapse: collapse; width: 100%; }
td, th { border-top: 1px solid var(--line); padding: .4rem .6rem; text-align: left;
  vertical-align: top; }
td:first-child { white-space: nowrap; font-family: ui-monospace, monospace; }
p, td { white-space: pre-line; }
td p { margin: 0; }
code, a { font-family: ui-monospace, monospace; font-size: .95em; }
"""
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"{POLICY}; style-src 'sha256-{_DIGEST}'"
"""This style sheet and nothing else."""


def schema_routes(prompts: PromptLibrary, offer: Offer) -> list[HTTPRouteHandler]:
    """`GET /schema`, a page, and `GET /schema/openapi.json`; made when they are first asked for, in
    a thread, since that takes as long as a tenth of the service's start."""
    claims = [one.about for one in prompts if isinstance(one, Prompt)]
    names = dict.fromkeys(about.name for about in claims)
    references = [*names, *(f"{one.name}@{one.version}" for one in claims)]

    @cache
    def document() -> dict[str, Any]:
        return openapi_document(references, offer)

    @cache
    def raw() -> bytes:
        return json.dumps(document(), ensure_ascii=False).encode()

    @cache
    def page() -> bytes:
        return "\n".join(_page(document())).encode()

    @get("/schema/openapi.json", operation_id="openapi", opt=OPEN, sync_to_thread=True)
    def openapi() -> Response[bytes]:
        return Response(content=raw(), media_type=JSON)

    @get("/schema", operation_id="schema", opt=OPEN, sync_to_thread=True)
    def schema() -> Response[bytes]:
        headers = {"Content-Security-Policy": _POLICY}
        return Response(content=page(), media_type=HTML, headers=headers)

    return [openapi, schema]


def _page(document: dict[str, Any]) -> Iterator[str]:
    info = document["info"]
    title = escape(info["title"])
    yield f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
    yield f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style>'
    yield f"<h1>{title} {escape(info['version'])}</h1>{_prose(info['description'])}"
    yield '<p>The same for machines: <a href="/schema/openapi.json">openapi.json</a></p>'
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            yield from _operation(method, path, operation)
    for name, schema in document["components"]["schemas"].items():
        yield f'<h2 id="{escape(name)}">{escape(name)}</h2>{_prose(schema.get("description", ""))}'
        required = schema.get("required", ())
        rows = [
            (
                field if field in required else f"{field}?",
                _type(of),
                _prose(of.get("description", "")),
            )
            for field, of in schema.get("properties", {}).items()
        ]
        yield _table("Field", "Type", rows)


def _operation(method: str, path: str, operation: dict[str, Any]) -> Iterator[str]:
    yield f"<h2><b>{method.upper()}</b><code>{escape(path)}</code></h2>"
    yield _prose(operation["summary"])
    if body := operation.get("requestBody"):
        rows = [
            (media, _type(content["schema"]), _prose(content["schema"].get("description", "")))
            for media, content in body["content"].items()
        ]
        yield _table("Body", "Type", rows)
    if parameters := operation.get("parameters"):
        rows = [
            (one["name"], _type(one["schema"]), _prose(one["description"])) for one in parameters
        ]
        yield _table("Parameter", "Type", rows)
    rows = []
    for status, response in operation["responses"].items():
        content: dict[str, Any] = next(iter(response.get("content", {}).values()), {"schema": {}})
        rows.append((status, _type(content["schema"]), _prose(response["description"])))
    yield _table("Status", "Body", rows)


def _table(first: str, second: str, rows: list[tuple[str, str, str]]) -> str:
    cells = "".join(
        f"<tr><td>{escape(name)}</td><td>{kind}</td><td>{text}</td></tr>"
        for name, kind, text in rows
    )
    return f"<table><tr><th>{first}</th><th>{second}</th><th></th></tr>{cells}</table>"


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = escape(schema["$ref"].rpartition("/")[2])
        return f'<a href="#{name}">{name}</a>'
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(map(_type, schema["anyOf"])))
    if "enum" in schema:
        return " · ".join(f"<code>{escape(str(value))}</code>" for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    return escape(str(schema.get("const", schema.get("format", schema.get("type", "")))))


def _prose(text: str) -> str:
    pieces = escape(text).split("`")
    return (
        "<p>"
        + "".join(
            f"<code>{piece}</code>" if number % 2 else piece for number, piece in enumerate(pieces)
        )
        + "</p>"
    )
