"""Which words does a text have, as names are written?"""

import re
import unicodedata
from array import array
from functools import cache

from service.text.span import Span

_LETTER = r"[^\W\d_]"
_INNER = r"[\w\u0300-\u036f]"
# "People's" belongs to the name that it stands in; any other 's ends one.
_POSSESSIVE = r"(?:[Pp]eople|[Ww]omen|[Mm]en|[Cc]hildren|[Pp]rosecutor)['\u2019]s\b"
_APOSTROPHES = str.maketrans(
    dict.fromkeys("\u2019\u02bc", "'") | dict.fromkeys("\u2010\u2011", "-")
)
_STOPPED = """mr mrs ms mx dr st gen sen rep gov prof lt col sgt capt sr sra jr vs no adm hon rev
    dra ste mme mlle hr fr nr"""
_NOT_ENDS = frozenset(_STOPPED.split())
_ENDS = re.compile(
    r"[.!?:;\u2026\u3002\uff01\uff1f\"\u201c\u201e\u00ab\u2018(\[\u2022\u2014]|\n\s*\n|\d"
)


class Words:
    """The words of a text, in columns. Linear in its length.

    `elisions`: whether "d'" is a word (French).
    """

    raws: list[str]
    """Each as it is written, but for apostrophes and hyphens of other kinds."""
    starts: "array[int]"
    ends: "array[int]"
    """Its code points."""
    capitals: list[int]
    """Which of them are written with a capital."""

    def __init__(self, text: str, *, elisions: bool = False) -> None:
        found = list(_pattern(elisions).finditer(text))
        raws = [match[0] for match in found]
        if not text.isascii():
            raws = [raw if raw.isascii() else _plain(raw) for raw in raws]
        same: dict[str, str] = {}
        self.raws = [same.setdefault(raw, raw) for raw in raws]
        self.capitals = [at for at, raw in enumerate(raws) if raw[0].isupper()]
        self.starts = array("I", [match.start() for match in found])
        self.ends = array("I", [match.end() for match in found])
        self._text = text

    def __len__(self) -> int:
        return len(self.raws)

    def folded(self, at: int) -> str:
        """A word as words are compared."""
        return self.raws[at].casefold()

    def is_capital(self, at: int) -> bool:
        """Whether a word is written with a capital."""
        return self.raws[at][0].isupper()

    def is_acronym(self, at: int) -> bool:
        """Whether a word is written in capitals."""
        raw = self.raws[at]
        return len(raw) > 1 and raw.replace(".", "").isupper()

    def gap(self, at: int) -> str:
        """What stands between a word and the one before it."""
        return self._text[self.ends[at - 1] : self.starts[at]]

    def is_joined(self, at: int) -> bool:
        """Whether a word and the one before it can be parts of one name: nothing but a space
        between them."""
        gap = self.gap(at)
        if gap == " ":
            return True
        before = self.raws[at - 1]
        gap = _without_stop(before, gap)
        if gap == "":
            return before[-1] in "'."
        return len(gap) <= 3 and not gap.strip("& \u00a0\n\r\t") and gap.count("\n") < 2

    def is_initial(self, at: int) -> bool:
        """Whether a word may begin a sentence, so that a capital says nothing."""
        if at == 0:
            return True
        gap = self.gap(at)
        return gap != " " and _ends(self.raws[at - 1], gap)

    def span(self, start: int, end: int) -> Span:
        """The code points from one word to before another."""
        return Span(self.starts[start], self.ends[end - 1])

    def key(self, start: int, end: int) -> tuple[str, ...]:
        """How the words from one to before another are written."""
        return tuple(self.raws[start:end])


@cache
def _pattern(elisions: bool) -> re.Pattern[str]:
    word = rf"{_LETTER}{_INNER}*(?:[-\u2010\u2011]{_INNER}+|['\u2019](?![sS]\b){_LETTER}{_INNER}*)*"
    elided = rf"\b(?:[dlnscjmtDLNSCJMT]|[qQ]u)['\u2019](?={_LETTER})|" if elisions else ""
    plain = r"[A-Z]?[a-z]+(?=[ ,.])"  # most words, and found in half the time
    some = rf"{plain}|{elided}(?:\b[A-Z]\.){{2,9}}|EE\.\ ?UU\.|{_POSSESSIVE}|{word}"
    return re.compile(rf"(?={_LETTER})(?:{some})")  # what is no letter is passed over at once


def _plain(raw: str) -> str:
    return unicodedata.normalize("NFC", raw).translate(_APOSTROPHES)


def _ends(before: str, gap: str) -> bool:
    """Whether a sentence may end between two words; not after "Mr." or an initial."""
    return _ENDS.search(_without_stop(before, gap)) is not None


def _without_stop(before: str, gap: str) -> str:
    """What stands behind a word, without the full stop that its abbreviation has."""
    if gap[:1] == "." and (len(before) == 1 or before.casefold() in _NOT_ENDS):
        return gap[1:]
    return gap
