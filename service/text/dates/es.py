"""Which Spanish words speak of time?"""

from __future__ import annotations

from fractions import Fraction

from service.text.dates.holidays import feasts
from service.text.dates.lexicon import Language, listed, table
from service.text.dates.verbs_es import SPANISH_TENSES

_COUNTS = table(
    "cero | uno | dos | tres | cuatro | cinco | seis | siete | ocho | nueve | diez | once | doce"
    "| trece | catorce | quince | dieciséis | diecisiete | dieciocho | diecinueve | veinte"
    "| veintiuno, veintiún, veintiuna | veintidós | veintitrés | veinticuatro | veinticinco"
    "| veintiséis | veintisiete | veintiocho | veintinueve",
    start=0,
)
_TENS = table("treinta | cuarenta | cincuenta | sesenta | setenta | ochenta | noventa", start=3)
_COUNTS |= {tens: 10 * n for tens, n in _TENS.items()}
_COUNTS |= {
    f"{tens} y {one}": 10 * n + k
    for tens, n in _TENS.items()
    for one, k in (
        *table("un, una | dos | tres | cuatro | cinco | seis | siete | ocho| nueve").items(),
        ("uno", 1),
    )
}
_ORDINALS = table(
    "primero, primer, primera, primeros, primeras | segundo, segunda | tercero, tercer, tercera"
    "| cuarto, cuarta | quinto, quinta | sexto, sexta | séptimo | octavo | noveno | décimo"
)
_WEEKDAYS = "lunes | martes | miércoles | jueves | viernes | sábado | domingo"
_PLURALS = {
    "segundos": "second",
    "minutos": "minute",
    "horas": "hour",
    "días": "day",
    "semanas": "week",
    "quincenas": "fortnight",
    "meses": "month",
    "trimestres": "quarter",
    "semestres": "half",
    "años": "year",
    "décadas": "decade",
    "siglos": "century",
    "fines de semana": "weekend",
}
_UNITS = {
    "segundo": "second",
    "minuto": "minute",
    "hora": "hour",
    "día": "day",
    "semana": "week",
    "quincena": "fortnight",
    "mes": "month",
    "trimestre": "quarter",
    "semestre": "half",
    "año": "year",
    "década": "decade",
    "siglo": "century",
    "fin de semana": "weekend",
    "decenio": "decade",
}

