"""Which words does a text have, as a claim's and a source's are compared with the article's?"""

from array import array
from collections.abc import Iterator
from typing import NamedTuple

from service.text.normalizing import Normalized
from service.text.span import Span
from service.text.tokens import Token, Tokenized

STEM = 5
"""Characters that two forms of a word share at least."""


class Word(NamedTuple):
    """A word as it is compared, and its place in code points of the text."""

    text: str
    """Casefolded, without a possessive or elided article, which are words of their own."""
    start: int
    end: int
    key: str
    """What it shares with its other forms."""

    @property
    def span(self) -> Span:
        """Its place."""
        return Span(self.start, self.end)

    @property
    def unspaced(self) -> bool:
        """Whether it is a character of a script that writes no spaces."""
        return len(self.text) == 1 and self.text.isalpha() and not self.text.islower()


def key_of(text: str) -> str:
    """What a word shares with its other forms."""
    return text[:STEM] if text[0].islower() else text


def words(text: str) -> list[Word]:
    """The words of a text. Linear in its length."""
    return Words(Tokenized(text)).all


class Words:
    """The words of a text, found once for all of its passages."""

    def __init__(self, tokenized: Tokenized) -> None:
        self._tokenized = tokenized
        self.all: list[Word] = []
        self._firsts = array("I", [0])
        for token in tokenized.tokens:
            self.all += _parts(token, tokenized.normalized)
            self._firsts.append(len(self.all))

    def of(self, passage: Span) -> list[Word]:
        """The words of a passage: what a text that ends with it would have."""
        if tokens := self._tokenized.whole(passage):
            return self.all[self._firsts[tokens.start] : self._firsts[tokens.end]]
        return [
            Word(text, passage.start + start, passage.start + end, key)
            for text, start, end, key in words(self._tokenized.text[slice(*passage)])
        ]


def _parts(token: Token, normalized: Normalized) -> Iterator[Word]:
    text, low = token.text, token.start
    starts, ends = normalized.starts, normalized.ends
    if '"' not in text or text.endswith('n"t'):
        yield Word(text, starts[low], ends[token.end - 1], key_of(text))
        return
    for part in text.split('"'):
        yield Word(part, starts[low], ends[low + len(part) - 1], key_of(part))
        low += len(part) + 1
