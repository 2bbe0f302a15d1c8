"""Which French words speak of time?"""

from __future__ import annotations

from fractions import Fraction

from service.text.dates.lexicon import Language, listed, table
from service.text.dates.tense import Tenses

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
    "premier, première | deuxième, second, seconde | troisième | quatrième | cinquième | sixième"
    "| septième | huitième | neuvième | dixième | onzième | douzième | treizième | quatorzième"
    "| quinzième | seizième | dix-septième | dix-huitième | dix-neuvième | vingtième"
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
        "untold": listed(
            "la veille, le lendemain, ce jour-là, lendemain, veille, alors, à l'époque, "
            "surlendemain"
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
            "plus de, plus d', moins de, moins d', au moins"
        ),
        "half": listed("demi, demie, demi-, demie-"),
        "and": listed("et"),
        "ago": listed("il y a"),
        "in": listed("dans, d'ici"),
        "before": listed("avant"),
        "after": listed("après"),
        "earlier": listed("plus tôt, auparavant, avant, plus tard, après"),
        "previous": listed("précédent, précédente, suivant, suivante, précédents, suivants"),
        "part": listed("début, fin, mi, milieu, commencement, courant, tard, tôt"),
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
    filler="d'ici, le, la, les, l, d, de, du, des, en, à, au, aux, dans, depuis, dès, pendant, "
    "durant, pour, jusque, jusqu, tout, toute, mois de, mois d', jusqu'à, avant, "
    "après, par, an de grâce, au cours, cours, lors, sur, heure locale, locale, "
    "heure de paris, jour du, seulement, même",
    tenses=Tenses(
        past="était, étaient, avait, avaient, fut, furent, disait, eut, eurent",
        future="va, vont, prévu, prévue, prévus, prévues, prévoit, prévoient, doit, doivent, "
        "compte, comptent, s'apprête, attendu, attendue, attendus",
        be="est, sont",
        have="a, ont, s'est, se sont, n'a, n'ont, l'a, l'ont, ai, avons",
        participle="dit, fait, pris, mis, eu, été, reçu, vu, rendu, tenu, ouvert, signé, perdu, "
        "battu, fini, choisi, appris, promis, remis, conclu, obtenu, élu, lu, offert, écrit, "
        "détruit, subi, réuni, réunis, averti",
        moved="arrivé, arrivée, arrivés, mort, morte, morts, décédé, décédée, venu, venue, parti, "
        "partie, partis, allé, allée, entré, entrée, sorti, sortie, tombé, tombée, né, née, "
        "devenu, devenue, resté, restée, rentré, revenu, parvenu, intervenu, intervenue",
        breaks="qui, que, qu, dont, où, quand, lorsque, tandis, parce, avant, après",
        open_="pour, pourrait, pourraient, devrait, devraient, peut, peuvent, si",
        nothing="dernier, dernière, premier, février, janvier, janv, hier, soir, militaire, "
        "chantier, dossier, papier, métier, quartier, courrier, policier, opéra, caméra",
        past_form=r"(?!fait$|sait$|plaît$)[^\W\d_]{3,}(?:ait|aient)(?<!rait)(?<!raient)",
        future_form=r"[^\W\d_]{2,}(?:era|eront|ira|iront|dra|dront|ura|uront)|sera|seront",
        participle_form=r"[^\W\d_]{2,}(?:é|ée|és|ées)",
        open_form=r"[^\W\d_]{3,}(?:er|ir|rait|raient)",
    ),
)
