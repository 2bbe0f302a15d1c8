"""Which German words speak of time?"""

from __future__ import annotations

from fractions import Fraction

from service.text.dates.lexicon import Language, listed, table
from service.text.dates.tense import Tenses

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
        "untold": listed(
            "damals, am selben tag, am gleichen tag, tags darauf, tags zuvor, am folgetag, "
            "folgetag, jener zeit"
        ),
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
            "rund, etwa, circa, ca, knapp, fast, mehr als, weniger als, mindestens, gut, ungefähr"
        ),
        "half": listed("halbes, halbe, halben, halber"),
        "and": listed("und"),
        "ago": listed("vor"),
        "in": listed("in, binnen"),
        "hence": listed("von heute an, ab heute"),
        "before": listed("vor"),
        "after": listed("nach"),
        "earlier": listed("zuvor, davor, vorher, früher, später, danach"),
        "previous": listed(_inflected("vorherig, vorangegangen, folgend, darauffolgend")),
        "part": listed("anfang, mitte, ende, beginn, früher, später, spät, anfangs, auftakt"),
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
    filler="der, die, das, den, dem, des, am, an, im, in, ins, um, seit, ab, bis, von, vom, zu, "
    "zum, zur, während, für, ., auf, nach, vor, ganze, ganzen, gesamten, "
    "ortszeit, mesz, mez, schon, erst, nur, noch, bereits, beim, bei, aus, lang",
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
        "vortag": "vorheriger tag",
    },
    dotted_days=True,
    tenses=Tenses(
        past="sagte, sagten, war, waren, wurde, wurden, traf, trafen, hatte, hatten, kam, kamen, "
        "ging, gingen, gab, gaben, teilte, teilten, erklärte, erklärten, kündigte, kündigten, "
        "berichtete, berichteten, meldete, meldeten, starb, starben, begann, begannen, nahm, "
        "nahmen, fand, fanden, hielt, hielten, stieg, stiegen, fiel, fielen, verlor, verloren, "
        "gewann, gewannen, siegte, unterzeichnete, unterzeichneten, eröffnete, besuchte, "
        "besuchten, reiste, reisten, sprach, sprachen, schrieb, schrieben, machte, machten, "
        "stellte, stellten, legte, legten, setzte, setzten, griff, griffen, schoss, stimmte, "
        "stimmten, beschloss, beschlossen, forderte, forderten, warnte, warnten, betonte, "
        "veröffentlichte, veröffentlichten, erreichte, erreichten, rief, riefen, wies, kostete, "
        "führte, führten, verließ, verließen, ließ, ließen, bestätigte, bestätigten, ereignete",
        future="wird, werden, will, wollen, soll, sollen, plant, planen, geplant, beabsichtigt, "
        "vorgesehen, bevorsteht, anstehende, geplante, geplanten, erwartet",
        be="ist, sind, sei, seien",
        have="hat, haben",
        participle="mitgeteilt, angekündigt, bekannt gegeben, verloren, erhalten, beschlossen, "
        "erklärt, bestätigt, veröffentlicht, vorgestellt, unterzeichnet, begonnen, besucht, "
        "verurteilt, entschieden, erreicht, eröffnet, unterschrieben, verabschiedet, vereinbart",
        moved="gestorben, gekommen, gereist, eingetroffen, zurückgetreten, gegangen, gefahren, "
        "geflogen, gestiegen, gefallen, gescheitert, gestartet, abgereist, angekommen, gesunken, "
        "ums leben gekommen, verstorben",
        breaks="dass, weil, nachdem, bevor, während, wobei",
        open_="würde, würden, könnte, könnten, sollte, sollten, wollte, wollten, möchte, kann, "
        "können, muss, müssen, dürfte, dürften, werde, habe, hätte, hätten, wäre, wären, falls, "
        "wenn, zu",
        nothing="genannt, gesamt",
        participle_form=r"(?:[^\W\d_]{2,4})?ge[^\W\d_]{2,}(?:t|en)|[^\W\d_]{3,}iert",
        reach=25,
    ),
)
