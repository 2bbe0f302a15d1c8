"""Does a normalised text know where each of its characters came from?"""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.text.normalizing import normalize
from service.text.span import Span

PROPERTY = settings(max_examples=200, deadline=None, derandomize=True)
TRICKY = (
    "aÅßİŉ \t\r\n\u00a0\u2028\u0301\u0323\u0345\u200b\u200d\ufeff\u00ad\u1100\u1161\u11a8각…\"'"
    "`\u1fef\u1ffd“”’«-‐–—−.,中😀"
)
UNICODE = st.text(st.characters(codec="utf-8") | st.sampled_from(TRICKY), max_size=60)


@PROPERTY
@given(UNICODE)
def test_every_character_stands_for_a_passage_of_the_original(text: str) -> None:
    normalized = normalize(text)
    assert len(normalized.text) == len(normalized.starts) == len(normalized.ends)
    assert all(one <= next_ for one, next_ in pairwise(normalized.starts))
    assert all(one <= next_ for one, next_ in pairwise(normalized.ends))
    for start, end in zip(normalized.starts, normalized.ends, strict=True):
        assert 0 <= start < end <= len(text)
    for (start, end), (other_start, other_end) in pairwise(
        zip(normalized.starts, normalized.ends, strict=True)
    ):
        assert end <= other_start or (start, end) == (other_start, other_end)


@PROPERTY
@given(UNICODE)
def test_each_passage_reads_as_its_original_does(text: str) -> None:
    normalized = normalize(text)
    for index in range(len(normalized.text)):
        original = normalized.original(Span(index, index + 1))
        assert normalized.text[index] in normalize(text[slice(*original)]).text
    if normalized.text:
        whole = normalized.original(Span(0, len(normalized.text)))
        assert normalize(text[slice(*whole)]).text == normalized.text


@PROPERTY
@given(UNICODE, st.data())
def test_a_passage_there_and_back_stays_inside(text: str, data: st.DataObject) -> None:
    edge = st.integers(0, len(text))
    original = Span(*sorted(data.draw(st.tuples(edge, edge))))
    normalized = normalize(text)
    start, end = normalized.passage(original)
    assert 0 <= start <= end <= len(normalized.text)
    if start < end:
        assert original.contains(normalized.original(Span(start, end)))
    for index in {start - 1, end} & set(range(len(normalized.text))):
        assert not original.contains(normalized.original(Span(index, index + 1)))


@PROPERTY
@given(UNICODE)
def test_what_is_normalised_stays_as_it_is(text: str) -> None:
    visible = "".join(
        character
        for character in text
        # An invisible character parts a letter from its accent; once it is gone, they merge.
        if unicodedata.category(character)[0] != "C" or character.isspace()
    )
    once = normalize(visible).text
    assert normalize(once).text == once


@PROPERTY
@given(UNICODE)
def test_composed_and_decomposed_read_alike(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", text)
    assert normalize(composed).text == normalize(decomposed).text


@pytest.mark.parametrize(
    ("text", "normalized"),
    [
        ("", ""),
        ("ABC", "abc"),
        ("a  b\t\r\n\u00a0\u3000c", "a b c"),
        (" a ", " a "),
        ("a\r\n\r\nb", "a b"),
        ("par\u00adty \u200bof\ufeff", "party of"),
        ("a\u200b \u200bb", "a b"),
        ("“a” «b» ‘c’ `d´ „e‟", '"a" "b" "c" "d" "e"'),
        ("''a``", '"a"'),
        ("\u1fefa\u1ffd", '"a"'),
        ("a—b – c−d ‐ e--f -\u200b- g", "a-b - c-d - e-f - g"),
        ("well…", "well..."),
        ("Cafe\u0301", "café"),
        ("STRASSE Straße", "strasse strasse"),
        ("ﬁ ΐ", "fi ι\u0308\u0301"),
        ("\u1112\u1161\u11ab", "한"),
        ("👩\u200d💻 ☀\ufe0f", "👩💻 ☀"),
    ],
)
def test_case_and_typography_fall_away(text: str, normalized: str) -> None:
    assert normalize(text).text == normalized


@pytest.mark.parametrize(
    ("text", "part", "original"),
    [
        ("The  CAFE\u0301\r\n was", "café was", "CAFE\u0301\r\n was"),
        ("The  CAFE\u0301\r\n was", "caf", "CAF"),
        ("die Straße", "stras", "Straß"),
        ("so…yes", "o..", "o…"),
        ("\u200bpar\u00adty\u200b", "party", "par\u00adty"),
        ("a\u1112\u1161\u11abb", "한", "\u1112\u1161\u11ab"),
    ],
)
def test_a_part_leads_back_to_its_original(text: str, part: str, original: str) -> None:
    normalized = normalize(text)
    start = normalized.text.index(part)
    span = normalized.original(Span(start, start + len(part)))
    assert text[slice(*span)] == original


@pytest.mark.parametrize(
    ("text", "original", "part"),
    [
        ("One.  Two.", "Two.", "two."),
        ("Eins. Große Straße.", "Große Straße.", "grosse strasse."),
        ("Wait… Go…", "Go…", "go..."),
        ("Cafe\u0301 b", "e\u0301 b", "é b"),
        ("Cafe\u0301 b", "Cafe", "caf"),  # half an accented letter is none
        ("a   b", "a ", "a"),
        ("abc", "", ""),
    ],
)
def test_a_passage_of_the_original_has_its_part(text: str, original: str, part: str) -> None:
    normalized = normalize(text)
    start = text.index(original)
    span = normalized.passage(Span(start, start + len(original)))
    assert normalized.text[slice(*span)] == part


@pytest.mark.parametrize("marks", ["\u0301\u0323", "\u0323\u0301", "\u0301", "\u1161", "\u0345"])
def test_a_letter_with_endless_marks_takes_linear_time(marks: str) -> None:
    # Were they composed together, it would take minutes.
    text = f"a{marks * 100_000} b"
    normalized = normalize(text)
    assert normalized.original(Span(0, len(normalized.text))) == Span(0, len(text))
