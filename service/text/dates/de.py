"""Which German words speak of time?"""

from __future__ import annotations

from fractions import Fraction

from service.text.dates.holidays import feasts
from service.text.dates.lexicon import Language, listed, table
from service.text.dates.verbs_de import GERMAN_TENSES

_ONES = table(
    "null | eins | zwei | drei | vier | fünf | sechs | sieben | acht | neun | zehn | elf"
    "| zwölf | dreizehn | vierzehn | fünfzehn | sechzehn | siebzehn | achtzehn"
    "| neunzehn",
    start=0,
)
_TENS = table(
    "zwanzig | dreißig | vierzig | fünfzig | sechzig | siebzig | achtzig | neunzig", start=2
)
_COUNTS = _ONES | {tens: 10 * n for tens, n in _TENS.items()}
_COUNTS |= {
    f"{'ein' if one == 'eins' else one}und{tens}": 10 * n + k
    for tens, n in _TENS.items()
    for one, k in _ONES.items()
    if 0 < k < 10
}
_HALVES = {"anderthalb": Fraction(3, 2), "eineinhalb": Fraction(3, 2)}
_HALVES |= {f"{one}einhalb": Fraction(2 * k + 1, 2) for one, k in _ONES.items() if 1 < k < 13}


def _inflected(stems: str, endings: str = "e en er es em") -> str:
    return ", ".join(
        stem.strip() + ending for stem in stems.split(",") for ending in ("", *endings.split())
    )


_ORDINAL_STEMS = {1: "erst", 2: "zweit", 3: "dritt", 7: "siebt"} | {
    k: f"{one}t" for one, k in _ONES.items() if 3 < k < 20 and k != 7
}
_ORDINALS = {
    f"{stem}{ending}": n
    for n, stem in _ORDINAL_STEMS.items()
    for ending in ("e", "en", "er", "es", "em")
}
_WEEKDAYS = (
    "montag, mo | dienstag, di | mittwoch, mi | donnerstag, do | freitag, fr"
    "| samstag, sonnabend, sa | sonntag, so"
)
_DAYPARTS = {
    "morgen": "morgen",
    "vormittag": "vormittag",
    "nachmittag": "nachmittag",
    "abend": "abend",
    "nacht": "nacht",
    "mittag": "mittag",
    "früh": "am morgen",
}
_PLURALS = {
    "sekunden": "second",
    "minuten": "minute",
    "stunden": "hour",
    "tage": "day",
    "tagen": "day",
    "wochen": "week",
    "monate": "month",
    "monaten": "month",
    "quartale": "quarter",
    "quartalen": "quarter",
    "jahre": "year",
    "jahren": "year",
    "jahrzehnte": "decade",
    "jahrzehnten": "decade",
    "jahrhunderte": "century",
    "jahrhunderten": "century",
    "wochenenden": "weekend",
}
_UNITS = {
    "sekunde": "second",
    "minute": "minute",
    "stunde": "hour",
    "tag": "day",
    "tags": "day",
    "tages": "day",
    "woche": "week",
    "monat": "month",
    "monats": "month",
    "quartal": "quarter",
    "quartals": "quarter",
    "halbjahr": "half",
    "halbjahres": "half",
    "halbjahrs": "half",
    "jahr": "year",
    "jahres": "year",
    "jahrs": "year",
    "jahrzehnt": "decade",
    "jahrzehnts": "decade",
    "jahrhundert": "century",
    "jahrhunderts": "century",
    "wochenende": "weekend",
    "wochenendes": "weekend",
}

