"""On which day does a holiday fall that is named with or without its year?"""

from __future__ import annotations

import datetime as dt

from service.text.dates import meanings as m
from service.text.dates.meanings import NOTHING, Meaning, Now, Outcome, Said
from service.text.dates.periods import Period
from service.text.dates.tense import Tense

# Month and day, or days after Easter Sunday.
Feast = tuple[int, int] | int

_FIRST, _LAST = 1583, 4099  # years of the Gregorian rule for Easter


def easter(year: int) -> dt.date | None:
    """Easter Sunday of the western churches (Butcher's rule, in Meeus, Astronomical Algorithms)."""
    if not _FIRST <= year <= _LAST:
        return None
    century, rest = divmod(year, 100)
    golden = year % 19
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def holiday(feast: Feast, year: Meaning | None = None) -> Meaning:
    """ "Easter 2024"; "Christmas" as the tense says."""
    if isinstance(feast, tuple):
        return m.day_of_month(feast[1], feast[0], year)
    days = feast
    if year:
        return m.in_year(year, lambda y: _after_easter(days, y), "XX-XX")

    def at(now: Now) -> Outcome:
        near = [_after_easter(days, now.day.year + k) for k in (-1, 0, 1)]
        back = [period for period in near if period and period.first <= now.day]
        on = [period for period in near if period and period.first >= now.day]
        return m.nearest(now, back[-1] if back else None, on[0] if on else None, "XXXX-XX-XX")

    return Meaning(at, bare=True)


def holiday_from_now(which: int, feast: Feast) -> Meaning:
    """ "last Christmas", "next Easter"; "this Christmas" is of now's year, but open in January."""
    named = holiday(feast)
    rest = f"{feast[0]:02}-{feast[1]:02}" if isinstance(feast, tuple) else "XX-XX"
    tense: Tense = "past" if which < 0 else "future"

    def at(now: Now) -> Outcome:
        if which:
            beside = Period("day", now.day).shift(which)
            return named.at(now.moved(beside.first, tense)) if beside else NOTHING
        if now.tense in ("past", "future"):
            return named.at(now)
        if now.day.month == 1:
            return Said("DATE", f"XXXX-{rest}")
        return holiday(feast, m.always(Period.of("year", now.day))).at(now)

    return Meaning(at)


def _after_easter(days: int, year: int) -> Period | None:
    sunday = easter(year)
    return Period("day", sunday).shift(days) if sunday else None


def feasts(rows: str) -> dict[str, Feast]:
    """ "12-25 christmas, christmas day | +1 easter monday" as phrases and their feasts."""
    found: dict[str, Feast] = {}
    for row in rows.split("|"):
        when, _, names = row.strip().partition(" ")
        month, dash, day = when.partition("-")
        feast: Feast = (int(month), int(day)) if dash and month else int(when)
        found |= {name.strip(): feast for name in names.split(",")}
    return found
