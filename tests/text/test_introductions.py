"""Is a window shown the sentence that says who its names are?"""

import pytest

from service.text.introductions import MAX_INTRODUCTIONS, Introductions
from service.text.sentences import split_sentences
from service.text.windows import CONTEXT, window_of

FILLER = " ".join(["Nothing else was said that day."] * 12)


def of(text: str, *indices: int) -> list[str]:
    sentences = split_sentences(text)
    where = list(indices) or [len(sentences) - 1]
    return [text[slice(*sentences[index])] for index in Introductions(text, sentences).of(where)]


@pytest.mark.parametrize(
    "last",
    [
        "The port was old, Prosser said.",
        "Prosser said no.",
        "Iwan had left.",
        "It was Prosser’s port.",
    ],
)
def test_a_surname_brings_the_full_name_along(last: str) -> None:
    first = "The harbour master, Iwan Prosser, told them so."
    assert of(f"The trust met. {first} {FILLER} {last}") == [first]


@pytest.mark.parametrize(
    "last",
    [
        "Iwan Prosser said no.",
        "The port was old.",
        "Smith said no.",
        "He said no.",
        "The harbour master said no.",
    ],
)
def test_what_is_named_in_full_or_never_was_brings_nothing(last: str) -> None:
    assert of(f"The trust met. Iwan Prosser told them so. {FILLER} {last}") == []


def test_it_is_the_first_of_several_that_introduces() -> None:
    first = "Iwan Prosser told them so."
    assert of(f"{first} So Iwan Prosser said. {FILLER} Prosser left.") == [first]


def test_names_given_in_full_in_the_window_itself_need_nothing() -> None:
    text = f"Iwan Prosser told them so. {FILLER} Prosser left. Then Iwan Prosser came back."
    count = len(split_sentences(text))
    assert of(text, count - 2, count - 1) == []


def test_only_so_many_are_shown_those_first_that_are_needed_first() -> None:
    people = ["Anna Alba", "Bert Boll", "Carl Cohn", "Dora Dahl", "Emil Egge", "Fritz Falk"]
    text = " ".join(f"Here {person} spoke." for person in people)
    text += f" {FILLER} Then Falk and Egge and Dahl and Cohn and Boll left."
    assert of(text) == [f"Here {person} spoke." for person in people[:1:-1]]
    assert len(of(text)) == MAX_INTRODUCTIONS


def test_german_and_chinese_neither_fail_nor_flood() -> None:
    german = "Die Geschäftsführerin Friederike Ahlborn kam."
    assert of(f"Es war Mai. {german} {FILLER} Ahlborn ging.") == [german]
    assert of("顾砚行表示，公司没有造假。他随后离开。顾砚行没有回来。") == []


def test_a_windows_context_is_in_the_articles_order_without_repetition() -> None:
    text = f"It began. Iwan Prosser told them so. {FILLER} Prosser left."
    sentences = split_sentences(text)
    last = window_of(sentences, [len(sentences) - 1], Introductions(text, sentences))
    assert last.context == (*sentences[:2], *sentences[-1 - CONTEXT : -1])
    assert list(last.context) == sorted(set(last.context))
    near = window_of(sentences, [2, 3], Introductions(text, sentences))
    assert near.context == tuple(sentences[:2])
