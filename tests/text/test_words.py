"""Are the words of a passage those that it would have as a text by itself?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.text.cues import words as cue_words
from service.text.cues import words_within
from service.text.span import Span
from service.text.tokens import Tokenized, tokenize
from service.text.words import Words, words

PIECES = """a|B|é|e\u0301|\u0301|\u0345|ß|İ|'|’|"|``|n't|don’t|o'n|l'|\u200b|\u00ad| |\n|--|…|1
 |1,200|3.5|,|.|不|ﬁ|ŉ|\u1100\u1161|\u1161|½|µ""".replace("\n ", "").split("|")
PROPERTY = settings(max_examples=500, deadline=None, derandomize=True)
CUT = st.tuples(
    st.lists(st.sampled_from(PIECES), max_size=24).map("".join),
    st.floats(0, 1),
    st.floats(0, 1),
)


def _cut(drawn: tuple[str, float, float]) -> tuple[str, Span]:
    text, one, other = drawn
    return text, Span(*sorted((int(one * len(text)), int(other * len(text)))))


@PROPERTY
@given(CUT.map(_cut))
def test_a_passage_has_the_words_of_a_text_that_is_no_more(drawn: tuple[str, Span]) -> None:
    text, passage = drawn
    alone = text[slice(*passage)]
    found = Words(Tokenized(text)).of(passage)
    assert [(word.text, word.key) for word in found] == [
        (one.text, one.key) for one in words(alone)
    ]
    assert [(word.start - passage.start, word.end - passage.start) for word in found] == [
        tuple(word.span) for word in words(alone)
    ]
    assert words_within(Tokenized(text), passage) == cue_words(alone)


@PROPERTY
@given(CUT.map(_cut))
def test_a_passage_of_the_normalised_text_has_what_can_be_read_in_it(
    drawn: tuple[str, Span],
) -> None:
    tokenized = Tokenized(drawn[0])
    passage = tokenized.normalized.passage(drawn[1])
    expected = list(tokenize(tokenized.text, tokenized.normalized, passage))
    assert tokenized.within(passage) == expected


@pytest.mark.parametrize(
    ("text", "passage", "expected"),
    [
        pytest.param("the mill closed", Span(4, 8), ["mill"], id="whole words are shared"),
        pytest.param("the mill closed", Span(5, 9), ["ill"], id="a word that is cut"),
        pytest.param("they don't", Span(0, 8), ["they", "don"], id="a contraction that is cut"),
        pytest.param("e\u0301a", Span(0, 1), ["e"], id="a character that is cut"),
    ],
)
def test_what_a_passage_cuts_is_its_own_word(text: str, passage: Span, expected: list[str]) -> None:
    tokenized = Tokenized(text)
    assert [word.text for word in Words(tokenized).of(passage)] == expected
    assert (tokenized.whole(passage) is not None) == (expected == ["mill"])
