"""Which Spanish words speak of time?"""

from __future__ import annotations

from fractions import Fraction

from service.text.dates.lexicon import Language, listed, table
from service.text.dates.tense import Tenses

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
    "primero, primer, primera | segundo, segunda | tercero, tercer, tercera | cuarto, cuarta"
    "| quinto, quinta | sexto, sexta | séptimo | octavo | noveno | décimo"
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
        "rel": listed("pasado, pasada, último, última", -1)
        | listed("este, esta, presente, actual, en curso", 0)
        | listed("próximo, próxima, que viene, entrante", 1),
        "span": listed("últimos, últimas, pasados, pasadas", -1)
        | listed("próximos, próximas", 1)
        | listed("estos, estas", 0),
        "untold": listed(
            "ese día, aquel día, entonces, día siguiente, víspera, aquel año, ese año"
        ),
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
            "aproximadamente, casi, más de, menos de, al menos, hasta unos"
        ),
        "half": listed("medio, media"),
        "and": listed("y, e"),
        "ago": listed("hace, desde hace"),
        "in": listed("en, dentro de"),
        "hence": listed("a partir de ahora"),
        "before": listed("antes de, antes del, antes que, antes"),
        "after": listed("después de, después del, tras, después, a partir de"),
        "earlier": listed("antes, atrás, después, más tarde, más temprano"),
        "previous": listed("anterior, previo, previa, anteriores, siguiente, siguientes"),
        "part": listed(
            "principios, principios de, inicios, comienzos, comienzo, principio, "
            "mediados, finales, fines, final, fin, inicio, mitad, primeros días"
        ),
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
        "named_time": listed("mediodía, al mediodía", "T12:00") | listed("medianoche", "T24:00"),
        "oclock": listed("h, hs, hrs, en punto"),
        "at": listed("a las, a la, las, la, desde las, hasta las"),
        "utc": listed("gmt, utc"),
        "decade_head": listed("años, década de los, década de, década de los años, década del"),
        "quarter_mark": listed("t"),
        "half_mark": listed("s"),
        "slash": listed("/"),
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
    "de, del, en, a, al, desde, hasta, durante, por, para, tras, antes, "
    "después, todo, toda, todos, todas, con, mes de, año de, hora local, hora peninsular, "
    "tan solo, solo, mismo, aún, ya, día, a lo largo",
    clock24=False,
    tenses=Tenses(
        past="dijo, fue, fueron, hizo, hicieron, tuvo, tuvieron, dio, dieron, vio, vieron, pudo, "
        "puso, pusieron, quiso, vino, vinieron, supo, hubo, estuvo, era, eran, estaba, estaban, "
        "dijeron, murió, inició, anduvo, trajo, cayó, propuso, expuso, dispuso, produjo, condujo, "
        "mantuvo, obtuvo, detuvo, detuvieron, mantuvieron, pidió, sobrevino, tenía, había, "
        "hubieron",
        future="va a, van a, voy a, vamos a, está previsto, prevé, prevén, planea, planean, "
        "previsto, prevista, previstos, previstas, programado, programada, está prevista, "
        "tiene previsto, tienen previsto, espera, esperan, convocado para, convocada para",
        be="es, son, está, están",
        have="ha, han, he, hemos",
        participle="dicho, hecho, visto, puesto, muerto, abierto, escrito, vuelto, roto, sido",
        breaks="que, quien, quienes, donde, cuando, mientras, porque, cuyo, cuya, antes, después",
        open_="para, podría, podrían, habría, habrían, debería, puede, pueden, debe, deben, si, "
        "iba a, iban a",
        nothing="sin, so, no, interés, por qué, sector, ayer, mujer, primer, tercer, lugar, "
        "militar, nuclear, popular, hogar, titular, dólar, poder, taller, mar, ser, líder, "
        "cáncer, escolar, familiar, solar, par",
        past_form=r"[^\W\d_]{2,}(?:ó|aron|ieron|yeron)",
        future_form=r"[^\W\d_]{3,}(?:rá|rán)",
        participle_form=r"[^\W\d_]{2,}(?:ado|ido|ída|ído)",
        open_form=r"[^\W\d_]{2,}(?:ar|er|ir|ría|rían)",
    ),
)
