"""Which weeks or months does a reader count inside a month or year, or up to its end?"""

from __future__ import annotations

import datetime as dt

from service.text.dates import periods
from service.text.dates.meanings import NOTHING, Meaning, Now, Outcome, Said
from service.text.dates.periods import BLANK, MONTHS, Amount, Period

_WHOLE = {3: "quarter", 6: "half", 12: "year"}


def months_up_to(amount: Amount, end: Meaning) -> Meaning | None:
    """ "the three months to Dec. 31" is the fourth quarter; "the year to March" a span of months.

    The end is over, unless the verb tells the future; a day must be the last of its month.
    """
    count, unit = amount[0]
    if len(amount) > 1 or count is None or count.denominator != 1 or unit not in MONTHS:
        return None
    months = int(count) * MONTHS[unit]
    if not 1 <= months <= 60:
        return None

    def at(now: Now) -> Outcome:
        named = end.at(now if now.tense == "future" else now.moved(now.day, "past"))
        if not isinstance(named, Period) or named.unit not in ("month", "day"):
            return NOTHING
        last = Period.of("month", named.first)
        if last is None or not _closes(named, last) or _still_runs(last, now):
            return NOTHING
        return _stretch(last, months)

    return Meaning(at)


def _closes(named: Period, month: Period) -> bool:
    following = month.shift(1)
    return named.unit == "month" or (
        following is not None and (following.first - named.first).days == 1
    )


def _still_runs(month: Period, now: Now) -> bool:
    """ "The three months to August", told in August, may end this year or have ended last year."""
    following = month.shift(1)
    return now.tense != "future" and (
        following is None or month.first <= now.day < following.first - dt.timedelta(days=1)
    )


def _stretch(last: Period, months: int) -> Outcome:
    unit = _WHOLE.get(months)
    if unit and last.first.month % months == 0:
        return Period.of(unit, last.first) or NOTHING
    first = last.shift(1 - months)
    if first is None:
        return NOTHING
    return Said("DATE", f"{first}/{last}") if months > 1 else last


def week_of_month(number: int, month: Meaning) -> Meaning | None:
    """ "the second week of December 2018": the ISO week, where all ways to count give the same.

    In a month that begins on Tuesday, Wednesday or Thursday its first week can be that of its
    first day or the first whole one.
    """

    def at(now: Now) -> Outcome:
        named = month.at(now)
        if not isinstance(named, Period) or named.unit != "month":
            return Said("DATE", f"{str(named)[:4]}-WXX" if str(named) else "")
        if named.first.isoweekday() in (2, 3, 4):
            return Said("DATE", f"{named.first.year:04}-WXX")
        middle = periods.day(named.first.year, named.first.month, 7 * number - 3)
        return (middle and Period.of("week", middle.first)) or NOTHING

    return Meaning(at) if number <= 4 else None


def fortnight_before(end: Meaning) -> Meaning:
    """The 14 days that end on the eve of a day."""

    def at(now: Now) -> Outcome:
        named = end.at(now)
        if not isinstance(named, Period) or named.unit != "day":
            return NOTHING
        first, last = named.shift(-14), named.shift(-1)
        return Said("DATE", f"{first}/{last}") if first and last else NOTHING

    return Meaning(at)


def months_from_start(amount: Amount, year: Meaning) -> Meaning | None:
    """ "the first three months of 2024" is its first quarter."""
    count, unit = amount[0]
    if len(amount) > 1 or count is None or count.denominator != 1 or unit != "month":
        return None
    months = int(count)
    if not 1 <= months <= 12:
        return None

    def at(now: Now) -> Outcome:
        named = year.at(now)
        first = Period.of("month", named.first) if isinstance(named, Period) else None
        last = first.shift(months - 1) if first else None
        return _stretch(last, months) if last else NOTHING

    return Meaning(at)


def end_of_this(unit: str) -> Meaning | None:
    """ "by the end of the year": of this one in the future tense, else of which is not said.

    On a weekend "the end of the week" may be that of the next one.
    """
    if unit not in BLANK:
        return None

    def at(now: Now) -> Outcome:
        weekend = unit in ("week", "weekend") and now.day.isoweekday() > 5
        this = Period.of(unit, now.day) if now.tense == "future" and not weekend else None
        return this or Said("DATE", BLANK[unit])

    return Meaning(at)
