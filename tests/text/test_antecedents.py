"""Does each source get the name that the article gives it, and never another?"""

import pytest

from schemas.draft import DraftHop
from service.text.antecedents import GroundedHop, Sources, Unnamed
from service.text.grounding import ArticleIndex
from service.text.sentences import split_sentences
from service.text.span import Span
from service.text.windows import Window, window_of
from tests.text.work import GROWTH, steps

MILL = (
    "LISBON, March 3 Portugal's environment agency has fined the Delmar paper mill 2.4 million "
    "euros, the newspaper Correio reported on Monday, citing two people with knowledge of the "
    'decision.\n\nDelmar "did not break any rule", its chief executive Ana Prates told Correio. '
    "She said the mill, which employs about 300 people, might appeal."
)
KCNA = (
    "The leader has hailed the troops, according to the North's state media Sunday. Gennady "
    "Andreyevich Zyuganov, Chairman of the Communist Party, sent his letter, according to North "
    "Korea's Korean Central News Agency (KCNA), Yonhap News Agency reported. Zyuganov thanked Kim "
    "in it, the KCNA reported. Russia will never forget, it said."
)
COURT = (
    "Leopold Harnisch, 54, opened a trial. “I have not taken a cent,” he told the judges. His "
    "lawyer, Agnes Thurnher, said that he had trusted its head, Robert Kainz. Mr. Kainz, she said, "
    "had lied. According to the indictment, Marvella had no office. About half, it goes on, used."
)
MINISTRY = (
    "The Ministry of Defence bought drones. The ministry said they were cheap. It added that they "
    "work. They fly, a spokesman said."
)
TWO = (
    "The Ministry of Defence and the Ministry of Health met. The ministry said it was fine. Ana "
    "Prates, the mayor, and Rita Costa, the judge, met. She said drones fly."
)
TRUST = (
    "The Harbour Trust dug. “It sinks,” said Moira Tennant, the trust’s chief executive. She said "
    "it was shallow. Ships wait, the trust's chief executive added. Boats sink, the trust added."
)
GROUP = "Dutch group Noordwal NV fell. Orders dropped, Noordwal said. The group said it would grow."
FEUER = (
    "„Das Feuer brach aus“, sagte Polizeisprecher Malte Dirksen. Die Halle brannte, wie der "
    "Polizeisprecher sagte. Geschäftsführerin Friederike Ahlborn widersprach. „Wir haben nichts "
    "gelagert“, erklärte sie am Mittwoch. Die Behörde hielt das fest."
)
ALCALDE = (
    "El alcalde, Joaquín Berdún, negó el desvío. «No he firmado», declaró a la salida. La ministra "
    "de Sanidad, Ana Gil, lo vio. Nadie robó, afirmó la ministra. Nada falta, según fuentes "
    "judiciales."
)
USINE = (
    "La ministre de la Santé, Claire Aubert, est venue. Selon la ministre, rien n'est décidé. Le "
    "directeur, Paul Morin, a déclaré que l'usine fermerait. Il a ajouté que tout disparaîtrait."
)
BAO = (
    "据《江海财经报》报道，禾序优选科技股份有限公司（下称“禾序优选”）被立案侦查。该报援引两人的话称，"
    "三名高管被查。该公司表示，收入已审计。秘书陆知衡表示没有问题。他还说，顾砚行已离开。"
)
TOLD = (
    "Zwei Firmen, Calder Timber und Calder Floors, warnten einen 44 Jahre alten Lagerleiter in "
    "Bremen. Die Fabrik, die Holz verarbeitet, schwieg. 两名知情人士透露，顾砚行已经离职。"
)
LANGUAGES = {FEUER: "de", TOLD: "de", ALCALDE: "es", USINE: "fr", BAO: "zh"}
REPORT = {"source_type": "organization", "medium": None, "addressee": None}


def hop(source: str, cue: str, kind: str) -> DraftHop:
    return DraftHop.model_validate({**REPORT, "source": source, "cue": cue, "source_type": kind})