SPANISH = Language(
    words={
        "month": table(
            "enero, ene | febrero, feb | marzo | abril, abr | mayo | junio, jun | julio, jul"
            "| agosto, ago | septiembre, setiembre, sep, sept | octubre, oct | noviembre, nov"
            "| diciembre, dic"
        ),
        "weekday": table(_WEEKDAYS),
        "weekdays": {
            f"los {day if day.endswith('s') else day + 's'}": n
            for day, n in table(_WEEKDAYS).items()
        },
        "season": listed("primavera", "SP")
        | listed("verano", "SU")
        | listed("otoño", "FA")
        | listed("invierno", "WI"),
        "daypart": listed(
            "mañana, la mañana, por la mañana, de la mañana, en la mañana, "
            "madrugada, la madrugada, de la madrugada",
            "MO",
        )
        | listed("tarde, la tarde, por la tarde, de la tarde", "AF")
        | listed("noche, la noche, por la noche, de la noche", "NI")
        | listed("mediodía, del mediodía", "MI"),
        "deictic": listed("ayer", -1)
        | listed("hoy", 0)
        | listed("mañana", 1)
        | listed("anteayer, antes de ayer, antier", -2)
        | listed("pasado mañana", 2),
        "deictic_part": listed("anoche", (-1, "NI")),
        "rel": listed("pasado, pasada", -1)
        | listed("este, esta, presente, actual, en curso", 0)
        | listed("próximo, próxima, que viene, entrante", 1),
        "span": listed("últimos, últimas, pasados, pasadas", -1)
        | listed("próximos, próximas", 1)
        | listed("estos, estas", 0),
        "untold": listed("entonces"),
        "same": listed("ese, esa, aquel, aquella"),
        "alike": listed("mismo, misma, igual"),
        "period": listed("período, periodo, lapso"),
        "the_last": listed("último, última"),
        "day_away": listed("día siguiente", 1) | listed("víspera", -1),
        "holiday": feasts(
            "01-01 año nuevo, día de año nuevo | 01-06 día de reyes, reyes magos"
            "| 02-14 san valentín | 05-01 día del trabajo, día del trabajador"
            "| 11-01 todos los santos, día de todos los santos | 12-24 nochebuena"
            "| 12-25 navidad, día de navidad | 12-31 nochevieja, fin de año"
            "| -46 miércoles de ceniza | -7 domingo de ramos | -3 jueves santo | -2 viernes santo"
            "| +0 domingo de resurrección, domingo de pascua, pascua | +1 lunes de pascua"
            "| +49 pentecostés | +60 corpus christi"
        ),
        "not": listed("no"),
        "but": listed("sino"),
        "ended": listed("terminado, terminados, finalizado, finalizados, cerrado, cerrados"),
        "recent": listed("recientes", -1),
        "unit": _UNITS,
        "units": _PLURALS,
        "count": {word: Fraction(n) for word, n in _COUNTS.items()}
        | listed("cien", Fraction(100))
        | listed("mil", Fraction(1000))
        | listed("una docena de", Fraction(12)),
        "a": listed("un, una", Fraction(1)),
        "ordinal": _ORDINALS,
        "ordinal_mark": listed("o, a, er, ro, do, to, º"),
        "vague": listed(
            "varios, varias, algunos, algunas, unos, unas, pocos, pocas, muchos, "
            "muchas, unos pocos, unas pocas, un par de, decenas de, numerosos"
        ),
        "about": listed(
            "hacia, hacia las, sobre, sobre las, "
            "unos, unas, alrededor de, cerca de, "
            "aproximadamente, casi, más de, menos de, al menos, hasta unos, poco antes de las, "
            "poco después de las, poco antes de, poco después de, o más, en torno a, "
            "en torno a las, unas, como mínimo"
        ),
        "half": listed("medio, media"),
        "and": listed("y, e"),
        "ago": listed("hace, desde hace"),
        "in": listed("dentro de"),
        "in_open": listed("en"),
        "hence": listed("a partir de ahora"),
        "before": listed("antes de, antes del, antes que, antes"),
        "after": listed("después de, después del, tras, después, a partir de"),
        "earlier": listed("antes, atrás, más temprano", -1) | listed("después, más tarde", 1),
        "previous": listed("anterior, previo, previa, anteriores", -1)
        | listed("siguiente, siguientes", 1),
        "part": listed(
            "principios, principios de, inicios, comienzos, comienzo, principio, "
            "mediados, inicio, mitad, primeros días"
        )
        | listed("finales, fines, final, fin, cierre", "end"),
        "between": listed("entre"),
        "to": listed("a, al, hasta"),
        "every": listed("cada, todos los, todas las"),
        "per": listed("por"),
        "times": listed("vez, veces"),
        "frequency": listed("diariamente, a diario, diario, diaria", "P1D")
        | listed("semanalmente, semanal", "P1W")
        | listed("mensualmente, mensual", "P1M")
        | listed("trimestralmente, trimestral", "P1Q")
        | listed("anualmente, anual", "P1Y"),
        "meridiem": listed("am, a m", 0) | listed("pm, p m", 12),
        "sooner_mark": listed("menos cuarto"),
        "quarter_hour": listed("cuarto"),
        "named_time": listed("mediodía, al mediodía", "T12:00") | listed("medianoche", "T24:00"),
        "oclock": listed("h, hs, hrs, en punto"),
        "at": listed("a las, a la, las, la, desde las, hasta las"),
        "utc": listed("gmt, utc"),
        "decade_head": listed("años, década de los, década de, década de los años, década del"),
        "quarter_mark": listed("t"),
        "half_mark": listed("s"),
        "slash": listed("/"),
        "since": listed("desde, desde el, desde la"),
        "fiscal": listed("fiscal, ejercicio fiscal"),
        "week_number": listed("semana, semana número"),
        "reference": listed("ahora, actualmente, hoy en día, en la actualidad", "PRESENT_REF")
        | listed(
            "recientemente, últimamente, antiguamente, en el pasado, hace poco, "
            "hace tiempo, anteriormente",
            "PAST_REF",
        )
        | listed(
            "pronto, próximamente, en breve, en el futuro, más adelante",
            "FUTURE_REF",
        ),
    },
    filler="a las, a la, las, hacia las, sobre las, desde las, hasta las, el, la, los, las, lo, "
    "de, del, en, a, al, hasta, durante, por, para, tras, antes, "
    "después, todo, toda, todos, todas, con, mes de, año de, hora local, hora peninsular, "
    "tan solo, solo, aún, ya, día, a lo largo, a partir de, a partir del, a más tardar, "
    "como pronto, como muy tarde, recién, apenas, no antes de, no antes del, temprano",
    clock24=False,
    since_is_past=False,
    tenses=SPANISH_TENSES,
)
