"""Which German words speak of quantities?"""

from fractions import Fraction
from functools import lru_cache

from service.text.quantities.lexicon import Collective, Language, Part
from service.text.quantities.nouns import german_noun
from service.text.quantities.words import Phrases, phrases, words

_SMALL = """eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn
    fünfzehn sechzehn siebzehn achtzehn neunzehn"""
_TENS = "zwanzig dreissig vierzig fünfzig sechzig siebzig achtzig neunzig"
_NUMBERS = {
    "null": 0,
    **dict.fromkeys(("ein", "eine", "einer", "einem", "einen", "zwo"), 1),
    **{word: number for number, word in enumerate(_SMALL.split(), 1)},
    **{word: 10 * number for number, word in enumerate(_TENS.split(), 2)},
    "zwo": 2,
    "zweier": 2,
    "dreier": 3,
}
_LONGEST = 60  # letters
_PARTS = "viertel fünftel sechstel siebtel achtel neuntel zehntel"
_STEMS = "zwei drei vier fünf sechs sieben acht neun zehn"
_MEASURES = """
    sekunde | sekunden | minute | minuten | stunde | stunden | tag | tage | tagen | woche | wochen
    | monat | monate | monaten | jahr | jahre | jahren | jahrzehnt | jahrzehnte | jahrzehnten
    | jahrhundert | jahrhunderte | jahrhunderten | nächte | nächten | quartale | quartalen
    | km | kilometer | kilometern | m | meter | metern | cm | zentimeter | zentimetern | mm
    | millimeter | meilen | km² | m² | m³ | quadratkilometer | quadratkilometern | quadratmeter
    | quadratmetern | kubikmeter | kubikmetern | hektar | ha | km/h | kilometer pro stunde
    | stundenkilometer | kg | kilo | kilogramm | g | gramm | mg | milligramm | t | tonne | tonnen
    | liter | litern | ml | milliliter | barrel | fass
    | grad | grad celsius | ° | °c | kw | kilowatt | mw | megawatt | gw | gigawatt | kwh
    | kilowattstunden | mwh | megawattstunden | gwh | gigawattstunden | twh | terawattstunden | gb
    | mb | tb | punkt | punkte | punkten | prozentpunkt | prozentpunkte | prozentpunkten
    | basispunkte | basispunkten | mal | stimme | stimmen | sitz | sitze | sitzen | mandate
    | mandaten | tor | tore | toren | promille
"""
_COUNTED = """
    menschen person personen frauen männer kinder jugendliche zivilisten soldaten polizisten
    beamte feuerwehrleute arbeiter beschäftigte mitarbeiter angestellte schüler studenten lehrer
    einwohner bewohner passagiere flüchtlinge geflüchtete patienten opfer wähler mitglieder tote
    verletzte todesfälle familien wohnungen haushalte nutzer kunden gefangene geiseln
    demonstranten arbeitsplätze stellen häuser länder drohnen raketen panzer fahrzeuge aktien
    vermisste abgeordnete
"""
_VERBS = words("""
    wurden waren haben hatten sind werden sollen sollten können konnten müssen mussten dürfen wollen
    wollten kamen starben gingen standen blieben stiegen fielen lagen nahmen machten sowie oder aber
    über unter sogar weiter wieder immer leider hier aber der einer seiner ihrer dieser jeder
    keiner unser euer ihre seine diese eine keine jene ohne heute eher später früher danach
    bisher daher woher vorher nachher weder gegen neben zwischen wegen
""")
_NOT_NOUNS = words("""
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag uhr
    januar jänner februar märz april mai juni juli august september oktober november dezember
    der die das ein eine er sie es wir ich in im am an auf auch aber nach vor bei für mit zu zum
""")


@lru_cache(maxsize=4096)
def _compound(word: str) -> int | None:
    """ "dreiundzwanzig", "zweihundertfünfzig", "zwölftausend"; None for any other word."""
    if len(word) > _LONGEST:
        return None
    for mark, scale in (("tausend", 1000), ("hundert", 100)):
        head, found, rest = word.partition(mark)
        if found:
            times = 1 if not head or head == "ein" else _compound(head)
            further = 0 if not rest else _compound(rest.removeprefix("und"))
            if not times or further is None or times >= 1000 or further >= scale:
                return None
            return times * scale + further
    ones, found, tens = word.partition("und")
    if found and tens in _NUMBERS and ones in _NUMBERS:
        one, ten = _NUMBERS[ones], _NUMBERS[tens]
        return one + ten if 0 < one < 10 and ten >= 20 and ones != "eins" else None
    return _NUMBERS.get(word)


