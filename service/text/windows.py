"""Which sentences does the model see together?"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from service.text.span import Span

WINDOW = 8
"""Sentences that one call works on. Fewer make more calls that each wait less."""

CONTEXT = 4
"""Sentences before a window that the model sees so that pronouns and speakers carry over."""


@dataclass(frozen=True, slots=True)
class Window:
    """A run of whole sentences, by index, and what is shown before it as context."""

    first: int
    last: int
    """Inclusive."""
    sentences: tuple[Span, ...]
    context: tuple[Span, ...]
    """The article's first sentence and those just before the window, in order."""

    @property
    def span(self) -> Span:
        """From the first sentence's start to the last one's end."""
        return Span(self.sentences[0].start, self.sentences[-1].end)

    @property
    def indices(self) -> list[int]:
        """The sentences' indices in the article."""
        return list(range(self.first, self.last + 1))


def split_windows(sentences: Sequence[Span], size: int = WINDOW) -> list[Window]:
    """Windows of at most `size` sentences, evened out: ten sentences are two windows of five."""
    count = -(-len(sentences) // size)
    edges = [len(sentences) * number // max(count, 1) for number in range(count + 1)]
    return [
        Window(
            first=first,
            last=end - 1,
            sentences=tuple(sentences[first:end]),
            context=tuple(
                sentences[index]
                for index in sorted({0, *range(first - CONTEXT, first)})
                if 0 <= index < first
            ),
        )
        for first, end in pairwise(edges)
    ]


def halved(window: Window) -> tuple[Window, Window]:
    """The two halves of a window of at least two sentences, which was too much for a model.

    Each sees less before it, too: the lead and one sentence.
    """
    middle = len(window.sentences) // 2
    first, second = window.sentences[:middle], window.sentences[middle:]
    return (
        Window(window.first, window.first + middle - 1, first, _ends(window.context)),
        Window(window.first + middle, window.last, second, _ends((*window.context, *first))),
    )


def _ends(context: tuple[Span, ...]) -> tuple[Span, ...]:
    return context if len(context) < 3 else (context[0], context[-1])
