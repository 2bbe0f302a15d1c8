"""Is what a source says kept from being the article's?"""

import pytest

from service.text.checks.reading import Reading
from service.text.checks.voice import Voices
from service.text.sentences import split_sentences
from service.text.span import Span
from service.text.tokens import Tokenized
from tests.text.test_checks import HOP, failed
from tests.text.work import GROWTH, steps

PROMOTED: dict[str, tuple[str, str, str]] = {
    # language, article with the passage between ⟦ and ⟧, claim without a chain
    "said": ("en", "Ann Lee said ⟦the bridge is unsafe⟧.", "The bridge is unsafe."),
    "the whole sentence": ("en", "⟦Ann Lee said the bridge is unsafe⟧.", "The bridge is unsafe."),
    "according to": (
        "en",
        "According to Ann Lee, ⟦the bridge is unsafe⟧.",
        "The bridge is unsafe.",
    ),
    "at the end": ("en", "⟦The bridge is unsafe⟧, Ann Lee told the BBC.", "The bridge is unsafe."),
    "direct": ("en", "“⟦The bridge is unsafe⟧,” said Ann Lee.", "The bridge is unsafe."),
    "single marks": ("en", "‘⟦The bridge is unsafe⟧,’ said Ann Lee.", "The bridge is unsafe."),
    "two sentences": (
        "en",
        "“⟦The bridge is unsafe⟧. It will fall soon,” said Ann Lee.",
        "The bridge is unsafe.",
    ),
    "after a colon": (
        "en",
        "Ann Lee told the council: “It is old. ⟦The bridge is unsafe⟧.”",
        "The bridge is unsafe.",
    ),
    "the quotation goes on": (
        "en",
        "“It is old,” said Ann Lee. “⟦The bridge is unsafe⟧.”",
        "The bridge is unsafe.",
    ),
    "the source's owner": (
        "en",
        "The mill's spokeswoman said ⟦the mill will close⟧.",
        "The mill will close.",
    ),
    "dijo que": ("es", "Ann Lee dijo que ⟦el puente es inseguro⟧.", "El puente es inseguro."),
    "según": ("es", "⟦El puente es inseguro⟧, según Ann Lee.", "El puente es inseguro."),
    "sagte, dass": ("de", "Ann Lee sagte, dass ⟦die Brücke alt ist⟧.", "Die Brücke ist alt."),
    "sagte": ("de", "„⟦Die Brücke ist alt⟧“, sagte Ann Lee.", "Die Brücke ist alt."),
    "laut": ("de", "Laut Ann Lee ⟦ist die Brücke alt⟧.", "Die Brücke ist alt."),
    "selon": ("fr", "Selon Ann Lee, ⟦le pont est dangereux⟧.", "Le pont est dangereux."),
    "a déclaré": (
        "fr",
        "« ⟦Le pont est dangereux⟧ », a déclaré Ann Lee.",
        "Le pont est dangereux.",
    ),
    "表示": ("zh", "李安表示，⟦大桥不安全⟧。", "大桥不安全。"),
    "说": ("zh", "李安说：“⟦大桥不安全⟧。”", "大桥不安全。"),
}
THE_ARTICLES: dict[str, tuple[str, str, str]] = {
    "relative clause of the source": (
        "en",
        "Bob Roy, ⟦who runs the mill⟧, said the bridge is unsafe.",
        "Bob Roy runs the mill.",
    ),
    "all of it": (
        "en",
        "⟦Bob Roy, who runs the mill, said the bridge is unsafe⟧.",
        "Bob Roy runs the mill.",
    ),
    "apposition of the source": (
        "en",
        "The bridge is unsafe, said Bob Roy, ⟦the mayor of Leeds⟧.",
        "Leeds has a mayor.",
    ),
    "relative clause in what is said": (
        "en",
        "Bob Roy said the bridge, ⟦which opened in 1950⟧, is unsafe.",
        "The bridge opened in 1950.",
    ),
    "apposition in what is said": (
        "en",
        "⟦Bob Roy, 54⟧, took the money, according to the indictment.",
        "Bob Roy is 54.",
    ),
    "meanwhile": (
        "en",
        "Bob Roy denied on Tuesday that he took money, as ⟦his trial opened in Graz⟧.",
        "A trial opened in Graz.",
    ),
    "another clause": (
        "en",
        "⟦In 2017 it lost 31 percent⟧; last year, according to the report, it lost 12.",
        "The network lost 31 percent in 2017.",
    ),
    "the source is named": (
        "en",
        "Ann Lee said ⟦the bridge is unsafe⟧.",
        "Ann Lee considers the bridge unsafe.",
    ),
    "the source is told": ("en", "She said ⟦the bridge is unsafe⟧.", "Lee said it is unsafe."),
    "nobody speaks": ("en", "⟦The bridge is unsafe⟧ at night.", "The bridge is unsafe."),
    "the next sentence": ("en", "“It is old,” said Ann Lee. ⟦The road closed⟧.", "A road closed."),
    "a part only": (
        "de",
        "⟦Ein Feuer hat das Lager zerstört⟧ und nach Angaben der Polizei Schaden angerichtet.",
        "Ein Feuer hat das Lager zerstört.",
    ),
    "a name between marks": (
        "en",
        "“⟦The Bridge⟧” opened. It is good, said Ann Lee.",
        "There is a bridge.",
    ),
    "apposición": (
        "es",
        "Ann Lee, ⟦alcaldesa de Leeds⟧, dijo que el puente es inseguro.",
        "Leeds tiene alcaldesa.",
    ),
    "proposition relative": (
        "fr",
        "Ann Lee, ⟦qui dirige la ville⟧, a déclaré que le pont est dangereux.",
        "Ann Lee dirige la ville.",
    ),
    "没有人说": ("zh", "⟦大桥不安全⟧，已经关闭。", "大桥不安全。"),
}


def _failed(row: tuple[str, str, str], hop: dict[str, object] | None = None) -> set[str]:
    language, article, claim = row
    before, _, rest = article.partition("⟦")
    quote, _, after = rest.partition("⟧")
    return failed(claim, quote, hop, before + quote + after, language=language)


@pytest.mark.parametrize("row", PROMOTED.values(), ids=PROMOTED)
def test_what_a_source_says_is_not_the_articles(row: tuple[str, str, str]) -> None:
    assert "voice" in _failed(row)
    assert "voice" not in _failed(row, {**HOP, "source": "Ann Lee"})


@pytest.mark.parametrize("row", THE_ARTICLES.values(), ids=THE_ARTICLES)
def test_what_the_article_says_needs_no_source(row: tuple[str, str, str]) -> None:
    assert "voice" not in _failed(row)


def test_a_quotation_of_many_sentences_is_read_once() -> None:
    def checked(size: int) -> None:
        article = f"“{'It is old. ' * size}It ends.” said Ann Lee."
        sentences = split_sentences(article)
        voices = Voices(article, sentences, "en")
        claim = Tokenized("It is old.")
        for sentence in sentences:
            voices.problem(Reading(claim, "en"), claim.tokens, Span(*sentence))

    small, large = steps(lambda: checked(40)), steps(lambda: checked(80))
    assert large <= small * GROWTH
