"""Which words hint at what kind of sentence it is?

Closed lists per language, as regular expressions without nesting: every search is linear.
"""

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Hints:
    """A language's words, as alternatives between bars."""

    advice: str
    """Anchored at the beginning: orders, and what one should do."""
    opinion: str
    """Value judgements, and the writer's own voice."""
    causal: str
    comparison: str
    prediction: str
    position: str
    property: str
    stakes: str
    """What matters to the public if it is wrong."""


_HINTS = {
    "en": Hints(
        advice=r"(?:and |but |so |please |just |then )?(?:let us|let's|don't|do not|never"
        r"|always|fill|bring|ask|write|consider|remember|imagine|call|try|take"
        r"|make sure|keep|stop|think|look|check|read|visit|send|join|tell|avoid"
        r"|choose|turn|use|buy|click|subscribe|follow"
        r"|sign up|be sure) (?!of\b|the \w+ said)"
        r"|(?:\w+ ){0,3}(?:we|you|one|people|everyone|readers|they) (?:should|must|ought to"
        r"|need to|had better) ",
        opinion=r"disgrace|disgraceful|shame|shameful|scandal|wonderful|terrible|beautiful|ugly|awful"
        r"|foolish|absurd|ridiculous|brilliant|sadly|surely|frankly"
        r"|to my mind|in my (?:view|opinion)|of course|I (?:think|believe|like|suspect|feel|hope"
        r"|would|do not|wish|doubt|love|hate)|worst"
        r"|hard to|what a|thank goodness",
        causal=r"because|due to|caused|causes|causing|led to|as a result|owing to|thanks to"
        r"|resulted in|after (?:a|an) (?:fire|leak|flood|storm)|blamed on|triggered",
        comparison=r"\w+(?:er|re) than|more|less|fewer|compared with|compared to|higher|lower|most"
        r"|least|largest|biggest|smallest|highest|lowest|twice|as much as|as many as"
        r"|above|below",
        prediction=r"will|going to|is expected|are expected|is due|are due|is to be|are to be|is to"
        r"|forecasts?|expects?|by the end of|plans? to|would have to",
        position=r"thank(?:s|ed)?|prais\w+|hail\w*|condemn\w*|reject(?:s|ed)?|demand(?:s|ed)?"
        r"|urg(?:es|ed)|support(?:s|ed)?|oppos\w+|promis\w+|call(?:s|ed) for"
        r"|vow\w*|pledg\w+|accus\w+|criticis\w+|criticiz\w+|apologis\w+|apologiz\w+",
        property=r"is (?:a|an|the|not|one)|are (?:a|an|the)|was (?:a|an|the)|has|have|had|remains?"
        r"|consists?|contains?|belongs?|leads|owns",
        stakes=r"died|dead|killed|injur\w+|hurt|death|fraud|convict\w+|accus\w+|charged|illegal|cut"
        r"|jobs|tax|war|attack\w*|vaccin\w+|cancer|risk|corrupt\w+|resign\w*|election"
        r"|voted|law|police|crime|prison|hospital|toxic|profit|budget",
    ),
    "es": Hints(
        advice=r"(?:hay que|debemos|deberíamos|tenemos que|conviene|no olvide|recuerde|vamos a"
        r"|dejemos|piense|imagine|lea|evite|pida) ",
        opinion=r"vergüenza|escándalo|maravillos[oa]|terrible|absurd[oa]|ridícul[oa]|lamentable"
        r"|afortunadamente|desgraciadamente|creo|pienso|a mi juicio|en mi opinión|horrible",
        causal=r"porque|debido a|a causa de|provocó|causó|por culpa de|gracias a|como consecuencia",
        comparison=r"más|menos|mayor|menor|mejor|peor|frente a|respecto a|el doble|superior",
        prediction=r"\w+(?:ará|erá|irá|arán|erán|irán)|va a|van a|se espera|prevé|prevista?",
        position=r"pid(?:e|ió)|exig\w+|rechaz\w+|apoy\w+|agradec\w+|conden\w+|critic\w+|prometi\w+"
        r"|lament\w+",
        property=r"es (?:un|una|el|la)|son|era|tiene|tienen|cuenta con",
        stakes=r"muert\w+|herid\w+|fraude|investiga\w+|corrup\w+|delito|ilegal|dimi\w+"
        r"|condena\w*|hospital|elecciones|policía|guerra",
    ),
    "de": Hints(
        advice=r"(?:man sollte|wir sollten|wir müssen|sie sollten|lassen sie uns|denken sie"
        r"|vergessen sie|bitte|es gilt) ",
        opinion=r"schande|skandal|wunderbar|schrecklich|absurd|lächerlich|leider|zum glück"
        r"|meines erachtens|ich (?:glaube|finde|denke|meine|hoffe)|hässlich|großartig",
        causal=r"weil|wegen|aufgrund|verursacht\w*|führte zu|infolge|dadurch|deshalb",
        comparison=r"mehr|weniger|höher|niedriger|größer|kleiner|als im|gegenüber dem|am meisten"
        r"|doppelt|besser|schlechter",
        prediction=r"wird|werden|soll|sollen|voraussichtlich|plant|geplant|kündigte an",
        position=r"fordert\w*|wies|weist|lehnt\w*|lobt\w*|kritisiert\w*|dankt\w*|verlangt\w*"
        r"|unterstützt\w*|verurteilt\w*",
        property=r"ist (?:ein|eine|der|die|das)|sind|hat|haben|war|gehört|besteht|gab es|gibt es",
        stakes=r"tot|tote|starb\w*|verletzt\w*|betrug|korrupt\w*|ermittelt|staatsanwalt\w*"
        r"|krieg|wahl|polizei|schaden|brand\w*|feuer",
    ),
    "fr": Hints(
        advice=r"(?:il faut|nous devons|nous devrions|on devrait|vous devriez|n'oubliez pas"
        r"|pensez à|évitez|lisez|imaginez|prenez|demandez) ",
        opinion=r"honte|scandale|merveilleux|terrible|absurde|ridicule|malheureusement|heureusement"
        r"|à mon avis|je (?:crois|pense|trouve|souhaite)|affreux|magnifique|lamentable",
        causal=r"parce que|à cause d\w*|en raison d\w*|a provoqué|a causé|grâce à|faute de",
        comparison=r"plus|moins|supérieur\w*|inférieur\w*|meilleur\w*|pire|contre|par rapport à"
        r"|deux fois",
        prediction=r"\w+(?:era|eront|ira|iront)|va|vont|devrait|devraient|prévu\w*|prévoit",
        position=r"demand\w+|exig\w+|rejet\w+|souti\w+|remerci\w+|condamn\w+|critiqu\w+|promet\w*"
        r"|regrett\w+",
        property=r"est (?:un|une|le|la)|sont|était|compte|possède|emploie",
        stakes=r"mort\w*|tué\w*|blessé\w*|fraude|corruption|enquête|illégal\w*|condamn\w+|guerre"
        r"|élection\w*|police|hôpital|démission\w*",
    ),
    "zh": Hints(
        advice=r"(?:我们|大家|你|您)?(?:应该|应当|必须|不妨|不要|千万别|让我们|请)",
        opinion=r"可耻|耻辱|丑闻|太棒|糟糕|荒唐|荒谬|可笑|美丽|遗憾的是|幸好|我(?:认为|觉得|相信|希望)",
        causal=r"因为|由于|导致|因此|造成|受.{1,12}影响|引发",
        comparison=r"比|高于|低于|更|最|超过|相比|同比|环比|下跌|上涨",
        prediction=r"将|预计|计划|料将|可望|有望",
        position=r"要求|反对|支持|感谢|谴责|批评|呼吁|承诺|拒绝",
        property=r"是|为|有|拥有|属于|位于",
        stakes=r"死|伤|诈|骗|造假|立案|侦查|涉嫌|违法|腐败|战争|选举|警|公安|罪",
    ),
}


@cache
def hint(language: str, name: str) -> re.Pattern[str]:
    """The words of one kind; those of advice only at the beginning."""
    words = getattr(_HINTS[language], name)
    anchored = "^" if name == "advice" else "" if language == "zh" else r"\b"
    ended = "" if language == "zh" or name == "advice" else r"\b"
    return re.compile(rf"{anchored}(?:{words}){ended}", re.IGNORECASE)
