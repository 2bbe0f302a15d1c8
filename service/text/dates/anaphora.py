"""What says an expression that counts from the date told before it: "the same year"?"""

from __future__ import annotations

import re

from service.text.dates import periods
from service.text.dates.meanings import NOTHING, Meaning, Now, Outcome, Said, always
from service.text.dates.periods import BLANK, CLOCK_UNITS, MONTHS, Amount, Period

# Lengths of a year's parts, for which "a year earlier" compares like with like.
_COMPARED = ("month", "quarter", "half")
_PART = re.compile(r"([0-9]{4})-([QH][1-4])")


def unit_then(unit: str, shift: int = 0) -> Meaning:
    """ "the same year" (0), "the previous month" (-1), "the next day" (1)."""
    if unit in CLOCK_UNITS:
        return always(Said("TIME", ""))

    def at(now: Now) -> Outcome:
        told = _period(now.told)
        if told is None or unit not in BLANK or unit == "weekend" or not _holds(unit, told.unit):
            return NOTHING
        found = Period.of(unit, told.first)
        return (found and found.shift(shift)) or NOTHING

    return Meaning(at)


def _holds(larger: str, smaller: str) -> bool:
    """Whether each of the smaller units lies in one of the larger."""
    if larger == "week":
        return smaller in ("day", "week")
    order = list(MONTHS)
    return smaller == "day" or (
        smaller in order and larger in order and order.index(smaller) <= order.index(larger)
    )


def weekday_then(number: int) -> Meaning:
    """ "the next Friday": the first one after the day that was told."""

    def at(now: Now) -> Outcome:
        told = _period(now.told)
        if told is None or told.unit != "day":
            return Said("DATE", f"XXXX-WXX-{number}")
        return told.shift((number - told.first.isoweekday() - 1) % 7 + 1) or NOTHING

    return Meaning(at)


def season_then(season: str) -> Meaning:
    """ "that summer"; a winter has two years, and a year two winters."""

    def at(now: Now) -> Outcome:
        told = _period(now.told)
        if told is None or told.unit not in ("year", "month", "day"):
            return Said("DATE", f"XXXX-{season}")
        if season == "WI" and (told.unit == "year" or told.first.month < 7):
            return Said("DATE", "XXXX-WI")
        return Said("DATE", f"{told.first.year:04}-{season}")

    return Meaning(at)


def amount_away(amount: Amount, sign: int | None) -> Meaning:
    """ "two days later", "a year earlier"; a year away from a month or quarter is such a one."""
    if any(unit in CLOCK_UNITS for _, unit in amount):
        return always(Said("TIME", ""))

    def at(now: Now) -> Outcome:
        told = _period(now.told)
        if told is None or not sign:
            return NOTHING
        count, unit = amount[0]
        if unit == "year" and sign < 0 and told.unit in _COMPARED and amount == ((count, unit),):
            whole = count is not None and count.denominator == 1
            shift = -int(count or 0) * 12 // MONTHS[told.unit]
            return (told.shift(shift) if whole else None) or NOTHING
        found = periods.before_or_after(amount, sign, told.first)
        return found if found and _holds(found.unit, told.unit) else NOTHING

    return Meaning(at)


def same_of_year(unit: str | None, year: Meaning | None) -> Meaning:
    """ "the same period of 2024", "the year-ago quarter" (no year: the one before)."""

    def at(now: Now) -> Outcome:
        told = _period(now.told)
        named = year.at(now) if year else None
        if told is None or told.unit not in (*_COMPARED, "day") or unit not in (None, told.unit):
            return NOTHING
        if named is not None and not isinstance(named, Period):
            return NOTHING
        shift = named.first.year - told.first.year if named else -1
        if told.unit == "day":
            return periods.day(told.first.year + shift, told.first.month, told.first.day) or NOTHING
        return told.shift(shift * 12 // MONTHS[told.unit]) or NOTHING

    return Meaning(at)


def _period(told: Outcome | None) -> Period | None:
    """What was told, as a period of the calendar."""
    if isinstance(told, Period):
        return Period(told.unit, told.first)
    if told is not None and (match := _PART.fullmatch(told.value)):
        unit = "quarter" if match[2][0] == "Q" else "half"
        month = 1 + (int(match[2][1]) - 1) * MONTHS[unit]
        first = periods.day(int(match[1]), month, 1) if month < 13 else None
        return Period(unit, first.first) if first else None
    return None