def resolved(
    article: str,
    quote: str,
    source: str,
    cue: str,
    kind: str,
    title: str | None = None,
    window: Window | None = None,
) -> GroundedHop | Unnamed:
    language = LANGUAGES.get(article, "en")
    sentences = split_sentences(article, language)
    start = article.index(quote)
    window = window or window_of(sentences, range(len(sentences)))
    sources = Sources(ArticleIndex(article), language, title)
    found = sources.resolve([hop(source, cue, kind)], Span(start, start + len(quote)), window)
    if isinstance(found, Unnamed):
        return found
    (one,) = found
    for place in [*one.selectors, *([one.antecedent] if one.antecedent else [])]:
        assert article[place.start : place.end] == place.exact
    return one


def told(found: GroundedHop | Unnamed) -> tuple[str, list[str], str | None]:
    assert isinstance(found, GroundedHop)
    places = [place.exact for place in found.selectors]
    return found.source, places, found.antecedent.exact if found.antecedent else None


@pytest.mark.parametrize(
    ("article", "quote", "source", "cue", "kind", "expected"),
    [
        pytest.param(
            *(MILL, "Delmar paper mill", "Correio", "reported", "organization"),
            ("Correio", ["Correio", "reported"], None),
            id="named beside the cue",
        ),
        pytest.param(
            *(MILL, "the mill, which", "Ana Prates", "said", "person"),
            ("Ana Prates", ["She", "said"], "Ana Prates"),
            id="named before, a pronoun beside the cue",
        ),
        pytest.param(
            *(MILL, "Delmar paper mill", "two people with knowledge of the decision"),
            *("citing", "unnamed"),
            (
                "two people with knowledge of the decision",
                ["two people with knowledge of the decision", "citing"],
                None,
            ),
            id="a description that is nobody's name",
        ),
        pytest.param(
            *(MILL, "did not break", "its chief executive Ana Prates", "told", "person"),
            ("Ana Prates", ["Ana Prates", "told"], None),
            id="a name led by a possessive",
        ),
        pytest.param(
            *(MILL, "the mill, which", "Prates", "said", "person"),
            ("Ana Prates", ["She", "said"], "Ana Prates"),
            id="surname",
        ),
        pytest.param(
            *(KCNA, "thanked Kim", "KCNA", "reported", "organization"),
            ("Korean Central News Agency", ["KCNA", "reported"], "Korean Central News Agency"),
            id="abbreviation",
        ),
        pytest.param(
            *(KCNA, "thanked Kim", "Korean Central News Agency (KCNA)", "reported"),
            "organization",
            ("Korean Central News Agency", ["KCNA", "reported"], "Korean Central News Agency"),
            id="name with its abbreviation",
        ),
        pytest.param(
            *(KCNA, "sent his letter", "Yonhap", "reported", "organization"),
            ("Yonhap News Agency", ["Yonhap News Agency", "reported"], None),
            id="first word of an organization's name",
        ),
        pytest.param(
            *(KCNA, "hailed the troops", "North Korea's state media", "according to"),
            "organization",
            ("North Korea's state media", ["state media", "according to"], None),
            id="described with words from elsewhere",
        ),
        pytest.param(
            *(MINISTRY, "they were cheap", "Defence Ministry", "said", "government"),
            ("Defence Ministry", ["The ministry", "said"], "Ministry of Defence"),
            id="the same words in another order",
        ),
        pytest.param(
            *(MINISTRY, "they were cheap", "the ministry", "said", "government"),
            ("Ministry of Defence", ["The ministry", "said"], "Ministry of Defence"),
            id="the name with that head",
        ),
        pytest.param(
            *(TWO, "it was fine", "the ministry", "said", "government"),
            ("the ministry", ["The ministry", "said"], None),
            id="two names with that head",
        ),
        pytest.param(
            *(MINISTRY, "They fly", "a spokesman", "said", "unnamed"),
            ("a spokesman", ["a spokesman", "said"], None),
            id="a role without a name",
        ),
        pytest.param(
            *(MILL, "did not break", "the chief executive", "told", "person"),
            ("Ana Prates", ["chief executive", "told"], "Ana Prates"),
            id="role before a name",
        ),
        pytest.param(
            *(COURT, "he had trusted", "his lawyer", "said", "person"),
            ("Agnes Thurnher", ["His lawyer", "said"], "Agnes Thurnher"),
            id="role and name between commas",
        ),
        pytest.param(
            *(TRUST, "Ships wait", "the trust's chief executive", "added", "person"),
            ("Moira Tennant", ["the trust's chief executive", "added"], "Moira Tennant"),
            id="role behind a name",
        ),
        pytest.param(
            *(TRUST, "Boats sink", "the trust", "added", "organization"),
            ("Harbour Trust", ["the trust", "added"], "Harbour Trust"),
            id="the owner of a role",
        ),
        pytest.param(
            *(COURT, "no office", "the indictment", "According to", "document"),
            ("the indictment", ["the indictment", "According to"], None),
            id="a comma that opens no apposition",
        ),
        pytest.param(
            *(COURT, "half, it goes", "the indictment", "goes on", "document"),
            ("the indictment", ["it", "goes on"], "the indictment"),
            id="a document and it",
        ),
        pytest.param(
            *(GROUP, "it would grow", "the group", "said", "organization"),
            ("Noordwal NV", ["The group", "said"], "Noordwal NV"),
            id="a company's legal form",
        ),
        pytest.param(
            *(GROUP, "Orders dropped", "Noordwal", "said", "organization"),
            ("Noordwal NV", ["Noordwal", "said"], "Noordwal NV"),
            id="a company's short name",
        ),
        pytest.param(
            *(FEUER, "Die Halle brannte", "der Polizeisprecher", "sagte", "person"),
            ("Malte Dirksen", ["der Polizeisprecher", "sagte"], "Malte Dirksen"),
            id="German role",
        ),
        pytest.param(
            *(FEUER, "Das Feuer", "Dirksen", "sagte", "person"),
            ("Malte Dirksen", ["Malte Dirksen", "sagte"], None),
            id="German name behind the verb",
        ),
        pytest.param(
            *(FEUER, "nichts gelagert", "Friederike Ahlborn", "erklärte", "person"),
            ("Friederike Ahlborn", ["sie", "erklärte"], "Friederike Ahlborn"),
            id="German pronoun behind the verb",
        ),
        pytest.param(
            *(FEUER, "das fest", "die Behörde", "hielt", "government"),
            ("die Behörde", ["Die Behörde", "hielt"], None),
            id="German description",
        ),
        pytest.param(
            *(ALCALDE, "No he firmado", "Berdún", "declaró", "person"),
            ("Joaquín Berdún", ["declaró"], "Joaquín Berdún"),
            id="Spanish dropped subject",
        ),
        pytest.param(
            *(ALCALDE, "Nadie robó", "la ministra", "afirmó", "person"),
            ("Ana Gil", ["la ministra", "afirmó"], "Ana Gil"),
            id="Spanish role of something",
        ),
        pytest.param(
            *(ALCALDE, "Nada falta", "fuentes judiciales", "según", "unnamed"),
            ("fuentes judiciales", ["fuentes judiciales", "según"], None),
            id="Spanish description",
        ),
        pytest.param(
            *(USINE, "rien n'est", "la ministre", "Selon", "person"),
            ("Claire Aubert", ["la ministre", "Selon"], "Claire Aubert"),
            id="French role",
        ),
        pytest.param(
            *(BAO, "三名高管", "该报", "援引", "organization"),
            ("江海财经报", ["该报", "援引"], "江海财经报"),
            id="Chinese newspaper",
        ),
        pytest.param(
            *(BAO, "收入已审计", "该公司", "表示", "organization"),
            ("禾序优选科技股份有限公司", ["该公司", "表示"], "禾序优选科技股份有限公司"),
            id="Chinese company",
        ),
        pytest.param(
            *(BAO, "收入已审计", "禾序优选", "表示", "organization"),
            ("禾序优选科技股份有限公司", ["该公司", "表示"], "禾序优选科技股份有限公司"),
            id="Chinese short form",
        ),
        pytest.param(
            *(BAO, "顾砚行已离开", "陆知衡", "说", "person"),
            ("陆知衡", ["他", "说"], "陆知衡"),
            id="Chinese pronoun",
        ),
    ],
)
def test_a_source_gets_its_fullest_name_and_its_places(
    article: str,
    quote: str,
    source: str,
    cue: str,
    kind: str,
    expected: tuple[str, list[str], str | None],
) -> None:
    assert told(resolved(article, quote, source, cue, kind)) == expected


