"""Is every quantity found with its value and unit, and nothing that is no quantity?

`quantities.tsv` holds the answers, made by hand: text|value|upper|unit|~ for each quantity, with
" ;; " between them, nothing where there is none.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.text.grounding import ArticleIndex
from service.text.quantities import Measured, find_quantities, quantities
from service.text.span import Span
from tests.text.work import GROWTH, steps


def _rows() -> list[dict[str, str]]:
    path = Path(__file__).with_name("quantities.tsv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


ROWS = _rows()


def _found(text: str, language: str) -> list[Measured]:
    return find_quantities(text, Span(0, len(text)), language)


def _written(text: str, found: list[Measured]) -> str:
    return " ;; ".join(
        "|".join(
            (
                text[slice(*one.span)],
                "" if one.value is None else f"{one.value:.17g}".removesuffix(".0"),
                "" if one.upper is None else f"{one.upper:.17g}",
                one.unit or "",
                "~" if one.approximate else "",
            )
        )
        for one in found
    )


def _expected(row: dict[str, str]) -> str:
    answers = [one.split("|") for one in row["quantities"].split(" ;; ") if one]
    return " ;; ".join(
        "|".join((text, *(f"{float(n):.17g}" if n else "" for n in (value, upper)), unit, about))
        for text, value, upper, unit, about in answers
    )


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['language']}: {row['text']}" for row in ROWS])
def test_a_passage_has_the_quantities_that_were_written_by_hand(row: dict[str, str]) -> None:
    assert _written(row["text"], _found(row["text"], row["language"])) == _expected(row)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['language']}: {row['text']}" for row in ROWS])
def test_what_stands_around_a_passage_changes_nothing(row: dict[str, str]) -> None:
    passage = Span(2, 2 + len(row["text"]))
    text = f"\n\n{row['text']}\n\n"
    found = find_quantities(text, passage, row["language"])
    assert _written(text, found) == _expected(row)


def test_a_passage_that_cuts_an_expression_is_read_with_what_is_around_it() -> None:
    text = "On August 17 it paid more than $2.4 billion to Smith."
    assert [text[slice(*one.span)] for one in find_quantities(text, Span(10, 35), "en")] == [
        "more than $2.4 billion"
    ]
    assert find_quantities(text, Span(10, 25), "en") == []


def test_neighbouring_passages_give_no_quantity_twice() -> None:
    text = "It sold 1,200 cars for $2.4 billion, between 10 and 15 percent more than in 2024."
    whole = _found(text, "en")
    for cut in range(len(text)):
        parts = [Span(0, cut), Span(cut, len(text))]
        found = [one for part in parts for one in find_quantities(text, part, "en")]
        assert len(found) <= len(whole)
        assert len({one.span for one in found}) == len(found)


def test_a_quantity_has_the_selector_of_its_words() -> None:
    index = ArticleIndex("“Über 1.200,5 Tonnen” lagen dort.")
    [found] = quantities(index, Span(0, len(index.text)), "de-AT")
    selector = found.selector
    assert index.text[selector.start : selector.end] == selector.exact == found.text
    assert (found.text, found.value, found.unit, found.approximate, selector.match) == (
        "Über 1.200,5 Tonnen",
        1200.5,
        "Tonnen",
        True,
        "exact",
    )


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "{} Häuser", 999_999),
        ("de", "{} Häuser", 700_017),
        ("fr", "{} maisons", 80_000_091),
    ],
)
def test_long_numbers_in_words_are_read(language: str, text: str, value: int) -> None:
    written = {
        999_999: "neunhundertneunundneunzigtausendneunhundertneunundneunzig",
        700_017: "siebenhunderttausendsiebzehn",
        80_000_091: "quatre-vingts millions quatre-vingt-onze",
    }[value]
    [found] = _found(text.format(written), language)
    assert found.value == value


@given(st.integers(0, 10**9), st.sampled_from(["en", "es", "de", "fr"]))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_a_grouped_figure_has_its_value_in_every_language(value: int, language: str) -> None:
    mark = {"en": ",", "es": ".", "de": ".", "fr": "\u202f"}[language]
    text = f"{value:,} km".replace(",", mark)
    [found] = _found(text, language)
    assert (found.value, found.unit) == (value, "km")


LANGUAGES = ["en", "es", "de", "fr", "zh", "es-MX", "ru", ""]
PIECES = """0|1|2|3|9|12|2024| |.|,|-|–|:|/|$|€|%|'|’|(|)|[|]|½|\u00a0|十|百|万|亿|三|第|年|约|mil
 |two |and |a |million |half |zwei|hundert|und|cent |quatre-vingt|de |of |May |people |third |分之
|in |to |between |more than |Mio. |U.S. |é|e\u0301"""
_PIECES = st.sampled_from([*PIECES.replace("\n", "").split("|"), "\n"])


@given(st.lists(_PIECES, max_size=40).map("".join), st.sampled_from(LANGUAGES))
@settings(max_examples=400, deadline=None, derandomize=True)
def test_whatever_a_passage_holds_its_quantities_are_in_order_and_apart(
    text: str, language: str
) -> None:
    end = 0
    for one in _found(text, language):
        assert end <= one.span.start < one.span.end <= len(text)
        assert text[slice(*one.span)].strip() == text[slice(*one.span)]
        end = one.span.end


HOSTILE = [
    *"""1|1 |1,|1,000,|1.000 |1-|1 mil |two |one two-|million |half a |zwei|hundertund|mil millones
 |quatre-vingt-|a@|$|+1 |三|万|3万|十分|about |A.|http://a|1/2/|(1) |3 to |between 3 and |e\u0301|ß
 |Ω|😀|of the |new |-|'""".replace("\n", "").split("|"),
    "\n",
    "\n \n",
]


@pytest.mark.parametrize("language", ["en", "es", "de", "fr", "zh"])
@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_linear_time(piece: str, language: str) -> None:
    long, short = (piece * (length // len(piece)) for length in (6_000, 3_000))
    _found(short[:100], language)  # patterns are compiled once
    assert steps(lambda: _found(long, language)) < GROWTH * steps(lambda: _found(short, language))
