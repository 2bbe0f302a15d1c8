"""How are claims asked for, and found again?

`POST /v1/claims` is a plain ASGI handler: most answers are bytes that are stored already, and the
framework's request and response objects would cost more than finding them.
"""

import asyncio
import hashlib
import re
from collections import OrderedDict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs

from litestar import Request, Response, asgi, get
from litestar.exceptions import MethodNotAllowedException
from litestar.handlers import ASGIRouteHandler, HTTPRouteHandler
from litestar.params import FromPath
from litestar.types import HTTPScope, Receive, Send

from service.access.door import Caller
from service.api.access import tenant_of
from service.api.body import (
    JSON,
    WHOLE,
    longest_body,
    parse_article,
    parse_media_type,
    read_body,
)
from service.cache.keys import EXTRACTION_ID
from service.errors import (
    InvalidParameter,
    NotAcceptable,
    UnknownExtraction,
    UnsupportedMediaType,
)
from service.extraction import Extractor, Result

_RANGES = {"*/*": 1, "application/*": 2, JSON: 3}
_ID = re.compile(rf"[0-9a-f]{{{EXTRACTION_ID}}}")
_PARAMETERS = ("prompt", "partial")
_AnyRequest = Request[Any, Any, Any]
_ALLOWED = "OPTIONS, POST"
_QUICK = 50_000
"""Bytes that are read inside the event loop."""
_KNOWN_BODIES = 4096
_KNOWN_HEADS = 64


def extract_route(
    extractor: Extractor, default_prompt: str, max_article_bytes: int, body_deadline: float
) -> ASGIRouteHandler:
    """`POST /v1/claims`."""
    longest = longest_body(max_article_bytes)
    known = KnownBodies()

    @asgi("/v1/claims", operation_id="extractClaims", methods={"POST"}, copy_scope=False)
    async def extract_claims(scope: HTTPScope, receive: Receive, send: Send) -> None:
        if scope["method"] == "OPTIONS":
            await _answer(send, 204, [(b"allow", _ALLOWED.encode())], b"")
            return
        if scope["method"] != "POST":
            raise MethodNotAllowedException(headers={"Allow": _ALLOWED})
        given = _joined(scope["headers"])
        _check_accept(given.get(b"accept"))
        prompt, partial = _parameters(scope["query_string"])
        if given.get(b"content-encoding", b"identity").lower() != b"identity":
            raise UnsupportedMediaType("Send the article uncompressed.")
        media_type = parse_media_type(given.get(b"content-type", b"").decode("latin-1"))
        announced = given.get(b"content-length", b"").decode("latin-1")
        is_here = WHOLE in (scope.get("extensions") or ())
        body = await read_body(receive, announced, longest, body_deadline, is_here)
        caller: Caller = scope["auth"]

        asked = caller.tenant, prompt, media_type, hashlib.blake2b(body).digest()
        result = await extractor.again(known.get(asked), caller.tenant)
        if result is None:
            if len(body) < _QUICK:
                article = parse_article(media_type, body, max_article_bytes)
            else:  # others shall be answered meanwhile
                article = await asyncio.to_thread(
                    parse_article, media_type, body, max_article_bytes
                )
            result = await extractor.extract(
                article,
                default_prompt if prompt is None else prompt,
                partial,
                tenant=caller.tenant,
            )
            known.add(asked, result.id)
        await _answer(send, 200, _headers(result), result.body)

    return extract_claims


def get_route(extractor: Extractor) -> HTTPRouteHandler:
    """`GET /v1/claims/{id}`."""

    @get("/v1/claims/{identifier:str}", operation_id="getClaims")
    async def get_claims(request: _AnyRequest, identifier: FromPath[str]) -> Response[bytes]:
        given = _joined(request.scope["headers"])
        _check_accept(given.get(b"accept"))
        if not _ID.fullmatch(identifier):
            raise UnknownExtraction(f"An id has {EXTRACTION_ID} hexadecimal digits.")
        result = await extractor.stored(identifier, tenant_of(request))
        headers = {"ETag": result.etag, "Cache-Control": "private, no-cache"}
        if _matches(given.get(b"if-none-match", b"").decode("latin-1"), result.etag):
            return Response(content=b"", status_code=304, headers=headers)
        return Response(content=result.body, media_type=JSON, headers=headers)

    return get_claims


class KnownBodies:
    """Under which id is the answer to these very bytes, if they were an article before?

    Reading an article is the same each time, and takes longer than finding its answer. The last
    ones are kept.
    """

    def __init__(self, most: int = _KNOWN_BODIES) -> None:
        self._most = most
        self._ids: OrderedDict[object, str] = OrderedDict()

    def get(self, asked: object) -> str | None:
        """The id of the extraction."""
        identifier = self._ids.get(asked)
        if identifier is not None:
            self._ids.move_to_end(asked)
        return identifier

    def add(self, asked: object, identifier: str) -> None:
        """Keeps it."""
        self._ids[asked] = identifier
        if len(self._ids) > self._most:
            self._ids.popitem(last=False)


async def _answer(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def _headers(result: Result) -> list[tuple[bytes, bytes]]:
    headers = [
        (b"content-type", JSON.encode()),
        (b"content-length", str(len(result.body)).encode()),
    ]
    if result.stored:
        headers.append((b"content-location", f"/v1/claims/{result.id}".encode()))
        headers.append((b"etag", result.etag.encode()))
    return headers


def _joined(headers: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """By name; a list may stand in several lines (RFC 9110, 5.3)."""
    pairs = list(headers)
    given = dict(pairs)
    if len(given) == len(pairs):
        return given
    given = {}
    for name, value in pairs:
        given[name] = given[name] + b", " + value if name in given else value
    return given


@lru_cache(_KNOWN_HEADS)
def _check_accept(accept: bytes | None) -> None:
    """RFC 9110, 12.5.1: the range that says most of our media type decides; an empty header is
    none."""
    best, quality = 0, 0.0 if accept and accept.strip() else 1.0
    for one in (accept or b"").decode("latin-1").lower().split(","):
        media_range, *parameters = (part.strip() for part in one.split(";"))
        says = _RANGES.get(media_range, 0)
        if says > best or (says and says == best and _quality(parameters) > quality):
            best, quality = says, _quality(parameters)
    if not quality:
        raise NotAcceptable(f"Answers are written as {JSON}.")


def _quality(parameters: list[str]) -> float:
    given = [
        value.strip()
        for name, _, value in (one.partition("=") for one in parameters)
        if name.strip() == "q"
    ]
    return 0.0 if given and re.fullmatch(r"0(\.0*)?", given[0]) else 1.0


@lru_cache(_KNOWN_HEADS)
def _parameters(query_string: bytes) -> tuple[str | None, bool]:
    """Which prompt is asked for, and whether a partial result will do."""
    query = parse_qs(query_string.decode("latin-1"), keep_blank_values=True)
    for name in query:
        if name not in _PARAMETERS:
            raise InvalidParameter(f"The query parameters are {' and '.join(_PARAMETERS)}.")
    prompt, partial = query.get("prompt", []), query.get("partial", [])
    if len(prompt) > 1 or len(partial) > 1:
        raise InvalidParameter("Give each query parameter once.")
    if partial and partial[0] not in ("allow", "reject"):
        raise InvalidParameter("partial is allow or reject.")
    return prompt[0] if prompt else None, partial != ["reject"]


def _matches(if_none_match: str, etag: str) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return etag in tags or "*" in tags