@pytest.mark.parametrize(
    ("article", "quote", "source", "cue", "kind", "expected"),
    [
        pytest.param(MILL, "the mill, which", "She", "said", "person", "Ana Prates", id="she"),
        pytest.param(COURT, "not taken", "he", "told", "person", "Leopold Harnisch", id="an age"),
        pytest.param(COURT, "had lied", "she", "said", "person", "Agnes Thurnher", id="not Mr."),
        pytest.param(
            *(KCNA, "never forget", "it", "said", "organization"),
            "Korean Central News Agency",
            id="it, beside a person",
        ),
        pytest.param(
            *(MINISTRY, "they work", "It", "added", "government"),
            "Ministry of Defence",
            id="it, by way of a description",
        ),
        pytest.param(
            *(FEUER, "nichts gelagert", "sie", "erklärte", "person"), "Friederike Ahlborn", id="de"
        ),
        pytest.param(USINE, "tout disp", "il", "ajouté", "person", "Paul Morin", id="fr"),
        pytest.param(TWO, "drones fly", "she", "said", "person", None, id="two persons"),
        pytest.param(TWO, "drones fly", "he", "said", "person", None, id="does not stand there"),
        pytest.param(MILL, "the mill, which", "it", "said", "organization", None, id="an object"),
        pytest.param(MILL, "the mill, which", "she", "said", "document", None, id="no person"),
        pytest.param(KCNA, "never forget", "they", "said", "organization", None, id="several"),
        pytest.param(KCNA, "never forget", "we", "said", "organization", None, id="we"),
        pytest.param(BAO, "顾砚行已离开", "他", "说", "person", "陆知衡", id="zh"),
    ],
)
def test_a_pronoun_becomes_a_name_where_only_one_fits(
    article: str, quote: str, source: str, cue: str, kind: str, expected: str | None
) -> None:
    found = resolved(article, quote, source, cue, kind)
    if expected is None:
        assert isinstance(found, Unnamed)
        assert source in found.detail
    else:
        assert told(found)[0] == told(found)[2] == expected


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        pytest.param("44 Jahre alter Lagerleiter", "unnamed", id="inflected"),
        pytest.param("Calder Timber und Calder Floors", "organization", id="two names"),
        pytest.param("die Fabrik, welche Holz verarbeitet", "unnamed", id="tied together"),
        pytest.param("两名知情人士中的一名", "unnamed", id="characters, mostly"),
    ],
)
def test_a_source_may_be_described_in_words_tied_together(source: str, kind: str) -> None:
    found = resolved(TOLD, "schwieg", source, "透露", kind)
    assert not isinstance(found, Unnamed)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        pytest.param("45 Jahre alter Lagerleiter", "unnamed", id="another number"),
        pytest.param("Calder Timber und Calder Walls", "organization", id="one of two unknown"),
        pytest.param("der Fabrikleiter in Hamburg", "unnamed", id="another place"),
        pytest.param("李四海", "person", id="a name in characters"),
        pytest.param("三名离职的公司高管", "unnamed", id="few of the characters"),
    ],
)
def test_a_description_with_something_of_its_own_is_refused(source: str, kind: str) -> None:
    assert isinstance(resolved(TOLD, "schwieg", source, "透露", kind), Unnamed)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        pytest.param("Reuters", "organization", id="a stranger"),
        pytest.param("Ana Costa", "person", id="a known first name"),
        pytest.param("Correio Prates", "person", id="known names that are not one"),
        pytest.param("a senior official at the palace", "unnamed", id="a made-up description"),
        pytest.param("Ana " * 400, "person", id="longer than any name"),
    ],
)
def test_a_source_that_the_article_does_not_name_is_refused(source: str, kind: str) -> None:
    found = resolved(MILL, "the mill, which", source, "said", kind)
    assert isinstance(found, Unnamed)
    assert "does not name" in found.detail


