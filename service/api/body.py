"""How does the body of a request become an article?"""

import asyncio
import json
from functools import lru_cache
from typing import Any, NoReturn

from litestar.datastructures.headers import MediaTypeHeader
from litestar.types import Receive
from pydantic import ValidationError

from schemas.article import Article
from service.errors import (
    ArticleTooLarge,
    FieldError,
    InvalidArticle,
    InvalidEncoding,
    MalformedBody,
    SlowBody,
    UnsupportedMediaType,
)

JSON = "application/json"
PLAIN = "text/plain"
WHOLE = "claimwire.whole-body"
"""The extension of a request's ASGI scope that says that its body has arrived."""
_IN_OUR_WORDS = {
    "model_type": "The body is no object with fields",
    "string_pattern_mismatch": "is not of the form that this field has",
}
_TOO_LONG = "The body is longer than that of any article that is read here."
_MAX_ERRORS = 20
_MAX_FIELDS = 100
_SHOWN = 200


def longest_body(max_article_bytes: int) -> int:
    """Bytes that the body of an acceptable article can have: JSON may write `a` as `\\u0061`."""
    return 6 * max_article_bytes + (64 << 10)


async def read_body(
    receive: Receive, announced: str | None, most: int, seconds: float, is_here: bool = False
) -> bytes:
    """The body of a request, of at most `most` bytes and within these seconds.

    `announced` is the Content-Length: what is too long by that is not read at all, other bodies
    no further than `most`. Of one that `is_here` already no time is taken. Raises
    `ArticleTooLarge`, `SlowBody`; `MalformedBody` where the caller left.
    """
    if announced is not None and announced.isdecimal() and int(announced[:20]) > most:
        raise ArticleTooLarge(_TOO_LONG)
    if is_here:
        return await _received(receive, most)
    try:
        async with asyncio.timeout(seconds):
            return await _received(receive, most)
    except TimeoutError as error:
        raise SlowBody(f"The body was not there after {seconds:g} seconds.") from error


async def _received(receive: Receive, most: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise MalformedBody("The body ended before it was whole.")
        piece = message.get("body", b"")
        size += len(piece)
        if size > most:
            raise ArticleTooLarge(_TOO_LONG)
        pieces.append(piece)
        if not message.get("more_body", False):
            return pieces[0] if len(pieces) == 1 else b"".join(pieces)


@lru_cache(64)
def parse_media_type(content_type: str) -> str:
    """Which of the media types that are read here it is. Raises `UnsupportedMediaType`."""
    given = MediaTypeHeader(content_type)
    media_type = f"{given.maintype}/{given.subtype}"
    if media_type not in (JSON, PLAIN):
        raise UnsupportedMediaType(f"Send the article as {JSON} or as {PLAIN}.")
    charset = given.params.get("charset", "utf-8").strip('"').lower()
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise UnsupportedMediaType("Send the article in UTF-8.")
    return media_type


def parse_article(media_type: str, body: bytes, max_article_bytes: int) -> Article:
    """The article, or the `BadRequest` that says what is wrong with it."""
    fields = _json(body) if media_type == JSON else {"text": _decoded(body)}
    try:
        article = Article.model_validate(fields)
    except ValidationError as error:
        raise InvalidArticle(field_errors(error)) from error
    size = len(article.text.encode())
    if size > max_article_bytes:
        raise ArticleTooLarge(
            f"The article's text has {size} bytes; at most {max_article_bytes} are read."
        )
    return article


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise InvalidEncoding(
            f"The body is not UTF-8: {error.reason} at byte {error.start}."
        ) from error


def _json(body: bytes) -> object:
    text = _decoded(body).removeprefix("\ufeff")
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_json)
    except RecursionError as error:
        raise MalformedBody("The body is nested too deeply.") from error
    except json.JSONDecodeError as error:
        raise MalformedBody(f"The body is no JSON: {error}") from error
    except ValueError as error:  # Python reads no integer of more than 4,300 digits
        raise MalformedBody("The body has too long a number.") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > _MAX_FIELDS:  # each unknown one would be an error of its own
        raise MalformedBody(f"The body has an object with more than {_MAX_FIELDS} fields.")
    fields: dict[str, Any] = {}
    for name, value in pairs:
        if name in fields:
            raise MalformedBody(f"The body has the field {shown(name)} more than once.")
        fields[name] = value
    return fields


def _no_json(constant: str) -> NoReturn:
    raise MalformedBody(f"The body is no JSON: it has {constant} for a number.")


def field_errors(error: ValidationError) -> list[FieldError]:
    """What pydantic found, by top-level field, without the values."""
    details = error.errors(include_url=False, include_input=False, include_context=False)
    return [
        FieldError(
            "".join(f"/{shown(str(part))}" for part in detail["loc"][:1]) or "/",
            _IN_OUR_WORDS.get(detail["type"], detail["msg"].removeprefix("Value error, ")),
        )
        for detail in details[:_MAX_ERRORS]
    ]


def shown(text: str) -> str:
    """A caller's own words, safe to repeat: short, without lone surrogates or controls."""
    readable = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:_SHOWN])
    return readable + ("…" if len(text) > _SHOWN else "")
