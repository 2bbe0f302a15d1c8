"""Which number does a figure write?"""

import re
from collections.abc import Sequence
from fractions import Fraction

from service.text.quantities import currencies
from service.text.quantities.lexicon import VULGAR, Language
from service.text.quantities.number import MILLION, Number, Value, is_stopped, scale_at, share_of
from service.text.quantities.words import Token

MAX_DIGITS = 18
"""A longer row of digits is an identifier."""
_THOUSAND = 1000
_SLASHED = {2, 3, 4, 5, 8, 10}
_DOTTED = re.compile(r"[0-9]+\.[0-9]+")
_COMMAED = re.compile(r"[0-9]+,[0-9]+")
_BY_COMMA = re.compile(r"[0-9]{1,3}(?:,[0-9]{2})*(?:,[0-9]{3})+(?:\.[0-9]+)?")
_BY_DOT = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_BY_OTHER = re.compile(r"[0-9]{1,3}(?:['\u00a0\u2009\u202f ][0-9]{3})+(?:[.,][0-9]+)?")


def figure_at(words: Sequence[Token], start: int, language: Language) -> Number | None:
    read = figure_value(words[start].text, language)
    if read is None:
        return None
    value, sure = read
    end = start + 1
    if value is not None and end < len(words):
        if slashed := _slashed(words, start):
            return Number(start + 3, slashed, True, share=True, sure=False)
        if words[end].text in VULGAR:
            return Number(end + 1, value + VULGAR[words[end].text], True)
        if (mixed := _slashed(words, end)) and words[end].spaced and value < 1000:
            return Number(end + 3, value + mixed, True)
    end, scale = _scale(words, start, language)
    if scale == _THOUSAND and value is not None and (rest := _further(words, end, language)):
        hundreds, end, scale = rest
        return Number(end, (value * _THOUSAND + hundreds) * scale, True, scale, counts=True)
    if scale == 1 and value is not None and (share := share_of(words, end, value, language)):
        return share
    half, scaled = language.and_a_half.at(words, end), scale > 1
    if half and value is not None:
        value, end = value + Fraction(1, 2), half[1]
        if not scaled:
            end, scale = scale_at(words, end, language)
    total = None if value is None else value * scale
    return Number(end, total, True, scale, sure=sure or scale > 1, counts=scale >= MILLION)


def figure_value(text: str, language: Language) -> tuple[Value | None, bool] | None:
    """The value of a figure, and whether its form is the language's; None where it is no number."""
    if len(text) > MAX_DIGITS and sum(map(str.isdigit, text)) > MAX_DIGITS:
        return None
    if text.isdecimal():
        code = len(text) > 1 and text[0] == "0"  # a dialling code, an agent
        return None if code else (int(text), True)
    if _BY_OTHER.fullmatch(text):
        digits = re.sub(r"['\u00a0\u2009\u202f ]", "", text)
        return _exact(digits.replace(",", ".")), True
    ours, others = (_DOTTED, _BY_COMMA), (_COMMAED, _BY_DOT)
    if language.comma_decimal:
        ours, others = others, ours
    (decimal, grouped), (strange, strange_groups) = ours, others
    if language.ambiguous_comma and re.fullmatch(r"[0-9]{1,3},[0-9]{3}", text):
        return None, False
    if grouped.fullmatch(text):
        swapped = text.translate(str.maketrans(".,", ",.")) if language.comma_decimal else text
        return _exact(swapped.replace(",", "")), True
    if decimal.fullmatch(text):
        return _exact(text.replace(",", ".")), True
    if strange_groups.fullmatch(text):
        separators = {mark for mark in text if mark in ".,"}
        if len(separators) == 2 or text.count(",") > 1:
            swapped = text if language.comma_decimal else text.translate(str.maketrans(".,", ",."))
            return _exact(swapped.replace(",", "")), False
        return None, False
    if strange.fullmatch(text):
        # "2.4 Millionen" can only be a decimal; "2,4" in English may be two numbers.
        return (_exact(text), False) if language.comma_decimal else (None, False)
    return None


def _exact(text: str) -> Value:
    """The value of digits with or without a decimal point."""
    whole, _, rest = text.partition(".")
    return Fraction(int(whole + rest), 10 ** len(rest)) if rest else int(whole)


def _slashed(words: Sequence[Token], start: int) -> Fraction | None:
    """ "3/4", where it is a fraction in its lowest terms, and not a date."""
    if start + 2 >= len(words) or words[start + 1].text != "/":
        return None
    over, under = words[start].text, words[start + 2].text
    if words[start + 1].spaced or words[start + 2].spaced or max(len(over), len(under)) > 2:
        return None
    if start + 3 < len(words) and not words[start + 3].spaced and words[start + 3].text == "/":
        return None
    if not (over.isdecimal() and under.isdecimal() and int(under) in _SLASHED):
        return None
    value = Fraction(int(over), int(under))
    return value if 0 < value < 1 and value.denominator == int(under) else None


def _scale(words: Sequence[Token], start: int, language: Language) -> tuple[int, int]:
    """The scale after a figure; one letter ("m") is one only where money or people are counted."""
    end, scale = scale_at(words, start + 1, language)
    if scale > 1 or end >= len(words):
        return end, scale
    short, after = language.short_scales.get(words[end].raw), end + 1
    if short is None:
        return end, 1
    if len(words[end].raw) == 1:
        money = currencies.BEFORE.before(words, start) or currencies.AFTER.at(words, after)
        people = after < len(words) and words[after].text in language.counted
        if money is None and not people:
            return end, 1
    return after + is_stopped(words, after), short


def _further(
    words: Sequence[Token], start: int, language: Language
) -> tuple[Value, int, int] | None:
    """The rest of "2 mil 500 millones": its hundreds, end and scale."""
    if not language.thousands_of_millions or start >= len(words) or words[start].kind != "figure":
        return None
    read = figure_value(words[start].text, language)
    end, scale = scale_at(words, start + 1, language)
    if read is None or read[0] is None or read[0] >= _THOUSAND or scale < MILLION:
        return None
    return read[0], end, scale
