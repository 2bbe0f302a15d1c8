"""Is each change of wording found, with its evidence, and nothing else?"""

import pytest

from service.text.edits import Changes, Edits
from service.text.grounding import ArticleIndex
from service.text.sentences import split_sentences
from service.text.span import Span
from service.text.tokens import Tokenized
from service.text.windows import window_of
from tests.text.work import GROWTH, steps

MILL = (
    "LISBON, March 3 Portugal's environment agency has fined the Delmar paper mill 2.4 million "
    "euros for releasing untreated water into the Tagus, the newspaper Correio reported on Monday, "
    'citing two people with knowledge of the decision.\n\nDelmar "did not break any rule", its '
    "chief executive Ana Prates told Correio. She said the mill, which employs about 300 people, "
    "might appeal.\n\nThe fine is a disgrace and comes far too late."
)
APPEAL = "She said the mill, which employs about 300 people, might appeal"
CRASH = (
    "Robert Kainz headed purchasing. Mr. Kainz, who died in a car accident in 2024, was never "
    "questioned."
)
LAGER = (
    "Ein Feuer hat ein Lager der Wesertal Speichertechnik GmbH zerstört. „Wir haben keine Zellen "
    "gelagert“, sagte Friederike Ahlborn. Die Halle sei im Auftrag des Unternehmens geprüft worden."
)
OBRAS = (
    "El consorcio que gestiona las obras recibió el dinero. El alcalde, Joaquín Berdún, negó el "
    "desvío. Anunció que comparecerá ante la comisión."
)
GONGSI = (
    "禾序优选科技股份有限公司（下称“禾序优选”）被立案侦查。公告称，公司历年收入均已通过审计。"
    "供应商何立群说，公司拖欠他的货款。"
)

Told = list[tuple[str, str, str | None]]


def changes(
    article: str, quote: str, claim: str, language: str = "en", title: str | None = None
) -> Changes:
    sentences = split_sentences(article, language)
    start = article.index(quote)
    window = window_of(sentences, range(len(sentences)))
    passage = Span(start, start + len(quote))
    found = Edits(ArticleIndex(article), title).changes(Tokenized(claim), passage, window)
    for place in (edit.antecedent for edit in found.edits):
        assert place is None or article[place.start : place.end] == place.exact
    return found


def told(found: Changes) -> Told:
    return [
        (edit.from_, edit.to, edit.antecedent.exact if edit.antecedent else None)
        for edit in found.edits
    ]


@pytest.mark.parametrize(
    ("article", "quote", "claim", "expected"),
    [
        pytest.param(
            MILL,
            APPEAL,
            "The Delmar paper mill might appeal against the fine of 2.4 million euros.",
            [
                ("the mill", "The Delmar paper mill", "Delmar paper mill"),
                ("", "fine", "fine"),
                ("", "2.4 million euros", "2.4 million euros"),
            ],
            id="a name for a description, and two additions",
        ),
        pytest.param(
            MILL,
            APPEAL,
            "Ana Prates said that the mill might appeal.",
            [("She", "Ana Prates", "Ana Prates")],
            id="a name for a pronoun",
        ),
        pytest.param(
            CRASH,
            "died in a car accident in 2024",
            "Robert Kainz died in a car accident in 2024.",
            [("", "Robert Kainz", "Robert Kainz")],
            id="a name for nothing",
        ),
        pytest.param(
            LAGER,
            "Wir haben keine Zellen gelagert",
            "Die Wesertal Speichertechnik GmbH hat keine Zellen gelagert.",
            [("Wir", "Wesertal Speichertechnik GmbH", "Wesertal Speichertechnik GmbH")],
            id="German pronoun",
        ),
        pytest.param(
            LAGER,
            "Die Halle sei im Auftrag des Unternehmens geprüft worden",
            "Die Halle ist im Auftrag der Wesertal Speichertechnik GmbH geprüft worden.",
            [
                (
                    "des Unternehmens",
                    "Wesertal Speichertechnik GmbH",
                    "Wesertal Speichertechnik GmbH",
                )
            ],
            id="German description",
        ),
        pytest.param(
            OBRAS,
            "comparecerá ante la comisión",
            "Joaquín Berdún comparecerá ante la comisión.",
            [("", "Joaquín Berdún", "Joaquín Berdún")],
            id="Spanish dropped subject",
        ),
        pytest.param(
            GONGSI,
            "公司历年收入均已通过审计",
            "禾序优选历年收入均已通过审计。",
            [("公司", "禾序优选", "禾序优选")],
            id="Chinese description",
        ),
        pytest.param(
            GONGSI,
            "公司拖欠他的货款",
            "公司拖欠何立群的货款。",
            [("他", "何立群", "何立群")],
            id="Chinese pronoun",
        ),
    ],
)
def test_what_the_claim_says_in_other_words_is_an_edit(
    article: str, quote: str, claim: str, expected: Told
) -> None:
    found = changes(article, quote, claim)
    assert (told(found), found.unexplained) == (expected, [])


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        pytest.param(APPEAL, f"{APPEAL}.", id="unchanged"),
        pytest.param("", "", id="empty"),
        pytest.param(
            "releasing untreated water into the Tagus",
            "Untreated water was released into the Tagus.",
            id="inflected, with the copula, and reordered",
        ),
        pytest.param(
            "the mill, which employs about 300 people",
            "About 300 people are employed by the mill.",
            id="turned round",
        ),
        pytest.param(
            "Portugal's environment agency", "The environment agency of Portugal.", id="genitive"
        ),
    ],
)
def test_grammar_order_and_inflection_are_no_edits(quote: str, claim: str) -> None:
    assert changes(MILL, quote, claim) == Changes([], [])


