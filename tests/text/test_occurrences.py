"""Is a passage found wherever it stands alone, the nearest first, with bounded work?"""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.text import occurrences
from service.text.occurrences import PLACES, TRIES, Occurrences
from service.text.span import Span
from tests.text.work import steps

PROPERTY = settings(max_examples=200, deadline=None, derandomize=True)
LETTERS = st.text(st.sampled_from("ab .4"), max_size=80)


def whole(text: str) -> Span:
    return Span(0, len(text))


def everywhere(text: str, passage: str, within: Span, hint: Span) -> list[int]:
    """Every place, as one look at each of them finds it."""
    alone = Occurrences(text)

    def rank(start: int) -> tuple[bool, int, bool]:
        if low <= start < high:
            return False, start, False
        after = start >= high
        return True, start - high if after else low - start - len(passage), after

    low, high = max(within.start, hint.start), max(within.start, min(within.end, hint.end))
    starts = [
        start
        for start in range(within.start, within.end - len(passage) + 1)
        if text.startswith(passage, start)
        and alone.nearest(passage, *[Span(start, start + len(passage))] * 2) == start
    ]
    return sorted(starts, key=rank)


@PROPERTY
@given(st.data(), LETTERS, st.booleans())
def test_it_is_found_everywhere_the_nearest_first(
    data: st.DataObject, text: str, looked_up: bool
) -> None:
    edges = st.integers(0, len(text))
    within, hint, taken = (Span(*sorted(data.draw(st.tuples(edges, edges)))) for _ in range(3))
    passage = text[slice(*taken)]
    expected = everywhere(text, passage, within, hint) if passage else []
    with pytest.MonkeyPatch.context() as patch:
        if looked_up:
            patch.setattr(occurrences, "_SEARCHED", -1)
            patch.setattr(occurrences, "_PIECE", 4)
        if passage:
            assert list(Occurrences(text).all(passage, within, hint)) == expected


def test_long_texts_are_looked_up_as_short_ones_are_searched() -> None:
    chance = random.Random(1)  # noqa: S311  # the same on every run
    words = ["".join(chance.choices("abcdefgh", k=chance.randrange(1, 6))) for _ in range(300)]
    text = " ".join(chance.choices(words, k=20_000))
    index = Occurrences(text)
    for _ in range(200):
        start = text.index(" ", chance.randrange(len(text) - 400)) + 1
        passage = text[start : text.index(" ", start + chance.randrange(31, 200))]
        hint = Span(start, start + 1)
        assert index.nearest(passage, whole(text), hint) == start
        assert index.nearest(passage, whole(text), whole(text)) == text.index(f" {passage} ") + 1
        assert index.nearest(f"{passage}x", whole(text), hint) is None


@pytest.mark.parametrize("text", ["a", "a ", "ab ", "a. ", "word word-", "\u4e2d"])
@pytest.mark.parametrize(
    "passage", ["a", "a b", "a" * 1000, "a " * 499 + "b", "b" + "a" * 999, "word " * 200]
)
@pytest.mark.parametrize("length", [10_000, 100_000])
def test_the_work_is_bounded_however_long_the_text_is(text: str, passage: str, length: int) -> None:
    text *= length // len(text)
    index = Occurrences(text)
    hint = Span(length // 2, length // 2 + 100)
    index.nearest(passage, whole(text), hint)
    # Of each place that is looked at, fewer than twenty questions are asked.
    bound = 20 * max(3 * TRIES, 16 * (PLACES + 1)) + 500
    assert steps(lambda: index.nearest(passage, whole(text), hint)) <= bound