def test_a_headline_names_a_source_but_gives_no_place() -> None:
    found = resolved(MILL, "Delmar paper", "Reuters", "citing", "organization", title="Reuters!")
    assert told(found) == ("Reuters", ["citing"], None)


@pytest.mark.parametrize(
    ("article", "source", "kind", "expected"),
    [
        pytest.param(
            *("Ana Prates met Rui Prates. Mr. Prates said no.", "Prates", "person"),
            "Prates",
            id="two with that surname",
        ),
        pytest.param(
            *("The judge Ana Maria Prates met Ana Prates. Prates said no.", "Prates", "person"),
            "Ana Maria Prates",
            id="the same name with another in its middle",
        ),
        pytest.param(
            *("Portugal Telecom fell. Portugal said no.", "Portugal", "government"),
            "Portugal",
            id="a country in a company's name",
        ),
        pytest.param(
            *("Delmar Prates, a judge, left. Delmar said no.", "Delmar", "organization"),
            "Delmar",
            id="a person is no organization",
        ),
        pytest.param(
            *("On Monday Ana Prates left. Prates said no.", "Prates", "person"),
            "Ana Prates",
            id="a weekday is no part of a name",
        ),
        pytest.param(
            *("US President Donald Trump left. Trump said no.", "Trump", "person"),
            "Donald Trump",
            id="nor is a title",
        ),
        pytest.param(
            *("Ana Prates of Delmar left. Prates said no.", "Prates", "person"),
            "Ana Prates",
            id="nor is what she belongs to",
        ),
        pytest.param(
            *("The leader Kim Jong-un left. Kim said no.", "Kim", "person"),
            "Kim Jong-un",
            id="a family name that comes first",
        ),
        pytest.param(
            *("Ursula von der Leyen left. Von der Leyen said no.", "von der Leyen", "person"),
            "Ursula von der Leyen",
            id="small words in a name",
        ),
        pytest.param(
            *("The director of São Vicente left. The director said no.", "the director"),
            *("person", "the director"),
            id="what a role belongs to is not who has it",
        ),
        pytest.param(
            *("Ana Prates, who met the mayor, left. The mayor said no.", "the mayor", "person"),
            "the mayor",
            id="a clause is no apposition",
        ),
        pytest.param(
            *("Ana Prates, the wife of the mayor, left. The mayor said no.", "the mayor"),
            *("person", "the mayor"),
            id="nor is another's role",
        ),
    ],
)
def test_no_name_is_guessed(article: str, source: str, kind: str, expected: str) -> None:
    assert told(resolved(article, "no", source, "said", kind))[0] == expected


