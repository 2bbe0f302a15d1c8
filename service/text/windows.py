"""Which sentences does the model see together?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from service.text.introductions import Introductions
from service.text.span import Span

WINDOW = 8
"""Sentences that one call works on. Fewer make more calls that each wait less."""

CONTEXT = 4
"""Sentences before a window that the model sees so that pronouns and speakers carry over."""


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Whole sentences, by index, and what is shown beside them as context.

    Equal only to itself: what a window shows is looked up by it for every claim.
    """

    indices: tuple[int, ...]
    """Of the sentences in the article, ascending; a run without gaps but for a second look."""
    sentences: tuple[Span, ...]
    context: tuple[Span, ...]
    """The article's first sentence, those that introduce a name, and those just before the
    window's, in order."""

    @property
    def span(self) -> Span:
        """From the first sentence's start to the last one's end."""
        return Span(self.sentences[0].start, self.sentences[-1].end)

    @property
    def shown(self) -> list[Span]:
        """All of its sentences in order, those of the context, too."""
        return sorted({*self.context, *self.sentences})

    @property
    def runs(self) -> list[Span]:
        """The passages of the article that its sentences make up without a gap."""
        if self.indices[-1] - self.indices[0] < len(self.indices):
            return [self.span]
        runs: list[Span] = []
        previous = None
        for index, sentence in zip(self.indices, self.sentences, strict=True):
            if runs and previous == index - 1:
                runs[-1] = Span(runs[-1].start, sentence.end)
            else:
                runs.append(sentence)
            previous = index
        return runs


def split_windows(
    sentences: Sequence[Span], size: int = WINDOW, introductions: Introductions | None = None
) -> list[Window]:
    """Windows of at most `size` sentences, evened out: ten sentences are two windows of five."""
    count = -(-len(sentences) // size)
    edges = [len(sentences) * number // max(count, 1) for number in range(count + 1)]
    return [window_of(sentences, range(*edge), introductions) for edge in pairwise(edges)]


def window_of(
    sentences: Sequence[Span], indices: Iterable[int], introductions: Introductions | None = None
) -> Window:
    """The window of some sentences, with its context: the lead, those before each of them, and
    those that introduce their names."""
    inside = sorted(set(indices))
    before = {0, *(near for index in inside for near in range(index - CONTEXT, index))}
    before.update(introductions.of(inside) if introductions else ())
    shown = sorted(before - set(inside))
    return Window(
        indices=tuple(inside),
        sentences=tuple(sentences[index] for index in inside),
        context=tuple(sentences[index] for index in shown if 0 <= index < inside[-1]),
    )


def halved(window: Window) -> tuple[Window, Window]:
    """The two halves of a window of at least two sentences, which was too much for a model.

    Each sees less before it, too: the lead and one sentence.
    """
    middle = len(window.sentences) // 2
    first, second = window.sentences[:middle], window.sentences[middle:]
    return (
        Window(window.indices[:middle], first, _ends(window.context)),
        Window(window.indices[middle:], second, _ends((*window.context, *first))),
    )


def _ends(context: tuple[Span, ...]) -> tuple[Span, ...]:
    return context if len(context) < 3 else (context[0], context[-1])