GERMAN = Language(
    words={
        "month": table(
            "januar, jan, jänner, januars | februar, feb, feber | märz, mär, maerz | april, apr"
            "| mai | juni, jun | juli, jul | august, aug | september, sep, sept | oktober, okt"
            "| november, nov | dezember, dez"
        ),
        "weekday": {
            form: n
            for name, n in table(_WEEKDAYS).items()
            for form in ((name, f"{name}s") if name.endswith("tag") else (name,))
        },
        "weekdays": {
            f"{day}s": n
            for day, n in table(
                "montag | dienstag | mittwoch | donnerstag | freitag | samstag | sonntag"
            ).items()
        },
        "season": listed("frühling, frühjahr, frühlings, frühjahrs", "SP")
        | listed("sommer, sommers", "SU")
        | listed("herbst, herbstes", "FA")
        | listed("winter, winters", "WI"),
        "daypart": listed(
            "morgen, am morgen, vormittag, am vormittag, morgens, vormittags, früh, frühmorgens",
            "MO",
        )
        | listed("nachmittag, am nachmittag, nachmittags", "AF")
        | listed("abend, am abend, abends", "EV")
        | listed("nacht, nachts", "NI")
        | listed("mittag, am mittag, mittags", "MI"),
        "deictic": listed("gestern", -1)
        | listed("heute", 0)
        | listed("morgen", 1)
        | listed("vorgestern", -2)
        | listed("übermorgen", 2),
        "open_part": listed("heute nacht, diese nacht, dieser nacht", "NI"),
        "night_to": listed("nacht zum, nacht auf, nacht zu, nacht auf den"),
        "untold": listed("damals, jener zeit"),
        "same": listed(_inflected("jen")),
        "alike": listed(
            "selben, selbe, selber, gleichen, gleiche, gleicher, desselben, derselben, demselben, "
            "denselben, dasselbe, dieselbe, entsprechenden"
        ),
        "period": listed("zeitraum, zeitraums, periode"),
        "year_ago": listed(
            "vorjahreszeitraum, vorjahreszeitraums, vorjahresquartal, vorjahresquartals, "
            "vorjahresmonat, vorjahresmonats, vorjahresperiode"
        ),
        "day_away": listed("tags darauf, folgetag, tag darauf", 1)
        | listed("tags zuvor, vortag, vorabend", -1),
        "holiday": feasts(
            "01-01 neujahr, neujahrstag | 01-06 heilige drei könige, dreikönigstag"
            "| 02-14 valentinstag | 05-01 tag der arbeit, maifeiertag"
            "| 10-03 tag der deutschen einheit | 11-01 allerheiligen | 12-06 nikolaustag"
            "| 12-24 heiligabend, heiliger abend | 12-25 weihnachten | 12-31 silvester"
            "| -52 weiberfastnacht | -48 rosenmontag | -46 aschermittwoch | -7 palmsonntag"
            "| -3 gründonnerstag | -2 karfreitag | +0 ostern, ostersonntag | +1 ostermontag"
            "| +39 christi himmelfahrt, himmelfahrt | +49 pfingsten, pfingstsonntag"
            "| +50 pfingstmontag | +60 fronleichnam"
        ),
        "not": listed("nicht"),
        "but": listed("sondern"),
        "rel": listed(_inflected("letzt, vergangen, vorig, verflossen"), -1)
        | listed(_inflected("dies, laufend, jetzig") + ", dieser, diesen, heurigen", 0)
        | listed(_inflected("nächst, kommend"), 1),
        "span": listed("letzten, vergangenen", -1) | listed("nächsten, kommenden", 1),
        "recent": listed("jüngsten, jüngster", -1),
        "unit": _UNITS,
        "units": _PLURALS,
        "count": {word: Fraction(n) for word, n in _COUNTS.items()}
        | _HALVES
        | listed("hundert, einhundert", Fraction(100))
        | listed("tausend, eintausend", Fraction(1000))
        | listed("dutzend", Fraction(12)),
        "a": listed("ein, eine, einer, einem, einen, eines", Fraction(1)),
        "ordinal": _ORDINALS,
        "ordinal_mark": listed("."),
        "vague": listed(
            "mehrere, mehreren, mehrerer, einige, einigen, einiger, wenige, wenigen, "
            "ein paar, paar, viele, vielen, etliche, etlichen, zahlreiche"
        ),
        "about": listed(
            "über, gegen, kurz nach, kurz vor, "
            "oder mehr, "
            "rund, etwa, circa, ca, knapp, fast, mehr als, weniger als, mindestens, gut, ungefähr"
        ),
        "half": listed("halbes, halbe, halben, halber"),
        "and": listed("und"),
        "ago": listed("vor"),
        "in_open": listed("in"),
        "hence": listed("von heute an, ab heute"),
        "before": listed("vor"),
        "after": listed("nach"),
        "earlier": listed("zuvor, davor, vorher, früher", -1) | listed("später, danach", 1),
        "previous": listed(_inflected("vorherig, vorangegangen"), -1)
        | listed(_inflected("folgend, darauffolgend"), 1),
        "part": listed("anfang, mitte, beginn, früher, später, spät, anfangs, auftakt")
        | listed("ende", "end"),
        "between": listed("zwischen"),
        "to": listed("bis, bis zum, bis zu, auf"),
        "every": listed("jeden, jede, jedes, jeder, alle, allen"),
        "per": listed("pro, je"),
        "other": listed("zweiten, zweite, zweites"),
        "times": listed("mal, einmal, zweimal, dreimal, viermal, fünfmal, mehrmals"),
        "frequency": listed("täglich, tägliche", "P1D")
        | listed("wöchentlich, wöchentliche", "P1W")
        | listed("monatlich, monatliche", "P1M")
        | listed("vierteljährlich", "P1Q")
        | listed("jährlich, jährliche, alljährlich", "P1Y")
        | listed("stündlich", "PT1H"),
        "sooner": listed("viertel vor", -15) | listed("viertel nach", 15) | listed("halb", -30),
        "named_time": listed("mittag", "T12:00") | listed("mitternacht", "T24:00"),
        "oclock": listed("uhr"),
        "at": listed("um, gegen, ab, kurz nach, kurz vor"),
        "utc": listed("gmt, utc"),
        "decade_mark": listed("er"),
        "decade_head": listed("jahre, jahren"),
        "decade_word": {f"{tens}er": n for tens, n in _TENS.items()},
        "quarter_mark": listed("q"),
        "half_mark": listed("h"),
        "slash": listed("/"),
        "since": listed("seit"),
        "fiscal": listed(
            "geschäftsjahr, geschäftsjahres, geschäftsjahrs, wirtschaftsjahr, "
            "geschäftsquartal, haushaltsjahr, fiskaljahr"
        ),
        "week_number": listed("kw, kalenderwoche, woche"),
        "reference": listed(
            "jetzt, nun, derzeit, momentan, zurzeit, zur zeit, heutzutage, aktuell, gegenwärtig",
            "PRESENT_REF",
        )
        | listed(
            "kürzlich, neulich, unlängst, vor kurzem, zuletzt, jüngst, früher, damals, einst",
            "PAST_REF",
        )
        | listed(
            "bald, demnächst, in kürze, in zukunft, künftig, in naher zukunft, später", "FUTURE_REF"
        ),
    },
    filler="der, die, das, den, dem, des, am, an, im, in, ins, um, ab, bis, von, vom, zu, "
    "zum, zur, während, für, ., auf, nach, vor, ganze, ganzen, gesamten, "
    "ortszeit, mesz, mez, schon, erst, nur, noch, bereits, beim, bei, aus, lang, frühestens, "
    "spätestens, binnen, innerhalb, ab dem, erst am, wohl, voraussichtlich",
    rewrites={
        f"{day}{part}": f"{day} {words}"
        for day in (
            "montag",
            "dienstag",
            "mittwoch",
            "donnerstag",
            "freitag",
            "samstag",
            "sonnabend",
            "sonntag",
        )
        for part, words in _DAYPARTS.items()
    }
    | {
        "jahresende": "ende jahr",
        "jahresbeginn": "anfang jahr",
        "jahresanfang": "anfang jahr",
        "jahresmitte": "mitte jahr",
        "monatsende": "ende monat",
        "monatsanfang": "anfang monat",
        "wochenbeginn": "anfang woche",
        "vorjahr": "vorheriges jahr",
        "heuer": "dieses jahr",
        "vorjahres": "vorheriges jahr",
        "vormonat": "vorheriger monat",
        "vorwoche": "vorherige woche",
    },
    dotted_days=True,
    ambiguous="[Ss]o|[Dd]o|[Dd]i|[Mm]i|[Ss]a|[Ff]r|[Mm]o|Morgen",
    tenses=GERMAN_TENSES,
)
