"""Is a passage found that the quote repeats but for a word, and only there?"""

import random
from collections.abc import Sequence
from itertools import product

import pytest

from service.text import aligning
from service.text.aligning import PLACES, VOTES, Aligner, Conflict, align
from service.text.normalizing import normalize
from service.text.span import Span
from service.text.tokens import Token, joins, tokenize

TEXT = (
    "The agency fined the Delmar mill 2.4 million euros for releasing untreated water. "
    "Its chief executive did not tell reporters when the mill would open again. "
    "The mill employs about 1,300 people in the region and exports paper to nine countries."
)
WORDS = ["".join(letters) for letters in product("bcdfghjklmnpqrtvwxz", repeat=3)]


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


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("fined Delmar’s mill 2.4 million euros", "fined the Delmar mill 2.4 million euros"),
        ("the agency fined the Delmar’s mill", "The agency fined the Delmar mill"),
    ],
)
def test_a_possessive_is_the_same_name(quote: str, passage: str) -> None:
    assert aligned(quote) == passage


def test_words_that_stand_by_accident_beside_the_passage_are_none_of_it() -> None:
    text = "At noon the boats left for a small harbour in fog, and then for home at four in fog."
    assert aligned("the boats left for a small harbour at", text) == (
        "the boats left for a small harbour in"
    )
    text = "A harbour burned. Then the boats left for a small bay in the heavy fog of that night."
    assert aligned("harbour boats left for a small bay in the heavy fog", text) == (
        "the boats left for a small bay in the heavy fog"
    )


@pytest.mark.parametrize(
    ("quote", "text", "quoted", "found"),
    [
        ("Ann resigned on a rainy morning in spring",
         "After Ann, Bob resigned on a rainy morning in spring.", "ann", "bob"),
        ("closed the mill after a long dispute with Ann",
         "It closed the mill after a long dispute with Bob. Then Ann left.", "ann", "bob then"),
        ("1940 saw the worst flood of the whole valley",
         "In 1940, 1947 saw the worst flood of the whole valley.", "1940", "1947"),
    ],
)  # fmt: skip
def test_a_name_or_a_number_from_beside_the_place_is_another(
    quote: str, text: str, quoted: str, found: str
) -> None:
    assert aligned(quote, text) == Conflict(quoted, found)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Putin resigned on a rainy morning", "Vladimir Putin resigned on a rainy morning."),
        ("a long dispute with Putin on a morning",
         "a long dispute with Vladimir Putin on a morning."),
        ("Putin resigned on a rainy morning in spring",
         "Putin, 72, resigned on a rainy morning in spring."),
    ],
)  # fmt: skip
def test_what_belongs_to_a_name_may_be_left_out(quote: str, text: str) -> None:
    assert isinstance(aligned(quote, text), str)


def test_of_places_that_are_equally_alike_the_nearest_is_taken() -> None:
    text = "The grey mill by the lake burned. " * 9
    words = tokens(text)
    aligner = Aligner([token.text for token in words], lambda span: words[slice(*span)])
    for number in range(9):
        found = aligner.align(tokens("the red mill by the lake"), Span(0, len(words)), 7 * number)
        assert found == Span(34 * number, 34 * number + 25)


def test_common_words_vote_where_none_is_rare() -> None:
    chance = random.Random(2)  # noqa: S311  # the same on every run
    words = chance.choices(WORDS[:60], k=30_000)
    place = 20_000
    quote = [*words[place : place + 5], "apparently", *words[place + 6 : place + 14]]
    text = " ".join(words)
    start = len(" ".join(words[:place])) + 1
    assert align(tokens(" ".join(quote)), tokens(text)) == Span(
        start, start + len(" ".join(words[place : place + 14]))
    )


@pytest.mark.parametrize("length", [500, 5_000, 50_000])
@pytest.mark.parametrize("vocabulary", [1, 3, 40, 5_000])
def test_the_work_is_bounded_however_long_the_text_is(
    monkeypatch: pytest.MonkeyPatch, vocabulary: int, length: int
) -> None:
    chance = random.Random(3)  # noqa: S311  # the same on every run
    known = WORDS[:vocabulary]
    text = tokens(" ".join(chance.choices(known, k=length)))
    aligner = Aligner([token.text for token in text], lambda span: text[slice(*span)])
    sizes: list[int] = []
    real = aligning._aligned

    def counted(quote: Sequence[Token], nearby: Sequence[Token]) -> object:
        sizes.append(len(nearby))
        return real(quote, nearby)

    monkeypatch.setattr(aligning, "_aligned", counted)
    for count in (3, 12, 200):
        quote = tokens(" ".join([*chance.choices(known, k=count), "stranger"]))
        sizes.clear()
        votes = aligner._votes([token.text for token in quote], Span(0, length))
        aligner.align(quote, Span(0, length), 0)
        assert votes.total() <= VOTES
        assert len(sizes) <= PLACES
        assert all(size <= 1.5 * len(quote) + 6 for size in sizes)
