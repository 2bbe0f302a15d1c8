"""Which stretch of the Gregorian calendar is it, and which one lies n further on?"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from fractions import Fraction

# Units that are whole months, in months. A season is not among them: see `Period.season`.
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}

# What each unit looks like when nothing is known but the unit.
BLANK = {
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "half": "XXXX-HX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}

_LETTER = {
    "century": "CE",
    "decade": "DE",
    "year": "Y",
    "quarter": "Q",
    "month": "M",
    "weekend": "WE",
    "week": "W",
    "day": "D",
    "hour": "H",
    "minute": "M",
    "second": "S",
}
CLOCK_UNITS = ("hour", "minute", "second")
# Half of these is a whole number of something smaller.
_SMALLER = {"year": ("month", 12), "day": ("hour", 24), "hour": ("minute", 60)}
_SMALLER |= {"minute": ("second", 60), "decade": ("year", 10), "century": ("year", 100)}

# Unit and count; no count is an unknown one ("several months").
Amount = tuple[tuple[Fraction | None, str], ...]


@dataclass(frozen=True, slots=True)
class Period:
    """A day, week, month ... known by its unit and first day; `time` is "T15:30" or "TMO"."""

    unit: str
    first: dt.date
    time: str = ""

    @classmethod
    def of(cls, unit: str, day: dt.date) -> Period | None:
        """The period of that unit in which the day lies; None beyond the years 1 to 9999."""
        if unit in MONTHS:
            return cls._from_month(unit, day.year * 12 + day.month - 1)
        if unit == "day":
            return cls(unit, day)
        return cls._from_ordinal(unit, day.toordinal() - day.weekday())

    @classmethod
    def _from_month(cls, unit: str, index: int) -> Period | None:
        index -= index % MONTHS[unit]
        if not 12 <= index < 120_000:
            return None
        return cls(unit, dt.date(index // 12, index % 12 + 1, 1))

    @classmethod
    def _from_ordinal(cls, unit: str, ordinal: int) -> Period | None:
        if not 1 <= ordinal <= dt.date.max.toordinal():
            return None
        return cls(unit, dt.date.fromordinal(ordinal))

    def shift(self, count: int) -> Period | None:
        """The period `count` units later (earlier when negative)."""
        if self.unit in MONTHS:
            index = self.first.year * 12 + self.first.month - 1
            return self._from_month(self.unit, index + count * MONTHS[self.unit])
        return self._from_ordinal(self.unit, self.first.toordinal() + count * DAYS[self.unit])

    def at(self, time: str) -> Period:
        return replace(self, time=time)

    def __str__(self) -> str:
        year, month = self.first.year, self.first.month
        match self.unit:
            case "week" | "weekend":
                iso_year, week, _ = self.first.isocalendar()
                return f"{iso_year:04}-W{week:02}" + ("-WE" if self.unit == "weekend" else "")
            case "month":
                return f"{year:04}-{month:02}"
            case "quarter":
                return f"{year:04}-Q{(month + 2) // 3}"
            case "half":
                return f"{year:04}-H{(month + 5) // 6}"
            case "year":
                return f"{year:04}"
            case "decade":
                return f"{year // 10:03}"
            case "century":
                return f"{year // 100:02}"
        return self.first.isoformat() + self.time


def day(year: int, month: int, number: int) -> Period | None:
    """The day, or None for one that the calendar does not have."""
    try:
        return Period("day", dt.date(year, month, number))
    except (ValueError, OverflowError):
        return None


def week(year: int, number: int, weekday: int | None = None) -> Period | None:
    """The ISO week, or its day; None where the year has no such week."""
    try:
        return Period(
            "day" if weekday else "week", dt.date.fromisocalendar(year, number, weekday or 1)
        )
    except (ValueError, OverflowError):
        return None


def exists_in_some_year(month: int, number: int) -> bool:
    return day(2024, month, number) is not None


def season_year(season: str, which: int, today: dt.date) -> int | None:
    """The year in which last (-1), this (0) or next (1) such season begins.

    Half the world has its summer when the other half has its winter: only a year on which both
    hemispheres agree is an answer. Seasons begin on 1 March, June, September and December.
    """
    north = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    years = set()
    for month in (north, (north + 5) % 12 + 1):
        # A season that began in December is still there in February: count from its first month.
        begun = today.year - (today.month < month)
        running = (today.month - month) % 12 < 3
        if which < 0:
            years.add(begun - running)
        elif which > 0:
            years.add(begun + 1)
        else:
            years.add(begun if running else today.year)
    return years.pop() if len(years) == 1 else None


def before_or_after(amount: Amount, sign: int, base: dt.date) -> Period | None:
    """The period that lies an amount before (-1) or after (1) a day, as fine as the amount's unit.

    None where the amount has no whole number of days or months, or the calendar ends.
    """
    if any(count is None for count, _ in amount):
        return None
    if len(amount) == 1:
        count, unit = amount[0]
        if unit == "fortnight":
            count, unit = (count or Fraction(0)) * 2, "week"
        if count is not None and count.denominator == 1 and unit in BLANK:
            period = Period.of(unit, base)
            return period.shift(sign * int(count)) if period else None
    months = Fraction(0)
    for count, unit in amount:
        if unit not in MONTHS or count is None:
            return None
        months += count * MONTHS[unit]
    if months.denominator != 1:
        return None
    unit = "month" if months % 12 else "year"
    period = Period.of(unit, base)
    return period.shift(sign * int(months) // MONTHS[unit]) if period else None


def duration(amount: Amount) -> str:
    """The ISO 8601 duration, with TIMEX3's DE, CE, Q and WE; "" where it has none."""
    counts: dict[str, Fraction | None] = {}
    for count, unit in amount:
        if unit in ("fortnight", "half"):
            unit, factor = {"fortnight": ("week", 2), "half": ("month", 6)}[unit]
            count = None if count is None else count * factor
        if count is not None and count.denominator != 1 and unit in _SMALLER:
            smaller, factor = _SMALLER[unit]
            rest = (count % 1) * factor
            if rest.denominator == 1 and smaller not in counts:
                counts[smaller] = rest
                count = Fraction(count // 1)
        if unit in counts:
            return ""
        if count != 0:
            counts[unit] = count
    text = {unit: _decimal(counts[unit]) + _LETTER[unit] for unit in _LETTER if unit in counts}
    dates = "".join(text[unit] for unit in text if unit not in CLOCK_UNITS)
    clock = "".join(text[unit] for unit in text if unit in CLOCK_UNITS)
    return f"P{dates}" + (f"T{clock}" if clock else "") if dates or clock else ""


def _decimal(count: Fraction | None) -> str:
    if count is None:
        return "X"
    return str(int(count)) if count.denominator == 1 else f"{float(count):g}"
