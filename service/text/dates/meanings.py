"""What does a time expression say, once it is known which day is "now"?

The rules, where a reader could have chosen otherwise:

- A bare day or month ("Aug 17", "in May") is the latest one up to now in the past tense and the
  first one from now on in the future; without a tense only where both are the same.
- A bare weekday likewise, and now's own weekday is now in the past or present tense; in the future
  tense, where it could also be a week from now, it stays open.
- "last" and "next" with a name ("last Monday", "next March") are the nearest one that does not
  hold now; with a unit ("last week") the unit before or after the one that holds now.
- "this Friday" is today, or as the tense says; "this May" is the one of now's year.
- A season is resolved from "last", "this" or "next" only where both hemispheres give it the same
  year; a winter has the year in which it begins ("winter 2023-24" is 2023-WI).
- "'98" is the nearest such year to now's; "the nineties" names no century and stays XX9.
- Midnight is T24:00, the end of the day that it is named with.
- "early", "late", "mid" and prepositions such as "since" and "before" leave the value alone; after
  "about" or "more than" the value is only underspecified.
- An amount of time away from a day is told in the amount's unit: "a month ago" is a month.
- A quarter or half year is the latest that is over in the past tense, the first that has not begun
  in the future; the one that holds now stays open.
- "the same year", "the next day", "a week later" count from the one date that the sentence names
  before them, never from now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from service.text.dates import periods
from service.text.dates.periods import BLANK, CLOCK_UNITS, Period
from service.text.dates.tense import Tense
from service.text.dates.timex import TimexType


@dataclass(frozen=True, slots=True)
class Now:
    """A day taken for now; `certain` is False where the article's anchor leaves others open."""

    day: dt.date
    certain: bool
    tense: Tense | None
    told: Outcome | None = None  # the one date that the sentence names beside the expression

    def moved(self, day: dt.date, tense: Tense) -> Now:
        return replace(self, day=day, tense=tense)


@dataclass(frozen=True, slots=True)
class Said:
    """A TIMEX3 value that is not a period of the calendar, or not wholly known."""

    type: TimexType
    value: str

    def __str__(self) -> str:
        return self.value


Outcome = Period | Said
NOTHING = Said("DATE", "")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression says for each "now"; `bare` leaves its year or week to the context."""

    at: Callable[[Now], Outcome]
    bare: bool = False
    clock: bool = False  # a time of day without its day


def always(outcome: Outcome | None) -> Meaning:
    return Meaning(lambda now: outcome or NOTHING)


def said(kind: TimexType, value: str) -> Meaning:
    return always(Said(kind, value))


def nearest(
    now: Now, back: Period | None, on: Period | None, open_value: str, *, own: bool = True
) -> Outcome:
    """The one before or the one after, as the tense says; `own`: both being one settles it."""
    same = back == on
    if same and own:
        chosen = back
    elif same:
        chosen = back if now.tense in ("past", "present") else None
    else:
        chosen = {"past": back, "future": on}.get(now.tense or "")
    return chosen or Said("DATE", open_value)


def day_from_now(count: int) -> Meaning:
    return Meaning(lambda now: Period("day", now.day).shift(count) or NOTHING)


def unit_from_now(which: int, unit: str) -> Meaning:
    """ "last week", "this year"; "the next day" counts from what was told before."""
    if unit in CLOCK_UNITS:
        return said("DURATION", periods.duration(((None, unit),)).replace("X", "1"))
    if unit not in BLANK or (unit == "day" and which):
        return always(NOTHING)

    def at(now: Now) -> Outcome:
        period = Period.of(unit, now.day)
        return (period and period.shift(which)) or NOTHING

    return Meaning(at)


def in_year(year: Meaning, build: Callable[[int], Period | Said | None], rest: str) -> Meaning:
    """A part of a year that is named with it; `rest` is its value without the year."""

    def at(now: Now) -> Outcome:
        named = year.at(now)
        if isinstance(named, Period):
            return build(named.first.year) or NOTHING
        return Said("DATE", f"{named.value}-{rest}" if len(named.value) == 4 else "")

    return Meaning(at)


def two_digit_year(digits: str) -> Meaning:
    """ "'98": the nearest such year to now's, nothing nearer than 50 years; open without one."""

    def at(now: Now) -> Outcome:
        open_year = Said("DATE", f"XX{digits}")
        distance = (int(digits) - now.day.year) % 100
        if distance == 50:
            return open_year
        year = now.day.year + (distance if distance < 50 else distance - 100)
        return (periods.day(year, 1, 1) and Period("year", dt.date(year, 1, 1))) or open_year

    return Meaning(at)


