"""What does a caller post?"""

import re
from contextlib import suppress
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema

from .wire import Wire

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
DATE_TIME = re.compile(
    DATE.pattern + r"[Tt]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?([Zz]|[+-]\d{2}:\d{2})?"
)


def _parse_published_at(value: object) -> date | None:
    """An ISO 8601 date or date-time. pydantic alone would take 1755388800 or "2025-8-17" too."""
    if value is None or isinstance(value, date):  # a datetime is a date, too
        return value
    with suppress(ValueError):
        if isinstance(value, str) and DATE.fullmatch(value) and value.isascii():
            return date.fromisoformat(value)
        if isinstance(value, str) and DATE_TIME.fullmatch(value) and value.isascii():
            return datetime.fromisoformat(value.upper())
    raise ValueError("is no ISO 8601 date (2025-08-17) or date-time (2025-08-17T09:30:00+09:00)")


def is_unicode(value: str) -> str:
    """The value itself; `ValueError` where UTF-8 could not carry it."""
    try:
        value.encode()  # a hundred times as quick as looking at each character
    except UnicodeEncodeError:
        raise ValueError(
            "has a lone surrogate (\\ud800 to \\udfff), which is no character"
        ) from None
    return value


def _has_words(value: str) -> str:
    if not any(character.isalnum() for character in value):
        raise ValueError("has no words in it")
    return value


WORDS = r"\S"
"""What of `_has_words` every dialect of regular expressions can say; letters and digits of all
scripts it takes Unicode's categories for, which many read otherwise or not at all."""
Unicode = Annotated[str, AfterValidator(is_unicode)]
PublishedAt = Annotated[
    date | datetime,
    BeforeValidator(_parse_published_at),
    PlainSerializer(lambda value: value.isoformat(), return_type=str, when_used="json"),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "format": "date"},
                {"type": "string", "format": "date-time"},
            ]
        }
    ),
]


class Article(Wire):
    """An article, and what is known about it. All offsets in an answer count its `text`."""

    text: Annotated[
        Unicode, AfterValidator(_has_words), Field(json_schema_extra={"pattern": WORDS})
    ]
    """The article's text, kept character by character: offsets are Unicode code points of it. It
    has a letter or a digit of some script."""

    title: Annotated[Unicode, Field(max_length=1000)] | None = None
    """The headline. The model sees it as context; no claim is taken from it."""

    published_at: PublishedAt | None = None
    """When the article appeared, as an ISO 8601 date or date-time. Relative dates resolve
    against it; without it nothing is guessed."""

    url: Annotated[Unicode, Field(max_length=2048, pattern=r"^https?://\S+$")] | None = None
    """Where the article stands. Never fetched; repeated in the answer."""

    language: (
        Annotated[str, Field(max_length=35, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")] | None
    ) = None
    """A BCP 47 tag such as `en` or `pt-BR`, for splitting sentences and reading dates. Without
    it, English rules are used."""
