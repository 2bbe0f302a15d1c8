"""What is a number, and what makes it larger or a share?"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from service.text.quantities.lexicon import Language
from service.text.quantities.words import Token

MILLION = 10**6
_OF_TEN = frozenset(("ten", "dix"))
_SIGNS = frozenset("€$£¥%")
_DIGITS = 4
_ROUND = frozenset((10, 100, 1000))


Value = int | Fraction
"""What a number is, exactly; whole ones, which most are, as the faster type."""


class Number(NamedTuple):
    """A number and where it ends, as a token.

    `value` is None where it is not understood ("1,2" in English) or not said ("thousands").
    """

    end: int
    value: Value | None
    figure: bool
    scale: int = 1
    """Of what it is: 10**6 in "2.4 million"."""
    approximate: bool = False
    share: bool = False
    """Whether it is a part of something: "two thirds"."""
    sure: bool = True
    """Whether it is a number also without a unit: not "17.30" in German."""
    counts: bool = False
    """Whether it is a noun itself, that "of" may follow: "millions of", "a dozen of"."""


def scale_at(words: Sequence[Token], start: int, language: Language) -> tuple[int, int]:
    """Words of scale after a number: "million", "mil millones", "thousand billion"."""
    end, scale = start, 1
    while end < len(words) and end - start < 2:
        position = end
        if words[end].text == "-" and not words[end].spaced and end + 1 < len(words):
            position = end + 1
        further = language.scales.get(words[position].text)
        if further is None or (scale > 1 and not (scale == 1000 < further)):
            break
        end, scale = position + 1, scale * further
        if words[position].raw in language.short_scales and is_stopped(words, end):
            end += 1
    return end, scale


def is_stopped(words: Sequence[Token], end: int) -> bool:
    """Whether a full stop ends an abbreviation here, and not the sentence."""
    stop = words[end : end + 2]
    if len(stop) < 2 or stop[0].text != "." or stop[0].spaced:
        return False
    return stop[1].kind == "word" or stop[1].text in _SIGNS


def share_of(words: Sequence[Token], end: int, value: Value, language: Language) -> Number | None:
    """The share that "in five" makes of "one"; not "in 2024"."""
    found = language.out_of.at(words, end)
    if found is None and language.noun_before_out_of and value < 10 and end + 1 < len(words):
        # "trois Français sur dix", "nine houses in ten"
        inner = language.out_of.at(words, end + 1) if words[end].kind == "word" else None
        in_words = words[end - 1].kind == "word" and inner and inner[1] < len(words)
        found = inner if in_words and inner and words[inner[1]].text in _OF_TEN else None
    if found is None or found[1] >= len(words) or value.denominator != 1:
        return None
    whole, after = _whole(words[found[1]].text, language), found[1] + 1
    if whole is None or not 0 < value < whole:
        return None
    # "three in ten" is a share, "three in four attacks" may be a count and a place.
    if whole not in _ROUND and not (value == 1 or found[1] - end > 1):
        return None
    if language.measures.at(words, after) or (
        after < len(words) and (words[after].text in ("%", *language.months, *language.scales))
    ):
        return None
    return Number(after, Fraction(value, whole), False, share=True)


def _whole(word: str, language: Language) -> int | None:
    if word.isdecimal() and len(word) <= _DIGITS:
        return int(word)
    return language.numbers.get(word)
