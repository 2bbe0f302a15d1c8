"""Is a folder of articles read as it is, and a gold that does not fit refused?"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemas.gold import Gold
from service.errors import ConfigurationError
from service.evaluation.corpus import read_seeds
from tests.evaluation.making import GOLD, TEXT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One article with its gold."""
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.json").write_text('{"title": "Fined", "language": "en"}')
    (tmp_path / "a.gold.json").write_text(GOLD.model_dump_json())
    return tmp_path


def test_an_article_comes_with_what_is_known_of_it(folder: Path) -> None:
    (seed,) = read_seeds(folder)
    assert (seed.name, seed.article.title, seed.article.text) == ("a", "Fined", TEXT)
    assert seed.gold == GOLD


def test_articles_without_gold_are_kept_and_line_ends_stay(folder: Path) -> None:
    (folder / "b.txt").write_bytes(b"One line.\r\nAnother.\r\n")
    _, bare = read_seeds(folder)
    assert (bare.name, bare.gold) == ("b", None)
    assert bare.article.text == "One line.\r\nAnother.\r\n"


def test_what_the_gold_leaves_out_is_empty() -> None:
    given = json.loads(GOLD.model_dump_json())
    for one in given["claims"]:
        one.pop("times")
        one.pop("optional")
    assert not any(one.times or one.optional for one in Gold.model_validate(given).claims)


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    gold = json.loads(GOLD.model_dump_json())
    change(gold)
    return json.dumps(gold).encode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"{", "is no JSON", id="no JSON"),
        pytest.param(b"[]", "no JSON object", id="a list"),
        pytest.param(b"\xff", "not UTF-8", id="other encoding"),
        pytest.param(
            changed(lambda g: g["claims"][0].update(quote="not there")), "stands in the article 0",
            id="quote not there",
        ),
        pytest.param(
            changed(lambda g: g["claims"][0].update(quote="the")), "stands in the article",
            id="quote too often",
        ),
        pytest.param(
            changed(lambda g: g["rejected"][0].update(quote="Why?")), "“Why?”",
            id="rejection not there",
        ),
        pytest.param(
            changed(lambda g: g["claims"][1].update(certainty="sure")), "claims.1.certainty",
            id="unknown label",
        ),
        pytest.param(changed(lambda g: g.update(note="")), "note", id="unknown field"),
        pytest.param(
            changed(lambda g: g["claims"][0].update(types=[])), "claims.0.types", id="no type"
        ),
    ],
)  # fmt: skip
def test_a_gold_that_does_not_fit_is_refused_by_name(
    folder: Path, content: bytes, told: str
) -> None:
    (folder / "a.gold.json").write_bytes(content)
    with pytest.raises(ConfigurationError, match=r"a\.gold\.json") as raised:
        read_seeds(folder)
    assert told in str(raised.value)


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no articles"):
        read_seeds(tmp_path)
