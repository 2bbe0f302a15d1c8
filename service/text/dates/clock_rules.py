"""How do words and digits name a time of day?

Symbols: B hours and minutes in words ("a quarter to five"), K "o'clock", O an hour, T a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from service.text.dates.clock import time_of_day
from service.text.dates.parser import Rule, rule


def clock_rules(clock24: bool) -> Mapping[str, Sequence[Rule]]:
    return {
        "B": _IN_WORDS,
        "K": [rule(kind, lambda: True) for kind in ("(oclock)", "unit=hour", "units=hour")],
        "O": [rule("number", int), rule("count", lambda n: int(n) if n.denominator == 1 else None)],
        "T": _time_rules(clock24),
    }


def _moved(minutes: int, hour: int) -> str | None:
    """ "quarter to five" as "4:45", on a clock of twelve hours."""
    if not 1 <= hour <= 12:
        return None
    hour, minute = divmod(hour * 60 + minutes, 60)
    return f"{hour or 12}:{minute:02}"


_IN_WORDS = [
    rule("sooner O", _moved),
    rule(
        "count (units=minute)? (past) O", lambda n, hour: _moved(int(n), hour) if n < 60 else None
    ),
    rule("(at) O (hour_of_day)? (sooner_mark)", lambda hour: _moved(-15, hour)),
    rule("(at) O (hour_of_day)? (and) (half)", lambda hour: _moved(30, hour)),
    rule("(at) O (hour_of_day)? (and) (quarter_hour)", lambda hour: _moved(15, hour)),
]


def _time_rules(clock24: bool) -> list[Rule]:
    at = partial(time_of_day, clock24=clock24)

    def hour(number: int, minute: str = "00") -> str:
        return f"{number}:{minute}"

    def universal(text: str, meridiem: int | None = None) -> str | None:
        time = time_of_day(text, meridiem=meridiem)
        return time and time + "Z"

    return [
        rule("clock|dotted meridiem (utc)", lambda text, half: universal(text, half)),
        rule("number meridiem (utc)", lambda number, half: universal(hour(number), half)),
        rule("clock|dotted|B meridiem", lambda text, half: at(text, meridiem=half)),
        rule("number meridiem", lambda number, half: at(hour(number), meridiem=half)),
        rule("clock (K)? daypart", lambda text, part: at(text, daypart=part)),
        rule("B (K)? daypart", lambda text, part: at(text, daypart=part)),
        rule("(at) dotted (oclock|K)? daypart", lambda text, part: at(text, daypart=part)),
        rule("(at) O (K)? daypart", lambda n, part: at(hour(n), daypart=part)),
        rule("number (oclock) daypart", lambda n, part: at(hour(n), daypart=part)),
        rule(
            "number (oclock) digits2 daypart",
            lambda n, minute, part: at(hour(n, minute), daypart=part),
        ),
        rule("clock|four_digits (oclock)? (utc)", universal),
        rule("clock (K)?", at),
        rule("B (K)?", partial(time_of_day, clock24=False)),
        rule("dotted (oclock)", at),
        rule("(at) dotted (K)?", at),
        rule("number (oclock) digits2", lambda n, minute: at(hour(n, minute))),
        rule("(at) number (K) digits2", lambda n, minute: at(hour(n, minute))),
        rule("O (oclock)", lambda n: at(hour(n))),
        rule("(at) number (K)", lambda n: at(hour(n))),
        rule("named_time", str),
    ]
