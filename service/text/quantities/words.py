"""Which words, figures and marks make up a passage, and which phrases do they form?"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from functools import cache
from typing import Generic, Literal, NamedTuple, TypeVar

from service.text.span import Span

Kind = Literal["figure", "word", "mark", "break"]
T = TypeVar("T")
_Words = tuple[str, ...]

# A combining mark belongs to the letter before it, a stop to an abbreviation in capitals.
# What is looked for behind stands after a first character, so that most places are passed at once.
_LETTER = r"[^\W\d_]"
_PLAIN = rf"{_LETTER}+(?:[\u0300-\u036f]+{_LETTER}*)*"
# Most words are of plain letters, with a space or stop after them.
_WORD = rf"[A-Z]?[a-z]+(?=[ ,.])|[A-Z](?<!\w[A-Z])\.(?:[A-Z]\.){{1,8}}|{_PLAIN}"
_LETTERS = re.compile(_PLAIN)
_FIGURE = re.compile(r"[0-9]")
_GROUPED = r"[0-9](?<![0-9]{{2}})[0-9]{{0,2}}(?:[{}][0-9]{{3}}(?![0-9]))+(?:,[0-9]+)?"
BREAK = r"\n[^\S\n]*\n\s*"
"""An empty line, at which every number and all that belongs to it ends."""
_NO_BREAK = "\u00a0\u2009\u202f"
_APOSTROPHES = "'\u2019\u02bc\uff07"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_FOLDED = str.maketrans(dict.fromkeys(_DASHES, "-") | dict.fromkeys(_APOSTROPHES, "'"))


class Token(NamedTuple):
    """A word, a figure or a mark: `text` as compared, `raw` as the article has it."""

    text: str
    raw: str
    start: int
    end: int
    kind: Kind
    spaced: bool
    """Whether white space, or nothing, stands before it."""

    @property
    def span(self) -> Span:
        """Its code points."""
        return Span(self.start, self.end)


def tokens(text: str, within: Span, *, spaces_group: bool) -> list[Token]:
    """The tokens of a passage; an empty line is a break. Linear in the passage.

    `spaces_group`: whether "1 200" is one figure; with a no-break space it always is.
    """
    found: list[Token] = []
    before = -1
    for match in _pattern(spaces_group).finditer(text, within.start, within.end):
        kind: Kind = match.lastgroup  # type: ignore[assignment]
        raw, (start, end) = match[kind], match.span(kind)
        compared = raw.casefold() if raw.isascii() else _fold(raw)
        # Not by its own constructor, which takes as long as all the rest.
        found.append(tuple.__new__(Token, (compared, raw, start, end, kind, before != start)))
        before = end
    return found


@cache
def _pattern(spaces_group: bool) -> re.Pattern[str]:
    grouped = _GROUPED.format(_NO_BREAK + (" " if spaces_group else ""))
    # With the space after it, so that no token is looked for there.
    return re.compile(
        rf"""(?:(?P<word>{_WORD})|(?P<figure>{grouped}|[0-9]+(?:[.,'\u2019][0-9]+)*)"""
        rf"""|(?P<break>{BREAK})|(?P<mark>\S))[ ]?"""
    )


def may_count(text: str, within: Span, count: Callable[[Collection[str]], bool]) -> bool:
    """Whether a passage has a figure, or words of which `count` says that they may be a number."""
    if _FIGURE.search(text, within.start, within.end):
        return True
    passage = text[slice(*within)]
    if not passage.isascii():
        passage = unicodedata.normalize("NFC", passage)
    return count(_LETTERS.findall(passage.casefold()))


def _fold(raw: str) -> str:
    if not raw.isascii():
        raw = unicodedata.normalize("NFC", raw).translate(_FOLDED)
    return raw.casefold()


class Phrases(Generic[T]):
    """Phrases of one word or more, each with what it stands for; the longest one counts."""

    def __init__(self, meanings: Mapping[str, T]) -> None:
        self._meanings = {_split(phrase): meaning for phrase, meaning in meanings.items()}
        # By their first words, with the others; and by their last ones.
        self._by_first: dict[str, list[tuple[_Words, T]]] = {}
        self._by_last: dict[str, list[_Words]] = {}
        for phrase, meaning in sorted(self._meanings.items(), key=lambda one: -len(one[0])):
            self._by_first.setdefault(phrase[0], []).append((phrase[1:], meaning))
            self._by_last.setdefault(phrase[-1], []).append(phrase[:-1])

    @property
    def firsts(self) -> Set[str]:
        """The words that one of them begins with."""
        return self._by_first.keys()

    def at(self, words: Sequence[Token], start: int) -> tuple[T, int] | None:
        """The meaning of the phrase that begins at a token, and where it ends."""
        if start >= len(words):
            return None
        for others, meaning in self._by_first.get(words[start].text, ()):
            end = start + 1 + len(others)
            if not others or tuple([word.text for word in words[start + 1 : end]]) == others:
                return meaning, end
        return None

    def before(self, words: Sequence[Token], end: int) -> int | None:
        """Where the phrase begins that ends before a token."""
        if end <= 0:
            return None
        for others in self._by_last.get(words[end - 1].text, ()):
            start = end - 1 - len(others)
            if start >= 0 and tuple([word.text for word in words[start : end - 1]]) == others:
                return start
        return None

    def __contains__(self, phrase: Iterable[str]) -> bool:
        return tuple(phrase) in self._meanings


def _split(phrase: str) -> _Words:
    return tuple(token.text for token in tokens(phrase, Span(0, len(phrase)), spaces_group=False))


def phrases(text: str) -> Phrases[None]:
    """The phrases between bars, which stand for nothing but themselves."""
    return Phrases({" ".join(phrase.split()): None for phrase in text.split("|") if phrase.strip()})


def words(text: str) -> frozenset[str]:
    """The words between spaces, folded as tokens are."""
    return frozenset(_fold(word) for word in text.split())