def test_the_nearest_place_is_the_evidence() -> None:
    article = "The Delmar mill closed. Delmar lost. The mayor of the Delmar mill wept. It reopened."
    (edit,) = changes(article, "It reopened", "The Delmar mill reopened.").edits
    assert edit.antecedent
    assert edit.antecedent.start == article.rindex("Delmar mill")


@pytest.mark.parametrize(
    ("claim", "match"),
    [
        pytest.param("The mill of Ana Prates might appeal.", "exact", id="the same"),
        pytest.param("The mill of ANA PRATES might appeal.", "normalized", id="other case"),
        pytest.param("The newspapers say the mill might appeal.", "fuzzy", id="another form"),
    ],
)
def test_an_antecedent_says_how_it_matched(claim: str, match: str) -> None:
    (edit,) = changes(MILL, APPEAL, claim).edits
    assert edit.antecedent
    assert edit.antecedent.match == match


@pytest.mark.parametrize(
    ("claim", "title", "expected"),
    [
        pytest.param("The mill might sue Zorblax.", None, ["Zorblax"], id="a name"),
        pytest.param("The mill might appeal by 2031.", None, ["2031"], id="a number"),
        pytest.param("The angry green mill might appeal.", None, ["angry green"], id="two words"),
        pytest.param("The mill might appeal to Zorblax.", "Zorblax!", [], id="in the headline"),
        pytest.param("The mill might appeal decisions.", None, [], id="another form"),
        pytest.param("The mill might, so to say, appeal.", None, [], id="too short to judge"),
    ],
)
def test_what_nothing_bears_out_is_unexplained(
    claim: str, title: str | None, expected: list[str]
) -> None:
    assert changes(MILL, APPEAL, claim, title=title).unexplained == expected


VOTE = (
    "The council of Rome rejected the plan on Monday, and prices rose by 3 percent. Officials in "
    "Oslo and Rome were silent. The two French firms paid Prates, and Prates paid Correio."
)


@pytest.mark.parametrize(
    ("quote", "claim", "expected"),
    [
        pytest.param(
            "prices rose by 3 percent", "Prices fell by 3 percent.", [("rose", "fell")], id="a verb"
        ),
        pytest.param(
            "The council of Rome rejected the plan",
            "The council of Rome accepted the plan.",
            [("rejected", "accepted")],
            id="its contrary",
        ),
        pytest.param(
            "prices rose by 3 percent", "Prices rose by 45 percent.", [("3", "45")], id="a number"
        ),
        pytest.param(
            "The council of Rome rejected the plan",
            "The council of Oslo rejected the plan.",
            [("Rome", "Oslo")],
            id="a name that is shown",
        ),
        pytest.param("Prates paid Correio", "Rome paid Correio.", [("Prates", "Rome")], id="first"),
        pytest.param("prices rose by 3 percent", "Prices rise by 3 percent.", [], id="a tense"),
        pytest.param("prices rose by 3 percent", "Prices rose by three percent.", [], id="short"),
        pytest.param(
            "prices rose by 3 percent",
            "Prices in Rome rose by 3 percent on Monday.",
            [],
            id="additions",
        ),
        pytest.param(
            "Officials in Oslo and Rome were silent",
            "Officials in Oslo and Rome remained silent.",
            [],
            id="function words",
        ),
        pytest.param(
            "The two French firms paid Prates",
            "Two firms from France paid Prates.",
            [],
            id="another form of a name",
        ),
        pytest.param(
            "The council of Rome rejected the plan",
            "Rome's officials rejected the plan.",
            [],
            id="in other words that are shown",
        ),
    ],
)
def test_another_word_in_the_place_of_one_is_told(
    quote: str, claim: str, expected: list[tuple[str, str]]
) -> None:
    assert changes(VOTE, quote, claim).replaced == expected


