"""Does a quick look that passes a text over, or reads it once for all, find what a full one finds?

The looks are built from the lexicon of what they spare; here each is held against the reading that
has none, over the seeds and all rows of the tests of quantities and dates.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.evaluation.corpus import read_seeds
from service.resources import SEEDS
from service.text.checks import dates
from service.text.dates import Anchor, Timex, resolve, resolver
from service.text.dates.parser import Grammar
from service.text.quantities import Counted, Measured, find_quantities, finder, joining, reading
from service.text.quantities.finder import LANGUAGES
from service.text.quantities.numerals import is_mere_article, number_at
from service.text.quantities.words import tokens
from service.text.span import Span

HERE = Path(__file__).parent
KNOWN = Anchor(2025, 8, 17)
ARTICLES = [one.article.text for one in read_seeds(SEEDS)]


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


NUMBERS = """one two half a an un une ein eine third thousand million dozen in out of and - 3 1,200
    5% $ few several hundred quarter 2024 mil millones medio zwei dreiundzwanzig tausend und deux
    cent mille quatre-vingt demi et sur dix von to between about no less"""


def _mixed() -> list[str]:
    """Words of the seeds with words of numbers strewn in, where nobody would write them."""
    common = [word for article in ARTICLES for word in article.split()]
    strewn = NUMBERS.split()
    places = [7919 * place for place in range(12_000)]
    words = [
        strewn[place * place // 7 % len(strewn)] if place % 5 < 3 else common[place % len(common)]
        for place in places
    ]
    return [" ".join(words[start : start + 20]) for start in range(0, len(words), 20)]


TEXTS = [
    *(part for article in ARTICLES for part in article.split("\n\n")),
    *(row["text"] for row in _rows("quantities.tsv")),
    *_mixed(),
]


def _all(text: str, language: str) -> list[Measured]:
    return find_quantities(text, Span(0, len(text)), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_look_passes_over_has_no_quantity(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = [_all(text, language) for text in TEXTS]
    monkeypatch.setattr(finder, "may_count", lambda *_: True)
    monkeypatch.setattr(reading, "is_mere_article", lambda *_: False)
    monkeypatch.setattr(reading, "_beginnings", lambda passage, masked: range(len(passage.words)))
    assert [_all(text, language) for text in TEXTS] == quick


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_that_is_passed_over_makes_no_number(language: str) -> None:
    rules, passed = LANGUAGES[language], 0
    for text in TEXTS:
        words = tokens(text, Span(0, len(text)), spaces_group=rules.spaces_group)
        for start, word in enumerate(words):
            if word.kind == "word" and is_mere_article(words, start, rules):
                number = number_at(words, start, rules)
                assert number is None or number.end == start + 1, (text, start)
                passed += 1
    assert passed > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_joints_join_two_numbers(language: str) -> None:
    rules = LANGUAGES[language]
    known = {word for text in TEXTS for word in text.casefold().split()}
    for word in {"-", ":", ".", "\n\n", *rules.joints, *known}:
        assert any(joining._Joint.of(word, rules)) == (word in rules.joints), word


@pytest.mark.parametrize("language", [*LANGUAGES, "zh", "es-MX"])
def test_the_parts_of_a_text_have_the_quantities_of_the_whole(language: str) -> None:
    for article in ARTICLES:
        counted = Counted(article, language)
        whole = _ungated(article, language)
        for number in range(20):
            start = 7919 * number % len(article)
            passage = Span(start, start + 1 + 37 * number)
            expected = [one for at, one in whole if passage.start <= at < passage.end]
            assert counted.within(passage) == expected
            assert find_quantities(article, passage, language) == expected


def _ungated(text: str, language: str) -> list[tuple[int, Measured]]:
    """All quantities of a text, read at once."""
    return finder._reader(language)(text, Span(0, len(text)))


@pytest.mark.parametrize("language", [*LANGUAGES, "zh"])
def test_a_long_paragraph_has_the_same_quantities_in_pieces(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = " ".join(TEXTS)
    assert len(text) > 20 * finder.PIECE
    pieces = _all(text, language)
    monkeypatch.setattr(finder, "PIECE", len(text))
    assert len(pieces) > 100
    assert _all(text, language) == pieces


@pytest.mark.parametrize("text", ["", "\n\n", "\n\n3 cars", "3 cars\n \n", "a\n\n\n" + " " * 999])
def test_a_text_of_little_but_empty_lines_is_read(text: str) -> None:
    expected = [3] if "3" in text else []
    assert [one.value for one in _all(text, "en")] == expected
    assert find_quantities(text, Span(len(text), len(text)), "en") == []


def test_what_is_beyond_an_empty_line_does_not_belong_to_a_number() -> None:
    gap = f"\n\n{' ' * 2 * finder.AROUND}\n"
    assert [(one.unit, one.approximate) for one in _all(f"About{gap}300{gap}people", "en")] == [
        (None, False)
    ]
    assert _all(f"About{gap}One Direction sang.", "en") == _all("One Direction sang.", "en")


def _resolved(anchor: Anchor = KNOWN) -> list[Timex]:
    _forget()
    return [
        resolve(
            row["expression"], anchor=anchor, sentence=row["sentence"], language=row["language"]
        )
        for row in _rows("dates.tsv")
    ]


def _forget() -> None:
    for remembered in (resolver._read, resolver._in_tense, resolver._in_any_tense):
        remembered.cache_clear()


def test_rules_that_cannot_begin_with_what_stands_there_read_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quick = _resolved()
    monkeypatch.setattr(Grammar, "fitting", lambda self, symbol, kinds: self[symbol])
    assert _resolved() == quick
    _forget()


@pytest.mark.parametrize("anchor", [KNOWN, Anchor(None, 8, 17), Anchor.of(None)])
def test_a_tense_that_is_not_looked_for_makes_no_difference(
    anchor: Anchor, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = _resolved(anchor)
    monkeypatch.setattr(resolver, "_in_any_tense", _never)
    assert _resolved(anchor) == quick


@lru_cache(maxsize=1)
def _never(*_: object) -> None:
    """Finds nothing without the tense."""


@given(st.text(st.sampled_from("0123456789-./:h+() x")))
@settings(deadline=None, derandomize=True, max_examples=1000)
def test_what_is_no_quantity_has_the_marks_that_are_looked_for_first(text: str) -> None:
    masks = [Span(*found.span()) for found in finder._NUMBERS_ONLY.finditer(text)]
    assert finder._masks(text, Span(0, len(text))) == masks


@pytest.mark.parametrize(
    "text", ["24/7", "(555) 123-4567", "012345 67890", "+49 30 1234", "5 h 20"]
)
def test_a_mask_has_marks(text: str) -> None:
    whole = Span(0, len(text))
    assert finder._masks(text, whole) == [whole]


@given(st.text(st.sampled_from("0123456789-./, a\u0663年")))
@settings(deadline=None, derandomize=True)
def test_every_numeric_date_has_what_is_looked_for_first(text: str) -> None:
    if dates._NUMERIC.search(text):
        assert dates._SEPARATED.search(text)


def test_no_month_or_weekday_of_han_is_in_ascii() -> None:
    letters = re.sub(r"[^\x00-\x7f]", "", dates._HAN_MONTH.pattern + dates._HAN_WEEKDAY.pattern)
    for text in (letters, "12" + letters, *TEXTS):
        if text.isascii():
            assert not dates._HAN_MONTH.search(text)
            assert not dates._HAN_WEEKDAY.search(text)
