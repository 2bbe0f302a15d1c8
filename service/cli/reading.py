"""How does a file become an article?"""

import contextlib
import sys
from pathlib import Path

import click
from pydantic import ValidationError

from schemas.article import Article
from service.api.body import JSON, PLAIN, field_errors, longest_body, parse_article
from service.errors import ArticleTooLarge, InvalidArticle


def read_article(file: str, known: dict[str, str | None], max_article_bytes: int) -> Article:
    """The article in a file, or on standard input for `-`.

    A name that ends in `.json` holds what `POST /v1/claims` takes, any other the text alone.
    `known` adds to what the file says. Raises `BadRequest`, or `click.FileError`.
    """
    try:
        with contextlib.ExitStack() as opened:
            source = (
                sys.stdin.buffer if file == "-" else opened.enter_context(Path(file).open("rb"))
            )
            body = source.read(longest_body(max_article_bytes) + 1)
    except OSError as error:
        raise click.FileError(file, hint=error.strerror or str(error)) from error
    if len(body) > longest_body(max_article_bytes):
        raise ArticleTooLarge("The file is longer than any article that is read here.")
    media_type = JSON if file.endswith(".json") else PLAIN
    article = parse_article(media_type, body, max_article_bytes)
    fields = {name: value for name, value in known.items() if value is not None}
    try:
        return Article.model_validate({**article.model_dump(), **fields})
    except ValidationError as error:
        raise InvalidArticle(field_errors(error)) from error
