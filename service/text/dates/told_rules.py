"""How do words name a date in running text, and one that counts from such a date?

Symbols: L a date that counts from one told before, X a date in running text. What could as well be
something else there ("a second", "spring") is left out of X.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from service.text.dates import anaphora as a
from service.text.dates import combined as c
from service.text.dates import meanings as m
from service.text.dates import numeric
from service.text.dates.holidays import holiday, holiday_from_now
from service.text.dates.meanings import Meaning, said
from service.text.dates.parser import Rule, rule
from service.text.dates.periods import Amount
from service.text.dates.stretches import months_up_to
from service.text.dates.year_rules import day_meant, season

# Kinds of words that ask what was told before.
ASKING = frozenset(
    {"same", "alike", "there", "the_next", "previous", "earlier", "day_away", "year_ago"}
)


def _away(amount: Amount | str, sign: int) -> Meaning:
    return a.amount_away(((None, amount),) if isinstance(amount, str) else amount, sign)


def _one_away(unit: str, sign: int) -> Meaning:
    return a.unit_then(unit, sign)


def _like(unit: str, year: Meaning) -> Meaning | None:
    return a.same_of_year(unit, year) if unit in ("month", "quarter", "half") else None


def _days_beside(shift: int, base: Meaning) -> Meaning:
    """ "la veille de Noël"."""
    return c.amount_from(((Fraction(abs(shift)), "day"),), 1 if shift > 0 else -1, base)


def _daypart_today(part: str) -> Meaning:
    return c.timed(m.day_from_now(0), f"T{part}")


def _daypart_of(both: tuple[int, str]) -> Meaning:
    return c.timed(m.day_from_now(both[0]), f"T{both[1]}")


TOLD_RULES: Mapping[str, Sequence[Rule]] = {
    "L": [
        rule("(alike) (period) A earlier", _away),
        rule("(alike) (U) A earlier", _away),
        rule("(alike) (period) Y", lambda year: a.same_of_year(None, year)),
        rule("(alike) U Y", _like),
        rule("(alike) (period)", lambda: said("DATE", "")),
        rule("(year_ago) (period|unit)?", lambda: a.same_of_year(None, None)),
        rule("(same|alike) (alike)? unit", a.unit_then),
        rule("(rel=0) unit (there)", a.unit_then),
        rule("(same|alike) season", a.season_then),
        rule("(rel=0) season (there)", a.season_then),
        rule("(same|alike) (daypart)", lambda: said("TIME", "")),
        rule("(rel=0) (daypart) (there)", lambda: said("TIME", "")),
        # the one that is over, or as long a time up to now
        rule("(the_last) (unit)", lambda: said("DATE", "")),
        rule("the_next unit", lambda which, unit: a.unit_then(unit, which)),
        rule("(the_next) weekday", a.weekday_then),
        rule("day_away D", _days_beside),
        rule("day_away", lambda which: a.unit_then("day", which)),
        rule("previous U", lambda which, unit: a.unit_then(unit, which)),
        rule("U previous", a.unit_then),
        rule("A|units earlier", _away),
        rule("unit earlier", _one_away),
    ],
    "X": [
        rule("iso", numeric.iso),
        rule("A (to|ended) V", months_up_to),
        rule("weekday C", lambda weekday, day: day_meant(day, weekday)),
        rule("N month rel", lambda day, month, which: c.moved(which, day, month)),
        rule("C", day_meant),
        rule("weekday W", c.weekday_of_week),
        rule("rel weekday", m.weekday_from_now),
        rule("weekday rel", lambda number, which: m.weekday_from_now(which, number)),
        rule("weekday", m.weekday),
        rule("month Y?", lambda number, year: m.month(number, year)),
        rule("Y month", lambda year, number: m.month(number, year)),
        rule("rel month", m.month_from_now),
        rule("month rel", lambda number, which: m.month_from_now(which, number)),
        rule("season Y", season),
        rule("rel season", m.season_from_now),
        rule("P|Y", lambda period: period),
        rule("holiday Y?", holiday),
        rule("rel holiday", holiday_from_now),
        rule("A (ago)", lambda amount: c.amount_from(amount, -1)),
        rule("(ago) A", lambda amount: c.amount_from(amount, -1)),
        rule("rel unit", m.unit_from_now),
        rule("unit rel", lambda unit, which: m.unit_from_now(which, unit)),
        rule("deictic", m.day_from_now),
        rule("deictic_part", _daypart_of),
        rule("rel=0 daypart", _daypart_today),
    ],
}
