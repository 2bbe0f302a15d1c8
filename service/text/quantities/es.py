"""Which Spanish words speak of quantities?"""

from service.text.quantities.lexicon import Collective, Language, Part
from service.text.quantities.nouns import plural_noun
from service.text.quantities.words import Phrases, phrases, words

_SMALL = """uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince
    dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro
    veinticinco veintiséis veintisiete veintiocho veintinueve"""
_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"
_HUNDREDS = """doscient trescient cuatrocient quinient seiscient setecient ochocient novecient"""
_NUMBERS = {
    "cero": 0,
    "un": 1,
    "una": 1,
    **{word: number for number, word in enumerate(_SMALL.split(), 1)},
    "veintiún": 21,
    "veintiuna": 21,
    **{word: 10 * number for number, word in enumerate(_TENS.split(), 3)},
    "cien": 100,
    "ciento": 100,
    **{
        stem + ending: 100 * number
        for number, stem in enumerate(_HUNDREDS.split(), 2)
        for ending in ("os", "as")
    },
}
_PARTS = "quint sext séptim octav noven décim"
_MEASURES = """
    segundo | segundos | minuto | minutos | hora | horas | día | días | semana | semanas | mes
    | meses | año | años | década | décadas | siglo | siglos | noches
    | km | kilómetro | kilómetros | m | metro | metros | cm | centímetros | mm | milímetros
    | milla | millas | pies | pulgadas
    | kilómetros cuadrados | kilómetro cuadrado | metros cuadrados | metro cuadrado | km² | m²
    | metros cúbicos | hectómetros cúbicos | hm³ | m³ | hectárea | hectáreas | ha
    | km/h | kilómetros por hora | kg | kilo | kilos | kilogramos | g | gramos | mg | miligramos
    | tonelada | toneladas | t | litro | litros | mililitros | ml | barril | barriles
    | barriles diarios | barriles por día
    | grado | grados | grados celsius | grados centígrados | ° | °c
    | kw | kilovatios | mw | megavatio | megavatios | gw | gigavatios | kwh | kilovatios hora | mwh
    | gwh | gb | mb | tb | punto | puntos | punto porcentual | puntos porcentuales | puntos básicos
    | vez | veces | voto | votos | escaño | escaños | gol | goles
"""
_COUNTED = """
    personas persona mujeres hombres niños niñas menores civiles soldados militares policías agentes
    trabajadores empleados estudiantes alumnos docentes vecinos habitantes pasajeros refugiados
    migrantes pacientes víctimas votantes miembros muertos muertas fallecidos heridos heridas
    muertes familias viviendas hogares usuarios clientes presos rehenes manifestantes empleos casas
    países drones misiles tanques vehículos acciones desaparecidos detenidos diputados senadores
"""
_NOT_NOUNS = words("""
    es más menos tras pues además entonces después antes quizás mientras otros otras los las unos
    unas sus mis tus nos les ellos ellas estos estas esos esas aquellos aquellas muchos muchas pocos
    todos todas ambos ambas varios varias algunos algunas nosotros quienes cuales somos eres has
    estás vamos jamás atrás lunes martes miércoles jueves viernes miles millones cientos decenas
    docenas centenares millares dos tres seis
""")
_ADJECTIVES = words("""
    nuevos nuevas otros otras primeros primeras últimos últimas grandes mejores peores jóvenes
    presuntos presuntas altos altas pequeños pequeñas viejos viejas antiguos antiguas buenos buenas
    malos malas largos largas principales posibles supuestos supuestas distintos distintas
    diferentes diversos diversas grandes propios propias futuros futuras actuales
""")

