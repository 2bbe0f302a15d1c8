"""Which English words speak of quantities?"""

from service.text.quantities.lexicon import Collective, Language, Part
from service.text.quantities.nouns import plural_noun
from service.text.quantities.words import Phrases, phrases, words

_SMALL = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = "third fourth fifth sixth seventh eighth ninth tenth"
NUMBERS = {
    "zero": 0,
    "a": 1,
    "an": 1,
    **{word: number for number, word in enumerate(_SMALL.split(), 1)},
    **{word: 10 * number for number, word in enumerate(_TENS.split(), 2)},
}
_PARTS = {
    **{word: Part(n, False, True) for n, word in enumerate(_ORDINALS.split(), 3)},
    **{f"{word}s": Part(n, True) for n, word in enumerate(_ORDINALS.split(), 3)},
    "quarter": Part(4, False, True),
    "quarters": Part(4, True),
    "half": Part(2, False, True),
    "halves": Part(2, True),
    "hundredth": Part(100, False, True),
    "hundredths": Part(100, True),
}
_COUNTED = """
    people persons men women children boys girls babies civilians soldiers troops police policemen
    officers firefighters workers employees students pupils teachers residents passengers refugees
    migrants patients victims voters members deaths casualties lives families households users
    customers prisoners hostages protesters jobs homes houses countries seats votes personnel staff
    drones missiles rockets tanks shares copies dead wounded injured
"""
_ONE = """
    person man woman child civilian soldier officer worker student passenger vote seat point
"""
_MEASURES = """
    second | seconds | minute | minutes | hour | hours | day | days | week | weeks | fortnight
    | month | months | year | years | decade | decades | century | centuries | night | nights
    | km | kilometre | kilometres | kilometer | kilometers | m | metre | metres | meter | meters
    | cm | centimetre | centimetres | centimeter | centimeters | mm | millimetres | millimeters
    | mile | miles | nautical miles | yard | yards | foot | feet | ft | inch | inches
    | square kilometre | square kilometres | square kilometer | square kilometers | sq km
    | square metre | square metres | square meter | square meters | square mile | square miles
    | square feet | square foot | km² | m² | m³ | acre | acres | hectare | hectares | ha
    | cubic metre | cubic metres | cubic meter | cubic meters | cubic feet | cubic kilometres
    | km/h | kph | mph | kilometres per hour | kilometers per hour | miles per hour
    | kilometres an hour | kilometers an hour | miles an hour | metres per second | knots
    | mg | milligrams | g | gram | grams | kg | kilo | kilos | kilogram | kilograms | lb | lbs
    | pound | ounce | ounces | ton | tons | tonne | tonnes | metric ton | metric tons | t
    | ml | millilitres | litre | litres | liter | liters | gallon | gallons | barrel | barrels
    | barrels per day | barrels a day | bpd | bushels
    | degree | degrees | degrees celsius | degrees fahrenheit | degrees centigrade | ° | °c | °f
    | w | watts | kw | kilowatts | kilowatt | mw | megawatt | megawatts | gw | gigawatt | gigawatts
    | kwh | kilowatt hours | kilowatt-hours | mwh | gwh | twh | terawatt hours | terawatt-hours
    | volts | joules | calories | hz | khz | mhz | ghz
    | kb | mb | gb | tb | megabytes | gigabytes | gigabyte | terabytes | terabyte
    | percentage point | percentage points | basis point | basis points | ppm
    | point | points | time | times | vote | votes | seat | seats | goal | goals
    | per mille | ‰ | decibels | light years | light-years
"""
_VERBS = words("""
    is was has does says as this its his hers ours theirs us vs versus plus less across towards
    perhaps always since thus besides unless yes sometimes afterwards upwards downwards backwards
    forwards remains comes goes gets makes takes needs wants means seems appears includes
    represents begins becomes gives keeps lets puts brings thinks knows finds tells asks plays
    beats leads leaves lies depends exists belongs considers expects happens
    whereas nevertheless nowadays overseas minus
    january february march april may june july august september october november december
    mondays tuesdays wednesdays thursdays fridays saturdays sundays
    thousands millions billions hundreds dozens tens
""")
_ADJECTIVES = words("""
    more other others new old young senior junior former additional further different separate major
    minor big small large great foreign local national international regional federal public
    private military civilian police armed nuclear ballistic cruise consecutive straight full whole
    entire extra human sexual political economic social medical legal official unofficial key main
    top leading possible potential suspected alleged known unknown dead missing wounded injured
    displaced masked detained registered eligible unarmed heavily severely seriously critically
    unaccompanied undocumented female male adult elderly black white red blue green brown
    high low long short hard soft heavy light free open closed similar such very
    state government army navy family school business cargo oil gas
    bank car bus train rescue aid peace war street power solar wind
    space test tax trade news media fighter strong electric hybrid fresh
    smaller larger bigger older younger higher lower confirmed reported unnamed lay
    fellow innocent pregnant opposition rebel
    """)