def test_the_full_name_may_stand_in_the_lead_but_not_where_the_window_shows_nothing() -> None:
    article = "Ana Prates, the mayor, left. " + "Rain fell. " * 9 + "Prates said no."
    sentences = split_sentences(article)
    shown = window_of(sentences, [len(sentences) - 1])
    assert told(resolved(article, "no.", "Ana Prates", "said", "person", window=shown)) == (
        "Ana Prates",
        ["Prates", "said"],
        "Ana Prates",
    )
    alone = Window(shown.indices, shown.sentences, ())
    assert isinstance(
        resolved(article, "no.", "Ana Prates", "said", "person", window=alone), Unnamed
    )


def test_each_source_of_a_chain_has_its_own_place() -> None:
    sentences = split_sentences(KCNA)
    start = KCNA.index("sent his letter")
    chain = [
        hop("Yonhap News Agency", "reported", "organization"),
        hop("KCNA", "according to", "organization"),
    ]
    found = Sources(ArticleIndex(KCNA)).resolve(
        chain, Span(start, start + 15), window_of(sentences, range(len(sentences)))
    )
    assert not isinstance(found, Unnamed)
    assert [one.selectors[0].exact for one in found] == [
        "Yonhap News Agency",
        "Korean Central News Agency",
    ]


def test_the_mention_nearest_to_the_cue_is_taken() -> None:
    article = "Correio fell. Correio, a paper, wrote that Correio said no."
    found = resolved(article, "no", "Correio", "said", "organization")
    assert isinstance(found, GroundedHop)
    assert found.selectors[0].start == article.rindex("Correio")


