"""Which German words are cues?"""

from collections.abc import Sequence

from service.text.cues.cue import Kind
from service.text.cues.lexicon import Lexicon
from service.text.cues.words import Word


def _plan_or_report(words: Sequence[Word], index: int) -> Kind | None:
    """ "Soll gestohlen haben" passes on what others say; "soll öffnen" is a plan."""
    clause = [word.text for word in words[index:] if word.clause == words[index].clause]
    before = [word.text for word in words[:index] if word.clause == words[index].clause]
    perfect = {"haben", "sein"}
    if len(clause) == 1:
        return "reported" if before and before[-1] in perfect else "open"
    return "reported" if perfect.intersection(clause[2:]) else "open"


def _presumably_or_welfare(words: Sequence[Word], index: int) -> Kind | None:
    return None if words[index].named else "probable"


GERMAN = Lexicon(
    cues={
        "negation": """nicht, kein, keine, keinen, keiner, keinem, keines, keinerlei, nie,
            niemals, niemand, niemanden, niemandem, nichts, ohne, weder, nirgends, nicht mehr""",
        "denial": """bestritt, bestreitet, bestreiten, bestritten, leugnet, leugnete,
            leugnen, weigert sich, weigerte sich, weigern sich, weigerten sich""",
        "lack": """bestr*, leugn*, verneint*, dement*, weiger*, ablehn*, abgelehnt, lehnt*,
            wies, weist, verweiger*, verbot*, verbiet*, verhinder*, vermeid*, vermied*,
            fehl*, mangel*, kaum, wenig*, selten, ausser, nur, unmöglich, gescheitert,
            scheitert*, gestoppt, stopp*, beend*, statt, anstatt, stimmte gegen,
            stimmten gegen, votierten gegen, falsch, zurückgew*, unwahrscheinlich,
            freigesprochen, ausgeschlossen, ausblieb*""",
        "possible": """könnte, könnten, möglicherweise, vielleicht, eventuell, womöglich,
            dürfte, dürften, unter umständen, gegebenenfalls, es ist möglich""",
        "probable": """wahrscheinlich, vermutlich, voraussichtlich, wohl, offenbar,
            anscheinend, scheinbar, mit hoher wahrscheinlichkeit, aller wahrscheinlichkeit,
            allem anschein nach, mutmasslich, vermeintlich*""",
        "reported": """angeblich, angebliche, angeblichen, angeblicher, angebliches,
            angeblichem, mutmassliche, mutmasslichen, mutmasslicher, mutmassliches,
            mutmasslichem, soll, sollen, unter verdacht, im verdacht, unter dem verdacht""",
        "conditional": "falls, sofern, es sei denn, vorausgesetzt, im falle, für den fall",
        "question": "ob",
        "open": """kann, können, konnte, konnten, sollte, sollten, würde, würden, wäre,
            wären, hätte, hätten, muss, müssen, müsste, müssten, darf, mag, möglich*,
            wahrscheinlich*, glaub*, denkt, erwart*, vermut*, verdächtig*, beschuldig*,
            vorw*, angeklagt*, befürcht*, fürcht*, prognos*, schein*, schien*, unklar,
            ungewiss, gerücht*, mutmass*, soll*, behaupt*, anschein*""",
        "stance": """risik*, gefahr, chance*, verdacht, möchte*, will, wollen, wollte*,
            mein*, dachte, wirft, warf, anklag*, hoff*, warn*, plan*, geplant*, beabsichtig*,
            absicht*, versuch*, vorschlag*, vorgeschlagen, schlug, schlägt, forder*, droh*,
            schätz*, geschätzt*, deut*, hinweis*, ermittel*, ermittl*, unbekannt, frag*,
            gefragt, wenn, bis, erklärt*, kündigt*, angekündigt*, versprach, verspr*, empf*,
            bitte*, schliesse, prüf*, untersuch*, vorbehalt*, dürfen""",
        "loose": """wird, werden, sei, seien, habe, rund, etwa, ungefähr, circa, ca, fast,
            beinahe, knapp, künftig*, zukunft, bald, nächst*, kommend*, morgen, viele,
            meist*, oft, in der regel, mindestens, voraussichtlich*""",
    },
    innocent="""nicht nur, nicht allein, nicht zuletzt, nicht bloss, nicht lediglich,
        nicht erst, nicht weniger als, nicht mehr als, nichts anderes als, nicht ohne,
        nicht alle, nicht immer, nicht jeder, nicht jede, nicht unbedingt, ohne zweifel,
        ohnehin, als ob, auch wenn, ohne weiteres, zum wohl, zweifelsohne, nach wie vor,
        noch nie, wenn nicht, sei es""",
    skipped="""der die das den dem des ein eine einen einem einer eines und oder im am an auf
        in ins mit von vom zu zur zum für als bei bis aus nach über unter um durch vor er sie
        es ihn ihm ihr sich wir ich sein seine seinen seiner seinem ihre ihren ihrer haben
        hat hatte hatten habe sein ist war waren sind seien sei gewesen worden werden wird
        wurde wurden geworden noch auch schon bereits dass so sehr mehr nun dann dort hier
        jetzt können müssen""",
    guards={
        "soll": _plan_or_report,
        "sollen": _plan_or_report,
        "wohl": _presumably_or_welfare,
    },
    verb_last=True,
)