_STOPS = words("""
    a an the and or but if of in on at by to for from with into onto over under than that which who
    whom whose when where while after before during through between against about around per not no
    so then there here were are be been being had have having did do done will would can could
    shall should may might must it he she they we you i their her my our your
    out off up down back away again still yet also only just even too both each
""")

ENGLISH = Language(
    numbers=NUMBERS,
    hundreds=words("hundred"),
    scales={
        "thousand": 10**3,
        "lakh": 10**5,
        "million": 10**6,
        "crore": 10**7,
        "billion": 10**9,
        "trillion": 10**12,
        "bn": 10**9,
        "mn": 10**6,
        "mln": 10**6,
        "tn": 10**12,
    },
    short_scales={"m": 10**6, "M": 10**6, "k": 10**3, "K": 10**3, "b": 10**9, "B": 10**9},
    articles=words("a an"),
    collectives={
        "dozen": Collective(12, False),
        **dict.fromkeys(
            words("dozens scores tens hundreds thousands millions billions trillions"),
            Collective(None, True),
        ),
    },
    several=words("several few"),
    halves=words("half"),
    half_of=phrases("half of | half the | half its | half their | half all | half his | half our"),
    and_a_half=phrases("and a half | and one half | and-a-half"),
    parts=Phrases(_PARTS),
    out_of=phrases("in | out of | in every | out of every"),
    joiner="and",
    may_join=lambda group, value: group % 100 == 0 and value < 100,
    comma_decimal=False,
    spaces_group=False,
    ordinal_dot=False,
    ambiguous_comma=False,
    hedges=phrases("""
        about | around | nearly | almost | roughly | approximately | some | more than | less than
        | fewer than | over | under | up to | at least | at most | as many as | as much as
        | as few as | as little as | close to | estimated | an estimated | just over | just under
        | well over | circa | c. | ca. | ~ | ≈ | > | < | no more than | no less than
        | no fewer than | not more than | upwards of | upward of | in excess of | well below
        | just below | just above | above | below | nearer | perhaps | virtually
        | slightly more than | slightly less than | a little over | a little more than
        | a maximum of | a minimum of | somewhere around | something like | approx.
        | approx | the better part of
    """),
    hedges_after=phrases("or so | or more | or less | or fewer | -odd | -plus | + | plus"),
    between=words("between"),
    between_and=words("and"),
    to=words("to through"),
    from_=words("from"),
    or_=words("or"),
    against=words("to against versus"),
    votes=words("votes vote"),
    of=words("of"),
    percent=phrases("% | percent | per cent | pct | p.c."),
    measures=phrases(_MEASURES),
    counted=words(_COUNTED) | words(_ONE),
    noun=plural_noun(
        irregular=words("""people men women children police policemen troops personnel staff
            aircraft cattle fishermen lawmakers congressmen firemen businessmen gunmen servicemen
            clergymen crew teeth feet mice sheep"""),
        verbs=_VERBS | _STOPS,
        adjectives=_ADJECTIVES,
        last=words("dead wounded injured missing killed"),
        endings="s",
        adjective_endings=("ian", "ese", "ish", "can", "eli", "ern", "ous", "ful", "al", "ic"),
    ),
    not_numbers=phrases("""
        -year-old | -year-olds | year-old | years old | years of age | -years-old | -month-old
        | months old | o'clock | a.m. | p.m. | a.m | p.m | A.M. | P.M. | am | pm | gmt | utc
        | hrs | ad | bc | bce | ce | months-old | year old
    """),
    months=words("""january february march april may june july august september october november
        december jan feb mar apr jun jul aug sept sep oct nov dec"""),
    month_of=words("of"),
    labels=words("""
        article articles section sections chapter chapters page pages paragraph paragraphs room
        flight highway route interstate line lines level grade class version resolution resolutions
        psalm boeing airbus apollo falcon windows iphone galaxy channel radio formula area top group
        phase type model unit gate platform season episode volume vol figure fig table number
        numbers no nos nr amendment title order docket proposition prop protocol annex
        appendix clause tel phone call dial schedule item part district ward precinct pier
        apartment apt suite generation gen verse lot zone sector covid isbn zip code id
    """),
    ages=phrases("aged | age | at age | aged between | at the age of | ages"),
    clocks=phrases("at | half past | quarter past | quarter to"),
    ordinals=words("st nd rd th"),
    determiners=words(
        "the these those all both its their his her our my your last first next other such no any"
    ),
    year_before=words("""in since until by before after from during of the to early late mid around
        through for last next circa between"""),
    noun_before_out_of=True,
    not_shared=words("first second last other each either on from until since to"),
)
