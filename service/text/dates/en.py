"""Which English words speak of time?"""

from __future__ import annotations

from fractions import Fraction

from service.text.dates.lexicon import Language, listed, table
from service.text.dates.tense import Tenses

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
        "span": listed("past, last", -1) | listed("coming, next", 1) | listed("these", 0),
        "rel": listed("last", -1)
        | listed("this, current", 0)
        | listed("next, coming, upcoming", 1),
        "past": listed("past"),
        "recent": listed("recent", -1),
        "untold": listed(
            "that day, same day, that time, then, that year, that night, that month, that week, "
            "same time"
        ),
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
            "almost, more than, less than, at least, at most, up to"
        ),
        "half": listed("half"),
        "and": listed("and"),
        "ago": listed("ago"),
        "in": listed("in"),
        "hence": listed("from now, hence, 's time, ' time, time"),
        "before": listed("before, prior to, ahead of, earlier than"),
        "after": listed("after, following"),
        "from_date": listed("from"),
        "earlier": listed("earlier, before, previously, later, after, afterwards"),
        "previous": listed("previous, preceding, following"),
        "part": listed(
            "early, earlier, late, later, mid, middle, end, start, beginning, turn, "
            "beginnings, halfway through, first days, last days, close"
        ),
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
        "named_time": listed("noon, midday, high noon", "T12:00") | listed("midnight", "T24:00"),
        "oclock": listed("o'clock"),
        "at": listed("at"),
        "utc": listed("gmt, utc"),
        "decade_mark": listed("s, 's"),
        "decade_word": _DECADES,
        "quarter_mark": listed("q"),
        "half_mark": listed("h"),
        "slash": listed("/"),
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
    filler="the, of, on, in, at, during, since, by, within, for, throughout, 's, as of, as, "
    "before, after, until, till, to, from, through, all, whole, entire, full, long, old, "
    "just, only, local time, et, edt, est, pt, pdt, pst, bst, cet, cest, kst, jst, "
    "eastern time, year of, month of, not until, back, both",
    rewrites={"midweek": "mid week", "midyear": "mid year", "sept": "september"},
    day_first=False,
    clock24=False,
    thousands=",",
    tenses=Tenses(
        past="said, was, were, met, had, did, told, made, took, went, came, won, lost, held, "
        "began, became, saw, left, fell, rose, hit, put, gave, got, spoke, wrote, sent, found, "
        "died, "
        "led, broke, brought, bought, built, chose, cut, drew, drove, flew, fought, grew, knew, "
        "paid, "
        "ran, sat, shot, showed, shut, sold, stood, struck, swore, taught, thought, threw, woke, "
        "wore, withdrew, beat, been, taken, given, seen, shown, written, spoken, fallen, risen",
        future="will, 'll, won't, shall, going to, is to, are to, set to, due on, due in, due at, "
        "expected, expected to, scheduled, scheduled to, scheduled for, planned, plans, plan, "
        "plans to, plan to, slated, slated to, aims to, intends to, hopes to, poised to, "
        "about to, to be, he'll, she'll, it'll, they'll, we'll, i'll, you'll, planning to, "
        "proposed, anticipated, upcoming, ready to",
        be="is, are, am, isn't, aren't, be, being",
        have="has, have, hasn't, haven't",
        breaks="which, who, that, where, when, while, because, after, before, as, whose",
        open_="ahead of, called for, calls for, calling for, warned of, urged, "
        "would, could, should, might, may, can, must, wouldn't, couldn't, shouldn't, if, "
        "was to, were to, was due, were due, was scheduled, were scheduled, was expected, "
        "were expected, was set to, were set to, had planned, due, unless",
        nothing="to the, to a, to an, to his, to her, to its, to their, to our, to this, to that, "
        "need, indeed, hundred, speed, seed, unprecedented, so-called, united, red, used, based",
        past_form=r"[a-z]{2,}ed",
        infinitive_mark="to",
    ),
)
