"""Is a passage found that the quote repeats but for a word, and only there?"""

import pytest

from service.text.aligning import Conflict, align
from service.text.normalizing import normalize
from service.text.span import Span
from service.text.tokens import Token, joins, tokenize

TEXT = (
    "The agency fined the Delmar mill 2.4 million euros for releasing untreated water. "
    "Its chief executive did not tell reporters when the mill would open again. "
    "The mill employs about 1,300 people in the region and exports paper to nine countries."
)


def tokens(text: str) -> list[Token]:
    normalized = normalize(text)
    return list(tokenize(text, normalized, Span(0, len(normalized.text))))


def aligned(quote: str, text: str = TEXT) -> str | Conflict | None:
    found = align(tokens(quote), tokens(text))
    return text[slice(*found)] if isinstance(found, Span) else found


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("for dumping untreated water", "for releasing untreated water"),
        ("emitting untreated water its chief", "releasing untreated water. Its chief"),
        (
            "employs some 1300 people in the area and exports",
            "employs about 1,300 people in the region and exports",
        ),
        ("employs 1,300 people in the region", "employs about 1,300 people in the region"),
        (
            "employs about 1,300 people there in the region",
            "employs about 1,300 people in the region",
        ),
        (
            "employs people in the region and exports paper",
            "employs about 1,300 people in the region and exports paper",
        ),
        ("when the mill would open again soon", "when the mill would open again. The"),
        ("THE MILL EMPLOYS ABOUT", "The mill employs about"),
    ],
)
def test_an_ordinary_word_may_differ(quote: str, passage: str) -> None:
    assert aligned(quote) == passage


@pytest.mark.parametrize(
    ("quote", "quoted", "found"),
    [
        ("employs about 1,400 people in the region", "1400", "1300"),
        ("employs 1,400 people in the region", "1400", "about 1300"),
        ("exports paper to ten countries", "ten", "nine"),
        ("fined the Delmar mill 2.5 million euros", "2.5", "2.4"),
        ("fined the Delmar mill 2.4 billion euros", "billion", "million"),
        ("fined the Navia mill 2.4 million euros", "navia", "delmar"),
        ("chief executive did tell reporters when", "nothing", "not"),
        ("The mill never employs about 1,300 people", "never", "nothing"),
        ("in the region and not exports paper", "not", "nothing"),
        ("people in the region and exports Brazilian paper to", "brazilian", "nothing"),
    ],
)
def test_a_number_a_name_and_a_negation_may_not(quote: str, quoted: str, found: str) -> None:
    assert aligned(quote) == Conflict(quoted, found)


@pytest.mark.parametrize(
    "quote",
    [
        "",
        "mill",
        "the mill",
        "water untreated releasing",
        "nobody said anything of this kind",
        "agency water executive reporters region countries",
        "fined countries",
    ],
)
def test_words_that_stand_elsewhere_prove_nothing(quote: str) -> None:
    assert aligned(quote) is None


def test_the_likeliest_place_is_taken() -> None:
    text = "The red house by the lake burned. The grey house by the sea burned down on a hot day."
    assert aligned("The old house by the sea burned down", text) == (
        "The grey house by the sea burned down"
    )


def test_another_place_is_tried_where_the_first_conflicts() -> None:
    text = (
        "It sent 40 big trucks to the northern border on Monday. "
        "It sent 50 heavy trucks to the northern border on Monday."
    )
    assert aligned("sent 50 large trucks to the northern border", text) == (
        "sent 50 heavy trucks to the northern border"
    )


@pytest.mark.parametrize(
    ("text", "words", "decisive"),
    [
        ("Kim can’t pay $1,200.50.", ["kim", 'can"t', "pay", "1200.50"], [0, 1, 3]),
        ("The third of It, NATO", ["the", "third", "of", "it", "nato"], [1, 4]),
        ("Il n’a jamais dit", ["il", 'n"a', "jamais", "dit"], [2]),
        ("他不走", ["他", "不", "走"], [0, 1, 2]),
        ("at 10:30, 1,300 and 1,2", ["at", "10:30", "1300", "and", "1,2"], [1, 2, 4]),
        ("well-known: a_b", ["well", "known", "a", "b"], []),
        ("...", [], []),
    ],
)
def test_words_know_whether_they_may_differ(
    text: str, words: list[str], decisive: list[int]
) -> None:
    found = tokens(text)
    assert [token.text for token in found] == words
    assert [number for number, token in enumerate(found) if token.decisive] == decisive


@pytest.mark.parametrize(
    ("left", "right", "together"),
    [("a", "b", True), ("4", "2", True), ("a", "4", True), ("a", " ", False), ("中", "文", False)],
)
def test_neighbours_in_a_word_belong_together(left: str, right: str, together: bool) -> None:
    assert joins(left, right) is together
