"""Which TIMEX3 type and value does a time expression have, in this article and this sentence?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache

from service.text.dates import numeric
from service.text.dates.beside import Beside, Named, the_one
from service.text.dates.de import GERMAN
from service.text.dates.en import ENGLISH
from service.text.dates.es import SPANISH
from service.text.dates.fr import FRENCH
from service.text.dates.grammar import grammar
from service.text.dates.lexicon import FISCAL, HEDGE, MAX_CHARS, SINCE, UNTIL, iso_date
from service.text.dates.meanings import Meaning, Now, Outcome, always
from service.text.dates.parser import Grammar, Parser
from service.text.dates.periods import Period
from service.text.dates.tense import Tense
from service.text.dates.timex import Anchor, Timex, TimexType
from service.text.dates.told_rules import ASKING
from service.text.dates.zh import CHINESE

LANGUAGES = {"en": ENGLISH, "es": SPANISH, "de": GERMAN, "fr": FRENCH}
VOCABULARIES = {**LANGUAGES, "zh": CHINESE}
"""The languages that are read; those of `LANGUAGES` have letters."""
UNRECOGNISED = Timex(None, "", "underspecified")

_Read = tuple[Meaning | None, frozenset[str]]
_UNREAD: _Read = (None, frozenset())
_REMEMBERED = 1 << 10
"""Expressions of which is remembered what they say."""
_TENSES: tuple[Tense | None, ...] = ("past", "present", "future", None)
_FIELD = re.compile(r"([-/T:])")


def resolve(expression: str, *, anchor: Anchor, sentence: str = "", language: str = "en") -> Timex:
    """The TIMEX3 type and value of an expression; never raises, never guesses.

    The expression is worked out for every day that the anchor leaves possible, and what all of
    them agree on is said; the rest is X. `sentence` decides past or future for bare weekdays, days,
    months and the like, and gives "the same year" and a time of day its date (see `meanings`).
    `language` is a BCP 47 tag; in one other than en, es, de, fr and zh only ISO 8601 is read.
    """
    name = language_of(language)
    meaning, kinds = _read(expression, name) if len(expression) <= MAX_CHARS else _UNREAD
    if meaning is None:
        return UNRECOGNISED
    named: list[Named] = []
    if name and meaning.clock:
        named = beside(name).around(sentence, expression)
    elif name and ASKING & kinds:
        named = beside(name).before(sentence, expression)
    if not named and (same := _in_any_tense(expression, name, anchor)):
        return same
    tense = _tense(name, expression, sentence, kinds) if name else None
    if not named:
        return _in_tense(expression, name, anchor, tense)
    return _worked_out(meaning, kinds, anchor, tense, named)


@lru_cache(maxsize=64)
def language_of(tag: str) -> str | None:
    """The language that a BCP 47 tag names, if there is a vocabulary for it."""
    name = re.split(r"[-_]", tag, maxsplit=1)[0].lower()
    return name if name in VOCABULARIES else None


@cache
def rules(language: str) -> Grammar:
    return Grammar(grammar(VOCABULARIES[language]))


@cache
def beside(language: str) -> Beside:
    return Beside(VOCABULARIES[language], rules(language))


@lru_cache(maxsize=_REMEMBERED)
def _read(expression: str, language: str | None) -> _Read:
    """What the expression says, and the kinds of its words: the same in every article."""
    if language is None:
        found = iso_date(expression)
        return (numeric.iso(found, prose=False) if found else None), frozenset()
    lexemes = VOCABULARIES[language].lex(expression)
    if lexemes is None:
        return _UNREAD
    kinds: frozenset[str] = frozenset().union(*lexemes)
    if FISCAL in kinds:
        return always(None), kinds  # when a fiscal year begins, only its owner knows
    return Parser(rules(language), lexemes).whole("E"), kinds


@lru_cache(maxsize=_REMEMBERED)
def _in_any_tense(expression: str, language: str | None, anchor: Anchor) -> Timex | None:
    """What it is whatever the sentence's tense, which then need not be looked for, if that is so;
    for an expression that `_read` understands, and beside which no date counts."""
    found = {_in_tense(expression, language, anchor, tense) for tense in _TENSES}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=_REMEMBERED)
def _in_tense(expression: str, language: str | None, anchor: Anchor, tense: Tense | None) -> Timex:
    """What such an expression is in a sentence of this tense: the same in every article."""
    meaning, kinds = _read(expression, language)
    return _worked_out(meaning, kinds, anchor, tense) if meaning else UNRECOGNISED


def _worked_out(
    meaning: Meaning,
    kinds: frozenset[str],
    anchor: Anchor,
    tense: Tense | None,
    named: Sequence[Named] = (),
) -> Timex:
    """What an expression is in a sentence of this tense that names these dates beside it."""
    days = anchor.possible_days()
    outcomes = []
    for day in days:
        now = Now(day, len(days) == 1, tense)
        if named:
            now = replace(now, told=the_one(named, now))
        outcomes.append(meaning.at(now))
    # sorted: the answer does not hang on the order in which the witnesses come
    value = _agreed(sorted({str(outcome) for outcome in outcomes}))
    kind = _type(outcomes[0])
    known = kind == "SET" or not ("X" in value or value.endswith("_REF"))
    exact = HEDGE not in kinds and FISCAL not in kinds
    return Timex(kind, value, "resolved" if value and known and exact else "underspecified")


def _tense(name: str, expression: str, sentence: str, kinds: frozenset[str]) -> Tense | None:
    """That of the verb, unless a word tells it: "since June" is past, "d'ici lundi" is not."""
    language = VOCABULARIES[name]
    start = sentence.find(expression) if expression else -1
    if start >= 0:
        tense = language.tenses.at(sentence, start, start + len(expression))
        kinds = kinds | language.kinds_before(sentence[:start])
    else:
        tense = language.tenses.at(sentence, 0, 0) if sentence else None
    if SINCE in kinds and (tense != "future" or language.since_is_past):
        return "past"
    if UNTIL in kinds and tense != "past":
        return "future"
    return tense


def _type(outcome: Outcome) -> TimexType:
    if isinstance(outcome, Period):
        return "TIME" if outcome.time else "DATE"
    return outcome.type


def _agreed(values: list[str]) -> str:
    """What values of one form have in common, field by field; the rest X."""
    if len(values) == 1:
        return values[0]
    rows = [_FIELD.split(value) for value in values]
    if len({len(row) for row in rows}) > 1:
        return ""
    fields = []
    for column in zip(*rows, strict=True):
        if len(set(column)) == 1:
            fields.append(column[0])
        elif len({len(field) for field in column}) > 1:
            return ""
        else:
            fields.append(_blank(column))
    return "".join(fields)


def _blank(column: tuple[str, ...]) -> str:
    """ "W33" and "W34" as "WXX", "2024" and "2025" as "XXXX", "1898" and "1998" as "XX98"."""
    if len(column[0]) == 4 and len({year[2:] for year in column}) == 1:
        return "XX" + column[0][2:]
    letters = column[0][0] if column[0][0].isalpha() and column[0][0] != "X" else ""
    return letters + "X" * (len(column[0]) - len(letters))
