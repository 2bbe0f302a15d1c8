"""Which months and weekdays does a claim name that the article does not?

Days and years are numbers, which are looked at as such.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from service.text.dates.resolver import LANGUAGES
from service.text.tokens import Token, Tokenized

_SHORTEST = 3
"""Letters; "so" is no Sunday."""
_UNSURE = 4
"""Letters of a month in lower case that is no other word, where months have no capital."""
_NUMERIC = re.compile(
    r"\b\d{4}-(\d{2})-\d{2}\b|\b(\d{1,2})[./](\d{1,2})[./](?:\d{4}|\d{2}\b|(?!\d))"
)
_SEPARATED = re.compile(r"\d[-./]\d")
"""What every numeric date has."""
_MONTH = "月"
_HAN_MONTH = re.compile(f"([0-9]{{1,2}}|十[一二]?|[一二三四五六七八九]){_MONTH}")
_HAN_WEEKDAY = re.compile("(?:周|週|星期|礼拜|禮拜)([一二三四五六日天])")
_SUNDAY = str.maketrans("日天", "七七")
_KNOWN = 1 << 13
"""Words of which is remembered whether they are a day."""
_HAN_DIGITS = "〇一二三四五六七八九十"
_CAPITALISED = frozenset({"en", "de"})


class Day(NamedTuple):
    """A month or a weekday by its number, from 1 on."""

    kind: Literal["month", "weekday"]
    number: int


def strange_dates(claim: Tokenized, given: frozenset[Day], language: str = "en") -> list[str]:
    """The months and weekdays of a claim that are not among those given."""
    named = _days(claim.text, claim.tokens, _primary(language))
    return [word for day, word in named if day not in given]


def given_dates(text: str, tokens: Sequence[Token], language: str = "en") -> frozenset[Day]:
    """The months and weekdays that a text of these words names in any way, by number and in lower
    case, too."""
    primary = _primary(language)
    names = _names(primary)
    named = {day for day, _ in _days(text, tokens, primary)}
    lower = {names[token.text] for token in tokens if token.text in names}
    return frozenset({*named, *_numeric(text), *lower})


def is_date(token: Token, language: str = "en") -> bool:
    """Whether a word is a month or a weekday, and thus no name."""
    primary = _primary(language)
    small = primary not in _CAPITALISED
    return (small or token.named) and _meant(token.text, primary) is not None


def _days(text: str, tokens: Sequence[Token], language: str) -> Iterator[tuple[Day, str]]:
    small = language not in _CAPITALISED
    for token in tokens:
        if (small or token.named) and (day := _meant(token.text, language)):
            yield day, token.text
    if text.isascii():
        return
    if _MONTH in text:
        for match in _HAN_MONTH.finditer(text):
            yield Day("month", _number(match[1])), match[0]
    for match in _HAN_WEEKDAY.finditer(text):
        yield Day("weekday", _HAN_DIGITS.index(match[1].translate(_SUNDAY))), match[0]


def _numeric(text: str) -> Iterator[Day]:
    if not _SEPARATED.search(text):
        return
    for match in _NUMERIC.finditer(text):
        for number in filter(None, match.groups()):
            yield Day("month", int(number))


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    return sum(_HAN_DIGITS.index(character) for character in written)


@lru_cache(maxsize=_KNOWN)
def _meant(text: str, language: str) -> Day | None:
    """The day that a word is; in a language whose days have capitals, one that has one."""
    word = text.partition('"')[0]
    if len(word) < _SHORTEST or not word[0].islower():
        return None
    if language not in _CAPITALISED and len(word) < _UNSURE and word != "mai":
        return None
    names = _names(language)
    if word in names:
        return names[word]
    # "Mondays", "Mittwochmorgen".
    weekdays = _long_weekdays(language)
    if not word.startswith(weekdays):
        return None
    return names[next(name for name in weekdays if word.startswith(name))]


@cache
def _long_weekdays(language: str) -> tuple[str, ...]:
    names = _names(language).items()
    return tuple(name for name, day in names if len(name) > _UNSURE + 1 and day.kind == "weekday")


@cache
def _names(language: str) -> Mapping[str, Day]:
    known = [LANGUAGES[language]] if language in LANGUAGES else [*LANGUAGES.values()]
    return {
        word.casefold(): Day(kind, number)
        for one in known
        for kind in ("month", "weekday")
        for word, number in one.words[kind].items()
        if language in LANGUAGES or len(word) > _UNSURE
    }