@pytest.mark.parametrize(
    ("article", "quote", "claim", "expected"),
    [
        pytest.param(
            "Die Preise stiegen im Mai stark.",
            "Die Preise stiegen im Mai stark",
            "Die Preise sanken im Mai stark.",
            [("stiegen", "sanken")],
            id="German",
        ),
        pytest.param(
            "Der Chef des Unternehmens ging. Gestern kam Wesertal nicht.",
            "Der Chef des Unternehmens ging",
            "Der Chef Wesertals ging.",
            [],
            id="German description",
        ),
        pytest.param(
            "Los precios subieron en mayo.",
            "Los precios subieron en mayo",
            "Los precios bajaron en mayo.",
            [("subieron", "bajaron")],
            id="Spanish",
        ),
        pytest.param(
            "Les prix ont augmenté en mai.",
            "Les prix ont augmenté en mai",
            "Les prix ont reculé en mai.",
            [("augmenté", "reculé")],
            id="French",
        ),
        pytest.param("物价上涨。", "物价上涨", "物价上扬。", [], id="without spaces"),
    ],
)
def test_another_word_is_told_in_other_languages(
    article: str, quote: str, claim: str, expected: list[tuple[str, str]]
) -> None:
    assert changes(article, quote, claim).replaced == expected


def test_what_only_the_headline_says_has_no_place() -> None:
    found = changes(MILL, APPEAL, "The mill in Zorblax might appeal.", title="News from Zorblax")
    assert told(found) == [("", "Zorblax", None)]


def test_what_the_window_does_not_show_is_no_evidence() -> None:
    sentences = split_sentences(MILL)
    start = MILL.index("The fine")
    passage = Span(start, start + len("The fine is a disgrace"))
    edits = Edits(ArticleIndex(MILL))
    last = len(sentences) - 1
    shown = window_of(sentences, [last])
    claim = Tokenized("The fine for Delmar is a disgrace.")
    assert edits.changes(claim, passage, shown).unexplained == []
    alone = type(shown)(shown.indices, shown.sentences, ())
    assert edits.changes(claim, passage, alone).unexplained == ["Delmar"]


def test_an_edit_is_written_with_the_word_from() -> None:
    (edit,) = changes(MILL, APPEAL, "Ana Prates might appeal.").edits
    assert edit.model_dump(by_alias=True)["from"] == "She"


@pytest.mark.parametrize(
    ("article", "claim"),
    [
        pytest.param("bar. " + "foo " * 20_000, "foo " * 500, id="one word"),
        pytest.param("bar. " + "foo bar baz " * 7_000, "foo baz " * 250, id="three words"),
        pytest.param("欠。" + "拖" * 20_000, "拖" * 2_000, id="without spaces"),
        pytest.param("bar. " + "foo " * 20_000, "\N{COMBINING ACUTE ACCENT}e" * 1_000, id="marks"),
    ],
)
def test_the_work_grows_with_the_length_and_no_faster(article: str, claim: str) -> None:
    def compared(article: str, claim: str) -> Changes:
        sentences = split_sentences(article)
        window = window_of(sentences, range(min(12, len(sentences))))
        return Edits(ArticleIndex(article)).changes(Tokenized(claim), sentences[0], window)

    half = steps(lambda: compared(article[: len(article) // 2], claim[: len(claim) // 2]))
    assert steps(lambda: compared(article, claim)) < GROWTH * half
