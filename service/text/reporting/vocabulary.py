"""With which words is something reported in languages that write spaces?

Closed lists, as regular expressions: floors are built of them, not grammars.
"""

from dataclasses import dataclass


def words(listed: str) -> frozenset[str]:
    """A closed list."""
    return frozenset(listed.split())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A language's reporting words."""

    verbs: str
    """They report, after what was said ("..., he said") or before "that"."""
    bare: str
    """After them may follow what was said without a "that"."""
    telling: str
    """After them may follow to whom."""
    that: str
    """What joins a reporting clause and what is said."""
    per: str
    """ "According to"."""
    citing: str
    auxiliaries: str
    """What may stand between a source and its verb."""
    leads: str
    """Words with which an adverbial begins: when, where and how it was said."""
    media: str
    tails: tuple[str, ...] = ()
    """Other reporting clauses that end a sentence, with `source` and `cue`."""
    fronts: tuple[str, ...] = ()
    """Others that begin one."""
    loose: bool = False
    """Whether "according to" needs no comma."""


ENGLISH = Vocabulary(
    verbs="""said|says|say|added|adds|told|tells|wrote|writes|reported|reports|announced|announces
        |claimed|claims|alleged|alleges|argued|argues|acknowledged|acknowledges|conceded|concedes
        |admitted|admits|insisted|insists|warned|warns|stated|states|noted|notes|testified|testifies
        |confirmed|confirms|explained|explains|believed|believes|estimated|estimates|suggested
        |suggests|found|finds|showed|shows|show|concluded|concludes|revealed|reveals|indicated
        |indicates|maintained|maintains|asserted|asserts|declared|declares|contended|contends
        |replied|replies|recalled|recalls|relates|records|record|predicted|predicts|complained
        |complains|denied|denies|implied|implies|ruled|promised|promises|pledged|vowed|remarked
        |observed|thinks|calculates|goes\\ on|asked|asks""",
    bare="said|says|say|told|tells",
    telling="told|tells|informed|assured",
    that=r",?\s+that\b,?\s*",
    per="according to|in the words of",
    citing="citing|quoting",
    auxiliaries="has|have|had|also|later|then|repeatedly|once|further|again|would|however|still",
    leads="""on|in|at|to|during|after|before|late|early|last|this|yesterday|today|under|over|from
        |by|with|when|via|through|recently|earlier|later|again|here|there|for|about""",
    media="""letter|statement|interview|speech|post|note|report|email|e-mail|memo|message|tweet
        |article|column|filing|telegram|press\\ release
        |press\\ conference|phone\\ call|testimony""",
)

SPANISH = Vocabulary(
    verbs="""dijo|dice|dijeron|afirmó|afirma|afirmaron|declaró|declara|declararon|señaló|señala
        |señalaron|indicó|indica|indicaron|aseguró|asegura|aseguraron|explicó|explica|añadió|añade
        |agregó|agrega|informó|informa|informaron|anunció|anuncia|anunciaron|sostuvo|sostiene
        |denunció|denuncia|denunciaron|negó|niega|negaron|recordó|recuerda|reconoció|reconoce
        |admitió|admite|advirtió|advierte|calculó|calcula|estimó|estima|cree|creen|opinó|opina
        |consideró|considera|concluyó|concluye|reveló|revela|confirmó|confirma|confirmaron|subrayó
        |subraya|destacó|destaca|insistió|insiste|lamentó|lamenta|manifestó|manifiesta|escribió
        |respondió|contó|cuenta|precisó|precisa|apuntó|apunta|publicó|publica|preguntó""",
    bare=r"(?!)",
    telling=r"(?!)",
    that=r",?\s+que\b\s*",
    per="según|de acuerdo con|a juicio de|en palabras de|conforme a",
    citing="citando a|que cita a",
    auxiliaries="ha|han|había|habían|también|ya|le|les|lo|se|luego|además",
    leads="""el|este|esta|ayer|hoy|en|a|al|durante|tras|por|ante|desde|tajantemente|ese|sin
        |lunes|martes""",
    media="""carta|comunicado|entrevista|discurso|informe|rueda\\ de\\ prensa|nota|mensaje|escrito
        |declaración|artículo""",
)

