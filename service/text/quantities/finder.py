"""Where in a passage do quantities stand?

A paragraph is read once, left to right: which words make a number, whether it is an identifier, a
date, a time or an age instead, what it counts, what hedges it; then neighbours are joined to ranges
and results. Every step looks a bounded number of words ahead, so that the time is linear. What is
not understood has no value; what may be no quantity is left out.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from schemas.claim import Quantity
from service.text.grounding import ArticleIndex, Found
from service.text.quantities.chinese import chinese_quantities
from service.text.quantities.de import GERMAN
from service.text.quantities.en import ENGLISH
from service.text.quantities.es import SPANISH
from service.text.quantities.fr import FRENCH
from service.text.quantities.joining import joined
from service.text.quantities.lexicon import Language
from service.text.quantities.measured import Measured
from service.text.quantities.passage import Amount, Passage
from service.text.quantities.reading import amounts
from service.text.quantities.words import BREAK, Token, may_count, tokens, words
from service.text.recent import Recent
from service.text.span import Span

LANGUAGES = {"en": ENGLISH, "es": SPANISH, "de": GERMAN, "fr": FRENCH}
PIECE = 2000
"""Code points of a paragraph that are read at once."""
AROUND = 200
"""Code points around a piece that are read with it: no quantity is longer."""
_REMEMBERED = 64
"""Parts of a text of which what was found is remembered."""
_AMERICAN_SPANISH = replace(SPANISH, comma_decimal=False, ambiguous_comma=False)
# Spanish-speaking countries that write 1,200.5.
_COMMA_GROUPS = words("mx us gt hn sv ni pa do pr 419")
# What has figures in it and no quantity: numeric dates, clock times, telephone numbers, addresses.
_FIGURES = r"""(?=[0-9+(])(?:
        (?<![\w.,/-])[0-9]{1,4}(?:/[0-9]{1,2}/|-[0-9]{1,2}-|\.[0-9]{1,2}\.)[0-9]{2,4}(?![\w/-])
      | (?<![\w.:])[0-9]{1,2}[:h][0-9]{2}(?::[0-9]{2})?(?!\w)
      | (?<![\w.])[0-9]{1,2}\ h\ [0-9]{2}(?!\w)
      | (?<![\w.])[0-9]{1,2}\.[0-9]{2}(?=\ ?(?:[ap]\.?m\b|Uhr\b))
      | \+[0-9]{1,3}[ ()/0-9.-]{5,24}[0-9]
      | (?<![\w.])\(?[0-9]{3}\)?[ .-][0-9]{3}-[0-9]{4}(?!\w)
      | (?<![\w.-])[0-9]{3}-[0-9]{4}(?![\w-])
      | (?<![\w.,])0[0-9]{2,5}[ /-][0-9][0-9 -]{2,14}[0-9]
      | (?<![\w.,])(?:24/7|9/11)(?!\w))"""
_ADDRESSES = r"\bhttps?://\S+ | \bwww\.\S+ | [\w.+-]{1,64}@[\w.-]{1,99}"
_NUMBERS_ONLY = re.compile(_FIGURES, re.VERBOSE)
_NOT_QUANTITIES = re.compile(f"{_FIGURES} | {_ADDRESSES}", re.VERBOSE)
_IN_ADDRESSES = ("@", "www.", "://")
_BREAK = re.compile(BREAK)
_MARKS = re.compile(r"[+0-9](?:(?<=\+)|[ ()/.:h-]+[0-9])")
"""What all of them have but the addresses: a plus, or marks between figures, ..."""
_AREA_CODE = 6
"""... before which stand so many figures at most."""

_Placed = tuple[int, Measured]
"""Where a quantity's number begins, and the quantity."""


class Counted:
    """The quantities of a text, of which each part is read once, when it is first asked for.

    `language` is a BCP 47 tag; for one that is not known the English rules are used.
    """

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._read = _reader(language)
        self._parts = list(_parts(text, Span(0, len(text))))
        self._starts = [part.start for part, _ in self._parts]
        self._found: Recent[int, list[_Placed]] = Recent(_REMEMBERED)

    def within(self, passage: Span) -> list[Measured]:
        """Those whose number begins in a passage, in order, never overlapping; a hedge or a unit
        may stand outside of it. Spans are code points of the text."""
        first = bisect_right(self._starts, passage.start) - 1
        beyond = max(bisect_left(self._starts, passage.end), first + 1)
        return [
            measured
            for number in range(first, beyond)
            for at, measured in self._part(number)
            if passage.start <= at < passage.end
        ]

    def _part(self, number: int) -> list[_Placed]:
        found = self._found.get(number)
        return self._found.keep(number, self._placed(number)) if found is None else found

    def _placed(self, number: int) -> list[_Placed]:
        part, around = self._parts[number]
        return [one for one in self._read(self._text, around) if part.start <= one[0] < part.end]


def _parts(text: str, near: Span) -> Iterator[tuple[Span, Span]]:
    """The paragraphs of a text, long ones in pieces, each with what it is read with: the empty
    lines beside it, which say that nothing more belongs to it, or some text."""
    if near.end - near.start <= PIECE and "\n" not in text:  # a claim
        yield near, near
        return
    start = opens = near.start
    for empty in (*(Span(*found.span()) for found in _BREAK.finditer(text, *near)), None):
        end, closes = empty or (near.end, near.end)
        for low in range(start, max(end, start + 1), PIECE):
            high = min(low + PIECE, end)
            before, after = low - AROUND, high + AROUND
            around = Span(before if before > start else opens, after if after < end else closes)
            yield Span(low, high), around
        start, opens = closes, end


def quantities(
    index: ArticleIndex, within: Span, language: str, counted: Counted | None = None
) -> list[Quantity]:
    """The quantities of a passage of the article, with their selectors.

    `counted` are those of the whole article, for who asks for more than one passage.
    """
    found = counted.within(within) if counted else find_quantities(index.text, within, language)
    return [
        Quantity(
            text=index.text[slice(*one.span)],
            value=one.value,
            upper=one.upper,
            unit=one.unit,
            approximate=one.approximate,
            selector=index.selector(Found(one.span, "exact")),
        )
        for one in found
    ]


def find_quantities(text: str, within: Span, language: str) -> list[Measured]:
    """The quantities whose number begins in `within`, for who asks once; linear in it."""
    read = _reader(language)
    near = Span(max(0, within.start - PIECE), min(len(text), within.end + PIECE))
    return [
        measured
        for part, around in _parts(text, near)
        if part.overlaps(within)
        for at, measured in read(text, around)
        if max(part.start, within.start) <= at < min(part.end, within.end)
    ]


@lru_cache(maxsize=64)
def _reader(language: str) -> Callable[[str, Span], list[_Placed]]:
    """Reads a part of a text in the language of a tag."""
    tag, _, region = language.replace("_", "-").casefold().partition("-")
    if tag == "zh":
        return chinese_quantities
    rules = LANGUAGES.get(tag, ENGLISH)
    if tag == "es" and region in _COMMA_GROUPS:
        rules = _AMERICAN_SPANISH
    return partial(_quantities, rules)


def _quantities(rules: Language, text: str, part: Span) -> list[_Placed]:
    # Many parts have none, and need not be read for that.
    if not may_count(text, part, rules.may_count):
        return []
    passage = Passage(text, tokens(text, part, spaces_group=rules.spaces_group), rules)
    masks = _masks(text, part)
    masked = frozenset(_overlapping(passage.words, masks)) if masks else frozenset()
    return [
        (passage.words[amount.core].start, _measured(passage, amount))
        for amount in joined(passage, list(amounts(passage, masked)))
        if not amount.dead
    ]


def _measured(passage: Passage, amount: Amount) -> Measured:
    first, last = passage.words[amount.first], passage.words[amount.end - 1]
    return Measured(
        span=Span(first.start, last.end),
        value=None if amount.value is None else float(amount.value),
        upper=None if amount.upper is None else float(amount.upper),
        unit=amount.unit,
        approximate=amount.approximate,
    )


def _masks(text: str, part: Span) -> list[Span]:
    """Where a part of a text has what is no quantity."""
    # The addresses, which any word may begin, are looked for only where there is one.
    has_address = any(text.find(mark, *part) >= 0 for mark in _IN_ADDRESSES)
    if has_address:
        return [Span(*found.span()) for found in _NOT_QUANTITIES.finditer(text, *part)]
    marks = _MARKS.search(text, *part)
    start = max(part.start, marks.start() - _AREA_CODE) if marks else part.end
    return [Span(*found.span()) for found in _NUMBERS_ONLY.finditer(text, start, part.end)]


def _overlapping(words: Sequence[Token], masks: Sequence[Span]) -> Iterator[int]:
    """The tokens that a mask touches; both ascend."""
    mask = 0
    for position, word in enumerate(words):
        while mask < len(masks) and masks[mask].end <= word.start:
            mask += 1
        if mask < len(masks) and masks[mask].start < word.end:
            yield position