def test_a_cue_in_a_sentence_before_is_found_where_the_claims_own_has_none() -> None:
    article = "Ana Prates said much. The mill is old."
    found = resolved(article, "The mill is old", "Ana Prates", "said", "person")
    assert told(found) == ("Ana Prates", ["Ana Prates", "said"], None)


TWO_SPEAK = "Bob Roy said the bridge is ugly. Ann Lee was absent."
CHIEFS = "Its chief, Bob Roy, said the bridge is ugly. Acme spokesman Al Fox said no. Ann Lee left."
NESTED = "Reuters reported that the CEO, Tom Wu, told staff that the plant would close."
CUT = "Acme kündigte am Montag Kürzungen an. Malte Dirksen sah zu."


@pytest.mark.parametrize(
    ("article", "quote", "source", "cue", "kind", "speaker"),
    [
        pytest.param(
            *(TWO_SPEAK, "the bridge is", "Ann Lee", "said", "person"), "Bob Roy", id="name"
        ),
        pytest.param(*(TWO_SPEAK, "the bridge is", "Bob Roy", "said", "person"), "", id="himself"),
        pytest.param(*(TWO_SPEAK, "the bridge is", "Mr. Roy", "said", "person"), "", id="a form"),
        pytest.param(
            *(CHIEFS, "the bridge is", "Ann Lee", "said", "person"), "Bob Roy", id="comma"
        ),
        pytest.param(*(CHIEFS, "no", "Acme", "said", "organization"), "", id="spoken for"),
        pytest.param(
            *("Ann Lee and Bob Roy said no.", "no", "Ann Lee", "said", "person"), "", id="both"
        ),
        pytest.param(
            *("A lawyer for Bob Roy said no. Ann Lee left.", "no", "Ann Lee", "said", "person"),
            "",
            id="one whom we do not know",
        ),
        pytest.param(
            *("“No,” said Bob Roy. Ann Lee left.", "No", "Ann Lee", "said", "person"),
            "Bob Roy",
            id="behind a quotation",
        ),
        pytest.param(
            *("Rain fell, according to Bob Roy. Ann Lee left.", "Rain", "Ann Lee"),
            *("according to", "person", "Bob Roy"),
            id="according to",
        ),
        pytest.param(
            *("Bob Roy said it rained, and Ann Lee said no.", "no", "Ann Lee", "said", "person"),
            "",
            id="each his own",
        ),
    ],
)
def test_a_source_is_refused_where_the_article_names_another_speaker(
    article: str, quote: str, source: str, cue: str, kind: str, speaker: str
) -> None:
    found = resolved(article, quote, source, cue, kind)
    if speaker:
        assert isinstance(found, Unnamed)
        assert found.detail == f"the article has “{speaker}” say this"
    else:
        assert isinstance(found, GroundedHop)