GERMAN = Vocabulary(
    verbs="""sagte|sagt|sagten|erklärte|erklärt|erklärten|teilte|teilten|berichtete|berichtet
        |berichteten|betonte|betont|behauptete|behauptet|behaupteten|schrieb|schreibt|meinte|meint
        |warnte|warnt|versicherte|versichert|bestätigte|bestätigt|fügte|räumte|kritisierte
        |bestritt|bestreitet|mitteilte|mitteilten|ergänzte|glaubt|schätzt|schätzte|forderte|verwies
        |äußerte|meldete|meldet|hieß\\ es|fragte|erläuterte|argumentierte|gab""",
    bare=r"(?!)",
    telling=r"(?!)",
    that=r"(?:\s+(?:mit|zu|hinzu|ein|an))?,\s+(?:dass\s+|daß\s+)?",
    per="""laut|nach\\ Angaben\\ (?:von|der|des|eines|einer)|nach\\ den\\ Worten\\ (?:von|der|des)
        |nach\\ Informationen\\ (?:von|der|des)|nach\\ Darstellung\\ (?:von|der|des)
        |nach\\ Einschätzung\\ (?:von|der|des)""",
    citing="unter Berufung auf",
    auxiliaries="hat|haben|hatte|auch|dazu|später",
    leads="""am|im|in|auf|bei|nach|vor|gegenüber|der|dem|den|dazu|weiter|schriftlich|gestern|heute
        |zuvor|daraufhin|mit|zu|hinzu|an|ein|unter""",
    media="Brief|Schreiben|Mitteilung|Erklärung|Interview|Rede|Bericht|Gespräch|E-Mail|Gutachten",
    tails=(
        r"so\s+(?P<source>(?!dass\b|daß\b)SOURCE)",
        r"wie\s+(?P<source>SOURCE)\s+(?P<cue>VERBS)",
    ),
    fronts=(r"(?P<source>[^,;:]{1,80}?)\s+(?P<cue>zufolge)\b,?\s+",),
    loose=True,
)

FRENCH = Vocabulary(
    verbs="""(?:(?:a|ont|avait|avaient)\\s+(?:également\\s+|aussi\\s+|ensuite\\s+)?)?
        (?:déclaré|dit|affirmé|indiqué|expliqué|annoncé|assuré|précisé|ajouté|estimé|souligné
        |rappelé|confirmé|reconnu|admis|averti|dénoncé|nié|démenti|révélé|rapporté|écrit|répondu
        |jugé|conclu|regretté|soutenu|promis|insisté|demandé)
        |déclare|affirme|affirment|indique|indiquent|explique|annonce|assure|précise|ajoute|estime
        |estiment|souligne|rappelle|confirme|reconnaît|avertit|dénonce|nie|dément|révèle|rapporte
        |rapportent|écrit|juge|conclut|regrette|soutient|raconte|disent""",
    bare=r"(?!)",
    telling=r"(?!)",
    that=r",?\s+qu(?:e\b\s*|['\u2019])",
    per=r"selon|d['\u2019]après|aux\ yeux\ de|pour\ reprendre\ les\ mots\ de",
    citing="citant",
    auxiliaries="également|aussi|ensuite|lui|leur|y|n'|ne",
    leads="""le|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|ce|cette|hier|en|à|au|aux|dans
        |lors|devant|après|sur|par|auprès|mardi|pendant""",
    media="lettre|communiqué|entretien|discours|rapport|message|tribune|note|courrier|interview",
    tails=(r"a-t-(?P<source>il|elle|on)\s+(?P<cue>\w+)(?P<rest>(?:\s+WORD){0,12})",),
)

VOCABULARIES = {"en": ENGLISH, "es": SPANISH, "de": GERMAN, "fr": FRENCH}

DENIALS = words(
    "denied denies deny negó niega negaron bestritt bestreitet nie nié démenti dément 否认"
)

NOT_IN_A_NAME = words(
    """that which who whom if because when while whether is are was were be been has have had will
    would could should may might not than where what how
    que quien es era fue han porque si será son no
    dass daß ist war wurde hat hatte haben sind werden wird nicht seien habe sei
    qui est était sont sera ne pas"""
)
"""Words that make a clause of what would be a source."""
RELATIVE = words("who which whose whom that que quien qui der die das")
CONJUNCTIONS = words("and but or y e pero und aber et mais")
NOT_FIRST_IN_A_NAME = {
    "en": words(
        """and but or as in on at with for to from by of adding saying so then also still yet after
        that when where while although"""
    ),
    "es": words(
        """y e pero o en de a con por para durante tras sin como ante desde al cuando mientras
        aunque"""
    ),
    "de": words("""und aber oder im am auf mit bei nach von zu wie in an dass weil obwohl während
        vor zur zum"""),
    "fr": words("""et mais ou dans avec pour par sur lors en à au comme quand tandis"""),
}
