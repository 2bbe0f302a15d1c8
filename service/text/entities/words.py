"""Which words does a text have, as names are written?"""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

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


class Word(NamedTuple):
    """A word: `raw` as it is written, but for apostrophes and hyphens of other kinds."""

    raw: str
    folded: str
    start: int
    end: int
    initial: bool
    """Whether it may begin a sentence, so that a capital says nothing."""

    @property
    def span(self) -> Span:
        """Its code points."""
        return Span(self.start, self.end)

    @property
    def capital(self) -> bool:
        """Whether it is written with a capital."""
        return self.raw[0].isupper()

    @property
    def acronym(self) -> bool:
        """Whether it is written in capitals."""
        return len(self.raw) > 1 and self.raw.replace(".", "").isupper()


def words(text: str, *, elisions: bool = False) -> list[Word]:
    """The words of a text, linear in its length. `elisions`: whether "d'" is a word (French)."""
    found: list[Word] = []
    end = 0
    for match in _pattern(elisions).finditer(text):
        raw = match[0]
        if not raw.isascii():
            raw = unicodedata.normalize("NFC", raw).translate(_APOSTROPHES)
        gap = text[end : match.start()]
        initial = not found or (gap != " " and _ends(found[-1], gap))
        found.append(Word(raw, raw.casefold(), match.start(), match.end(), initial))
        end = match.end()
    return found


@cache
def _pattern(elisions: bool) -> re.Pattern[str]:
    word = rf"{_LETTER}{_INNER}*(?:[-\u2010\u2011]{_INNER}+|['\u2019](?![sS]\b){_LETTER}{_INNER}*)*"
    elided = rf"\b(?:[dlnscjmtDLNSCJMT]|[qQ]u)['\u2019](?={_LETTER})|" if elisions else ""
    return re.compile(rf"{elided}(?:\b[A-Z]\.){{2,9}}|EE\.\ ?UU\.|{_POSSESSIVE}|{word}")


def _ends(before: Word, gap: str) -> bool:
    """Whether a sentence may end between two words; not after "Mr." or an initial."""
    if gap[:1] == "." and (before.folded in _NOT_ENDS or len(before.raw) == 1):
        gap = gap[1:]
    return _ENDS.search(gap) is not None


def are_joined(text: str, before: Word, after: Word) -> bool:
    """Whether two neighbouring words can be parts of one name: nothing but a space between them."""
    gap = text[before.end : after.start]
    if gap[:1] == "." and (len(before.raw) == 1 or before.folded in _NOT_ENDS):
        gap = gap[1:]
    if gap == "":
        return before.raw[-1] in "'."
    return len(gap) <= 3 and not gap.strip("& \u00a0\n\r\t") and gap.count("\n") < 2
