"""Which words does a passage have, and which of them stand in one clause?"""

from collections.abc import Iterable
from typing import NamedTuple

from service.text.grammar import listed
from service.text.span import Span
from service.text.tokens import NEGATIONS, Row, Tokenized

_BREAKS = frozenset(
    ",;:.!?()[]\n\u2026\u2013\u2014\uff0c\uff1b\uff1a\u3002\uff01\uff1f\uff08\uff09"
)
"""What ends a clause, roughly. Quotation marks and hyphens do not."""
_ELIDED = listed("l d n s c j m t qu jusqu lorsqu puisqu quoiqu")
"""French words that lose their vowel before the next: "n'a" is two words."""
CONTRACTED_NOT = 'n"t'
"""As a word of normalised text ends."""


class Word(NamedTuple):
    """A word as it is compared (casefolded), its code points in the text, and its clause."""

    text: str
    start: int
    end: int
    named: bool
    """Whether the original looks like a name."""
    clause: int
    """Words with the same number stand in the same clause."""
    negates: bool = False
    """Whether it is a negation by itself, even in a phrase that is none: "no fewer than"."""

    @property
    def span(self) -> Span:
        """Its code points."""
        return Span(self.start, self.end)

    @property
    def unspaced(self) -> bool:
        """Whether it is a character of a script that writes no spaces."""
        return len(self.text) == 1 and self.text.isalpha() and not self.text.islower()


def words(text: str) -> list[Word]:
    """The words of a text. Linear in its length."""
    return words_within(Tokenized(text))


def words_within(tokenized: Tokenized, passage: Span | None = None) -> list[Word]:
    """The words of a text; or of a passage of it, counted from its beginning: what a text would
    have that is no more than the passage."""
    if passage is None:
        return _words(tokenized, tokenized.tokens, 0)
    whole = tokenized.whole(passage)
    if whole is None:
        return words(tokenized.text[slice(*passage)])
    return _words(tokenized, tokenized.rows(whole), passage.start)


def _words(tokenized: Tokenized, tokens: Iterable[Row], start: int) -> list[Word]:
    text, starts, ends = tokenized.text, tokenized.normalized.starts, tokenized.normalized.ends
    new = tuple.__new__  # for the constructor takes longer than all the rest
    found: list[Word] = []
    clause, before = 0, start
    for word, first, last, named in tokens:
        low, high = starts[first], ends[last - 1]
        gap = text[before:low]
        if gap != " ":
            clause += not _BREAKS.isdisjoint(gap)
        before = high
        low, high = low - start, high - start
        if '"' not in word:
            found.append(new(Word, (word, low, high, named, clause, word in NEGATIONS)))
            continue
        head, _, tail = word.partition('"')
        if head in _ELIDED:
            middle = ends[first + len(head) - 1] - start
            found.append(Word(head, low, middle, named, clause))
            found.append(Word(tail, middle, high, named, clause))
        else:
            # A possessive is the word; a contracted "not" says what the word alone does not.
            contracted = word.endswith(CONTRACTED_NOT)
            text_ = word if contracted else head
            negates = contracted or word in NEGATIONS
            found.append(Word(text_, low, high, named, clause, negates))
    return found
