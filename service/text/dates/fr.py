"""Which French words speak of time?"""

from __future__ import annotations

from fractions import Fraction

from service.text.dates.holidays import feasts
from service.text.dates.lexicon import Language, listed, table
from service.text.dates.verbs_fr import FRENCH_TENSES

_ONES = table(
    "zéro | un | deux | trois | quatre | cinq | six | sept | huit | neuf | dix | onze"
    "| douze | treize | quatorze | quinze | seize | dix-sept | dix-huit | dix-neuf",
    start=0,
)
_TENS = {
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "quatre-vingt": 80,
    "septante": 70,
    "huitante": 80,
    "nonante": 90,
}
_COUNTS = {word: n for word, n in _ONES.items() if word != "un"} | _TENS
_COUNTS |= {
    f"{tens}{joint}{one}": n + k
    for tens, n in _TENS.items()
    for one, k in _ONES.items()
    for joint in ("-", " et ", "-et-")
    if 0 < k < (20 if n in (60, 80) else 10) and (joint == "-" or k in (1, 11))
} | {"quatre-vingts": 80}
_ORDINALS = table(
    "premier, première, premiers, premières | deuxième, second, seconde | troisième | quatrième"
    "| cinquième | sixième | septième | huitième | neuvième | dixième | onzième | douzième"
    "| treizième | quatorzième | quinzième | seizième | dix-septième | dix-huitième"
    "| dix-neuvième | vingtième"
    "| vingt et unième, vingt-et-unième"
)
_WEEKDAYS = "lundi | mardi | mercredi | jeudi | vendredi | samedi | dimanche"
_PLURALS = {
    "secondes": "second",
    "minutes": "minute",
    "heures": "hour",
    "jours": "day",
    "semaines": "week",
    "quinzaines": "fortnight",
    "trimestres": "quarter",
    "semestres": "half",
    "ans": "year",
    "années": "year",
    "décennies": "decade",
    "siècles": "century",
    "mois": "month",
    "week-ends": "weekend",
}
_UNITS = {
    "seconde": "second",
    "minute": "minute",
    "heure": "hour",
    "jour": "day",
    "journée": "day",
    "semaine": "week",
    "quinzaine": "fortnight",
    "mois": "month",
    "trimestre": "quarter",
    "semestre": "half",
    "an": "year",
    "année": "year",
    "décennie": "decade",
    "siècle": "century",
    "week-end": "weekend",
    "weekend": "weekend",
}

