"""How do Chinese words of time combine, where they do so unlike those of other languages?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from service.text.dates import combined as c
from service.text.dates import meanings as m
from service.text.dates import numeric, periods
from service.text.dates.anaphora import same_of_year
from service.text.dates.clock import time_of_day
from service.text.dates.meanings import NOTHING, Meaning, Now, Outcome
from service.text.dates.parser import Rule, rule
from service.text.dates.periods import Amount, Period
from service.text.dates.year_rules import season

_HALF = Fraction(1, 2)


def _weekday(both: tuple[int, int]) -> Meaning:
    """ "上周二" is the Tuesday of last week."""
    return c.weekday_of_week(both[1], m.unit_from_now(both[0], "week"))


def _amount(count: Fraction | None, unit: str) -> Amount:
    return ((count, unit),)


def _and_a_half(count: Fraction, unit: str) -> Amount:
    return ((count + _HALF, unit),)


def _time(part: str, hour: int, minute: str | None) -> str | None:
    return time_of_day(f"{hour}:{minute or '00'}", daypart=part)


def _half_past(part: str, hour: int) -> str | None:
    return _time(part, hour, "30")


def _day_of_month(which: int, number: int) -> Meaning:
    """ "上月15日"."""
    month = m.unit_from_now(which, "month")

    def at(now: Now) -> Outcome:
        named = month.at(now)
        if not isinstance(named, Period):
            return NOTHING
        return periods.day(named.first.year, named.first.month, number) or NOTHING

    return Meaning(at)


def _month(year: Meaning, number: int) -> Meaning:
    return m.month(number, year)


_YEAR = [
    rule("near_year", lambda which: m.unit_from_now(which, "year")),
    rule("year (year_mark)", lambda year: numeric.years(str(year))),
]

CHINESE_RULES: Mapping[str, Sequence[Rule]] = {
    "A": [
        rule("count (measure)? unit (half)", _and_a_half),
        rule("count (measure) (half) unit", _and_a_half),
        rule("count|vague (measure) unit", _amount),
    ],
    "C": [rule("Y month N", lambda year, month, day: (day, month, year))],
    "D": [
        rule("week_day", _weekday),
        rule("rel (measure) unit", m.unit_from_now),
        rule("rel (measure)? unit=month N", _day_of_month),
        rule("Y (alike) (period)", lambda year: same_of_year(None, year)),
        rule("near_year (part)", lambda which: m.unit_from_now(which, "year")),
        rule("M|P|Y (part)", lambda period: period),
    ],
    "H": [rule("half_name", int)],
    "M": [rule("Y month", _month), rule("Y season", lambda year, name: season(name, year))],
    "T": [
        rule("daypart O (oclock) digits2? (unit=minute)?", _time),
        rule("daypart O (oclock) (half)", _half_past),
        rule("daypart clock", lambda part, text: time_of_day(text, daypart=part)),
        rule("O (oclock) digits2", lambda n, minute: time_of_day(f"{n}:{minute}", clock24=False)),
    ],
    "Y": _YEAR,
}
