"""Are the names of a claim found with all of their places, and is nothing taken for a name?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.claim import Entity
from service.text.entities import EntityIndex
from service.text.entities.entries import MAX_MENTIONS
from service.text.grounding import ArticleIndex
from tests.text.work import GROWTH, steps

Hops = list[tuple[str, str]]

ENGLISH = (
    "SEOUL, Aug 17 The leader of Russia's Communist Party has hailed North Korean troops in a "
    "letter to Kim Jong-un, according to North Korea's Korean Central News Agency (KCNA). "
    "Gennady Zyuganov thanked Kim on Sunday, the KCNA said. Officials confirmed it. "
    "US President Donald Trump and Prime Minister Keir Starmer met at the University of Leeds. "
    "Mr. Trump praised Marvella Consulting Ltd. Later Marvella Consulting and Trump signed the "
    "Treaty of Leeds in May. Shares rose in Ukraine. Leopold Harnisch, 54, left; Harnisch wept. "
    "The Ministry of Health and the High Court were silent. Theresa May saw the mayor, Ana Prates."
)
SPANISH = (
    "MONTELAR — La Fiscalía abrió el martes una investigación sobre Obras Ferrándiz SA en "
    "Montelar. El alcalde, Joaquín Berdún, negó los hechos. Según la Agencia Española de "
    "Medicamentos (AEM), Berdún mintió. El presidente Pedro Sánchez viajó a Estados Unidos. "
    "La AEM y los vecinos del Ministerio de Economía callaron en agosto. Los españoles votan."
)
GERMAN = (
    "Bremen (nna) – Ein Feuer hat das Lager der Wesertal Technik GmbH zerstört. Bundeskanzler "
    "Olaf Scholz und Polizeisprecher Malte Dirksen kamen am Dienstag. Die Wesertal Technik "
    "schwieg. Das Bundesamt für Umwelt (BfU) und der Bundesnachrichtendienst (BND) warnten. "
    "Der BND lobte Scholz. Insa Tholen sah den Brand in Österreich. Die Vorwürfe wies die "
    "Feuerwehr zurück. Rund 12 Millionen Euro Schaden, sagte Tholen. Die NATO hilft."
)
FRENCH = (
    "Paris, le 3 mars — Le président Emmanuel Macron et l’Agence France-Presse (AFP) ont parlé de "
    "la Côte d’Ivoire. Macron a remercié l’AFP et l’Université de Nantes. Mme Claire Dubois, "
    "avocate, a vu Jean Le Goff. Dubois a quitté les États-Unis lundi. Les Français votent."
)
CHINESE = (
    "据《江海财经报》报道，禾序优选科技股份有限公司（下称“禾序优选”）违反《证券法》。"
    "新华社称，禾序优选否认。《江海财经报》援引知情人士的话。"
)
ARTICLES = {"en": ENGLISH, "es": SPANISH, "de": GERMAN, "fr": FRENCH, "zh": CHINESE}


def _index(text: str, language: str = "en") -> EntityIndex:
    return EntityIndex(ArticleIndex(text), language)


def _told(found: list[Entity]) -> list[tuple[str, str]]:
    return [(one.name, one.type) for one in found]


def _mentions(entity: Entity) -> list[str]:
    return [selector.exact for selector in entity.selectors]


CASES: list[tuple[str, str, Hops, list[tuple[str, str]]]] = [
    (
        "en",
        "Gennady Zyuganov hailed North Korean troops in a letter to Kim Jong-un.",
        [],
        [("Gennady Zyuganov", "other"), ("Kim Jong-un", "other")],
    ),
    (
        "en",
        "Zyuganov thanked Kim.",
        [("Korean Central News Agency (KCNA)", "organization"), ("Zyuganov", "person")],
        [
            ("Gennady Zyuganov", "person"),
            ("Kim Jong-un", "other"),
            ("Korean Central News Agency", "organization"),
        ],
    ),
    (
        "en",
        "Donald Trump met Keir Starmer at the University of Leeds in the US.",
        [],
        [
            ("Donald Trump", "person"),
            ("Keir Starmer", "person"),
            ("University of Leeds", "organization"),
            ("US", "location"),
        ],
    ),
    (
        "en",
        "Trump and Marvella Consulting signed the Treaty of Leeds on a Sunday in May.",
        [],
        [
            ("Donald Trump", "person"),
            ("Marvella Consulting Ltd", "organization"),
            ("Treaty of Leeds", "document"),
        ],
    ),
    (
        "en",
        "The Ministry of Health and the High Court were silent.",
        [],
        [("Ministry of Health", "government"), ("High Court", "government")],
    ),
    (
        "en",
        "Ana Prates, Theresa May and Leopold Harnisch were in Seoul.",
        [],
        [
            ("Ana Prates", "person"),
            ("Theresa May", "other"),
            ("Leopold Harnisch", "person"),
            ("SEOUL", "location"),
        ],
    ),
    (
        "en",
        "Russia's Communist Party",
        [],
        [("Russia", "location"), ("Communist Party", "organization")],
    ),
    ("en", "Harnisch wept.", [("the court", "government")], [("Leopold Harnisch", "person")]),
    (
        "en",
        "It was hailed.",
        [("US President Donald Trump", "person")],
        [("Donald Trump", "person")],
    ),
    ("en", "It was hailed.", [("North Korea's state media", "organization")], []),
    ("en", "It was hailed.", [("an official", "unnamed"), ("Mr. Trump", "unnamed")], []),
    ("en", "It was hailed.", [("Kim Jong-un's group", "organization")], []),
    ("en", "It was hailed.", [("a study in the Treaty of Leeds", "document")], []),
    (
        "en",
        "It was hailed.",
        [("a spokesman for the court, Theresa May", "person")],
        [("Theresa May", "person")],
    ),
    ("en", "North Korean and Russian troops came on Sunday in August.", [], []),
    ("en", "Shares rose, officials say. The leader sent it.", [], []),
    ("en", "Officials confirmed it; Shares rose.", [], []),
    ("en", "Paris and London are not named there.", [("Reuters", "organization")], []),
    ("en", "trump and kim in lower case, KimJong, Kims.", [], []),
    (
        "es",
        "Joaquín Berdún negó que la Fiscalía investigara a Obras Ferrándiz en Montelar.",
        [("la Agencia Española de Medicamentos", "government")],
        [
            ("Joaquín Berdún", "person"),
            ("Fiscalía", "government"),
            ("Obras Ferrándiz SA", "organization"),
            ("Montelar", "other"),
            ("Agencia Española de Medicamentos", "government"),
        ],
    ),
    (
        "es",
        "Pedro Sánchez viajó a Estados Unidos con el Ministerio de Economía y la AEM.",
        [],
        [
            ("Pedro Sánchez", "person"),
            ("Estados Unidos", "location"),
            ("Ministerio de Economía", "government"),
            ("Agencia Española de Medicamentos", "organization"),
        ],
    ),
    ("es", "Los españoles votan el martes de agosto. El alcalde negó los hechos.", [], []),
    (
        "de",
        "Scholz besuchte die Wesertal Technik in Österreich, sagte Dirksen.",
        [("Polizeisprecher Malte Dirksen", "person")],
        [
            ("Olaf Scholz", "person"),
            ("Wesertal Technik GmbH", "organization"),
            ("Österreich", "location"),
            ("Malte Dirksen", "person"),
        ],
    ),
    (
        "de",
        "Der Bundesnachrichtendienst, die NATO und Insa Tholen warnten in Bremen.",
        [],
        [
            ("Bundesnachrichtendienst", "other"),
            ("NATO", "other"),
            ("Insa Tholen", "other"),
            ("Bremen", "location"),
        ],
    ),
    (
        "de",
        "Die Feuerwehr wies die Vorwürfe am Dienstag zurück; 12 Millionen Euro Schaden.",
        [],
        [],
    ),
    ("de", "Ein Feuer zerstörte das Lager.", [("die Feuerwehr", "government")], []),
    (
        "fr",
        "Macron a remercié l’Université de Nantes et la Côte d’Ivoire.",
        [("l’Agence France-Presse (AFP)", "organization")],
        [
            ("Emmanuel Macron", "person"),
            ("Université de Nantes", "organization"),
            ("Côte d’Ivoire", "location"),
            ("Agence France-Presse", "organization"),
        ],
    ),
    (
        "fr",
        "Claire Dubois et Jean Le Goff ont quitté les États-Unis.",
        [],
        [("Claire Dubois", "person"), ("Jean Le Goff", "other"), ("États-Unis", "location")],
    ),
    ("fr", "Les Français votent lundi.", [], []),
    (
        "zh",
        "禾序优选违反《证券法》。",
        [("《江海财经报》", "organization"), ("知情人士", "unnamed")],
        [("证券法", "document"), ("禾序优选", "organization"), ("江海财经报", "organization")],
    ),
    (
        "zh",
        "禾序优选科技股份有限公司否认。",
        [("禾序优选科技股份有限公司", "organization")],
        [("禾序优选科技股份有限公司", "organization")],
    ),
    ("zh", "公司否认。", [("新华社", "organization")], [("新华社", "organization")]),
    ("zh", "《没有的书》未提及。", [("路透社", "organization")], []),
]


@pytest.mark.parametrize(
    ("language", "claim", "hops", "expected"), CASES, ids=[c[1] for c in CASES]
)
def test_a_claim_names_what_the_article_names(
    language: str, claim: str, hops: Hops, expected: list[tuple[str, str]]
) -> None:
    assert _told(_index(ARTICLES[language], language).entities(claim, hops)) == expected


MENTIONS: list[tuple[str, str, str, list[str]]] = [
    ("en", "Kim Jong-un", "", ["Kim Jong-un", "Kim"]),
    ("en", "Zyuganov", "", ["Gennady Zyuganov"]),
    ("en", "KCNA", "", ["Korean Central News Agency", "KCNA", "KCNA"]),
    ("en", "Trump", "", ["Donald Trump", "Trump", "Trump"]),
    ("en", "Marvella Consulting", "", ["Marvella Consulting Ltd", "Marvella Consulting"]),
    ("en", "Harnisch", "", ["Leopold Harnisch", "Harnisch"]),
    ("es", "Berdún", "", ["Joaquín Berdún", "Berdún"]),
    ("es", "AEM", "", ["Agencia Española de Medicamentos", "AEM", "AEM"]),
    ("es", "Montelar", "", ["MONTELAR", "Montelar"]),
    ("de", "BND", "", ["Bundesnachrichtendienst", "BND", "BND"]),
    ("de", "Tholen", "", ["Insa Tholen", "Tholen"]),
    ("fr", "AFP", "", ["Agence France-Presse", "AFP", "AFP"]),
    ("fr", "Dubois", "", ["Claire Dubois", "Dubois"]),
    ("zh", "禾序优选", "", ["禾序优选"] * 3),
    ("zh", "", "禾序优选科技股份有限公司", ["禾序优选科技股份有限公司", "禾序优选", "禾序优选"]),
    ("zh", "江海财经报", "江海财经报", ["江海财经报"] * 2),
]


@pytest.mark.parametrize(("language", "name", "source", "expected"), MENTIONS)
def test_an_entity_has_every_mention_with_its_exact_characters(
    language: str, name: str, source: str, expected: list[str]
) -> None:
    text = ARTICLES[language]
    hops = [(source, "organization")] if source else []
    [entity] = _index(text, language).entities(f"… {name} …", hops)
    assert _mentions(entity) == expected
    for selector in entity.selectors:
        assert text[selector.start : selector.end] == selector.exact
    starts = [selector.start for selector in entity.selectors]
    assert starts == sorted(set(starts))


@pytest.mark.parametrize(
    ("text", "claim", "expected"),
    [
        # Two of one family name: nobody is meant for sure.
        ("In it Ann Fallow met Bo Fallow. Then Fallow left.", "Then Fallow left.", []),
        # A short form before the full name is not known to be one.
        ("He saw Lee. Then Ann Lee came.", "Ann Lee came.", [["Ann Lee"]]),
        # Only at the beginning of sentences: the claim has to confirm it.
        ("Delmar closed. Nobody knew.", "Why Delmar closed is unknown.", [["Delmar"]]),
        ("Delmar closed. Nobody knew.", "Delmar closed.", []),
        ("Workers left. The workers knew.", "Then Workers left.", []),
        # The longest name counts, and whole words.
        ("They met in New York. A York man.", "He saw New York and Yorkshire.", [["New York"]]),
        ("The Bank of Spain spoke to Spain.", "It was Spain.", [["Spain"]]),
        ("They saw Nick Clegg’s dog and Nick Cleggs.", "It was Nick Clegg.", [["Nick Clegg"]]),
        ("They saw Anna-Lena Baer there.", "Then Lena came.", []),
        # Places are no family names, companies no persons.
        ("He met Sam London in London.", "It is London.", [["London"]]),
        ("It sued Arden Crown Partners. Arden Crown denied it.", "So Arden Crown did.", [
            ["Arden Crown Partners", "Arden Crown"]
        ]),
        ("He saw the People's Republic of China.", "It is the People’s Republic of China.", [
            ["People's Republic of China"]
        ]),
        ("A NATO (North Atlantic Treaty Organization) ship. NATO won.", "It is NATO.", [
            ["NATO", "North Atlantic Treaty Organization", "NATO"]
        ]),
        ("“I saw John F. Kennedy there,” he said.", "It was John F. Kennedy.", [
            ["John F. Kennedy"]
        ]),
        ("", "Anything.", []),
        ("He saw Ann Lee.", "", []),
    ],
)  # fmt: skip
def test_only_sure_names_are_entities(text: str, claim: str, expected: list[list[str]]) -> None:
    assert [_mentions(one) for one in _index(text).entities(claim, [])] == expected


def test_the_same_entity_is_told_once() -> None:
    index = _index(ENGLISH)
    found = index.entities("Trump, Donald Trump and Trump.", [("Trump", "person")])
    assert _told(found) == [("Donald Trump", "person")]


def test_of_very_many_mentions_the_first_are_shown_and_all_are_counted() -> None:
    [entity] = _index("He saw Ann Lee, and " * 1000).entities("It is Ann Lee.", [])
    assert (len(entity.selectors), entity.mentions) == (MAX_MENTIONS, 1000)
    [name] = _index("金正恩说。" * 30, "zh").entities("金正恩说。", [("金正恩", "person")])
    assert (len(name.selectors), name.mentions) == (MAX_MENTIONS, 30)


HOSTILE = {
    "one name": "Kim, ",
    "a run of names": "Kim ",
    "other names": "Ann Lee met Bo Ray. ",
    "particles": "Of of the de la ",
    "titles": "President Minister ",
    "brackets": "Ann (AN) ",
    "letters": "A",
    "dotted": "A.",
    "hyphens": "A-",
    "apostrophes": "d'A'b",
    "marks": "e\u0301",
    "book titles": "《书》",
    "open titles": "《",
    "introduced": "下称“名",
    "nothing": " ",
}


@pytest.mark.parametrize("language", ["en", "de", "fr", "zh"])
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_the_work_grows_with_the_article_and_no_faster(piece: str, language: str) -> None:
    def named(length: int) -> None:
        text = piece * (length // len(piece))
        index = EntityIndex(ArticleIndex(text), language)
        for claim in (text[n : n + 200] for n in range(0, len(text) // 2, 200)):
            index.entities(claim, [(claim, "person"), ("Kim", "person")])

    named(100)  # patterns are compiled once
    assert steps(lambda: named(40_000)) < GROWTH * steps(lambda: named(20_000))


def test_each_of_many_claims_has_its_names() -> None:
    names = [f"Ana{chr(97 + n % 26)}{chr(97 + n // 26)} Berd{chr(97 + n % 7)}n" for n in range(400)]
    sentences = [f"On Monday {name} told the Bank of Lys that it was late. " for name in names]
    text = "".join(sentences * 5)[:100_000]
    article = ArticleIndex(text)
    index = EntityIndex(article, "en")
    found = [
        index.entities(sentence, [("the Bank of Lys", "organization")])
        for sentence in sentences[:200]
    ]
    assert all(len(entities) == 2 for entities in found)


PIECES = """Ann |Lee |of |the |d’|President |Mr. |KCNA|(KCNA) |, |. |’s |Kim Jong-un |GmbH |Der |der
 |《|》|下称“|”|新华社|A. |e\u0301|É|May |North Korean |London |-|& |for |7 """
_PIECES = st.sampled_from([*PIECES.replace("\n", "").split("|"), "\n", "\n\n"])


@given(st.lists(_PIECES, max_size=60).map("".join), st.sampled_from(["en", "es", "de", "fr", "zh"]))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_whatever_an_article_holds_mentions_are_its_own_words(text: str, language: str) -> None:
    index = _index(text, language)
    for entity in index.entities(text, [(text, "person"), ("新华社", "organization")]):
        assert entity.selectors
        end = 0
        for selector in entity.selectors:
            assert text[selector.start : selector.end] == selector.exact
            assert selector.start >= end
            end = selector.end


def test_claims_do_not_change_each_other() -> None:
    index = _index(ENGLISH)
    first = index.entities("Zyuganov thanked Kim.", [("Kim Jong-un", "person")])
    index.entities("Trump met Kim.", [("Kim", "government")])
    assert index.entities("Zyuganov thanked Kim.", [("Kim Jong-un", "person")]) == first
