"""Which earlier sentence introduces a name that a window only calls by a part of it?

News names somebody in full once, and by the surname from then on. A window that begins far below
needs that first sentence to know who is meant.
"""

from collections.abc import Iterable, Iterator, Sequence

from service.text.span import Span
from service.text.tokens import Row, Tokenized

MAX_INTRODUCTIONS = 4
"""Sentences that a window is shown for the sake of its names."""


class Introductions:
    """The names of an article's sentences. Linear in the text, and read no further than asked."""

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self.tokenized = Tokenized(text)
        self._sentences = sentences
        self._introduced: dict[str, int] = {}
        """The first sentence that has a word in a longer name, as far as sentences are `_read`."""
        self._read = 0

    def of(self, indices: Sequence[int]) -> list[int]:
        """The sentences before some others that first give in full a name of which these have
        only a part, in the order in which they need them; at most `MAX_INTRODUCTIONS`."""
        self._read_to(indices[0])
        if not self._introduced:
            return []
        found: dict[int, None] = {}
        here = [name for index in indices for name in self._names(index)]
        full = {part for name in here if len(name) > 1 for part in name}
        for part in (name[0] for name in here if len(name) == 1 and name[0] not in full):
            first = self._introduced.get(part)
            if first is not None and first < indices[0]:
                found.setdefault(first)
        return list(found)[:MAX_INTRODUCTIONS]

    def _read_to(self, end: int) -> None:
        for index in range(self._read, end):
            for part in (part for name in self._names(index) if len(name) > 1 for part in name):
                self._introduced.setdefault(part, index)
        self._read = max(self._read, end)

    def _names(self, index: int) -> Iterator[tuple[str, ...]]:
        passage = self.tokenized.normalized.passage(self._sentences[index])
        return _runs(self.tokenized.rows_within(passage))


def _runs(words: Iterable[Row]) -> Iterator[tuple[str, ...]]:
    """The runs of capitalised words that stand beside each other."""
    run: list[str] = []
    last = end = -1
    for number, (text, low, high, named) in enumerate(words):
        # A script without case, where any character may be a name's, has no capitals.
        if not named or not text[0].islower():
            continue
        if run and (number > last + 1 or low > end + 1):
            yield tuple(run)
            run = []
        run.append(text.partition('"')[0])  # without a genitive
        last, end = number, high
    if run:
        yield tuple(run)