SPANISH = Language(
    numbers=_NUMBERS,
    hundreds=frozenset(),
    scales={
        "mil": 10**3,
        "millón": 10**6,
        "millones": 10**6,
        "billón": 10**12,
        "billones": 10**12,
        "mill": 10**6,
    },
    short_scales={"M": 10**6},
    articles=words("un una"),
    collectives={
        "docena": Collective(12, False),
        "decena": Collective(10, True),
        "veintena": Collective(20, True),
        "treintena": Collective(30, True),
        "cincuentena": Collective(50, True),
        "centenar": Collective(100, True),
        "millar": Collective(1000, True),
        "docenas": Collective(12, False),
        **dict.fromkeys(
            words("decenas centenares cientos millares miles millones"), Collective(None, True)
        ),
    },
    several=words("varios varias algunos algunas pocos"),
    halves=words("medio media"),
    half_of=phrases("mitad"),
    and_a_half=phrases("y medio | y media"),
    parts=Phrases(
        {
            "tercio": Part(3, False),
            "tercios": Part(3, True),
            "cuarto": Part(4, False, True),
            "cuartos": Part(4, True),
            "tercera parte": Part(3, False),
            "cuarta parte": Part(4, False),
            "terceras partes": Part(3, True),
            "cuartas partes": Part(4, True),
            **{
                f"{stem}{end}": Part(n, False, True)
                for n, stem in enumerate(_PARTS.split(), 5)
                for end in ("o", "a parte")
            },
            **{
                f"{stem}{end}": Part(n, True)
                for n, stem in enumerate(_PARTS.split(), 5)
                for end in ("os", "as partes")
            },
        }
    ),
    out_of=phrases("de cada"),
    joiner="y",
    may_join=lambda group, value: 30 <= group % 100 <= 90 and group % 10 == 0 and value < 10,
    comma_decimal=True,
    spaces_group=True,
    ordinal_dot=False,
    ambiguous_comma=True,
    hedges=phrases("""
        unos | unas | alrededor de | cerca de | casi | más de | menos de | aproximadamente
        | al menos | por lo menos | hasta | cuando menos | en torno a | en torno al | como mínimo
        | apenas | poco más de | algo más de | poco menos de | cosa de | como máximo | cerca del
        | alrededor del | más del | menos del | próximo a | cercano a | ~ | ≈ | > | < | a lo sumo
        | un máximo de | un mínimo de | no menos de | no más de | aproximadamente el | casi el
        | casi un | casi una | al menos el | al menos un | al menos una | más de un | más de una
        | cerca de un | cerca de una | alrededor de un | alrededor de una
    """),
    hedges_after=phrases("aproximadamente | o más | o menos | más o menos | y pico"),
    between=words("entre"),
    between_and=words("y e"),
    to=words("a al hasta"),
    from_=words("de desde del"),
    or_=words("o u"),
    against=words("a contra frente"),
    votes=words("votos voto"),
    of=words("de"),
    percent=phrases("% | por ciento | por cien | porciento"),
    measures=phrases(_MEASURES),
    counted=words(_COUNTED),
    noun=plural_noun(
        irregular=frozenset(),
        verbs=_NOT_NOUNS,
        adjectives=_ADJECTIVES,
        last=frozenset(),
        endings="s",
    ),
    not_numbers=phrases("""
        años de edad | a.m. | p.m. | a. m. | p. m. | de la mañana | de la tarde | de la noche
        | meses de edad | h
    """),
    months=words("""enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre
        noviembre diciembre ene feb mar abr jun jul ago sept sep oct nov dic"""),
    small_months=True,
    thousands_of_millions=True,
    month_of=words("de del"),
    labels=words("""
        artículo artículos art sección capítulo página páginas párrafo sala habitación vuelo ruta
        carretera línea nivel versión resolución boeing airbus apolo canal radio fórmula área top
        grupo fase tipo modelo puerta andén temporada episodio volumen vol figura tabla número
        números núm nº n° ley decreto expediente protocolo anexo cláusula tel teléfono telf código
        covid isbn id distrito calle avenida kilómetro
    """),
    ages=phrases("edad de | edades de"),
    clocks=phrases("a las | las | a la"),
    ordinals=words("º ª o er ro do ra da ma mo"),
    determiners=words(
        "los las estos estas esos esas sus ambos todos todas primeros últimos otros otras ningún"
    ),
    year_before=words("""en desde hasta de del para por antes después durante año años a entre"""),
    not_shared=words("el desde hasta en al"),
)
