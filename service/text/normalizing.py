"""How does a text read when case, white space and typography no longer matter?"""

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.text.span import Span

_INVISIBLE = "\N{ZERO WIDTH SPACE}"
_CONTROLS = [*range(0x20), *range(0x7F, 0xA0)]
_SPACES = [0x20, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000]
INVISIBLES = [
    0xAD,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    0xFEFF,
    *range(0xE0000, 0xE0080),  # tags
    *range(0xE0100, 0xE01F0),
]
"""Code points that no reader sees: joiners, marks of direction, tags, variation selectors."""
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_QUOTES = (
    "\"'`\u1fef\u00b4\u1ffd\u00ab\u00bb\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2032\u2033"
    "\u2039\u203a\uff02\uff07"
)

# One character for one, so that offsets stay.
_TYPOGRAPHY = {
    **dict.fromkeys([*_CONTROLS, *_SPACES], " "),
    **dict.fromkeys(INVISIBLES, _INVISIBLE),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _QUOTES), '"'),
}
_FOLDED = {chr(code): folded for code, folded in _TYPOGRAPHY.items() if chr(code) != folded}
# A set within the first plane is a table for a regular expression, and many times faster.
_FIRST_PLANE = "".join(re.escape(one) for one in _FOLDED if one < "\U00010000")
_UNFOLDED = re.compile(f"[{_FIRST_PLANE}]|[\U000e0000-\U000e01ef]")
# What changes the length. A run of white space is one space, a run of invisibles nothing.
_RESIZED = re.compile(
    rf' [ {_INVISIBLE}]+|{_INVISIBLE}[ {_INVISIBLE}]*|…|-[-{_INVISIBLE}]*-|"["{_INVISIBLE}]*"'
)
_BLOCK = 64
"""Code points that are folded together, where a text cannot be as a whole. No letter has as many
marks (30, says UAX #15); to compose more takes time by the square of their number."""

_Piece = tuple[int, int, str]
"""A passage of the original, and how it reads."""


@dataclass(frozen=True, slots=True)
class Normalized:
    """A normalised text that knows where each of its characters came from.

    Character `i` of `text` stands for `[starts[i], ends[i])` of the original, in code points;
    both ascend.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def original(self, span: Span) -> Span:
        """The passage of the original that a non-empty passage of `text` stands for."""
        return Span(self.starts[span.start], self.ends[span.end - 1])

    def passage(self, original: Span) -> Span:
        """The part of `text` that stands for nothing outside of a passage of the original."""
        start = bisect_left(self.starts, original.start)
        return Span(start, max(start, bisect_right(self.ends, original.end)))


def normalize(text: str) -> Normalized:
    """Casefolds, composes (NFC), and folds white space, quotation marks, dashes and ellipses.

    Invisible characters are dropped. Linear in the length of the text.
    """
    pieces = _folded(text)
    read = "".join([piece for _, _, piece in pieces])
    if len(pieces) == 1 and len(read) == len(text):
        return Normalized(read, range(len(text)), range(1, len(text) + 1))
    places = array("I", range(len(text) + 1))
    starts, ends = array("I"), array("I")
    for start, end, piece in pieces:
        if len(piece) == end - start:
            starts += places[start:end]
            ends += places[start + 1 : end + 1]
        else:
            starts.extend([start] * len(piece))
            ends.extend([end] * len(piece))
    return Normalized(read, starts, ends)


def folded(text: str) -> str:
    """The normalised text, without where its characters came from."""
    return "".join([piece for _, _, piece in _folded(text)])


def _folded(text: str) -> list[_Piece]:
    if (simple := _simple(text)) is not None:
        return [(0, len(text), simple)]
    plain = _UNFOLDED.sub(_fold, text)
    pieces: list[_Piece] = []
    done = 0
    for run in _RESIZED.finditer(plain):
        pieces += _composed(plain, done, run.start())
        pieces.append((run.start(), run.end(), _replacement(run[0])))
        done = run.end()
    pieces += _composed(plain, done, len(plain))
    return pieces


def _simple(text: str) -> str | None:
    """A line in ASCII folded, as most claims and names are, if that keeps its length."""
    if not (text.isascii() and text.isprintable()):
        return None
    plain = text.replace("'", '"').replace("`", '"')
    if "  " in plain or "--" in plain or '""' in plain:
        return None
    return plain.lower()


def _fold(found: re.Match[str]) -> str:
    return _FOLDED.get(found[0], found[0])


def _replacement(run: str) -> str:
    if run == "…":
        return "..."
    return run[0] if run[0] in '-"' else " " if " " in run else ""


def _composed(text: str, start: int, end: int) -> Iterable[_Piece]:
    """Folds a passage as a whole where that keeps its length, else block by block, and a block
    that does not keep it character by character."""
    whole = _same_length(text[start:end])
    return _blocks(text, start, end) if whole is None else ((start, end, whole),)


def _blocks(text: str, start: int, end: int) -> Iterator[_Piece]:
    while start < end:
        middle = min(end, start + _BLOCK)
        while middle < min(end, start + 2 * _BLOCK) and continues(text[middle]):
            middle += 1
        if (block := _same_length(text[start:middle])) is not None:
            yield start, middle, block
        else:
            yield from _clusters(text, start, middle)
        start = middle


def _same_length(passage: str) -> str | None:
    """A passage casefolded, if it is composed and that keeps its length."""
    if not unicodedata.is_normalized("NFC", passage):
        return None
    folded = passage.casefold()
    return folded if len(folded) == len(passage) else None


def _clusters(text: str, start: int, end: int) -> Iterator[_Piece]:
    for index in range(start + 1, end + 1):
        if index == end or index == start + _BLOCK or not continues(text[index]):
            yield start, index, unicodedata.normalize("NFC", text[start:index]).casefold()
            start = index


def continues(character: str) -> bool:
    """Whether a character can merge with those before it: marks, and vowels of Hangul."""
    return "\u1160" <= character <= "\u11ff" or unicodedata.category(character)[0] == "M"