FRENCH = Language(
    words={
        "month": table(
            "janvier, janv, jan | février, févr, fév | mars | avril, avr | mai | juin"
            "| juillet, juil | août | septembre, sept, sep | octobre, oct | novembre, nov"
            "| décembre, déc"
        ),
        "weekday": table(_WEEKDAYS),
        "weekdays": {f"{day}s": n for day, n in table(_WEEKDAYS).items()},
        "season": listed("printemps", "SP")
        | listed("été", "SU")
        | listed("automne", "FA")
        | listed("hiver", "WI"),
        "daypart": listed("matin, matinée, du matin, le matin", "MO")
        | listed("après-midi, de l'après-midi", "AF")
        | listed("soir, soirée, du soir", "EV")
        | listed("nuit", "NI"),
        "deictic": listed("hier", -1)
        | listed("aujourd'hui", 0)
        | listed("demain", 1)
        | listed("avant-hier", -2)
        | listed("après-demain", 2),
        "open_part": listed("cette nuit", "NI"),
        "untold": listed("alors, à l'époque"),
        "alike": listed("même"),
        "there": listed("-là"),
        "period": listed("période"),
        "day_away": listed("lendemain", 1) | listed("surlendemain", 2) | listed("veille", -1),
        "holiday": feasts(
            "01-01 jour de l'an, nouvel an | 01-06 épiphanie | 02-14 saint-valentin"
            "| 05-01 fête du travail | 08-15 assomption | 11-01 toussaint"
            "| 12-24 réveillon de noël | 12-25 noël, jour de noël"
            "| 12-31 saint-sylvestre, réveillon du nouvel an"
            "| -46 mercredi des cendres | -7 dimanche des rameaux | -3 jeudi saint"
            "| -2 vendredi saint | +0 pâques, dimanche de pâques | +1 lundi de pâques"
            "| +39 ascension, jeudi de l'ascension | +49 pentecôte, dimanche de pentecôte"
            "| +50 lundi de pentecôte"
        ),
        "not": listed("pas, non"),
        "but": listed("mais"),
        "ended": listed(
            "clos, close, achevé, achevés, terminé, terminés, clos au, clos le, "
            "achevé au, achevé le"
        ),
        "rel": listed("dernier, dernière, passé, passée", -1)
        | listed("ce, cet, cette, en cours, actuel, courant", 0)
        | listed("prochain, prochaine, qui vient, à venir", 1),
        "span": listed("derniers, dernières", -1)
        | listed("prochains, prochaines", 1)
        | listed("ces", 0),
        "recent": listed("récents, récentes", -1),
        "unit": _UNITS,
        "units": _PLURALS,
        "count": {word: Fraction(n) for word, n in _COUNTS.items()}
        | listed("cent", Fraction(100))
        | listed("mille", Fraction(1000))
        | listed("une douzaine de, une douzaine d'", Fraction(12))
        | {},
        "a": listed("un, une", Fraction(1)),
        "ordinal": _ORDINALS,
        "ordinal_mark": listed("er, e, ère, ème, ième, nd, nde, ere"),
        "vague": listed(
            "plusieurs, quelques, des, une dizaine de, une dizaine d', une vingtaine de,"
            " une vingtaine d', de nombreux, de nombreuses, une trentaine d'"
        ),
        "about": listed(
            "vers, peu après, peu avant, "
            "environ, près de, près d', presque, quelque, "
            "plus de, plus d', moins de, moins d', au moins, ou plus, autour de, autour d'"
        ),
        "half": listed("demi, demie, demi-, demie-"),
        "and": listed("et"),
        "ago": listed("il y a"),
        "in": listed("dans, d'ici"),
        "until": listed("d'ici, d'ici à, d'ici au, d'ici la, d'ici le"),
        "since": listed("depuis, depuis le, depuis la"),
        "before": listed("avant"),
        "after": listed("après"),
        "earlier": listed("plus tôt, auparavant, avant", -1) | listed("plus tard, après", 1),
        "previous": listed("précédent, précédente, précédents", -1)
        | listed("suivant, suivante, suivants", 1),
        "part": listed("début, mi, milieu, commencement, courant, tard, tôt")
        | listed("fin", "end"),
        "between": listed("entre"),
        "to": listed("à, au, jusqu'à, jusqu'au, jusqu'en"),
        "every": listed("chaque, tous les, toutes les"),
        "per": listed("par"),
        "times": listed("fois"),
        "frequency": listed("quotidiennement, quotidien, quotidienne", "P1D")
        | listed("hebdomadaire", "P1W")
        | listed("mensuellement, mensuel", "P1M")
        | listed("trimestriel, trimestriellement", "P1Q")
        | listed("annuellement, annuel, annuelle", "P1Y"),
        "sooner_mark": listed("moins le quart"),
        "quarter_hour": listed("quart"),
        "hour_of_day": listed("heure, heures"),
        "named_time": listed("midi", "T12:00") | listed("minuit", "T24:00"),
        "oclock": listed("h"),
        "at": listed("à, vers, dès, jusqu'à, peu après, peu avant"),
        "utc": listed("gmt, utc"),
        "decade_head": listed("années, décennie"),
        "quarter_mark": listed("t"),
        "half_mark": listed("s"),
        "slash": listed("/"),
        "fiscal": listed("fiscal, fiscale, exercice"),
        "week_number": listed("semaine, semaine numéro"),
        "reference": listed(
            "maintenant, actuellement, en ce moment, à présent, de nos jours", "PRESENT_REF"
        )
        | listed("récemment, dernièrement, autrefois, jadis, naguère, par le passé", "PAST_REF")
        | listed("bientôt, prochainement, à l'avenir, sous peu", "FUTURE_REF"),
    },
    filler="le, la, les, l, d, de, du, des, en, à, au, aux, dans, dès, pendant, "
    "durant, pour, jusque, jusqu, tout, toute, mois de, mois d', jusqu'à, avant, "
    "après, par, an de grâce, au cours, cours, lors, sur, heure locale, locale, "
    "heure de paris, jour du, seulement, à partir de, à partir du, à compter de, à compter du, "
    "au plus tard, au plus tôt, déjà, dès le, pas avant",
    tenses=FRENCH_TENSES,
)
