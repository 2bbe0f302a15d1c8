"""Which time of day do hours, minutes and "pm" or "in the evening" make?"""

from __future__ import annotations

# The hours of the 12-hour clock that become afternoon or night in each part of the day.
_LATE = {"MO": (), "AF": range(1, 12), "EV": range(3, 12), "NI": range(6, 12)}


def time_of_day(
    text: str, *, meridiem: int | None = None, daypart: str | None = None, clock24: bool = True
) -> str | None:
    """ "3:30" and 12 (pm) as "T15:30"; None for a time that no clock shows.

    Where a 12-hour clock leaves open which half of the day is meant, the hour is XX.
    """
    hour, minute, *second = (int(field) for field in text.split(":"))
    if hour > 24 or minute > 59 or any(s > 59 for s in second):
        return None
    if hour == 24 and (minute or any(second)):
        return None
    written = f"{hour:02}"
    if meridiem is not None:
        if hour == 0 or hour > 12:
            return None
        written = f"{hour % 12 + meridiem:02}"
    elif daypart is not None and 1 <= hour <= 12:
        if hour == 12:
            written = {"AF": "12", "MI": "12"}.get(daypart, "XX")
        elif hour in _LATE.get(daypart, ()):
            written = f"{hour + 12:02}"
    elif not clock24 and 1 <= hour <= 12 and not text.startswith("0"):
        written = "XX"
    return f"T{written}:{minute:02}" + "".join(f":{s:02}" for s in second)
