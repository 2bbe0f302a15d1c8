"""Which words does a text have, as a claim's and a source's are compared with the article's?"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from service.text.normalizing import Normalized, normalize
from service.text.recent import Recent
from service.text.span import Span
from service.text.tokens import Row, Tokenized, rows

STEM = 5
"""Characters that two forms of a word share at least."""
KNOWN = 1 << 14
"""Different words that something is remembered of: more than most articles have."""
RECENT = 64
"""Passages of which something is remembered: those of a window and of the one before it."""


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


@lru_cache(maxsize=KNOWN)
def key_of(text: str) -> str:
    """What a word shares with its other forms."""
    return text[:STEM] if text[0].islower() else text


def words(text: str) -> list[Word]:
    """The words of a text. Linear in its length."""
    normalized = normalize(text)
    return _words(rows(text, normalized), normalized)


def all_words(tokenized: Tokenized) -> list[Word]:
    """The same of a text whose tokens are asked for elsewhere, too."""
    return _words(tokenized.tokens, tokenized.normalized)


class Words:
    """The words of a text's passages, of which those are remembered that were asked for last."""

    def __init__(self, tokenized: Tokenized) -> None:
        self._tokenized = tokenized
        self._passages: Recent[Span, list[Word]] = Recent(RECENT)

    def of(self, passage: Span) -> list[Word]:
        """The words of a passage: what a text that ends with it would have."""
        found = self._passages.get(passage)
        return self._passages.keep(passage, self._of(passage)) if found is None else found

    def _of(self, passage: Span) -> list[Word]:
        if tokens := self._tokenized.whole(passage):
            return _words(self._tokenized.rows(tokens), self._tokenized.normalized)
        return [
            Word(text, passage.start + start, passage.start + end, key)
            for text, start, end, key in words(self._tokenized.text[slice(*passage)])
        ]


def _words(tokens: Iterable[Row], normalized: Normalized) -> list[Word]:
    starts, ends = normalized.starts, normalized.ends
    new = tuple.__new__  # for the constructor takes longer than all the rest
    found: list[Word] = []
    for text, low, high, _ in tokens:
        if '"' not in text or text.endswith('n"t'):
            found.append(new(Word, (text, starts[low], ends[high - 1], key_of(text))))
            continue
        for part in text.split('"'):
            found.append(Word(part, starts[low], ends[low + len(part) - 1], key_of(part)))
            low += len(part) + 1
    return found
