"""Where in a passage do quantities stand?

A passage is read once, left to right: which words make a number, whether it is an identifier, a
date, a time or an age instead, what it counts, what hedges it; then neighbours are joined to ranges
and results. Every step looks a bounded number of words ahead, so that the time is linear. What is
not understood has no value; what may be no quantity is left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas.claim import Quantity
from service.text.grounding import ArticleIndex, Found
from service.text.quantities.chinese import chinese_quantities
from service.text.quantities.de import GERMAN
from service.text.quantities.en import ENGLISH
from service.text.quantities.es import SPANISH
from service.text.quantities.fr import FRENCH
from service.text.quantities.joining import joined
from service.text.quantities.measured import Measured
from service.text.quantities.passage import Amount, Passage
from service.text.quantities.reading import amounts
from service.text.quantities.words import Token, may_count, tokens, words
from service.text.span import Span

LANGUAGES = {"en": ENGLISH, "es": SPANISH, "de": GERMAN, "fr": FRENCH}
_AMERICAN_SPANISH = replace(SPANISH, comma_decimal=False, ambiguous_comma=False)
AROUND = 60
"""Code points around a passage that are read with it, so that it may begin or end anywhere."""
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


def quantities(index: ArticleIndex, within: Span, language: str) -> list[Quantity]:
    """The quantities of a passage of the article, with their selectors."""
    return [
        Quantity(
            text=index.text[slice(*found.span)],
            value=found.value,
            upper=found.upper,
            unit=found.unit,
            approximate=found.approximate,
            selector=index.selector(Found(found.span, "exact")),
        )
        for found in find_quantities(index.text, within, language)
    ]


def find_quantities(text: str, within: Span, language: str) -> list[Measured]:
    """The quantities whose number begins in `within`, in order, never overlapping.

    Spans are code points of `text`; a hedge or a unit may stand outside of `within`. `language` is
    a BCP 47 tag; for one that is not known the English rules are used. Linear in the passage.
    """
    tag, _, region = language.replace("_", "-").casefold().partition("-")
    around = Span(max(0, within.start - AROUND), min(len(text), within.end + AROUND))
    if tag == "zh":
        return chinese_quantities(text, around, within)
    rules = LANGUAGES.get(tag, ENGLISH)
    if tag == "es" and region in _COMMA_GROUPS:
        rules = _AMERICAN_SPANISH
    # Most passages have none, and need not be read for that. What begins in `within` begins with a
    # number, or has one behind its currency.
    if not may_count(text, Span(within.start, around.end), rules.may_count):
        return []
    passage = Passage(text, tokens(text, around, spaces_group=rules.spaces_group), rules)
    masked = frozenset(_overlapping(passage.words, _masks(text, around)))
    found = joined(passage, list(amounts(passage, masked)))
    return [
        _measured(passage, amount)
        for amount in found
        if not amount.dead and within.start <= passage.words[amount.core].start < within.end
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


def _masks(text: str, around: Span) -> list[Span]:
    """Where a passage has what is no quantity."""
    # The addresses, which any word may begin, are looked for only where there is one.
    has_address = any(text.find(mark, *around) >= 0 for mark in _IN_ADDRESSES)
    pattern = _NOT_QUANTITIES if has_address else _NUMBERS_ONLY
    return [Span(*found.span()) for found in pattern.finditer(text, *around)]


def _overlapping(words: Sequence[Token], masks: Sequence[Span]) -> Iterator[int]:
    """The tokens that a mask touches; both ascend."""
    mask = 0
    for position, word in enumerate(words):
        while mask < len(masks) and masks[mask].end <= word.start:
            mask += 1
        if mask < len(masks) and masks[mask].start < word.end:
            yield position
