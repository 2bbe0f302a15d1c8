"""Which earlier sentence introduces a name that a window only calls by a part of it?

News names somebody in full once, and by the surname from then on. A window that begins far below
needs that first sentence to know who is meant.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from service.text.span import Span
from service.text.tokens import Token, Tokenized

MAX_INTRODUCTIONS = 4
"""Sentences that a window is shown for the sake of its names."""


class Introductions:
    """The names of an article's sentences. Linear in the text, and put off until asked for."""

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self.tokenized = Tokenized(text)
        self._sentences = sentences

    def of(self, indices: Sequence[int]) -> list[int]:
        """The sentences before some others that first give in full a name of which these have
        only a part, in the order in which they need them; at most `MAX_INTRODUCTIONS`."""
        found: dict[int, None] = {}
        here = [name for index in indices for name in self._names[index]]
        full = {part for name in here if len(name) > 1 for part in name}
        for part in (name[0] for name in here if len(name) == 1 and name[0] not in full):
            first = self._introduced.get(part)
            if first is not None and first < indices[0]:
                found.setdefault(first)
        return list(found)[:MAX_INTRODUCTIONS]

    @cached_property
    def _names(self) -> list[list[tuple[str, ...]]]:
        passage, within = self.tokenized.normalized.passage, self.tokenized.within
        return [list(_runs(within(passage(sentence)))) for sentence in self._sentences]

    @cached_property
    def _introduced(self) -> dict[str, int]:
        introduced: dict[str, int] = {}
        for index, names in enumerate(self._names):
            for part in (part for name in names if len(name) > 1 for part in name):
                introduced.setdefault(part, index)
        return introduced


def _runs(tokens: Iterable[Token]) -> Iterator[tuple[str, ...]]:
    """The runs of capitalised words that stand beside each other."""
    run: list[Token] = []
    last = -1
    for number, token in enumerate(tokens):
        if not token.named or not _is_name(token):
            continue
        if run and (number > last + 1 or token.start > run[-1].end + 1):
            yield tuple(map(_word, run))
            run = []
        run.append(token)
        last = number
    if run:
        yield tuple(map(_word, run))


def _word(token: Token) -> str:
    return token.text.partition('"')[0]  # without a genitive


def _is_name(token: Token) -> bool:
    """Whether a word has a capital. Scripts without case, where any character may be a name's,
    have none."""
    return token.named and token.text[0].islower()
