"""What do two expressions of time say together?"""

from __future__ import annotations

import re

from service.text.dates import periods
from service.text.dates.meanings import (
    NOTHING,
    Meaning,
    Now,
    Outcome,
    Said,
    day_of_month,
)
from service.text.dates.periods import BLANK, CLOCK_UNITS, Amount, Period
from service.text.dates.tense import Tense
from service.text.dates.timex import TimexType

_A_DAY = re.compile(r"[0-9X]{4}-(?:[0-9X]{2}-[0-9X]{2}|WXX-[1-7])")


def moved(which: int, day: int, month: int) -> Meaning | None:
    """ "el 17 de agosto pasado": the nearest one before, or after, now."""
    if which == 0:
        return None
    found = day_of_month(day, month)
    tense: Tense = "past" if which < 0 else "future"
    return Meaning(lambda now: found.at(now.moved(now.day, tense)))


def same_day(first: Meaning, second: Meaning) -> Meaning:
    """A day given twice ("today, Aug 17"); nothing where the two differ."""

    def at(now: Now) -> Outcome:
        out, check = first.at(now), second.at(now)
        if isinstance(out, Period):
            check = second.at(now.moved(out.first, "past"))
        if not now.certain:
            return Said("DATE", "XXXX" + str(check)[4:] if str(check) else "")
        return check if str(check) == str(out) else NOTHING

    return Meaning(at)


def weekday_of_week(number: int, week: Meaning) -> Meaning:
    def at(now: Now) -> Outcome:
        named = week.at(now)
        if isinstance(named, Period) and named.unit == "week":
            return Period("day", named.first).shift(number - 1) or NOTHING
        return Said("DATE", f"XXXX-WXX-{number}")

    return Meaning(at)


def dated(absolute: Meaning, weekday: int) -> Meaning:
    """A whole date that must fall on the weekday given with it ("Friday, 15.08.2025")."""

    def at(now: Now) -> Outcome:
        out = absolute.at(now)
        wrong = isinstance(out, Period) and out.first.isoweekday() != weekday
        return NOTHING if wrong else out

    return Meaning(at)


def checked(named: Meaning, number: int) -> Meaning:
    """A day that must fall on the weekday given with it ("today, Sunday")."""

    def at(now: Now) -> Outcome:
        out = named.at(now)
        if isinstance(out, Period) and now.certain:
            return out if out.unit == "day" and out.first.isoweekday() == number else NOTHING
        return out

    return Meaning(at)


def amount_from(amount: Amount, sign: int, base: Meaning | None = None) -> Meaning:
    """ "three days ago" (no base: now), "two days before Monday"."""
    kind: TimexType = "TIME" if any(unit in CLOCK_UNITS for _, unit in amount) else "DATE"

    def at(now: Now) -> Outcome:
        start = base.at(now) if base else Period("day", now.day)
        if kind == "TIME" or not isinstance(start, Period):
            return Said(kind, "")
        if any(count is None for count, _ in amount):
            return Said("DATE", "" if base else "PAST_REF" if sign < 0 else "FUTURE_REF")
        found = periods.before_or_after(amount, sign, start.first)
        if found is None or _coarseness(found) < _coarseness(start):
            return NOTHING
        return found

    return Meaning(at)


def _coarseness(period: Period) -> int:
    return list(BLANK).index(period.unit)


def timed(date: Meaning, time: str) -> Meaning:
    """A day with its time of day; nothing where the date is not a day."""

    def at(now: Now) -> Outcome:
        out = date.at(now)
        if isinstance(out, Period):
            return out.at(time) if out.unit == "day" else Said("TIME", "")
        return Said("TIME", out.value + time if _A_DAY.fullmatch(out.value) else "")

    return Meaning(at)


def clock_alone(time: str) -> Meaning:
    """A time of day, on the day that the sentence gives with it."""

    def at(now: Now) -> Outcome:
        told = now.told
        if isinstance(told, Period) and told.unit == "day":
            return told.at(time)
        partly = told is not None and _A_DAY.fullmatch(str(told))
        return Said("TIME", (str(told) if partly else BLANK["day"]) + time)

    return Meaning(at, clock=True)


def span(left: Meaning, right: Meaning) -> Meaning:
    """An ISO 8601 interval; an end that is bare takes its year or week from the other end."""

    def at(now: Now) -> Outcome:
        if left.bare and (not right.bare or now.tense != "future"):
            end = right.at(now)
            begin = left.at(now.moved(end.first, "past") if isinstance(end, Period) else now)
        else:
            begin = left.at(now)
            end = right.at(_after(begin, now) if right.bare else now)
        if left.bare and right.bare and isinstance(begin, Period) and isinstance(end, Said):
            end = right.at(_after(begin, now))
        if not (str(begin) and str(end)):
            return NOTHING
        if isinstance(begin, Period) and isinstance(end, Period) and begin.first > end.first:
            return NOTHING
        return Said("TIME" if "T" in f"{begin}{end}" else "DATE", f"{begin}/{end}")

    return Meaning(at)


def _after(begin: Outcome, now: Now) -> Now:
    return now.moved(begin.first, "future") if isinstance(begin, Period) else now
