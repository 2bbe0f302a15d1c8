"""Which English words speak of time?"""

from __future__ import annotations

from fractions import Fraction

from service.text.dates.holidays import feasts
from service.text.dates.lexicon import Language, listed, table
from service.text.dates.verbs_en import ENGLISH_TENSES

_ONES = table(
    "zero | one, a single | two, both | three | four | five | six | seven | eight | nine | ten"
    "| eleven | twelve | thirteen | fourteen | fifteen | sixteen | seventeen | eighteen | nineteen",
    start=0,
)
_TENS = table("twenty | thirty | forty | fifty | sixty | seventy | eighty | ninety", start=2)
_ORDINALS = table(
    "first | second | third | fourth | fifth | sixth | seventh | eighth | ninth | tenth | eleventh"
    "| twelfth | thirteenth | fourteenth | fifteenth | sixteenth | seventeenth | eighteenth"
    "| nineteenth"
)
_COUNTS = _ONES | {tens: 10 * n for tens, n in _TENS.items()}
_COUNTS |= {
    f"{t}{dash}{o}": 10 * n + _ONES[o]
    for t, n in _TENS.items()
    for o in _ONES
    for dash in "- "
    if 0 < _ONES[o] < 10
}
_ORDINALS |= {f"{t[:-1]}ieth": 10 * n for t, n in _TENS.items()}
_ORDINALS |= {
    f"{t}-{o}": 10 * n + k for t, n in _TENS.items() for o, k in _ORDINALS.items() if k < 10
}
_UNITS = [
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "fortnight",
    "weekend",
    "month",
    "quarter",
    "year",
    "decade",
    "century",
]
_PLURALS = {f"{unit}s": unit for unit in _UNITS[:-1]} | {"centuries": "century"}
_PLURALS |= {"yrs": "year", "hrs": "hour", "mins": "minute", "secs": "second"}
_DECADES = table(
    "twenties | thirties | forties | fifties | sixties | seventies | eighties| nineties", start=2
)
_WEEKDAYS = (
    "monday, mon | tuesday, tue, tues | wednesday, wed | thursday, thu, thur, thurs | friday, fri"
    "| saturday, sat | sunday, sun"
)

