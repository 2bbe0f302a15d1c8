"""Which Spanish verbs tell past from future?"""

from __future__ import annotations

from service.text.dates.tense import Tenses

SPANISH_TENSES = Tenses(
    past="dijo, fue, fueron, hizo, hicieron, tuvo, tuvieron, dio, dieron, vio, vieron, pudo, "
    "puso, pusieron, quiso, vino, vinieron, supo, hubo, estuvo, era, eran, estaba, estaban, "
    "dijeron, murió, inició, anduvo, trajo, trajeron, cayó, propuso, expuso, dispuso, impuso, "
    "produjo, produjeron, condujo, redujo, redujeron, introdujo, tradujo, atrajo, contrajo, "
    "mantuvo, obtuvo, obtuvieron, contuvo, retuvo, sostuvo, detuvo, detuvieron, mantuvieron, "
    "intervino, previno, deshizo, rehízo, pidió, sobrevino, tenía, tenían, había, habían, hacía, "
    "hacían, decía, decían, debía, quería, querían, vivía, vivían, sabía, seguía, seguían, "
    "existía, iba, iban, hubieron, contradijo, predijo, compuso, opuso, supuso",
    future="va a, van a, voy a, vamos a, está previsto, prevé, prevén, planea, planean, "
    "previsto, prevista, previstos, previstas, programado, programada, está prevista, "
    "tiene previsto, tienen previsto, espera, esperan, convocado para, convocada para, "
    "será, serán, dará, darán, irá, verá, verán, ha de, han de",
    be="es, son, está, están",
    have="ha, han, he, hemos",
    participle="dicho, hecho, visto, puesto, muerto, abierto, escrito, vuelto, roto, sido, "
    "resuelto, impuesto, propuesto, cubierto, descubierto, ido",
    scheduled="comienza, comienzan, empieza, empiezan, arranca, arrancan, entra en vigor, "
    "entran en vigor, entra en vigencia, se inaugura, se reanuda, se reanudan, vence",
    breaks="que, quien, quienes, donde, cuando, mientras, porque, cuyo, cuya, antes, después",
    before_a_day="antes, después",
    open_="para, podría, podrían, habría, habrían, debería, puede, pueden, debe, deben, si, "
    "iba a, iban a, estaba previsto, estaba prevista, estaban previstos, estaban previstas, "
    "tenía previsto, tenían previsto",
    nothing="sin, so, no, interés, por qué, sector, ayer, mujer, primer, tercer, lugar, "
    "militar, nuclear, popular, hogar, titular, dólar, poder, taller, mar, ser, líder, "
    "cáncer, escolar, familiar, solar, par",
    light="el, la, los, en, y, pero, ya, desde, hasta, a, de, del, este, esta",
    events="reunión, votación, cumbre, elección, elecciones, partido, audiencia, juicio, huelga, "
    "manifestación, debate, diálogo, sesión, conferencia",
    determiners="el, la, los, las, un, una, su, sus, del, al",
    past_form=r"[^\W\d_]{2,}(?:ó|aron|ieron|yeron|aba|aban)",
    future_form=r"[^\W\d_]{3,}(?:rá|rán)",
    participle_form=r"[^\W\d_]{2,}(?:ado|ido|ída|ído)",
    leads=True,
    open_form=r"[^\W\d_]{2,}(?:ar|er|ir|ría|rían)",
)
