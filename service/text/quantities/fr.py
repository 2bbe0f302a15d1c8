"""Which French words speak of quantities?"""

from service.text.quantities.lexicon import Collective, Language, Part
from service.text.quantities.nouns import plural_noun
from service.text.quantities.words import Phrases, phrases, words

_SMALL = """un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze
    seize"""
_TENS = "vingt trente quarante cinquante soixante septante"
_ABOUT = {
    "dizaine": 10,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "millier": 1000,
}
_PARTS = "cinquième sixième septième huitième neuvième dixième"
_MEASURES = """
    seconde | secondes | minute | minutes | heure | heures | jour | jours | semaine | semaines
    | mois | an | ans | année | années | décennie | décennies | siècle | siècles | nuits
    | km | kilomètre | kilomètres | m | mètre | mètres | cm | centimètre | centimètres | mm
    | millimètres | mille marin | milles nautiques | pieds
    | kilomètres carrés | kilomètre carré | mètres carrés | mètre carré | km² | m²
    | mètres cubes | mètre cube | m³ | hectare | hectares | ha
    | km/h | kilomètres-heure | kilomètres par heure | kg | kilo | kilos | kilogrammes | g
    | grammes | mg | milligrammes | tonne | tonnes | t | litre | litres | ml | millilitres | baril
    | barils | barils par jour
    | degré | degrés | degrés celsius | ° | °c
    | kw | kilowatts | mw | mégawatt | mégawatts | gw | gigawatts | kwh | kilowattheures | mwh | gwh
    | go | mo | to | point | points | point de pourcentage | points de pourcentage | points de base
    | fois | voix | vote | votes | siège | sièges | but | buts
"""
_COUNTED = """
    personnes personne femmes hommes enfants mineurs civils soldats militaires policiers gendarmes
    pompiers ouvriers salariés employés élèves étudiants enseignants habitants passagers réfugiés
    migrants patients victimes électeurs membres morts blessés décès familles logements ménages
    utilisateurs clients prisonniers otages manifestants emplois maisons pays drones missiles chars
    actions disparus députés sénateurs
"""
_NOT_NOUNS = words("""
    dans plus sans pas mais alors depuis puis après très tous toutes vers lors hors sous les des ses
    mes tes nos vos leurs ces cas est suis es avons avez sommes êtes ils elles nous vous eux ceux
    celles quelques plusieurs certains certaines autres jamais toujours moins dès près auprès
    desquels lesquels ailleurs mieux deux dix six aux jeux sauf fais dis vois sais
    alors lorsque dehors parfois volontiers désormais longtemps milliers millions milliards
    centaines dizaines
""")
_ADJECTIVES = words("""
    nouveaux nouvelles nouvel autres jeunes grands grandes anciens anciennes premiers premières
    derniers dernières petits petites hauts hautes vieux vieilles gros grosses principaux
    principales prétendus présumés bons bonnes mauvais mauvaises longs longues beaux belles vrais
    différents différentes divers diverses futurs futures
""")

FRENCH = Language(
    numbers={
        "zéro": 0,
        "une": 1,
        **{word: number for number, word in enumerate(_SMALL.split(), 1)},
        **{word: 10 * number for number, word in enumerate(_TENS.split(), 2)},
        "vingts": 20,
        "huitante": 80,
        "octante": 80,
        "nonante": 90,
    },
    hundreds=words("cent cents"),
    scales={
        "mille": 10**3,
        "million": 10**6,
        "millions": 10**6,
        "milliard": 10**9,
        "milliards": 10**9,
        "billion": 10**12,
        "billions": 10**12,
        "mds": 10**9,
        "mrd": 10**9,
        "md": 10**9,
    },
    short_scales={"M": 10**6, "Md": 10**9},
    articles=words("un une"),
    collectives={
        "douzaine": Collective(12, True),
        **{word: Collective(value, True) for word, value in _ABOUT.items()},
        "douzaines": Collective(None, True),
        **{f"{word}s": Collective(None, True) for word in _ABOUT},
        **dict.fromkeys(words("millions milliards"), Collective(None, True)),
    },
    several=words("plusieurs quelques"),
    halves=words("demi demie"),
    half_of=phrases("moitié"),
    and_a_half=phrases("et demi | et demie"),
    parts=Phrases(
        {
            "tiers": Part(3),
            "quart": Part(4, False),
            "quarts": Part(4, True),
            **{word: Part(n, False, True) for n, word in enumerate(_PARTS.split(), 5)},
            **{f"{word}s": Part(n, True) for n, word in enumerate(_PARTS.split(), 5)},
        }
    ),
    out_of=phrases("sur"),
    joiner="et",
    may_join=lambda group, value: group % 100 in range(20, 80, 10) and value in (1, 11),
    comma_decimal=True,
    spaces_group=True,
    ordinal_dot=False,
    ambiguous_comma=False,
    hedges=phrases("""
        environ | près de | plus de | plus d' | moins de | moins d' | quelque | autour de
        | à peu près | presque | au moins | jusqu'à | approximativement | un peu plus de
        | un peu plus d' | un peu moins de | quasi | quasiment | au plus | à peine | aux environs de
        | aux alentours de | pas moins de | au maximum | au minimum | au bas mot | ~ | ≈ | > | <
        | près d' | plus du | moins du | près du | une bonne | un bon | dans les
    """),
    hedges_after=phrases("environ | ou plus | ou moins | au moins | au plus"),
    between=words("entre"),
    between_and=words("et"),
    to=words("à au jusqu'à"),
    from_=words("de du"),
    or_=words("ou"),
    against=words("contre à"),
    votes=words("voix votes vote"),
    of=words("de d"),
    percent=phrases("% | pour cent | pourcent | pct"),
    measures=phrases(_MEASURES),
    counted=words(_COUNTED),
    noun=plural_noun(
        irregular=words("pays fois corps"),
        verbs=_NOT_NOUNS,
        adjectives=_ADJECTIVES,
        last=frozenset(),
        endings="sx",
    ),
    not_numbers=phrases("ans d'âge | heures du matin | heures du soir | h"),
    months=words("""janvier février mars avril mai juin juillet août septembre octobre novembre
        décembre janv févr avr juil sept oct nov déc"""),
    small_months=True,
    month_of=words("de"),
    labels=words("""
        article articles art section chapitre page pages paragraphe salle chambre vol route
        autoroute ligne niveau version résolution boeing airbus canal radio formule zone top groupe
        phase type modèle porte quai saison épisode volume figure tableau numéro numéros n nº n° no
        loi décret protocole annexe clause tél téléphone code covid isbn id district rue avenue
        alinéa
    """),
    ages=phrases("âgé de | âgée de | âgés de | âgées de | âge de | à l'âge de"),
    clocks=phrases("à | vers | dès"),
    ordinals=words("er re e ère ème eme nd nde è"),
    determiners=words("les ces ses leurs nos vos tous toutes premiers premières derniers autres"),
    year_before=words("en depuis de à dès avant après durant année années d' entre"),
    not_shared=words("le depuis du au"),
    lone=words("neuf"),
    noun_before_out_of=True,
)
