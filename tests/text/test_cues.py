"""Which words are taken for cues, and which only look like some?"""

import pytest

from schemas.labels import Certainty
from service.text.cues import FACTBANK, HEDGES, Kind, cues, scope, words


def found(text: str, language: str) -> list[tuple[Kind, str]]:
    """The cues that change a proposition; not those that only excuse a label."""
    kinds = {*HEDGES, "negation", "denial"}
    return [(cue.kind, cue.word) for cue in cues(words(text), language) if cue.kind in kinds]


@pytest.mark.parametrize(
    ("language", "text", "kind", "word"),
    [
        ("en", "The mill may appeal.", "possible", "may"),
        ("en", "The mill might have closed.", "possible", "might"),
        ("en", "Perhaps the mill closed.", "possible", "perhaps"),
        ("en", "The mill is likely to close.", "probable", "likely"),
        ("en", "Results suggest that crime fell.", "probable", "suggest that"),
        ("en", "He allegedly stole it.", "reported", "allegedly"),
        ("en", "The mill reportedly closed.", "reported", "reportedly"),
        ("en", "He is accused of theft.", "reported", "accused of"),
        ("en", "The mill closes unless it rains.", "conditional", "unless"),
        ("en", "They ask whether it closed.", "question", "whether"),
        ("en", "It didn’t close.", "negation", 'didn"t'),
        ("en", "No one closed it.", "negation", "no one"),
        ("en", "He denied it.", "denial", "denied"),
        ("en", "It failed to close.", "denial", "failed to"),
        ("en", "It is false that it closed.", "denial", "false that"),
        ("en", "He doubted that it closed.", "possible", "doubted that"),
        ("es", "La empresa podría cerrar.", "possible", "podría"),
        ("es", "Probablemente llueva.", "probable", "probablemente"),
        ("es", "El presunto ladrón huyó.", "reported", "presunto"),
        ("es", "Cierra si llueve.", "conditional", "si"),
        ("es", "Pidió saber si llueve.", "question", "saber si"),
        ("es", "Nunca llovió.", "negation", "nunca"),
        ("es", "Es falso que haya cerrado.", "denial", "falso que"),
        ("es", "El alcalde duda de que cierre.", "possible", "duda de que"),
        ("es", "El alcalde negó haber pagado.", "denial", "negó haber"),
        ("de", "Das Werk könnte schließen.", "possible", "könnte"),
        ("de", "Wahrscheinlich regnet es.", "probable", "wahrscheinlich"),
        ("de", "Der mutmaßliche Dieb floh.", "reported", "mutmassliche"),
        ("de", "Er soll das Geld gestohlen haben.", "reported", "soll"),
        ("de", "Falls es regnet, schließt es.", "conditional", "falls"),
        ("de", "Offen ist, ob es schließt.", "question", "ob"),
        ("de", "Es schließt nicht.", "negation", "nicht"),
        ("de", "Er bestritt den Diebstahl.", "denial", "bestritt"),
        ("fr", "L'usine pourrait fermer.", "possible", "pourrait"),
        ("fr", "Peut-être pleut-il.", "possible", "peut être"),
        ("fr", "Il viendra sans doute.", "probable", "sans doute"),
        ("fr", "Le voleur présumé a fui.", "reported", "présumé"),
        ("fr", "Il aurait volé l'argent.", "reported", "aurait"),
        ("fr", "Elle ferme s'il pleut.", "conditional", "s il"),
        ("fr", "Il ignore, à savoir si elle ferme.", "question", "savoir si"),
        ("fr", "Elle n'a pas fermé.", "negation", "pas"),
        ("fr", "Il ne paie plus.", "negation", "plus"),
        ("fr", "Il est faux que l'usine ferme.", "denial", "faux que"),
        ("fr", "Le maire doute que l'usine ferme.", "possible", "doute que"),
        ("fr", "Il nie avoir volé.", "denial", "nie avoir"),
        ("zh", "工厂可能关闭。", "possible", "可能"),
        ("zh", "工厂很可能关闭。", "probable", "很可能"),
        ("zh", "他涉嫌盗窃。", "reported", "涉嫌"),
        ("zh", "如果下雨就关闭。", "conditional", "如果"),
        ("zh", "他问工厂是否关闭。", "question", "是否"),
        ("zh", "工厂没有关闭。", "negation", "没有"),
        ("zh", "他否认盗窃。", "denial", "否认"),
    ],
)
def test_a_cue_is_found(language: str, text: str, kind: Kind, word: str) -> None:
    assert found(text, language) == [(kind, word)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In May the mill closed."),
        ("en", "It closed on 3 May."),
        ("en", "The navy showed its might at sea."),
        ("en", "The might of the army grew."),
        ("en", "Not only the mill closed."),
        ("en", "There is no doubt about it."),
        ("en", "Reactor No. 5 closed."),
        ("en", "They could see the fire."),
        ("en", "Even if it rains, it opens."),
        ("en", "He can close it, and will."),
        ("es", "No solo el alcalde firmó."),
        ("es", "Sin embargo, firmó."),
        ("es", "Por supuesto, firmó."),
        ("es", "Si bien llovió, firmó."),
        ("es", "Sí, firmó."),
        ("de", "Nicht nur der Rat stimmte zu."),
        ("de", "Die Brücke soll im Mai öffnen."),
        ("de", "Das Wohl der Kinder zählt."),
        ("de", "Er kam ohne Zweifel."),
        ("fr", "Le maire ne paie que la moitié."),
        ("fr", "C'est un pas vers la paix."),
        ("fr", "Plus de 300 personnes ont voté."),
        ("fr", "Une personne a voté."),
        ("fr", "Non seulement il a voté."),
        ("fr", "Le mur est si haut."),
        ("zh", "不仅议会批准了预算。"),
        ("zh", "非洲的未来。"),
        ("zh", "不久，这种可能性消失。"),
        ("zh", "警方没收了毒品。"),
    ],
)
def test_what_only_looks_like_a_cue_is_none(language: str, text: str) -> None:
    assert found(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "head"),
    [
        ("en", "The mill might also have closed.", "closed"),
        ("en", "Reportedly, the mill closed.", "mill"),
        ("en", "She denied on Tuesday that he stole it.", "stole"),
        ("es", "La empresa no ha violado la norma.", "violado"),
        ("de", "Der Mann soll die Kasse gestohlen haben.", "gestohlen"),
        ("de", "Es hieß, dass er die Kasse gestohlen haben könnte.", "gestohlen"),
        ("de", "Der mutmaßliche Täter wurde gefasst.", "täter"),
        ("fr", "Il ne paie pas l'impôt.", "paie"),
        ("fr", "Il n'a pas enfreint la loi.", "enfreint"),
        ("fr", "Le meurtrier présumé a été arrêté.", "meurtrier"),
        ("zh", "该公司可能虚构了订单。", "虚构"),
    ],
)
def test_a_cue_speaks_of_the_word_that_carries_its_clause(
    language: str, text: str, head: str
) -> None:
    read = words(text)
    cue = next(one for one in cues(read, language) if one.kind in {*HEDGES, "negation", "denial"})
    assert "".join(word.text for word in scope(read, cue, language).head) == head


def test_a_cue_stands_where_it_says() -> None:
    text = "Delmar “didn’t break” any rule; it   may NOT appeal, 公司 peut-être."
    for cue in cues(words(text), "en"):
        assert cue.word.replace('"', "’") in text[slice(*cue.span)].casefold()


def test_in_a_language_without_lists_only_what_can_be_no_other_word_counts() -> None:
    assert found("Probablemente allegedly könnte pourrait 可能", "xx") == [
        ("probable", "probablemente"),
        ("reported", "allegedly"),
        ("possible", "könnte"),
        ("possible", "pourrait"),
        ("possible", "可能"),
    ]
    assert found("No, si ob pas may 不.", "xx") == []


@pytest.mark.parametrize("tag", ["de", "de-AT", "DE"])
def test_a_language_is_known_by_its_first_part(tag: str) -> None:
    assert found("Es schließt nicht.", tag) == [("negation", "nicht")]


def test_every_hedge_has_its_meaning() -> None:
    meanings: set[Certainty] = {"possible", "probable", "underspecified"}
    assert set(FACTBANK.values()) == meanings
