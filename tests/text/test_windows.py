"""Does the model see every sentence once, with what it needs to understand it?"""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.span import Span
from service.text.windows import CONTEXT, WINDOW, Window, halved, split_windows


def sentences(count: int) -> list[Span]:
    return [Span(number * 10, number * 10 + 9) for number in range(count)]


@pytest.mark.parametrize(
    ("count", "sizes"),
    [
        (0, []),
        (1, [1]),
        (8, [8]),
        (9, [4, 5]),
        (10, [5, 5]),
        (16, [8, 8]),
        (17, [5, 6, 6]),
        (24, [8, 8, 8]),
        (25, [6, 6, 6, 7]),
    ],
)
def test_windows_are_evened_out(count: int, sizes: list[int]) -> None:
    windows = split_windows(sentences(count))
    assert [len(window.sentences) for window in windows] == sizes


@pytest.mark.parametrize("size", [1, 2, 3, WINDOW, 50])
@pytest.mark.parametrize("count", [0, 1, 5, 8, 33, 100])
def test_every_sentence_is_in_one_window(count: int, size: int) -> None:
    everything = sentences(count)
    windows = split_windows(everything, size)
    assert [span for window in windows for span in window.sentences] == everything
    assert [index for window in windows for index in window.indices] == list(range(count))
    sizes = {len(window.sentences) for window in windows} or {0}
    assert max(sizes) <= size
    assert max(sizes) - min(sizes) <= 1
    for window in windows:
        assert window.sentences == tuple(everything[window.indices[0] : window.indices[-1] + 1])
        assert window.span == Span(window.sentences[0].start, window.sentences[-1].end)


def is_in_context(window: Window, everything: list[Span]) -> bool:
    """Whether a window is shown the article's lead and the sentences before it, each once."""
    before = everything[max(0, window.indices[0] - CONTEXT) : window.indices[0]]
    lead = everything[: min(window.indices[0], 1)]
    return list(window.context) == [*lead, *(span for span in before if span not in lead)]


@pytest.mark.parametrize("size", [1, 2, 3, WINDOW])
def test_context_is_the_lead_and_the_sentences_before(size: int) -> None:
    everything = sentences(30)
    for window in split_windows(everything, size):
        assert is_in_context(window, everything)


def test_the_first_window_has_no_context() -> None:
    assert split_windows(sentences(10))[0].context == ()


@given(st.integers(2, 60), st.integers(2, 20))
def test_halves_are_windows_that_share_every_sentence_out(count: int, size: int) -> None:
    everything = sentences(count)
    for window in split_windows(everything, size):
        if len(window.sentences) < 2:
            continue
        halves = halved(window)
        assert [span for half in halves for span in half.sentences] == list(window.sentences)
        assert [index for half in halves for index in half.indices] == list(window.indices)
        first, second = (len(half.sentences) for half in halves)
        assert 0 <= second - first <= 1
        for half in halves:
            assert half.sentences == tuple(everything[half.indices[0] : half.indices[-1] + 1])
            assert len(half.context) <= 2  # a half that sees as much as the whole is as long
            assert set(half.context) <= {*everything[:1], *everything[: half.indices[0]][-1:]}
            assert half.indices[0] == 0 or everything[half.indices[0] - 1] in half.context


def test_the_halves_of_halves_are_single_sentences_in_the_end() -> None:
    (window,) = split_windows(sentences(8))
    parts = [window]
    while len(parts[0].sentences) > 1:
        parts = [half for part in parts for half in halved(part)]
    assert (
        [part.indices[0] for part in parts]
        == [part.indices[-1] for part in parts]
        == list(range(8))
    )
    assert all(one.span.end < other.span.start for one, other in pairwise(parts))
