"""Where does a passage stand that the quote does not repeat word for word?

The rarest words of the quote vote for a place; there the words are aligned, and a difference in a
number, a name or a negation is a conflict, never a match. The work for a quote is bounded, however
long the text is: `VOTES` positions of words vote, `LIKELY` places are compared by the words there,
and at most `PLACES` are aligned, each with the quote's words, half as many again, and six.
"""

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import nsmallest
from itertools import pairwise
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
VOTES = 4096
"""Positions of words that vote, for one quote."""
PLACES = 3
"""Places that are aligned with one quote."""
_VOTERS = 24
_ENOUGH = 6
"""So many voters are enough, where they have `_FEW` positions or more together."""
_FEW = 64
LIKELY = 64
"""Places with many votes that are compared by how many of the quote's words are there."""
_SHIFT = 2
"""Words that places are apart at most that are the same one: words were put in or left out."""
_NAME = 2
"""Words of a name that may be taken for another."""
_POSSESSIVE = '"s'


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


class _Judged(NamedTuple):
    """A passage that is alike, and what differs if it must not."""

    span: Span
    conflict: Conflict | None = None


class Aligner:
    """A text's words, and where each of them stands: one index for all quotes, made in linear
    time. `tokens` gives those of a passage, by index."""

    def __init__(self, words: Iterable[str], tokens: Callable[[Span], Sequence[Token]]) -> None:
        self._tokens = tokens
        self._keys = [word.removesuffix(_POSSESSIVE) for word in words]
        positions: dict[str, array[int]] = defaultdict(partial(array, "I"))
        for position, key in enumerate(self._keys):
            positions[key].append(position)
        self._positions = positions

    def align(self, quote: Sequence[Token], within: Span, near: int) -> Span | Conflict | None:
        """The span, in the offsets of the tokens, that says what `quote` says.

        `within` and `near` are indices of words. Of places that are equally alike, the one nearest
        to `near` is taken. `Conflict` where a place is alike but for a number, a name or a
        negation; None where no place is alike.
        """
        if len(quote) < MIN_WORDS:
            return None
        refused: list[_Judged] = []
        slack = len(quote) // 4 + 3
        keys = _keys(quote)
        for place in self._places(keys, within, near):
            end = place + len(quote)
            if self._keys[max(within.start, place) : min(within.end, end)] == keys:
                words = self._tokens(Span(place, end))
                return Span(words[0].start, words[-1].end)  # only the punctuation differs
            low = max(within.start, place - slack)
            high = min(within.end, end + slack)
            found = _aligned(quote, self._tokens(Span(low, high)))
            if found is None:
                continue
            if not (found.conflict or any(found.span.overlaps(one.span) for one in refused)):
                return found.span
            refused.append(found)
        return refused[0].conflict if refused else None

    def _places(self, quote: Sequence[str], within: Span, near: int) -> list[int]:
        """Where the quote probably begins, the likeliest first."""
        votes = self._votes(quote, within)
        most = max(votes.values(), default=0)
        many = [place for place, count in votes.items() if 2 * count > most]
        likely = nsmallest(LIKELY, [(-votes[place], abs(place - near), place) for place in many])
        words, length = set(quote), len(quote)
        ranked = []
        for count, distance, place in likely:
            around = self._keys[max(within.start, place - _SHIFT) : place + length + _SHIFT]
            ranked.append((-len(words.intersection(around)), count, distance, place))
        places: list[int] = []
        for *_, place in sorted(ranked):
            if all(abs(place - other) > _SHIFT for other in places):
                places.append(place)
        return places[:PLACES]

    def _votes(self, quote: Sequence[str], within: Span) -> Counter[int]:
        """How many of the quote's words stand where they would if it began at a place."""
        voters = []
        for index, key in enumerate(quote):
            if (positions := self._positions.get(key)) is not None:
                low, high = 0, len(positions)
                if positions[0] < within.start or positions[-1] >= within.end:
                    low = bisect_left(positions, within.start)
                    high = bisect_left(positions, within.end, low)
                if low < high:
                    voters.append((high - low, index, low, positions))
        voters.sort()
        places: list[int] = []
        for number, (count, index, low, positions) in enumerate(voters[:_VOTERS]):
            votes = len(places)
            if votes + count > VOTES or (number >= _ENOUGH and votes >= _FEW):
                break
            places += [position - index for position in positions[low : low + count]]
        return Counter(places)


def align(quote: Sequence[Token], text: Sequence[Token]) -> Span | Conflict | None:
    """The same for one quote, in the offsets of `text`'s tokens."""
    aligner = Aligner((token.text for token in text), lambda places: text[slice(*places)])
    return aligner.align(quote, Span(0, len(text)), 0)