@pytest.mark.parametrize(
    ("article", "source", "cue", "language", "is_there"),
    [
        pytest.param(NESTED, "Tom Wu", "told", "en", True, id="verbatim"),
        pytest.param(NESTED, "Tom Wu", "tells", "en", True, id="irregular"),
        pytest.param(NESTED, "Reuters", "has been reporting", "en", True, id="inflected"),
        pytest.param(NESTED, "Tom Wu", "announced", "en", False, id="another word"),
        pytest.param(NESTED, "Tom Wu", "told falsely", "en", False, id="a word added"),
        pytest.param(CUT, "Acme", "kündigte an", "de", True, id="split"),
        pytest.param(CUT, "Acme", "ankündigte", "de", True, id="split, joined"),
        pytest.param(CUT, "Acme", "angekündigt", "de", True, id="split, a participle"),
        pytest.param(CUT, "Acme", "behauptete", "de", False, id="another German word"),
        pytest.param(
            "李明周一援引报告称，通胀下降。", "李明", "援引称", "zh", True, id="zh, split"
        ),
        pytest.param(
            "李明周一援引报告称，通胀下降。", "李明", "声称", "zh", False, id="zh, another"
        ),
    ],
)
def test_a_cue_stands_in_the_article_in_some_form(
    article: str, source: str, cue: str, language: str, is_there: bool
) -> None:
    window = window_of([Span(0, len(article))], [0])
    found = Sources(ArticleIndex(article), language).resolve(
        [hop(source, cue, "person")], Span(0, len(article)), window
    )
    assert isinstance(found, list) == is_there, found


def chained(article: str, *hops: DraftHop) -> list[GroundedHop] | Unnamed:
    sentences = split_sentences(article)
    start = article.index("the plant")
    window = window_of(sentences, range(len(sentences)))
    return Sources(ArticleIndex(article)).resolve(hops, Span(start, start + 21), window)


def test_a_chain_is_refused_that_turns_the_claims_sentence_round() -> None:
    tom, reuters = hop("Tom Wu", "told", "person"), hop("Reuters", "reported", "organization")
    assert isinstance(chained(NESTED, reuters, tom), list)
    assert isinstance(chained(NESTED, tom, reuters), Unnamed)
    apart = "Tom Wu told staff so. Reuters reported the plant would close."
    assert isinstance(chained(apart, tom, reuters), list)


@pytest.mark.parametrize(
    ("article", "pronoun", "cue", "kind", "language", "expected"),
    [
        pytest.param(
            *("The Finance Ministry published its budget. It said no.", "it", "said"),
            *("government", "en", "Finance Ministry"),
            id="a ministry",
        ),
        pytest.param(
            *("Acme Corp published its results. It said no.", "it", "said"),
            *("organization", "en", "Acme Corp"),
            id="a company",
        ),
        pytest.param(
            *("Acme Corp sued Bolt Inc. It said no.", "it", "said", "organization", "en", None),
            id="two companies",
        ),
        pytest.param(
            *("The company sued Acme Corp. It said no.", "it", "said", "organization", "en", None),
            id="a company without a name",
        ),
        pytest.param(
            *("Peter Hall resigned. He said no.", "he", "said", "person", "en", "Peter Hall"),
            id="a person",
        ),
        pytest.param(
            *("Peter Hall met Ann Lee. He said no.", "he", "said", "person", "en", None),
            id="two whom nothing tells apart",
        ),
        pytest.param(
            *("Mayor Ann Lee met Peter Hall. He said no.", "he", "said", "person", "en", None),
            id="two, one with a title",
        ),
        pytest.param(
            *("The minister met Peter Hall. He said no.", "he", "said", "person", "en", None),
            id="a role without a name",
        ),
        pytest.param(
            *("Bridge Street flooded. He said no.", "he", "said", "person", "en", None),
            id="a street",
        ),
        pytest.param(
            *("Peter Hall left. The lawyer laughed. He said no.", "he", "said", "person", "en"),
            None,
            id="another between",
        ),
        pytest.param(
            *("Peter Hall trat zurück. Er sagte no.", "er", "sagte", "person", "de", "Peter Hall"),
            id="German",
        ),
        pytest.param(
            *("Paul Petit a demissionne. Il a dit no.", "il", "a dit", "person", "fr"),
            "Paul Petit",
            id="French",
        ),
        pytest.param(
            *("行长李明周一表示通胀下降。他说no。", "他", "说", "person", "zh", "李明"),
            id="Chinese",
        ),
        pytest.param(
            *("李明和王刚周一表示下降。他说no。", "他", "说", "person", "zh", None),
            id="Chinese, two",
        ),
    ],
)
def test_a_pronoun_stands_for_the_one_name_of_the_sentence_before(
    article: str, pronoun: str, cue: str, kind: str, language: str, expected: str | None
) -> None:
    sentences = split_sentences(article, language)
    start = article.rindex("no")
    found = Sources(ArticleIndex(article), language).resolve(
        [hop(pronoun, cue, kind)],
        Span(start, start + 2),
        window_of(sentences, range(len(sentences))),
    )
    assert (found[0].source if isinstance(found, list) else None) == expected


