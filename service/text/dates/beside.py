"""Which one date does a sentence name beside an expression?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from service.text.dates.lexicon import FILLER, HEDGE, Language, Readings, normalise
from service.text.dates.meanings import Meaning, Now, Outcome, always
from service.text.dates.parser import Grammar, Parser
from service.text.dates.tense import Tense

_WINDOW = 400  # characters that are looked at
_FAR = 60  # characters between a time of day and its day
_LINK = re.compile(r"\s*(?:[^\W\d_]{2,3}\s*)?")  # "9 a.m. on Tuesday"
_MOST = 6  # dates, beyond which no single one is meant
_YEARS = range(1900, 2100)
_CHARACTERS = 1 << 10  # that are remembered


class Named(NamedTuple):
    """A date that a sentence names between two offsets."""

    start: int
    end: int
    meaning: Meaning
    tense: Tense | None


class Beside:
    """Reads the dates of sentences in one language."""

    def __init__(self, language: Language, rules: Grammar) -> None:
        self._language = language
        self._rules = rules
        self._ambiguous = re.compile(rf"\b(?:{language.ambiguous or '(?!)'})\b")

    def before(self, sentence: str, expression: str) -> list[Named]:
        """The dates that are named before the expression."""
        start = sentence.find(expression)
        return _few(self._named(sentence, 0, start)) if start > 0 else []

    def around(self, sentence: str, expression: str) -> list[Named]:
        """All dates, where the expression stands beside one of them in the same clause."""
        start = sentence.find(expression)
        if start < 0:
            return []
        end = start + len(expression)
        last = min(len(sentence), end + _WINDOW)
        named = _few(chain(self._named(sentence, 0, start), self._named(sentence, end, last)))
        for one in named:
            if one.start >= end and _LINK.fullmatch(sentence[end : one.start]):
                return [one]
        one_verb = len(sentence) <= 2 * _WINDOW and self._language.tenses.verbs_in(sentence) == 1
        beside = [_between(sentence, one, start, end) for one in named]
        return named if any(self._is_clause(text, one_verb=one_verb) for text in beside) else []

    def _is_clause(self, between: str, *, one_verb: bool) -> bool:
        """Whether a date and a time go together, with this text between them."""
        if len(between) > _FAR or ";" in between or ":" in between:
            return False
        return one_verb or self._language.tenses.verbs_in(between) == 0

    def _named(self, sentence: str, start: int, end: int) -> Iterator[Named]:
        """The dates between two offsets, the longest first at each place."""
        start = max(start, end - _WINDOW)
        text, offsets = _with_offsets(
            self._ambiguous.sub(lambda found: "_" * len(found[0]), sentence[start:end])
        )
        lexemes = self._language.scan(text)
        parser = Parser(self._rules, [readings for readings, _, _ in lexemes])
        place = 0
        while place < len(lexemes):
            ends = parser.at("X", place) if FILLER not in lexemes[place][0] else []
            if not ends:
                place += 1
                continue
            last, meaning = max(ends, key=lambda one: one[0])
            begin = start + offsets[lexemes[place][1]]
            finish = start + offsets[lexemes[last - 1][2] - 1] + 1
            if self._is_unsure(lexemes, place, last):
                meaning = always(None)
            tense = self._language.tenses.at(sentence, begin, finish)
            yield Named(begin, finish, meaning, tense)
            place = last

    def _is_unsure(
        self, lexemes: Sequence[tuple[Readings, int, int]], place: int, last: int
    ) -> bool:
        """Four digits are a year where a preposition leads to them, and if they are not round."""
        readings = lexemes[place][0]
        if last - place > 1 or "year" not in readings:
            return False
        before = lexemes[place - 1][0] if place else {}
        led = FILLER in before and HEDGE not in before
        return not led or readings["year"] not in _YEARS or readings["year"] % 100 == 0


def _few(named: Iterator[Named]) -> list[Named]:
    found = [*islice(named, _MOST + 1)]
    return found if len(found) <= _MOST else []


def _between(sentence: str, one: Named, start: int, end: int) -> str:
    return sentence[one.end : start] if one.end <= start else sentence[end : one.start]


def _with_offsets(text: str) -> tuple[str, list[int]]:
    """The normalised text, and for each of its characters the offset that it comes from."""
    parts = [_normalised(character) for character in text]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]


@lru_cache(maxsize=_CHARACTERS)
def _normalised(character: str) -> str:
    return normalise(character)


def the_one(named: Sequence[Named], now: Now) -> Outcome | None:
    """The date that all others hold ("2018" holds "2018-05"); None where two differ."""
    dates = [one.meaning.at(Now(now.day, now.certain, one.tense)) for one in named]
    if not dates or not all(map(str, dates)):
        return None
    finest = max(dates, key=lambda date: len(str(date)))
    return finest if all(str(finest).startswith(str(date)) for date in dates) else None