def _aligned(quote: Sequence[Token], nearby: Sequence[Token]) -> _Judged | None:
    blocks = _common(_keys(quote), _keys(nearby))
    # A few words at an end may stand by accident where the quote's other words do not follow.
    return _judged(_together(blocks), quote, nearby) or _judged(blocks, quote, nearby)


def _judged(
    blocks: Sequence[Block], quote: Sequence[Token], nearby: Sequence[Token]
) -> _Judged | None:
    shared = sum(block.length for block in blocks)
    if shared < max(MIN_WORDS, MIN_SHARED * len(quote)):
        return None
    # Words changed at either end of the quote take as many of the article's words with them.
    first = max(0, blocks[0].found - blocks[0].quoted)
    last = min(len(nearby), blocks[-1].found + len(quote) - blocks[-1].quoted)
    if shared < MIN_DENSITY * (last - first):
        return None
    span = Span(nearby[first].start, nearby[last - 1].end)
    quoted, found = 0, first
    for block in [*blocks, Block(len(quote), last, 0)]:
        if (quoted, found) != block[:2]:
            parts = quote[quoted : block.quoted], nearby[found : block.found]
            changed, original = _different(*parts)
            if _conflicting(changed, original):
                return _Judged(span, Conflict(_words(changed), _words(original)))
        quoted, found = block.quoted + block.length, block.found + block.length
    return _Judged(span, _taken_for_another(blocks, nearby))


def _taken_for_another(blocks: Sequence[Block], nearby: Sequence[Token]) -> Conflict | None:
    """A name or a number of the quote that the article has beyond another one, which may be the one
    of which it says the rest: "Ann resigned" in "After Ann, Bob resigned"."""
    for left, right in pairwise(blocks):
        start, end = left.found + left.length, right.found
        between = nearby[start:end]
        if not any(word.decisive for word in between) or _is_part(nearby[start - 1 : end + 1]):
            continue
        for block in (left, right):
            words = nearby[block.found : block.found + block.length]
            if len(words) <= _NAME and all(word.decisive for word in words):
                return Conflict(_words(words), _words(between))
    return None


def _is_part(words: Sequence[Token]) -> bool:
    """Whether all of some words but the first and the last belong to these: as other parts of one
    name, or between commas."""
    gaps = [right.start - left.end for left, right in pairwise(words)]
    return min(gaps[0], gaps[-1]) > 1 or (
        max(gaps) == 1 and all(word.named for word in words[1:-1])
    )


def _common(words: list[str], others: list[str]) -> list[Block]:
    """The longest common subsequence: of equals one that ends as early, then begins as late as it
    can."""
    end = max((block.found + block.length for block in _blocks(words, others)), default=0)
    return [
        Block(len(words) - quoted - length, end - found - length, length)
        for quoted, found, length in _blocks(words[::-1], others[:end][::-1])
    ][::-1]


def _blocks(words: list[str], others: list[str]) -> list[Block]:
    """Where `others` has the words as early as it can."""
    # Without something at its end that no quote has, equal ends are taken for each other first.
    return [
        Block(code.src_start, code.dest_start, code.src_end - code.src_start)
        for code in LCSseq.opcodes(words, [*others, ""])
        if code.tag == "equal"
    ]


def _together(blocks: Sequence[Block]) -> Sequence[Block]:
    """Without those at the ends that stand apart from the rest."""
    first, last = 0, len(blocks) - 1
    while first < last and _apart(blocks[first], blocks[first + 1], blocks[first].length):
        first += 1
    while first < last and _apart(blocks[last - 1], blocks[last], blocks[last].length):
        last -= 1
    return blocks[first : last + 1]


def _apart(left: Block, right: Block, length: int) -> bool:
    """Whether more words of the article come between two blocks than the outer of them proves."""
    more = (right.found - left.found) - (right.quoted - left.quoted)
    return more > length + 1


def _keys(tokens: Sequence[Token]) -> list[str]:
    """The words as compared: a name in the possessive is the same name."""
    return [token.text.removesuffix(_POSSESSIVE) for token in tokens]


def _different(
    changed: Sequence[Token], original: Sequence[Token]
) -> tuple[Sequence[Token], Sequence[Token]]:
    """Without the words that are equal in both, where one stands for one."""
    if len(changed) != len(original):
        return changed, original
    both = zip(_keys(changed), _keys(original), strict=True)
    unequal = [number for number, (new, old) in enumerate(both) if new != old]
    return [changed[number] for number in unequal], [original[number] for number in unequal]


def _conflicting(changed: Sequence[Token], original: Sequence[Token]) -> bool:
    # What the quote only leaves out stands in the span all the same, unless it turns it round.
    if not changed:
        return any(token.negates for token in original)
    return any(token.decisive for token in (*changed, *original))


def _words(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens) or "nothing"