ENGLISH = Language(
    words={
        "month": table(
            "january, jan | february, feb | march, mar | april, apr | may | june, jun | july, jul"
            "| august, aug | september, sep, sept | october, oct | november, nov | december, dec"
        ),
        "weekday": table(_WEEKDAYS),
        "weekdays": table(
            "mondays | tuesdays | wednesdays | thursdays | fridays | saturdays| sundays"
        ),
        "season": listed("spring, springtime", "SP")
        | listed("summer, summertime", "SU")
        | listed("autumn, fall", "FA")
        | listed("winter, wintertime", "WI"),
        "daypart": listed("morning", "MO")
        | listed("afternoon", "AF")
        | listed("evening", "EV")
        | listed("night", "NI")
        | listed("noontime, midday hours", "MI"),
        "deictic": listed("yesterday", -1)
        | listed("today", 0)
        | listed("tomorrow", 1)
        | listed("day before yesterday", -2)
        | listed("day after tomorrow", 2),
        "deictic_part": listed("tonight", (0, "NI"))
        | listed("last night, yesternight", (-1, "NI"))
        | listed("this lunchtime", (0, "MI")),
        "span": listed("past, last, the last", -1)
        | listed("coming, next, the next", 1)
        | listed("these", 0),
        "rel": listed("last", -1)
        | listed("this, current", 0)
        | listed("next, coming, upcoming", 1),
        "past": listed("past"),
        "recent": listed("recent", -1),
        "untold": listed("that time, then, same time, year-on-year, year on year"),
        "same": listed("that, that very"),
        "alike": listed("same, corresponding"),
        "period": listed("period"),
        "year_ago": listed("year-ago, year-earlier, prior-year"),
        "the_last": listed("the last"),
        "the_next": listed("the next", 1),
        "holiday": feasts(
            "01-01 new year's day | 01-06 epiphany | 02-14 valentine's day | 05-01 may day"
            "| 10-31 halloween | 11-01 all saints' day | 12-24 christmas eve"
            "| 12-25 christmas, christmas day | 12-26 boxing day | 12-31 new year's eve"
            "| -46 ash wednesday | -7 palm sunday | -2 good friday | +0 easter, easter sunday"
            "| +1 easter monday | +39 ascension day, ascension | +49 pentecost, whit sunday"
            "| +50 whit monday | +60 corpus christi"
        ),
        "not": listed("not"),
        "but": listed("but"),
        "ended": listed("ended, ending, that ended, which ended"),
        "unit": {unit: unit for unit in _UNITS}
        | {"half": "half", "yr": "year", "hr": "hour", "min": "minute"},
        "units": _PLURALS,
        "count": {word: Fraction(n) for word, n in _COUNTS.items()}
        | listed("dozen, a dozen", Fraction(12))
        | listed("hundred, a hundred, one hundred", Fraction(100))
        | listed("thousand, a thousand, one thousand", Fraction(1000)),
        "a": listed("a, an", Fraction(1)),
        "ordinal": _ORDINALS,
        "ordinal_mark": listed("st, nd, rd, th"),
        "vague": listed(
            "several, few, a few, many, some, couple of, a couple of, a couple, "
            "dozens of, a number of, countless, numerous"
        ),
        "about": listed(
            "over, around, about, approximately, roughly, nearly, "
            "almost, more than, less than, at least, at most, up to, some, shortly before, "
            "shortly after, just before, just after, just over, just under, or more, or so, "
            "or less, close to"
        ),
        "half": listed("half"),
        "and": listed("and"),
        "ago": listed("ago"),
        "in_open": listed("in"),
        "hence": listed("from now, hence, 's time, ' time, time"),
        "before": listed("before, prior to, ahead of, earlier than"),
        "after": listed("after, following"),
        "from_date": listed("from"),
        "earlier": listed("earlier, before, previously", -1)
        | listed("later, after, afterwards", 1),
        "previous": listed("previous, preceding", -1) | listed("following", 1),
        "part": listed(
            "early, earlier, late, later, mid, middle, start, beginning, turn, "
            "beginnings, halfway through, first days"
        )
        | listed("end, close, last days", "end"),
        "between": listed("between"),
        "to": listed("to, until, till, through"),
        "every": listed("every, each"),
        "per": listed("per"),
        "other": listed("other, second"),
        "times": listed("once, twice, once every, twice every, times"),
        "frequency": listed("daily, nightly", "P1D")
        | listed("weekly", "P1W")
        | listed("monthly", "P1M")
        | listed("quarterly", "P1Q")
        | listed("annually, yearly, annual", "P1Y")
        | listed("hourly", "PT1H")
        | listed("biennially, biennial", "P2Y")
        | listed("fortnightly", "P2W"),
        "meridiem": listed("am, a m", 0) | listed("pm, p m", 12),
        "sooner": listed("quarter to, a quarter to, quarter before", -15)
        | listed("quarter past, a quarter past, quarter after, a quarter after", 15)
        | listed("half past", 30),
        "named_time": listed("noon, midday, high noon", "T12:00") | listed("midnight", "T24:00"),
        "oclock": listed("o'clock"),
        "at": listed("at"),
        "utc": listed("gmt, utc"),
        "decade_mark": listed("s, 's"),
        "decade_word": _DECADES,
        "quarter_mark": listed("q"),
        "half_mark": listed("h"),
        "slash": listed("/"),
        "since": listed("since, ever since"),
        "fiscal": listed("fiscal, fiscal year, financial year"),
        "week_number": listed("week, calendar week, week number"),
        "reference": listed(
            "now, right now, currently, nowadays, at present, presently, at the moment, these days",
            "PRESENT_REF",
        )
        | listed(
            "recently, lately, formerly, previously, once, past, earlier, long ago, some time ago",
            "PAST_REF",
        )
        | listed(
            "soon, shortly, future, later, near future, sometime soon",
            "FUTURE_REF",
        ),
    },
    filler="the, of, on, in, at, during, by, within, for, throughout, 's, as of, as, "
    "before, after, until, till, to, from, through, all, whole, entire, full, long, old, "
    "just, only, local time, et, edt, est, pt, pdt, pst, bst, cet, cest, kst, jst, "
    "eastern time, year of, month of, not until, back, both, early on, already, no later than, "
    "no earlier than, not later than, not before, at the earliest, at the latest, starting, "
    "on or before, as early as, as late as, as recently as",
    rewrites={"midweek": "mid week", "midyear": "mid year", "sept": "september"},
    day_first=False,
    clock24=False,
    thousands=",",
    half_is_year=False,
    ambiguous="may|march|sat|sun|mar|mon|wed|fri|dec|jan|fall|spring",
    tenses=ENGLISH_TENSES,
)
