"""Where does a passage stand that the quote does not repeat word for word?

A few rare words of the quote vote for a place; there the words are aligned. The work for a quote
is bounded by the length of the quote and of the window, and a difference in a number, a name or
a negation is a conflict, never a match.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from service.text.span import Span
from service.text.tokens import Token

MIN_SHARED = 0.75
"""Share of the quote's words that must stand in the article, in order."""
MIN_DENSITY = 0.6
"""Share of the passage's words that must stand in the quote."""
MIN_WORDS = 3
"""Words that must agree: fewer prove nothing."""
_RARE = 8
"""A word that stands more often than this in the window does not vote."""
_VOTERS = 24
_PLACES = 3


@dataclass(frozen=True, slots=True)
class Conflict:
    """The best place differs from the quote in what must not differ."""

    quoted: str
    found: str


class Block(NamedTuple):
    """Words that quote and passage share: an index into each, and how many."""

    quoted: int
    found: int
    length: int


def align(quote: Sequence[Token], text: Sequence[Token]) -> Span | Conflict | None:
    """The span, in the offsets of `text`'s tokens, that says what `quote` says.

    `Conflict` where a place is alike but for a number, a name or a negation; None where no
    place is alike.
    """
    conflict = None
    for place in _places(quote, text):
        slack = len(quote) // 4 + 3
        low = max(0, place - slack)
        nearby = text[low : place + len(quote) + slack]
        found = _aligned(quote, nearby)
        if isinstance(found, Span):
            return found
        conflict = conflict or found
    return conflict


def _places(quote: Sequence[Token], text: Sequence[Token]) -> list[int]:
    """Indices into `text` at which the quote probably begins, the likeliest first."""
    wanted = {token.text for token in quote}
    positions: dict[str, list[int]] = {}
    for index, token in enumerate(text):
        if token.text in wanted:
            positions.setdefault(token.text, []).append(index)
    voters = sorted(
        (len(positions[token.text]), index)
        for index, token in enumerate(quote)
        if len(positions.get(token.text, ())) in range(1, _RARE + 1)
    )[:_VOTERS]
    votes = Counter(
        position - index for _, index in voters for position in positions[quote[index].text]
    )
    # Insertions and deletions shift the later words' votes, so a place counts its neighbours'.
    support = {place: sum(votes[near] for near in range(place - 2, place + 3)) for place in votes}
    return sorted(support, key=lambda place: (-support[place], place))[:_PLACES]


def _aligned(quote: Sequence[Token], nearby: Sequence[Token]) -> Span | Conflict | None:
    blocks = _common(quote, nearby)
    shared = sum(block.length for block in blocks)
    if shared < max(MIN_WORDS, MIN_SHARED * len(quote)):
        return None
    # Words changed at either end of the quote take as many of the article's words with them.
    first = max(0, blocks[0].found - blocks[0].quoted)
    last = min(len(nearby), blocks[-1].found + len(quote) - blocks[-1].quoted)
    if shared < MIN_DENSITY * (last - first):
        return None
    quoted, found = 0, first
    for block in [*blocks, Block(len(quote), last, 0)]:
        changed, original = quote[quoted : block.quoted], nearby[found : block.found]
        if _conflicting(changed, original):
            return Conflict(_words(changed), _words(original))
        quoted, found = block.quoted + block.length, block.found + block.length
    return Span(nearby[first].start, nearby[last - 1].end)


def _common(quote: Sequence[Token], nearby: Sequence[Token]) -> list[Block]:
    """The longest common subsequence, as the tighter of its leftmost and its rightmost form."""
    words, others = [token.text for token in quote], [token.text for token in nearby]
    forwards = [
        Block(code.src_start, code.dest_start, code.src_end - code.src_start)
        for code in LCSseq.opcodes(words, others)
        if code.tag == "equal"
    ]
    backwards = [
        Block(len(words) - code.src_end, len(others) - code.dest_end, code.src_end - code.src_start)
        for code in LCSseq.opcodes(words[::-1], others[::-1])
        if code.tag == "equal"
    ][::-1]
    return min(forwards, backwards, key=lambda blocks: _extent(blocks))


def _extent(blocks: Sequence[Block]) -> int:
    return blocks[-1].found + blocks[-1].length - blocks[0].found if blocks else 0


def _conflicting(changed: Sequence[Token], original: Sequence[Token]) -> bool:
    # What the quote only leaves out stands in the span all the same, unless it turns it round.
    if not changed:
        return any(token.negates for token in original)
    return any(token.decisive for token in (*changed, *original))


def _words(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens) or "nothing"
