"""How are claims asked for, and found again?"""

import hashlib
import re
import time
from typing import Any

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from service.api.access import tenant_of
from service.api.body import JSON, longest_body, parse_article, read_body
from service.cache.keys import EXTRACTION_ID
from service.errors import (
    InvalidParameter,
    NotAcceptable,
    UnknownExtraction,
    UnsupportedMediaType,
)
from service.extraction import Extractor
from service.observing.account import Account, current_account

_ID = re.compile(rf"[0-9a-f]{{{EXTRACTION_ID}}}")
_PARAMETERS = ("prompt", "partial")
_AnyRequest = Request[Any, Any, Any]


def claims_routes(
    extractor: Extractor, default_prompt: str, max_article_bytes: int, body_deadline: float
) -> list[HTTPRouteHandler]:
    """`POST /v1/claims` and `GET /v1/claims/{id}`."""
    longest = longest_body(max_article_bytes)

    @post("/v1/claims", operation_id="extractClaims", status_code=200)
    async def extract_claims(request: _AnyRequest) -> Response[bytes]:
        started = time.perf_counter()
        _check_accept(request)
        prompt, partial = _parameters(request, default_prompt)
        if request.headers.get("content-encoding", "identity") != "identity":
            raise UnsupportedMediaType("Send the article uncompressed.")
        media_type, parameters = request.content_type
        announced = request.headers.get("content-length")
        body = await read_body(request.receive, announced, longest, body_deadline)
        article = parse_article(media_type, parameters, body, max_article_bytes)
        result = await extractor.extract(article, prompt, partial, tenant=tenant_of(request))
        spent = time.perf_counter() - started
        account = current_account() or Account()
        headers = {
            "Cache-Status": "Claimwire; hit" if result.cached else "Claimwire; fwd=miss",
            "Server-Timing": account.server_timing(spent),
        }
        if result.stored:
            headers |= {
                "Content-Location": f"/v1/claims/{result.id}",
                "ETag": _etag(result.body),
            }
        return Response(content=result.body, media_type=JSON, headers=headers)

    @get("/v1/claims/{identifier:str}", operation_id="getClaims")
    async def get_claims(request: _AnyRequest, identifier: FromPath[str]) -> Response[bytes]:
        _check_accept(request)
        if not _ID.fullmatch(identifier):
            raise UnknownExtraction(f"An id has {EXTRACTION_ID} hexadecimal digits.")
        body = await extractor.stored(identifier, tenant_of(request))
        headers = {"ETag": _etag(body), "Cache-Control": "private, no-cache"}
        if _matches(request.headers.get("if-none-match", ""), headers["ETag"]):
            return Response(content=b"", status_code=304, headers=headers)
        return Response(content=body, media_type=JSON, headers=headers)

    return [extract_claims, get_claims]


def _check_accept(request: _AnyRequest) -> None:
    if "accept" in request.headers and not request.accept.accepts(JSON):
        raise NotAcceptable(f"Answers are written as {JSON}.")


def _parameters(request: _AnyRequest, default_prompt: str) -> tuple[str, bool]:
    query = request.query_params
    for name in query:
        if name not in _PARAMETERS:
            raise InvalidParameter(f"The query parameters are {' and '.join(_PARAMETERS)}.")
    prompt, partial = query.getall("prompt", []), query.getall("partial", [])
    if len(prompt) > 1 or len(partial) > 1:
        raise InvalidParameter("Give each query parameter once.")
    if partial and partial[0] not in ("allow", "reject"):
        raise InvalidParameter("partial is allow or reject.")
    return (prompt or [default_prompt])[0], partial != ["reject"]


def _etag(body: bytes) -> str:
    return f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'


def _matches(if_none_match: str, etag: str) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return etag in tags or "*" in tags