def month(number: int, year: Meaning | None) -> Meaning:
    def of(y: int) -> Period | None:
        first = periods.day(y, number, 1)
        return Period("month", first.first) if first else None

    if year:
        return in_year(year, of, f"{number:02}")

    def at(now: Now) -> Outcome:
        passed = now.day.month >= number
        back, on = of(now.day.year - (not passed)), of(now.day.year + (now.day.month > number))
        return nearest(now, back, on, f"XXXX-{number:02}")

    return Meaning(at, bare=True)


def month_from_now(which: int, number: int) -> Meaning:
    """ "last June", "next March"; "this May" is the one of now's year."""

    def at(now: Now) -> Outcome:
        year = now.day.year
        if which < 0:
            year -= now.day.month <= number
        elif which > 0:
            year += now.day.month >= number
        first = periods.day(year, number, 1)
        return Period("month", first.first) if first else NOTHING

    return Meaning(at)


def day_of_month(
    number: int, month_number: int, year: Meaning | None = None, on_weekday: int | None = None
) -> Meaning:
    """ "17 August 2025", "Aug 17", "Friday, Aug 15"; a day that does not exist says nothing."""
    if not periods.exists_in_some_year(month_number, number):
        return always(NOTHING)

    def fits(period: Period | None) -> bool:
        return period is not None and on_weekday in (None, period.first.isoweekday())

    def of(y: int) -> Period | None:
        found = periods.day(y, month_number, number)
        return found if fits(found) else None

    rest = f"{month_number:02}-{number:02}"
    if year:
        return in_year(year, of, rest)

    def at(now: Now) -> Outcome:
        back, on = (_next_day(now.day, month_number, number, step) for step in (-1, 1))
        if on_weekday is None:
            return nearest(now, back, on, f"XXXX-{rest}")
        choices = {"past": [back], "future": [on]}.get(now.tense or "", [back, on])
        fitting = {choice for choice in choices if fits(choice)}
        return (fitting.pop() if len(fitting) == 1 else None) or Said("DATE", f"XXXX-{rest}")

    return Meaning(at, bare=True)


def _next_day(today: dt.date, month_number: int, number: int, step: int) -> Period | None:
    """The nearest such day up to today (-1) or from today on (1); 29 February can be far."""
    for years in range(9):
        found = periods.day(today.year + step * years, month_number, number)
        if found and (found.first - today).days * step >= 0:
            return found
    return None


def weekday(number: int) -> Meaning:
    def at(now: Now) -> Outcome:
        if not now.certain:
            return Said("DATE", f"XXXX-WXX-{number}")
        today = Period("day", now.day)
        back = today.shift(-((now.day.isoweekday() - number) % 7))
        on = today.shift((number - now.day.isoweekday()) % 7)
        return nearest(now, back, on, f"XXXX-WXX-{number}", own=False)

    return Meaning(at, bare=True)


def weekday_from_now(which: int, number: int) -> Meaning:
    """ "last Monday", "next Friday"; "this Friday" is today or as the tense says."""

    def at(now: Now) -> Outcome:
        if not now.certain:
            return Said("DATE", f"XXXX-WXX-{number}")
        away = (number - now.day.isoweekday()) % 7
        today = Period("day", now.day)
        if which == 0:
            return today if away == 0 else weekday(number).at(now)
        return today.shift(away or 7 if which > 0 else away - 7) or NOTHING

    return Meaning(at)


def part_of_year(unit: str, letter: str, number: int) -> Meaning:
    """ "the third quarter": see above; `letter` writes the unit."""
    size = periods.MONTHS[unit]

    def at(now: Now) -> Outcome:
        current = Period.of(unit, now.day)
        away = number - 1 - (now.day.month - 1) // size
        count = 12 // size
        step = {"past": away % count - count, "future": away % count}.get(now.tense or "")
        found = current.shift(step) if current and away and step else None
        return found or Said("DATE", f"XXXX-{letter}{number}")

    return Meaning(at)


def season_from_now(which: int, season: str) -> Meaning:
    def at(now: Now) -> Outcome:
        year = periods.season_year(season, which, now.day)
        return Said("DATE", f"{year:04}-{season}" if year else f"XXXX-{season}")

    return Meaning(at)
