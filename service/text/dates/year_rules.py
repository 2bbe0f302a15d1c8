"""How do words name a year, a part of it, or many years?

Symbols: C a day and month with or without a year, H a half year, M a month or season, N the number
of a day, P a part of a year, Q a quarter, Y a year, Z a decade or century.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial

from service.text.dates import meanings as m
from service.text.dates import numeric, periods
from service.text.dates.meanings import Meaning, said
from service.text.dates.parser import Rule, rule

# Number, month and year of a day.
Day = tuple[int, int, Meaning | None]


def day_meant(day: Day, on_weekday: int | None = None) -> Meaning:
    number, month, year = day
    return m.day_of_month(number, month, year, on_weekday)


def _a_whole(count: Fraction, least: int, most: int) -> int | None:
    return int(count) if count.denominator == 1 and least <= count <= most else None


def _up_to(most: int) -> Callable[[int], int | None]:
    return lambda number: number if 1 <= number <= most else None


def _written_year(year: int) -> Meaning:
    return numeric.years(str(year))


def _year_from_now(which: int) -> Meaning:
    return m.unit_from_now(which, "year")


def _numeric_day(both: tuple[int, int], year: Meaning | None) -> Day | None:
    return (*both, year) if 1 <= both[1] <= 12 else None


def _part(letter: str) -> Callable[[int | str, Meaning | None], Meaning]:
    def part(number: int | str, year: Meaning | None) -> Meaning:
        rest = f"{letter}{number}"
        if year is None:
            return said("DATE", f"XXXX-{rest}")
        return m.in_year(year, lambda y: m.Said("DATE", f"{y:04}-{rest}"), rest)

    return part


def season(name: str, year: Meaning | None) -> Meaning:
    return _part(name)("", year)


def _season_of_two_years(season: str, years: str) -> Meaning | None:
    """ "winter 2023-24" has the year in which it begins."""
    year, _, next_year = years.partition("-")
    follows = next_year.isdecimal() and (int(year) + 1) % 100 == int(next_year)
    return said("DATE", f"{year}-{season}") if follows else None


def _week(number: int, year: Meaning | None) -> Meaning | None:
    if not 1 <= number <= 53:
        return None
    if year is None:
        return said("DATE", f"XXXX-W{number:02}")
    return m.in_year(year, lambda y: periods.week(y, number), f"W{number:02}")


def _decade(year: int) -> Meaning | None:
    if year % 10:
        return None
    # "the 1900s" is a decade to some and a century to others.
    return said("DATE", f"{year // 100}X" if year % 100 == 0 else f"{year // 10}")


def _decade_of_any_century(tens: int) -> Meaning:
    """ "the nineties": TIMEX3 writes a decade as the first three digits of its years."""
    return said("DATE", f"XX{tens}")


def _decade_from_digits(digits: str) -> Meaning | None:
    return _decade_of_any_century(int(digits[0])) if digits[1] == "0" else None


def _decade_from_count(count: Fraction) -> Meaning | None:
    return _decade_of_any_century(int(count) // 10) if count in range(20, 100, 10) else None


def _century(number: int) -> Meaning:
    return said("DATE", f"{number - 1:02}")


def _swapped(action: Callable[..., Meaning]) -> Callable[..., Meaning]:
    return lambda second, first: action(first, second)


def _without_year(action: Callable[..., Meaning]) -> Callable[[int], Meaning]:
    return lambda number: action(number, None)


def part_rules(*, half_is_year: bool) -> Sequence[Rule]:
    """The rules of P; `half_is_year`: a first half alone is one of a year, and not of a match."""
    half = partial(m.part_of_year, "half", "H")
    return [
        rule("Q Y", _part("Q")),
        rule("Y Q", _swapped(_part("Q"))),
        rule("Q (unit=year)?", partial(m.part_of_year, "quarter", "Q")),
        rule("H Y", _part("H")),
        rule("Y H", _swapped(_part("H"))),
        rule("H (unit=year)", half),
        rule("H", half if half_is_year else _without_year(_part("H"))),
        rule("(week_number) number Y?", _week),
    ]


YEAR_RULES: Mapping[str, Sequence[Rule]] = {
    "N": [
        rule("day (ordinal_mark)?", int),
        rule("ordinal", int),
        rule("count", lambda count: _a_whole(count, 1, 31)),
    ],
    "Y": [
        rule("year", _written_year),
        rule("(apostrophe) digits2", m.two_digit_year),
        rule("unit=year year", _written_year),
        rule("rel unit=year", _year_from_now),
        rule("unit=year rel", _year_from_now),
    ],
    "C": [
        rule("N month Y?", lambda day, month, year: (day, month, year)),
        rule("month N Y?", lambda month, day, year: (day, month, year)),
        rule("day_month Y?", _numeric_day),
    ],
    "Q": [
        rule("N unit=quarter", _up_to(4)),
        rule("(quarter_mark) number", _up_to(4)),
        rule("number (quarter_mark)", _up_to(4)),
    ],
    "H": [
        rule("N unit=half", _up_to(2)),
        rule("(half_mark) number", _up_to(2)),
        rule("number (half_mark)", _up_to(2)),
    ],
    "M": [
        rule("month Y", m.month),
        rule("rel month", m.month_from_now),
        rule("month rel", _swapped(m.month_from_now)),
        rule("month", _without_year(m.month)),
        rule("season year (slash|dash) (digits2)", lambda s, year: said("DATE", f"{year}-{s}")),
        rule("season iso", _season_of_two_years),
        rule("season Y", season),
        rule("rel season", m.season_from_now),
        rule("season rel", _swapped(m.season_from_now)),
        rule("season", _without_year(season)),
    ],
    "Z": [
        rule("year (decade_mark) (decade_head)?", _decade),
        rule("(decade_head) year (decade_mark)?", _decade),
        rule("unit=decade year", _decade),
        rule("digits2 (decade_mark) (decade_head)?", _decade_from_digits),
        rule("(decade_head) digits2", _decade_from_digits),
        rule("decade_word (decade_head)?", _decade_of_any_century),
        rule("(decade_head) count", _decade_from_count),
        rule("N unit=century", _century),
        rule("roman (ordinal_mark)? unit=century", _century),
        rule("unit=century roman|N", _century),
    ],
}
