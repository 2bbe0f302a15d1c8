"""How do words of time combine into an expression? One grammar for all languages.

Symbols: E an expression, A an amount of time, D a date, R a range, S a set, U a unit in the
singular or plural, V the end of a month, W a week, and those of `clock_rules`, `told_rules` and
`year_rules`. Terminals, in lower case, are the kinds of words in `Language.words` and the literals
of `lexicon`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial

from service.text.dates import combined as c
from service.text.dates import meanings as m
from service.text.dates import numeric
from service.text.dates.clock_rules import clock_rules
from service.text.dates.holidays import holiday, holiday_from_now
from service.text.dates.lexicon import Language
from service.text.dates.meanings import Meaning, Now, Outcome, Said, said
from service.text.dates.parser import Rule, rule
from service.text.dates.periods import BLANK, CLOCK_UNITS, Amount, duration
from service.text.dates.stretches import (
    end_of_this,
    fortnight_before,
    months_from_start,
    months_up_to,
    week_of_month,
)
from service.text.dates.told_rules import TOLD_RULES
from service.text.dates.year_rules import YEAR_RULES, Day, day_meant, part_rules
from service.text.dates.zh_rules import CHINESE_RULES

_HALF = Fraction(1, 2)


def grammar(language: Language) -> Mapping[str, Sequence[Rule]]:
    """The rules of each symbol; where two fit the same words, the earlier one holds."""
    shared = _shared(language)
    own = CHINESE_RULES if "year_mark" in language.words else {}
    return {symbol: [*own.get(symbol, ()), *rules] for symbol, rules in shared.items()}


def _shared(language: Language) -> Mapping[str, Sequence[Rule]]:
    digits = partial(numeric.digits, day_first=language.day_first)
    return {
        **YEAR_RULES,
        **clock_rules(language.clock24),
        **TOLD_RULES,
        "E": _EXPRESSION,
        "A": _AMOUNT,
        "D": [
            rule("numeric", digits),
            rule("weekday numeric", lambda weekday, text: c.dated(digits(text), weekday)),
            rule("weekday iso", lambda weekday, text: c.dated(numeric.iso(text), weekday)),
            *_DATE,
        ],
        "P": part_rules(half_is_year=language.half_is_year),
        "R": _RANGE,
        "S": _SET,
        "U": [rule("unit", str), rule("units", str)],
        "V": [
            rule("(part=end)? C", day_meant),
            rule("(part=end)? M", lambda month: month),
        ],
        "W": [
            rule("rel unit=week", lambda which: m.unit_from_now(which, "week")),
            rule("unit=week rel", lambda which: m.unit_from_now(which, "week")),
        ],
    }


def _one(unit: str) -> Amount:
    return _amount(Fraction(1), unit)


def _amount(count: Fraction | None, unit: str) -> Amount:
    return ((count, unit),)


def _longer(count: Fraction, unit: str, rest: Amount) -> Amount | None:
    """ "a year and three months", but neither "two days a week" nor "a quarter of an hour"."""
    falling = ("year", "month", "week", "day", "hour", "minute", "second")
    units = [unit, rest[0][1]]
    if not set(units) <= set(falling) or falling.index(units[0]) >= falling.index(units[1]):
        return None
    return ((count, unit), *rest)


_AMOUNT = [
    rule("count|a|vague U (and) (half)", lambda n, unit: _amount(n and n + _HALF, unit)),
    rule("count|a (and) (a)? (half) U", lambda n, unit: _amount(n + _HALF, unit)),
    rule("(count|a)? (half) (a)? U", lambda unit: _amount(_HALF, unit)),
    rule("count|a U (and)? A", lambda n, unit, rest: _longer(n, unit, rest)),
    rule("count|a|vague U", _amount),
]


def _from_now(sign: int) -> Sequence[Rule]:
    words = "ago" if sign < 0 else "hence"

    def vaguely(unit: str) -> Meaning:
        return c.amount_from(_amount(None, unit), sign)

    return [
        rule(f"({words}) A", lambda amount: c.amount_from(amount, sign)),
        rule(f"A ({words})", lambda amount: c.amount_from(amount, sign)),
        rule(f"({words}) units", vaguely),
        rule(f"units ({words})", vaguely),
    ]


def _from_date(sign: int) -> Sequence[Rule]:
    words = "before" if sign < 0 else "after|from_date"
    return [
        rule(f"A ({words}) D", lambda amount, base: c.amount_from(amount, sign, base)),
        rule(f"unit ({words}) D", lambda unit, base: c.amount_from(_one(unit), sign, base)),
    ]


def _untold(amount: Amount | str) -> Meaning:
    """An amount away from something that is no date: an event, or what was told before."""
    units = [amount] if isinstance(amount, str) else [unit for _, unit in amount]
    return said("TIME" if any(unit in CLOCK_UNITS for unit in units) else "DATE", "")


def _some(unit: str) -> Meaning | None:
    """ "the end of the year": of which, is not said."""
    return said("DATE", BLANK[unit]) if unit in BLANK else None


def _any_weekday(number: int) -> Meaning:
    return said("DATE", f"XXXX-WXX-{number}")


def _up_to(amount: Amount | str, end: Meaning) -> Meaning | None:
    return months_up_to(_one(amount) if isinstance(amount, str) else amount, end)


def _in(amount: Amount) -> Meaning:
    """ "in seven years": so long, in the past tense, else from now."""
    point, length = c.amount_from(amount, 1), duration(amount)

    def at(now: Now) -> Outcome:
        return Said("DURATION", length) if now.tense == "past" and length else point.at(now)

    return Meaning(at)


_DATE = [
    rule("iso", numeric.iso),
    rule("L", lambda told: told),
    rule("holiday Y?", holiday),
    rule("rel holiday", holiday_from_now),
    rule("holiday rel", lambda feast, which: holiday_from_now(which, feast)),
    rule("N unit=week M", week_of_month),
    rule("(ordinal=1) A Y", months_from_start),
    rule("unit=fortnight (before) D", fortnight_before),
    rule("(not) D (but) D", lambda _, date: date),
    rule("weekday C", lambda weekday, day: day_meant(day, weekday)),
    rule("deictic C", lambda shift, day: c.same_day(m.day_from_now(shift), day_meant(day))),
    rule("deictic weekday", lambda shift, number: c.checked(m.day_from_now(shift), number)),
    rule("weekday deictic", lambda number, shift: c.checked(m.day_from_now(shift), number)),
    rule("N month rel", lambda day, month, which: c.moved(which, day, month)),
    rule("rel N month", c.moved),
    rule("rel month N", lambda which, month, day: c.moved(which, day, month)),
    rule("C", day_meant),
    rule("weekday W", c.weekday_of_week),
    rule("rel weekday", m.weekday_from_now),
    rule("weekday rel", lambda number, which: m.weekday_from_now(which, number)),
    rule("(a|count) weekday", _any_weekday),
    rule("weekday", m.weekday),
    rule("M|P|Z|Y", lambda period: period),
    *_from_date(-1),
    *_from_date(1),
    *_from_now(-1),
    *_from_now(1),
    rule("(in) A", lambda amount: c.amount_from(amount, 1)),
    rule("(in|in_open) A (hence)", lambda amount: c.amount_from(amount, 1)),
    rule("(in_open) A", _in),
    rule("A|U (before|after|earlier) *", _untold),
    rule("rel unit", m.unit_from_now),
    rule("unit rel", lambda unit, which: m.unit_from_now(which, unit)),
    rule("deictic", m.day_from_now),
    rule("(part) D", lambda date: date),
    rule("(part=end) unit", end_of_this),
    rule("(part) unit", _some),
    rule("day (ordinal_mark)", lambda day: said("DATE", f"XXXX-XX-{day:02}") if day < 32 else None),
]


def _days(first: int, last: Day) -> Meaning:
    return c.span(m.day_of_month(first, last[1]), day_meant(last))


def _hours(first: str, last: str, day: Meaning | None) -> Meaning:
    on = day or said("DATE", BLANK["day"])
    return c.span(c.timed(on, first), c.timed(on, last))


def _years(year: int, digits: str) -> Meaning | None:
    until = year - year % 100 + int(digits)
    return said("DATE", f"{year}/{until}") if until > year else None


_RANGE = [
    rule("(in_open)? (rel|span|previous)? A|unit (to|ended) V", _up_to),
    rule("N (to|dash) N month Y?", lambda first, *last: _days(first, last)),
    rule("(between) N (and) N month Y?", lambda first, *last: _days(first, last)),
    rule("month N (to|dash) N Y?", lambda month, a, b, year: _days(a, (b, month, year))),
    rule("(between) T (and) T D?", _hours),
    rule("T (to|dash) T D?", _hours),
    rule("(between) D (and) D", c.span),
    rule("D (to|dash) D", c.span),
    rule("year (to|slash) digits2", _years),
]


def _set(value: str) -> Meaning:
    return said("SET", value)


_SET = [
    rule("(every) (other) unit", lambda unit: _set(duration(_amount(Fraction(2), unit)))),
    rule("(every) A", lambda amount: _set(duration(amount))),
    rule("(every) U", lambda unit: _set(duration(_one(unit)))),
    rule("(per) unit", lambda unit: _set(duration(_one(unit)))),
    rule("(every) weekday", lambda number: _set(f"XXXX-WXX-{number}")),
    rule("(every)? weekdays", lambda number: _set(f"XXXX-WXX-{number}")),
    rule("(every) month", lambda number: _set(f"XXXX-{number:02}")),
    rule("(every) season", lambda season: _set(f"XXXX-{season}")),
    rule("(every) daypart", lambda part: _set(f"{BLANK['day']}T{part}")),
    rule("frequency", _set),
    rule("(count|vague|a)? (times) (every|per|a)? unit", lambda unit: _set(duration(_one(unit)))),
    rule("(count|vague|a)? (times) (in|in_open) A", lambda amount: _set(duration(amount))),
    rule("(every) weekday T", lambda number, time: _set(f"XXXX-WXX-{number}{time}")),
    rule("T (every) weekday", lambda time, number: _set(f"XXXX-WXX-{number}{time}")),
    rule("(every) weekday daypart", lambda number, part: _set(f"XXXX-WXX-{number}T{part}")),
    rule("frequency=P1D T", lambda time: _set(BLANK["day"] + time)),
]


def _reference(which: int) -> Meaning:
    return said("DATE", {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}[which])


def _length(amount: Amount) -> Meaning | None:
    text = duration(amount)
    return said("DURATION", text) if text else None


def _with_part(date: Meaning, part: str) -> Meaning:
    return c.timed(date, f"T{part}")


def _part_from_now(both: tuple[int, str]) -> Meaning:
    return _with_part(m.day_from_now(both[0]), both[1])


_EXPRESSION = [
    rule("R|S", lambda whole: whole),
    rule("deictic_part", _part_from_now),
    rule("open_part", lambda part: said("TIME", f"{BLANK['day']}T{part}")),
    rule("T deictic_part", lambda time, both: c.timed(m.day_from_now(both[0]), time)),
    rule(
        "weekday daypart C",
        lambda number, part, day: _with_part(day_meant(day, number), part),
    ),
    rule("D T", c.timed),
    rule("T D", lambda time, date: c.timed(date, time)),
    rule("(night_to) D", lambda date: _with_part(c.amount_from(_one("day"), -1, date), "NI")),
    rule("D daypart", _with_part),
    rule("daypart D", lambda part, date: _with_part(date, part)),
    rule("T (daypart) D", lambda time, date: c.timed(date, time)),
    rule("D (daypart) T", c.timed),
    rule("rel=0 daypart", lambda part: _part_from_now((0, part))),
    rule("T rel=0 (daypart)", lambda time: c.timed(m.day_from_now(0), time)),
    rule("(rel|previous) (daypart)", lambda: said("TIME", "")),
    rule("D", lambda date: date),
    rule("T", c.clock_alone),
    rule("(part)? daypart", lambda part: said("TIME", f"{BLANK['day']}T{part}")),
    rule("(rel|span|recent|previous)? A", _length),
    rule("(ordinal=1) A", _length),
    rule("count|vague (ordinal=1) U", lambda n, unit: _length(_amount(n, unit))),
    rule("count|vague (rel|span|recent) U", lambda n, unit: _length(_amount(n, unit))),
    rule("(past) unit", lambda unit: _length(_one(unit))),
    rule("rel|recent|span (units)", _reference),
    rule("(units) rel|recent|span", _reference),
    rule("units", lambda unit: _length(_amount(None, unit))),
    rule("unit", _some),
    rule("untold", lambda _: said("DATE", "")),
    rule("reference", lambda value: said("DATE", value)),
]
