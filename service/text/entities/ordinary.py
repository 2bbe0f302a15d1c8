"""Which capitalised words are no names?"""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.casefold().split())


CALENDAR = _words("""
    monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio
    agosto septiembre octubre noviembre diciembre
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz juni
    juli oktober dezember montagmorgen montagabend dienstagmorgen mittwochmorgen
    lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet
    août septembre octobre novembre décembre
    spring summer autumn winter easter christmas eve
    mondays tuesdays wednesdays thursdays fridays saturdays sundays
""")
GIVEN_MONTHS = _words("may april june august mars avril juni juli mai")
"""Months that are names of persons as well."""
ARTICLES = _words("the los las la el le les der die das il lo l'")
"""May be the first word of a name: "The Hague", "El Salvador", "Le Monde"."""
OPENERS = _words("""
    a an the this that these those it he she they we i you his her its their our my your
    who which what when where why how whose whom while although though because since if unless
    until after before during despite in on at by for from to of with without within into onto
    over under as and or but nor so yet then than also still however meanwhile moreover
    furthermore instead therefore thus here there now once only even both either neither each
    every all some any many most much more less few several other others another such same no not
    never one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty
    hundreds thousands millions dozens nearly almost about around according asked among amid
    against across along behind below beneath beside between beyond down up out off per through
    toward towards upon via like unlike earlier later last next first second third finally
    yesterday today tomorrow tonight recently soon perhaps maybe yes let just further given
    officials police people experts residents witnesses critics supporters
    is are was were be been has have had do does did will would can could shall should may might
    must said says new old
    el la lo los las un una unos unas este esta estos estas ese esa esos esas aquel aquella su sus
    mi mis tu yo él ella ellos ellas nosotros usted ustedes que quien quienes cual cuando donde
    como cuanto mientras aunque porque si sin con de del al a en por para desde hasta entre sobre
    tras ante bajo según y o u e pero ni no ya también además así entonces hoy ayer mañana ahora
    aún todavía después antes luego más menos muy casi solo todo toda todos todas otro otra otros
    otras cada algunos algunas muchos muchas varios ambos es son era fue ha han había está están
    der die das dem den des ein eine einer einem einen eines kein keine dieser diese dieses diesem
    diesen jener jene er sie es wir ihr ich man sein seine seiner seinem seinen ihre ihrer ihrem
    ihren unser unsere wer was wo wann wie warum wenn weil dass ob obwohl während nachdem bevor
    als und oder aber doch sondern denn in im an am auf aus bei beim mit nach von vom vor zu zum
    zur über unter durch für gegen ohne um bis seit trotz wegen laut zufolge auch noch nur schon
    sehr mehr weniger viele einige mehrere alle beide andere jeder jede jedes nicht nie so dann
    da damit dabei dafür dagegen daher deshalb dort hier heute gestern morgen jetzt nun zudem
    außerdem allerdings jedoch dennoch bereits bisher zuvor später zunächst zuletzt insgesamt rund
    etwa weder zwar ist sind war waren hat haben hatte wird werden wurde wurden kann soll elf zwölf
    zwei drei vier fünf sechs sieben acht neun zehn ende anfang mitte
    le la les l' un une des du de d' ce cet cette ces son sa ses mon ma mes leur leurs notre nos
    votre vos il elle ils elles on nous vous je tu qui que quoi dont où quand comment pourquoi
    comme lorsque puisque parce si bien quoique avec sans dans en sur sous par pour vers chez entre
    depuis pendant avant après contre malgré selon d'après et ou mais ni or car donc ainsi aussi
    alors encore déjà hier aujourd'hui demain maintenant plus moins très tout toute tous toutes
    autre autres chaque quelques plusieurs certains aucun ne pas est sont était a ont avait
    c'est qu'il c' n' s' j' m' t' qu'
""")
"""Words that begin sentences; casefolded."""
NOT_NAMES = _words("""
    i i'm i've i'd i'll god internet web english christian bible ok tv ceo cfo coo mp mps phd dna
    rna gps gdp aids hiv covid covid-19 usd eur gmt utc am pm a.m p.m am. pm. bc ad
    ai it pc pcs cd dvd iq id url html pdf llm
    pib iva bip mwst tva pdg
""")
MEASURES_DE = _words("""
    millionen million milliarden milliarde tausend prozent euro dollar franken uhr kilometer meter
    tonnen grad mio mrd jahre jahren menschen
""")
"""German nouns of amounts, which stand beside other nouns without being part of a name."""
DETERMINERS_DE = _words("""
    der die das dem den des ein eine einer einem einen eines kein keine keinen keiner keinem
    dieser diese dieses diesem diesen jener jene jenes jeder jede jedes jedem jeden
    sein seine seiner seinem seinen seines ihr ihre ihrer ihrem ihren ihres unser unsere unserer
    unserem unseren mein meine meiner meinem meinen euer eure
    im am zum zur vom beim ins ans aufs fürs
    mehrere mehreren einige einigen viele vielen wenige alle allen beide beiden andere anderen
    zwei drei vier fünf sechs sieben acht neun zehn elf zwölf welche welcher welches solche
""")
"""After these a German capital is a noun's, not a name's."""
NOUN_ENDINGS_DE = (
    "ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "tion", "tionen",
    "tät", "täten", "ismus", "nis", "nisse", "ment", "mente", "tum", "ling", "linge", "ngen",
    "eien", "ände", "säure", "zeug", "werk", "stoff", "stück", "zahl", "zeit", "jahr", "jahre",
    "tag", "tage", "woche", "wochen", "monat", "monate",
)  # fmt: skip
PARTICLES = _words(
    "of de del la las los von van der den bin ibn al für des du da das do dos di d' the & zu"
)
"""Lower-case words inside of names: "University of Leeds", "Rio de Janeiro"."""
AFTER_CUE = _words("for on für")
"""Particles that only follow a word that says what it is: "Institute for Ageing Research"."""
ONLY_AFTER_OF = _words("the la las los der den die")
"""Particles that only follow another particle."""
