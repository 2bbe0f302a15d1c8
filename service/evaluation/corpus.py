"""Which articles are there, and what should be found in them?"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from schemas.article import Article
from schemas.gold import Gold
from service.errors import ConfigurationError

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Seed:
    """An article with its gold, as far as somebody wrote one."""

    name: str
    article: Article
    gold: Gold | None


def read_seeds(folder: Path) -> list[Seed]:
    """The articles of a folder by name: each `NAME.txt`, its `NAME.json`, its `NAME.gold.json`.

    Raises `ConfigurationError`, which names the file, for anything that cannot be scored against:
    no article at all, fields that are wrong, a quote that is not in its article exactly once.
    """
    seeds = [_read_seed(path) for path in sorted(folder.glob("*.txt"))]
    if not seeds:
        raise ConfigurationError(f"There are no articles (NAME.txt) in {folder}.")
    return seeds


def _read_seed(path: Path) -> Seed:
    about, gold = path.with_suffix(".json"), path.with_suffix(".gold.json")
    fields = {"text": _text(path), **(_json(about) if about.exists() else {})}
    article = _parsed(Article, fields, about)
    return Seed(path.stem, article, _read_gold(gold, article.text) if gold.exists() else None)


def _read_gold(path: Path, text: str) -> Gold:
    gold = _parsed(Gold, _json(path), path)
    quotes = [claim.quote for claim in gold.claims] + [one.quote for one in gold.rejected]
    for quote in quotes:
        if (times := text.count(quote)) != 1:
            raise ConfigurationError(
                f"{path}: the quote “{quote[:80]}” stands in the article {times} times."
            )
    return gold


def _parsed(model: type[Model], fields: dict[str, object], path: Path) -> Model:
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise ConfigurationError(f"{path}: {place}: {first['msg']}") from error


def _json(path: Path) -> dict[str, object]:
    try:
        fields = json.loads(_text(path))
    except ValueError as error:
        raise ConfigurationError(f"{path} is no JSON: {error}") from error
    if not isinstance(fields, dict):
        raise ConfigurationError(f"{path} holds no JSON object.")
    return fields


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode()  # not as text, which would change its line ends
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path} is not UTF-8.") from error