GERMAN = Language(
    numbers=_NUMBERS,
    hundreds=frozenset(),
    scales={
        "tausend": 10**3,
        "tsd": 10**3,
        "million": 10**6,
        "millionen": 10**6,
        "mio": 10**6,
        "milliarde": 10**9,
        "milliarden": 10**9,
        "mrd": 10**9,
        "billion": 10**12,
        "billionen": 10**12,
    },
    short_scales={"Mio": 10**6, "Mrd": 10**9, "Tsd": 10**3},
    articles=words("ein eine einer einem einen"),
    collectives={
        "dutzend": Collective(12, False),
        **dict.fromkeys(
            words("""dutzende dutzenden hunderte hunderten tausende tausenden zehntausende
                zehntausenden hunderttausende hunderttausenden millionen milliarden"""),
            Collective(None, True),
        ),
    },
    several=words("mehrere mehreren einige einigen wenige wenigen paar"),
    halves=words("halb halbe halben halber halbes"),
    half_of=phrases("hälfte"),
    and_a_half=phrases("und ein halb | und eine halbe"),
    parts=Phrases(
        {
            "drittel": Part(3),
            "dritteln": Part(3, True),
            "viertel": Part(4, None, True),
            "vierteln": Part(4, True),
            **{word: Part(n, None, True) for n, word in enumerate(_PARTS.split(), 4)},
        }
    ),
    out_of=phrases("von"),
    joiner="und",
    may_join=lambda group, value: False,
    compound=_compound,
    comma_decimal=True,
    spaces_group=True,
    ordinal_dot=True,
    ambiguous_comma=False,
    hedges=phrases("""
        rund | etwa | ungefähr | circa | ca. | zirka | knapp | fast | beinahe | nahezu | gut
        | über | mehr als | weniger als | mindestens | höchstens | bis zu | schätzungsweise
        | annähernd | wenigstens | maximal | gegen | um die | an die | unter | nicht mehr als
        | nicht weniger als | ~ | ≈ | > | < | kaum | lediglich etwa | in etwa | gut eine
        | gut ein | über eine | über ein | etwas mehr als | etwas weniger als | deutlich mehr als
        | deutlich über | knapp über | knapp unter | mehr als ein | mehr als eine
    """),
    hedges_after=phrases("oder mehr | oder weniger | und mehr"),
    between=words("zwischen"),
    between_and=words("und"),
    to=words("bis auf zu"),
    from_=words("von"),
    or_=words("oder"),
    against=words("gegen zu"),
    votes=words("stimmen stimme"),
    of=words("von der des aller dieser vom"),
    percent=phrases("% | prozent | v.h. | vom hundert"),
    measures=phrases(_MEASURES),
    counted=words(_COUNTED),
    noun=german_noun(verbs=_VERBS, not_nouns=_NOT_NOUNS),
    not_numbers=phrases("""
        jahre alt | jahren alt | jahre alten | jahre alter | jahre alte | -jährige | -jähriger
        | -jährigen | -jährig | -jähriges | uhr | monate alt | uhr morgens | -jährigem
    """),
    months=words("""januar jänner februar märz april mai juni juli august september oktober november
        dezember jan feb mär apr jun jul aug sept sep okt nov dez"""),
    share_of_unit=False,
    month_of=frozenset(),
    labels=words("""
        artikel art paragraf paragraph abschnitt kapitel seite seiten absatz abs zimmer raum flug
        linie stufe klasse version resolution boeing airbus apollo kanal radio formel top gruppe
        phase typ modell gate gleis staffel folge band abbildung abb tabelle nummer nr platz gesetz
        protokoll anlage tel telefon plz covid isbn id bezirk bundesstrasse autobahn
        § §§ nummern plätze rang
    """),
    ages=phrases("im alter von | alter von"),
    clocks=phrases("um halb | halb"),
    ordinals=words("te ter tes ten"),
    determiners=words(
        "die der den diese dieser diesen alle beide seine ihre ersten letzten nächsten anderen"
    ),
    year_before=words("in im seit bis von vor nach jahr jahre jahres ab um anno ende anfang mitte"),
    not_shared=words("am vom zum ab seit im"),
    lone=words("acht"),
    values={
        "anderthalb": Fraction(3, 2),
        "eineinhalb": Fraction(3, 2),
        **{f"{stem}einhalb": Fraction(2 * n + 1, 2) for n, stem in enumerate(_STEMS.split(), 2)},
        "dreiviertel": Fraction(3, 4),
        "zweidrittel": Fraction(2, 3),
    },
)
