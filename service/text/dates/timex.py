"""What does a time expression mean, and what was "now" when it was written?"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Status = Literal["resolved", "underspecified"]

# 28 years hold every pattern of leap years and weekdays; two centuries, and one that has no 29
# February at its end, so that nothing is taken for common which is only common to an age.
_CYCLE = (*range(1901, 1929), *range(2001, 2029), *range(2096, 2105))
# Days that agree in no field, in no year, decade or century: the witnesses of an unknown "now".
_ANY_DAY = tuple(dt.date(1600, 1, 1) + dt.timedelta(days=4621 * k) for k in range(60))


@dataclass(frozen=True, slots=True)
class Anchor:
    """The "now" of an article, Gregorian; None stands for what is not known.

    A publication date gives all three fields, a dateline such as "Aug 17" month and day.
    """

    year: int | None
    month: int | None
    day: int | None

    @classmethod
    def of(cls, published_at: dt.date | dt.datetime | None) -> Anchor:
        """The anchor of a publication date; an aware datetime counts where it was written."""
        if published_at is None:
            return cls(None, None, None)
        return cls(published_at.year, published_at.month, published_at.day)

    def possible_days(self) -> tuple[dt.date, ...]:
        """Days that the anchor may stand for: one when it is complete, never none.

        An anchor that names no day of the calendar (30 February) knows nothing.
        """
        return _possible_days(self.year, self.month, self.day) or _ANY_DAY


@lru_cache(maxsize=256)
def _possible_days(year: int | None, month: int | None, day: int | None) -> tuple[dt.date, ...]:
    if year is None and month is None and day is None:
        return _ANY_DAY
    found = []
    for y in _CYCLE if year is None else (year,):
        for m in range(1, 13) if month is None else (month,):
            for d in range(1, 32) if day is None else (day,):
                try:
                    found.append(dt.date(y, m, d))
                except (ValueError, OverflowError):
                    continue
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Timex:
    """TIMEX3 (TimeML 1.2.1) type and value of a time expression.

    `type` is None where the expression is not recognised, `value` is "" where nothing can be
    said, and X stands for each digit that is not known: "XXXX-08-17".
    """

    type: TimexType | None
    value: str
    status: Status