@pytest.mark.parametrize(
    ("article", "source", "kind", "language", "expected"),
    [
        pytest.param(
            *("A senior official said no.", "A senior official"), "person", "en", "unnamed"
        ),
        pytest.param(*("Dijo no un portavoz.", "un portavoz"), "person", "es", "unnamed"),
        pytest.param(*("Ein Sprecher sagte no.", "ein Sprecher"), "person", "de", "unnamed"),
        pytest.param(*("一名官员说no。", "一名官员"), "person", "zh", "unnamed"),
        pytest.param(*("李明说no。", "李明"), "person", "zh", "person"),
        pytest.param(*("Bob Roy said no.", "Bob Roy"), "person", "en", "person"),
        pytest.param(*("The indictment said no.", "The indictment"), "document", "en", "document"),
        pytest.param(
            *("The mayor, Bob Roy, left. The mayor said no.", "the mayor"), "person", "en", "person"
        ),
    ],
)
def test_a_person_without_a_name_is_unnamed(
    article: str, source: str, kind: str, language: str, expected: str
) -> None:
    sentences = split_sentences(article, language)
    start = article.index("no")
    found = Sources(ArticleIndex(article), language).resolve(
        [hop(source, "no", kind)],
        Span(start, start + 2),
        window_of(sentences, range(len(sentences))),
    )
    assert isinstance(found, list)
    assert found[0].source_type == expected


@pytest.mark.parametrize("language", ["en", "de", "zh"])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ana " * 5_000, id="one long name"),
        pytest.param("Ana Prates said it. " * 1_000, id="one source"),
        pytest.param("the mill said " * 2_000, id="descriptions"),
        pytest.param("A of " * 5_000, id="links"),
        pytest.param("Ab Cd (AC) " * 2_000, id="abbreviations"),
        pytest.param("Mr Ana, the chief, " * 1_500, id="appositions"),
        pytest.param("该公司表示他说" * 3_000, id="without spaces"),
        pytest.param("(" * 20_000, id="brackets"),
    ],
)
def test_the_work_grows_with_the_article_and_no_faster(text: str, language: str) -> None:
    def searched(text: str) -> None:
        sentences = split_sentences(text)
        window = window_of(sentences, range(min(12, len(sentences))))
        sources = Sources(ArticleIndex(text), language)
        passage = window.sentences[-1]
        for source in ("Ana", "it", "the mill", "他", "Ana " * 400, "a chief of the mill"):
            sources.resolve([hop(source, "said", "organization")], passage, window)
            sources.resolve([hop(source, "said " * 300, "person")], passage, window)

    half = steps(lambda: searched(text[: len(text) // 2]))
    assert steps(lambda: searched(text)) < GROWTH * half
