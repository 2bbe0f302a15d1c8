"""Where in a text does a passage stand, and where nearest to some place?"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from heapq import merge

from service.text.normalizing import continues
from service.text.span import Span
from service.text.tokens import joins

TRIES = 1000
"""Places that a search looks at in one direction before it gives up; most are inside of words."""
_PROBE = 32
"""Code points of a passage that are searched for, so that time does not grow with its length."""
_SEARCHED = 1 << 15
"""Code points that are searched from end to end; in longer texts, pieces are looked up."""
_PIECE = 16
"""Code points of a piece. One begins at every such distance in the text."""
_PIECES = 4
"""Pieces of a passage of which the rarest tells where it may stand."""
PLACES = 64
"""Places of a piece that are looked at, the nearest."""
_CONTRACTED_NOT = re.compile(r"""["'\u2019]t\b""", re.IGNORECASE)


class Occurrences:
    """A text in which passages are looked up, with bounded work for each.

    In up to 32,768 code points it is searched for, and in more if it is shorter than 31: that
    passes through them three times at most, and looks at 3 x `TRIES` places. Else pieces of it are
    looked up in an index, made once in time linear in the text, and 16 x (`PLACES` + 1) places are
    looked at.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._again: dict[str, list[int]] = {}
        """Where pieces of the index stand after the first time."""

    def nearest(self, passage: str, within: Span, hint: Span) -> int | None:
        """Where in `within` the passage begins: at the first place in `hint`, else at the one
        nearest to it. It neither begins nor ends inside of a word or a number."""
        return next(self.all(passage, within, hint), None)

    def all(self, passage: str, within: Span, hint: Span) -> Iterator[int]:
        """Where it begins each time, in this order."""
        low, high = max(within.start, hint.start), min(within.end, hint.end)
        hint = Span(low, max(within.start, high))
        if within.end - within.start > _SEARCHED and len(passage) >= 2 * _PIECE - 1:
            return self._looked_up(passage, within, hint)
        return self._searched(passage, within, hint)

    def _searched(self, passage: str, within: Span, hint: Span) -> Iterator[int]:
        low, high = hint
        length = len(passage)
        yield from self._forwards(passage, Span(low, min(within.end, high + length - 1)))
        if self._text.find(passage[:_PROBE], *within) < 0:
            return
        before = self._backwards(passage, Span(within.start, min(within.end, low + length - 1)))
        if high == within.end:
            yield from before
            return
        yield from merge(
            before,
            self._forwards(passage, Span(high, within.end)),
            key=lambda start: _distance(start, length, hint),
        )

    def _forwards(self, passage: str, within: Span) -> Iterator[int]:
        text, length = self._text, len(passage)
        probe = passage[:_PROBE]
        end = within.end - length + len(probe)
        start = text.find(probe, within.start, max(end, 0))
        for _ in range(TRIES):
            if start < 0:
                return
            if self._stands(passage, start):
                yield start
            start = text.find(probe, start + 1, end)

    def _backwards(self, passage: str, within: Span) -> Iterator[int]:
        text, length = self._text, len(passage)
        probe = passage[:_PROBE]
        end = within.end - length + len(probe)
        start = text.rfind(probe, within.start, max(end, 0))
        for _ in range(TRIES):
            if start < 0:
                return
            if self._stands(passage, start):
                yield start
            start = text.rfind(probe, within.start, start + len(probe) - 1)

    def _looked_up(self, passage: str, within: Span, hint: Span) -> Iterator[int]:
        """A passage of 31 code points or more has, wherever it stands, a piece of the index in it;
        which one, depends on where: each of the 16 possibilities is tried."""
        index, last = self._index, len(passage) - _PIECE
        starts: list[int] = []
        for first in range(_PIECE):
            if passage[first : first + _PIECE] not in index:
                continue
            rarest = min(
                range(first, last + 1, _PIECE)[:_PIECES], key=lambda at: self._count(passage, at)
            )
            starts += self._nearest(passage, rarest, hint)
        if len(starts) > 1:
            starts.sort(key=lambda start: _distance(start, len(passage), hint))
        for start in starts:
            if within.start <= start <= within.end - len(passage) and self._stands(passage, start):
                yield start

    def _count(self, passage: str, at: int) -> int:
        """How often the piece of a passage that begins `at` is in the index."""
        piece = passage[at : at + _PIECE]
        return (piece in self._index) + len(self._again.get(piece, ()))

    def _nearest(self, passage: str, at: int, hint: Span) -> list[int]:
        """Where the passage may begin by this piece of it."""
        piece = passage[at : at + _PIECE]
        if (first := self._index.get(piece)) is None:
            return []
        again = self._again.get(piece, [])
        middle = bisect_left(again, hint.start + at)
        low = max(0, min(middle - PLACES // 2, len(again) - PLACES))
        return [start - at for start in (first, *again[low : low + PLACES])]

    @cached_property
    def _index(self) -> dict[str, int]:
        """Where each piece stands first."""
        index: dict[str, int] = {}
        text, again = self._text, self._again
        for start in range(0, len(text), _PIECE):
            piece = text[start : start + _PIECE]
            if index.setdefault(piece, start) != start:
                again.setdefault(piece, []).append(start)
        return index

    def _stands(self, passage: str, start: int) -> bool:
        """Whether it begins there, and alone."""
        return self._text.startswith(passage, start) and _alone(
            self._text, start, start + len(passage)
        )


def _distance(start: int, length: int, hint: Span) -> tuple[bool, int, bool]:
    if hint.start <= start < hint.end:
        return False, start, False
    after = start >= hint.end
    return True, start - hint.end if after else hint.start - start - length, after


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a passage neither begins nor ends inside of a word or a number."""
    return not (
        (start > 0 and _cuts(text, start - 1, start, -1))
        or (end < len(text) and _cuts(text, end - 1, end, 1))
        or _CONTRACTED_NOT.match(text, end)
    )


def _cuts(text: str, left: int, right: int, outwards: int) -> bool:
    if continues(text[right]) or joins(text[left].casefold(), text[right].casefold()):
        return True
    # "4" does not stand in "4.2", nor "200" in "1,200", nor "10" in "10:30".
    inner, outer = (right, left) if outwards < 0 else (left, right)
    beyond = outer + outwards
    return (
        text[outer] in ".,:"
        and text[inner].isdecimal()
        and 0 <= beyond < len(text)
        and text[beyond].isdecimal()
    )
