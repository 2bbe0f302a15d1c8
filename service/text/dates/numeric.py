"""Which date do digits and separators alone make?"""

from __future__ import annotations

import re

from service.text.dates import meanings, periods
from service.text.dates.meanings import NOTHING, Meaning, always, said
from service.text.dates.periods import Period

_SEPARATOR = re.compile(r"[./-]")


def iso(text: str, *, prose: bool = True) -> Meaning:
    """ISO 8601 dates, times, weeks, and TIMEX3's quarters and half years.

    In prose "1939-45" is a range of years, and "2010-12", which is a month as well, says nothing.
    """
    text = text.upper().replace("/", "-")
    date, _, time = text.partition("T")
    parts = date.split("-")
    year = int(parts[0])
    if not parts[1:]:
        return years(text)
    if parts[1][0] == "W":
        return always(periods.week(year, int(parts[1][1:]), int(parts[2]) if parts[2:] else None))
    if parts[1][0] in "QH":
        return said("DATE", text) if parts[1] <= "H2" or parts[1][0] == "Q" else always(NOTHING)
    if parts[2:]:
        found = periods.day(year, int(parts[1]), int(parts[2]))
        return always(found and found.at(f"T{time}" if time and _is_time(time) else ""))
    found = periods.day(year, int(parts[1]), 1)
    until = year - year % 100 + int(parts[1])
    if prose and until > year:
        return always(NOTHING) if found else said("DATE", f"{year:04}/{until:04}")
    return always(found and Period("month", found.first))


def _is_time(text: str) -> bool:
    hour, minute, *rest = (int(field) for field in re.findall(r"[0-9]{2}", text)[:3])
    return hour <= 24 and minute <= 59 and all(second <= 60 for second in rest)


def digits(text: str, *, day_first: bool) -> Meaning:
    """ "17/08/2025": day first where the language writes so, else only where no order is open."""
    first, second, year_text = _SEPARATOR.split(text)
    year = years(year_text)
    orders = [(int(first), int(second))]
    if not day_first:
        orders.append((int(second), int(first)))
    days = {order for order in orders if periods.exists_in_some_year(order[1], order[0])}
    if len(days) == 1:
        return meanings.day_of_month(*days.pop(), year)
    return (
        meanings.in_year(year, lambda y: meanings.Said("DATE", f"{y:04}-XX-XX"), "XX-XX")
        if days
        else always(NOTHING)
    )


def years(text: str) -> Meaning:
    """ "2025" or, against now's year, "25"."""
    if len(text) == 2:
        return meanings.two_digit_year(text)
    first = periods.day(int(text), 1, 1)
    return always(first and Period("year", first.first))
