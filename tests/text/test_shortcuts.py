"""Does what is looked up first say the same as the rule that it spares?"""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.text.checks import universals
from service.text.checks.reading import Reading
from service.text.checks.shown import Passage, Shown
from service.text.checks.universals import unfounded_universals
from service.text.cues import Word, words
from service.text.cues.finding import lexicon_of
from service.text.cues.lexicon import Phrase
from service.text.edits import Changes, Edits
from service.text.grounding import ArticleIndex
from service.text.recent import Recent
from service.text.reporting.patterns import patterns
from service.text.reporting.vocabulary import VOCABULARIES
from service.text.span import Span
from service.text.tokens import Tokenized, texts_of, words_of
from service.text.windows import Window

PROPERTY = settings(max_examples=100, deadline=None, derandomize=True)
LANGUAGES = ["en", "es", "de", "fr", "zh", "pt"]


def _texts(known: Sequence[str]) -> st.SearchStrategy[str]:
    """Texts of words that a rule knows, and others, with marks between them."""
    others = ["the", "mill", "2", "ſaid", "saıd", "İn", "ß", "e\u0301", "\u0345", "d’", "don't", ""]
    word = st.one_of(st.sampled_from(known), st.sampled_from(others)).flatmap(
        lambda one: st.sampled_from([one, one.upper(), one.title(), f"{one}s"])
    )
    gap = st.sampled_from([" ", " ", " ", ", ", "-", "", "_", "\n"])
    return st.lists(st.tuples(word, gap), max_size=12).map(
        lambda parts: "".join(part for pair in parts for part in pair)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_is_found_by_its_first_words_as_by_a_search_of_all(language: str) -> None:
    lexicon = lexicon_of(language)
    ranked = sorted(one for listed in lexicon._by_word.values() for one in listed)
    known = [" ".join(phrase.words).replace("*", "") for _, phrase in ranked]

    def any_of_all(found: Sequence[Word], index: int) -> Phrase | None:
        standing = [phrase for _, phrase in ranked if phrase.stands(found, index)]
        return standing[0] if standing else None

    @settings(PROPERTY, max_examples=100)
    @given(_texts(known))
    def holds(text: str) -> None:
        found = words(text)
        assert [lexicon.at(found, at) for at in range(len(found))] == [
            any_of_all(found, at) for at in range(len(found))
        ]

    holds()


@pytest.mark.parametrize("language", VOCABULARIES)
def test_hints_of_reporting_are_found_by_their_first_words(language: str) -> None:
    vocabulary = VOCABULARIES[language]
    listed = " ".join((vocabulary.verbs, vocabulary.per, vocabulary.citing))
    known = [
        *re.findall(r"[^\W\d_]+", listed),
        "goes on",
        "according to",
        "a-t-il",
        "so",
        "d'après",
    ]

    @PROPERTY
    @given(_texts(known))
    def holds(text: str) -> None:
        hint = patterns(language).hint
        every = [at for at in range(len(text)) if hint.match(text, at)]
        assert patterns(language).hints(text) == every

    holds()


@pytest.mark.parametrize("language", VOCABULARIES)
def test_there_is_a_hint_in_every_reporting_clause(language: str) -> None:
    vocabulary, forms = VOCABULARIES[language], patterns(language)
    listed = "|".join((vocabulary.verbs, vocabulary.per, vocabulary.citing, vocabulary.auxiliaries))
    known = [re.sub(r"\\s\+|\\", " ", one).strip() for one in re.split(r"[|()?:]+", listed)]
    known += ["Ann Lee", "Dr. Bob", "a-t-il", "so der Chef", "wie er", "zufolge", "that he", "que"]

    @PROPERTY
    @given(_texts(known))
    def holds(text: str) -> None:
        found = [
            *(pattern.fullmatch(text) for pattern in (*forms.tails, forms.cited)),
            *(pattern.match(text) for pattern in forms.fronts),
        ]
        hints = forms.hints(text)
        assert all(any(hint < one.end() for hint in hints) for one in found if one)

    holds()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_universal_is_found_by_the_words_that_open_one(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = [*universals._groups(language), *map(" ".join, _innocent(language)), "mill"]
    nothing = Shown.of([Passage.of(Reading(Tokenized(""), language), [])])

    class Everything(frozenset[str]):
        def isdisjoint(self, _: object) -> bool:
            return False

    @settings(PROPERTY, max_examples=60)
    @given(_texts(known))
    def holds(text: str) -> None:
        found = unfounded_universals(words(text), nothing, language)
        with monkeypatch.context() as patch:
            patch.setattr(universals, "_openings", lambda language: Everything())
            assert found == unfounded_universals(words(text), nothing, language)

    holds()


def _innocent(language: str) -> list[tuple[str, ...]]:
    return [phrase for some in universals._innocent(language).values() for phrase in some]


PIECES = ["Ann", "Ann’s", "the", "mill", "mills", "closed", "not", "5", "don't", "不", "it"]


@PROPERTY
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8), st.data())
def test_a_claim_of_its_passages_words_changes_nothing(
    article: list[str], data: st.DataObject
) -> None:
    said = data.draw(st.lists(st.sampled_from([*article, "mill"]), max_size=8))
    text = " ".join(article)
    passage = Span(0, len(text))
    claim = Tokenized(" ".join(said))
    edits = Edits(ArticleIndex(text))
    window = Window((0,), (passage,), ())
    if edits._says_no_more(claim, passage):
        edits._says_no_more = lambda *_: False  # type: ignore[method-assign]
        assert edits.changes(claim, passage, window) == Changes([], [])


@PROPERTY
@given(_texts(["1,200", "3.5", "ﬁ", "不", "“a”", "…"]))
def test_the_texts_of_words_are_those_of_tokens(text: str) -> None:
    assert texts_of(text) == [token.text for token in words_of(text)] == [*Tokenized(text).texts]


def test_what_lies_far_back_is_forgotten() -> None:
    recent: Recent[int, str] = Recent(2)
    assert [recent.keep(number, f"{number}") for number in range(3)] == ["0", "1", "2"]
    assert dict(recent) == {1: "1", 2: "2"}
