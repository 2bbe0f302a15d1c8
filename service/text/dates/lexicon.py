"""Which words of a language speak of time, and as what can each of them be read?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from service.text.dates.tense import TenseReader

MAX_CHARS, MAX_LEXEMES = 200, 32
FILLER, HEDGE, FISCAL, SINCE, UNTIL = "filler", "about", "fiscal", "since", "until"

_TAIL = 30  # characters in which the last phrase of a text stands

_DASHES = re.compile(r"[\u2010-\u2015\u2212\u00ad\ufe58\ufe63\uff0d]")
_APOSTROPHES = re.compile(r"[\u2018\u2019\u201b\u02bc`\u00b4]")
_TOKEN = re.compile(
    r"""
      (?P<iso> [0-9]{4}/[0-9]{2}/[0-9]{2}
             | [0-9]{4}-[0-9]{2}-[0-9]{2}t[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?
               (?:z|[+-][0-9]{2}:?[0-9]{2})?
             | [0-9]{4}-[0-9]{2}(?:-[0-9]{2})? | [0-9]{4}-w[0-9]{2}(?:-[1-7])?
             | [0-9]{4}-[qh][1-4] ) (?![-\w])
    | (?P<numeric> [0-9]{1,2} (?P<sep>[./-]) [0-9]{1,2} (?P=sep) (?:[0-9]{4}|[0-9]{2}) ) (?![-/\w])
    | (?P<clock> [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})? ) (?![:0-9])
    | (?P<decimal> [0-9]+[.,][0-9]+ )
    | (?P<number> [0-9]+ )
    | (?P<word> [\u3400-\u9fff] | [^\W\d_\u3400-\u9fff]+ )
    | (?P<other> \S )
    """,
    re.VERBOSE,
)
_ABBREVIATION_DOT = re.compile(r"(?<=[^\W\d_])\.")
_ROMAN = re.compile(r"(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})e?")
_PUNCTUATION = frozenset(",()[]'\"«»“”„/.:;!?")

Readings = Mapping[str, Any]
Token = tuple[str, str, int, int]
"""Kind, text, begin and end."""


def normalise(text: str) -> str:
    """Lower case without accents; one kind of dash, apostrophe and space; "p.m." as "pm"."""
    text = text.casefold() if text.isascii() else _plain(text)
    text = _APOSTROPHES.sub("'", text)
    return _ABBREVIATION_DOT.sub("", text)


def _plain(text: str) -> str:
    """Lower case without accents; one kind of dash."""
    text = unicodedata.normalize("NFKD", text).casefold()
    return _DASHES.sub("-", "".join(c for c in text if not unicodedata.combining(c)))


def iso_date(text: str) -> str | None:
    """The text when it is an ISO 8601 date and nothing else."""
    match = _TOKEN.fullmatch(normalise(text).strip())
    if (
        match
        and "/" not in text
        and (match.lastgroup == "iso" or re.fullmatch("[0-9]{4}", match.group()))
    ):
        return match.group()
    return None


def table(rows: str, start: int = 1) -> dict[str, int]:
    """Phrases to numbers: "monday, mon | tuesday, tue" is monday 1, mon 1, tuesday 2, tue 2."""
    return {
        phrase.strip(): number
        for number, row in enumerate(rows.split("|"), start)
        for phrase in row.split(",")
        if phrase.strip()
    }


def listed(phrases: str, value: Any = None) -> dict[str, Any]:
    """Each of the comma-separated phrases, with the same value."""
    return {phrase.strip(): value for phrase in phrases.split(",")}


@dataclass(frozen=True)
class Language:
    """What the shared grammar needs to know about one language.

    `words` maps a kind (a terminal of the grammar) to phrases and their values; `rewrites` splits
    what is written as one word; `filler` may stand anywhere and says nothing. So may a word of kind
    `about` ("more than"), but with it the value is not the whole truth, and one of kind `since` or
    `until`, which tells past from future. Where `half_is_year` is false, a "first half" may be one
    of a match. `ambiguous` are words that, as written there, need not speak of time ("may").
    """

    words: Mapping[str, Mapping[str, Any]]
    filler: str
    tenses: TenseReader
    rewrites: Mapping[str, str] = field(default_factory=dict)
    day_first: bool = True
    dotted_days: bool = False  # "17.08." is a date
    clock24: bool = True
    thousands: str = "."
    half_is_year: bool = True
    ambiguous: str = ""
    since_is_past: bool = True

    @cached_property
    def phrases(self) -> dict[tuple[str, ...], dict[str, Any]]:
        """Normalised phrase, as words, to its readings."""
        found: dict[tuple[str, ...], dict[str, Any]] = {}
        for kind, words in (*self.words.items(), (FILLER, listed(self.filler))):
            for phrase, value in words.items():
                found.setdefault(_words(phrase), {})[kind] = value
        for readings in found.values():
            if not readings.keys().isdisjoint((HEDGE, SINCE, UNTIL)):
                readings[FILLER] = None
        return found

    @cached_property
    def split(self) -> dict[str, list[str]]:
        return {
            " ".join(_words(whole)): list(_words(parts)) for whole, parts in self.rewrites.items()
        }

    @cached_property
    def lengths(self) -> Mapping[str, Sequence[int]]:
        """How many words the phrases with each first word have, the longest first."""
        found: dict[str, set[int]] = {}
        for phrase in self.phrases:
            found.setdefault(phrase[0], set()).add(len(phrase))
        return {first: sorted(lengths, reverse=True) for first, lengths in found.items()}

    def lex(self, text: str) -> list[Readings] | None:
        """The readings of each lexeme, longest phrase first; None for a text that is too long."""
        if len(text) > MAX_CHARS:
            return None
        tokens = self._tokens(normalise(text), 2 * MAX_LEXEMES)
        lexemes = [readings for readings, _, _ in self._lexemes(tokens)]
        return lexemes if max(len(lexemes), len(tokens) / 2) <= MAX_LEXEMES else None

    def scan(self, normalised: str) -> list[tuple[Readings, int, int]]:
        """As `lex`, for a text of any length, with where each lexeme begins and ends."""
        return self._lexemes(self._tokens(normalised, len(normalised)))

    def kinds_before(self, text: str) -> set[str]:
        """The kinds of the word or phrase with which a text ends."""
        lexemes = self.scan(normalise(text[-_TAIL:]))
        return set(lexemes[-1][0]) if lexemes else set()

    def _tokens(self, normalised: str, most: int) -> list[Token]:
        tokens: list[Token] = []
        for match in _TOKEN.finditer(normalised):
            parts = self.split.get(match.group(), [match.group()])
            tokens += [(match.lastgroup or "other", part, *match.span()) for part in parts]
            if len(tokens) > most:
                break
        return tokens

    def _lexemes(self, tokens: list[Token]) -> list[tuple[Readings, int, int]]:
        lexemes = []
        position = 0
        while position < len(tokens):
            readings, used = self._lexeme(tokens, position)
            lexemes.append((readings, tokens[position][2], tokens[position + used - 1][3]))
            position += used
        return lexemes

    def _lexeme(self, tokens: list[Token], start: int) -> tuple[Readings, int]:
        kind, token, _, _ = tokens[start]
        for length in self.lengths.get(token, ()):
            phrase = tuple([token for _, token, _, _ in tokens[start : start + length]])
            if len(phrase) == length and (readings := self.phrases.get(phrase)) is not None:
                return readings, length
        return self._literal(kind, token), 1

    def _literal(self, kind: str, token: str) -> Readings:
        if kind == "number":
            return _number(token)
        if kind == "decimal":
            return self._decimal(token)
        if kind in ("iso", "numeric", "clock"):
            return {kind: token}
        if kind == "word" and (value := _roman(token)):
            return {"roman": value}
        if token == "'":
            return {"apostrophe": None, FILLER: None}
        if token == "-":
            return {"dash": None, FILLER: None}
        return {FILLER: None} if token in _PUNCTUATION else {}

    def _decimal(self, token: str) -> Readings:
        whole, mark, rest = token.partition("." if "." in token else ",")
        if len(token) > 12:
            return {}
        readings = _dotted(whole, rest)
        if self.dotted_days and mark == "." and max(len(whole), len(rest)) <= 2:
            readings["day_month"] = (int(whole), int(rest))
        if mark != self.thousands:
            readings["count"] = Fraction(f"{whole}.{rest}")
        elif len(rest) == 3:
            readings["count"] = Fraction(whole + rest)
        return readings


def _dotted(whole: str, rest: str) -> dict[str, Any]:
    """ "15.30" as a time of day."""
    return {"dotted": f"{whole}:{rest}"} if len(whole) <= 2 and len(rest) == 2 else {}


def _number(token: str) -> dict[str, Any]:
    if len(token) > 9:
        return {}
    value = int(token)
    readings: dict[str, Any] = {"count": Fraction(value), "number": value}
    if len(token) <= 2:
        readings |= {"day": value, "digits2": token} if len(token) == 2 else {"day": value}
    if len(token) == 4 and 1000 <= value < 3000:
        readings["year"] = value
    if len(token) == 4:
        readings["four_digits"] = f"{token[:2]}:{token[2:]}"
    return readings


def _roman(token: str) -> int:
    if not (match := _ROMAN.fullmatch(token)):
        return 0
    units = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]
    return 10 * len(match.group(1)) + units.index(match.group(2))


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(match.group() for match in _TOKEN.finditer(normalise(phrase)))
