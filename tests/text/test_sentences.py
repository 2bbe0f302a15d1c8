"""Does every word of an article lie in exactly one sentence?"""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.text.sentences import MAX_SENTENCE, split_sentences

PROPERTY = settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
PIECES = st.sampled_from(
    ["Mr. ", "He left. ", "\r\n\r\n", "\n", "“Why?” ", "她走了。", "😀", "e\u0301", "U.S. ",
     "\u2028", "\x1c", "\x00", "\u00a0", "...", "x" * 800, "word " * 200, "\t\t", ".\u0301"]
)  # fmt: skip
TEXT = st.lists(st.text(st.characters(codec="utf-8"), max_size=8) | PIECES, max_size=12).map(
    "".join
)
LANGUAGES = st.sampled_from([None, "en", "pt-BR", "zh-Hans", "ja", "de", "ar", "tlh", "xx", "EN"])


def sentences(text: str, language: str | None = None) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


@PROPERTY
@given(TEXT, LANGUAGES)
def test_sentences_cover_every_visible_character_once(text: str, language: str | None) -> None:
    spans = split_sentences(text, language)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    covered = {index for span in spans for index in range(*span)}
    assert {index for index, character in enumerate(text) if not character.isspace()} <= covered
    for start, end in spans:
        assert end - start <= MAX_SENTENCE
        assert text[start:end] == text[start:end].strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \r\n\t", []),
        ("One. Two.", ["One.", "Two."]),
        ("No stop at all", ["No stop at all"]),
        ("One.\r\n\r\nTwo.\r\nThree.", ["One.", "Two.", "Three."]),
        ("A headline\n\nThen a sentence.", ["A headline", "Then a sentence."]),
        (
            "Seoul, Aug 17 The leader of the party left. He was late.",
            ["Seoul, Aug 17 The leader of the party left.", "He was late."],
        ),
        (
            "Mr. Li met Dr. Kim at 3.30 p.m. in the U.S. Senate. They talked.",
            ["Mr. Li met Dr. Kim at 3.30 p.m. in the U.S. Senate.", "They talked."],
        ),
        ('"I go," he said. "Why?" she asked.', ['"I go," he said.', '"Why?" she asked.']),
        ("他说：“我来了。”她走了！真的？", ["他说：“我来了。”", "她走了！", "真的？"]),
        ("We won 👩‍💻! Great 🏳️‍🌈. Yes.", ["We won 👩‍💻!", "Great 🏳️‍🌈.", "Yes."]),
        ("It grew by 4.2 percent. So 1,200 left.", ["It grew by 4.2 percent.", "So 1,200 left."]),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize("language", ["tlh", "xx", "klingon", "", "i", "../en", "EN-us", "en_US"])
def test_an_unknown_language_is_read_like_english(language: str) -> None:
    text = "Mr. Li left. She stayed."
    assert split_sentences(text, language) == split_sentences(text)


def test_a_region_does_not_hide_the_language() -> None:
    text = "La Sra. López llegó. Sí."
    assert sentences(text, "es-MX") == sentences(text, "ES") == ["La Sra. López llegó.", "Sí."]


@pytest.mark.parametrize(
    "text", ["word " * 1000, "x" * 5000, "行" * 4000, "a\n" * 3000, "😀" * 2000]
)
def test_what_runs_on_is_cut(text: str) -> None:
    pieces = sentences(text)
    assert max(map(len, pieces)) <= MAX_SENTENCE
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_what_runs_on_is_cut_between_words() -> None:
    assert set(" ".join(sentences("word " * 1000)).split()) == {"word"}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("It rained. Ms. Reiter left.", "en", ["It rained.", "Ms. Reiter left."]),
        ("It cost approx. 5 euros. He paid.", "en", ["It cost approx. 5 euros.", "He paid."]),
        ("M. Petit est parti. Il pleut.", "fr", ["M. Petit est parti.", "Il pleut."]),
        ("He met Ms.\n\nReiter left.", "en", ["He met Ms.", "Reiter left."]),
    ],
)
def test_a_title_never_ends_a_sentence(text: str, language: str, expected: list[str]) -> None:
    assert [text[slice(*span)] for span in split_sentences(text, language)] == expected
