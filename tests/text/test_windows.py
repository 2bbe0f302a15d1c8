"""Does the model see every sentence once, with what it needs to understand it?"""

import pytest

from service.text.span import Span
from service.text.windows import CONTEXT, WINDOW, split_windows


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
        assert window.sentences == tuple(everything[window.first : window.last + 1])
        assert window.span == Span(window.sentences[0].start, window.sentences[-1].end)


@pytest.mark.parametrize("size", [1, 2, 3, WINDOW])
def test_context_is_the_lead_and_the_sentences_before(size: int) -> None:
    everything = sentences(30)
    for window in split_windows(everything, size):
        before = everything[max(0, window.first - CONTEXT) : window.first]
        lead = everything[: min(window.first, 1)]
        assert list(window.context) == [*lead, *(span for span in before if span not in lead)]
        assert len(set(window.context)) == len(window.context)


def test_the_first_window_has_no_context() -> None:
    assert split_windows(sentences(10))[0].context == ()
