"""Where in a Chinese passage do quantities stand?

There are no spaces, and 一, 三 and 万 are parts of names and of common words: a number counts in
figures, or in characters with a unit after it.
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from service.text.quantities.measured import Measured
from service.text.quantities.zh import (
    ALONE,
    DIGITS,
    FIGURES,
    MASK,
    MAX_DIGITS,
    MONEY,
    ORDINAL,
    QUANTITY,
    SCALES,
    SIGNS,
    TENS,
    YEAR,
)
from service.text.span import Span


def chinese_quantities(text: str, part: Span) -> list[tuple[int, Measured]]:
    """The quantities of a part of a text, and where the number of each begins; linear in it."""
    return list(_quantities(text, part))


def _quantities(text: str, part: Span) -> Iterator[tuple[int, Measured]]:
    masked: dict[int, int] = {}
    for mask in MASK.finditer(text, *part):
        masked.update(dict.fromkeys(range(*mask.span()), mask.end()))
    position = part.start
    while match := QUANTITY.search(text, position, part.end):
        number = _number_start(match)
        if number in masked:
            position = masked[number]
            continue
        position = match.end()
        measured = _measured(match, text)
        if measured is not None:
            yield number, measured


def _number_start(match: re.Match[str]) -> int:
    for group in ("low", "percentage", "under", "one_half"):
        if match[group] is not None:
            return match.start(group)
    return match.start()


def _measured(match: re.Match[str], text: str) -> Measured | None:
    start, end = match.span()
    while text[start] == " ":
        start += 1
    while text[end - 1] == " ":
        end -= 1
    number = _number_start(match)
    if number and (text[number - 1] in ORDINAL or _is_latin(text[number - 1])):
        return None
    cut = end < len(text) and (_is_latin(text[end]) or text[end] in FIGURES)
    if cut and text[end - 1] in FIGURES:
        return None
    if number and text[number] in FIGURES and text[number - 1] in f"{FIGURES}.,:/":
        return None
    hedged = any(match[group] for group in ("hedge", "more", "after"))
    span = Span(start, end)
    if match["percentage"]:
        value = _value(match["percentage"])
        end = match.end("percentage")
        return Measured(Span(start, end), _float(value), None, "%", bool(match["hedge"]))
    if match["one_half"]:
        return Measured(Span(start, match.end("one_half")), 0.5, approximate=bool(match["hedge"]))
    if match["under"]:
        over, under = _value(match["over"]), _value(match["under"])
        if not over or not under:
            return None
        return Measured(Span(start, match.end("over")), _float(over / under), approximate=hedged)
    unit = _unit(match)
    low, high = _both(match)
    if unit is None and not _counts_alone(match, text):
        return None
    if match["low"][0] not in FIGURES and not _is_counted(match, text):
        return None
    if low is None or (match["high"] and high is None):
        return Measured(span, None, None, unit, hedged)
    return Measured(span, _float(low), _float(high), unit, hedged)


def _unit(match: re.Match[str]) -> str | None:
    if match["percent"]:
        return "%"
    if match["money"]:
        return MONEY[match["money"]]
    if match["classifier"]:
        return match["counted"] or match["classifier"]
    if match["sign"]:
        return "USD" if match["sign"] == "美元" else SIGNS.get(match["sign"], match["sign"])
    return match["points"] or match["measure"] or match["noun"]


def _both(match: re.Match[str]) -> tuple[Fraction | None, Fraction | None]:
    low, high = _value(match["low"]), _value(match["high"]) if match["high"] else None
    scale = SCALES.get(match["scale"] or "", 1)
    low_scale, high_scale = _scale_of(match["low"]), _scale_of(match["high"] or "")
    if low is not None:
        if match["half"]:
            low += Fraction(low_scale * scale, 2)
        low *= scale
    if high is not None:
        high *= scale
        if low is not None and low_scale == 1 < high_scale and low < high / high_scale:
            low *= high_scale  # "10至15万人"
    return low, high


def _scale_of(number: str) -> int:
    scale = 1
    for character in number[::-1]:
        if character not in SCALES:
            break
        scale *= SCALES[character]
    return scale


def _counts_alone(match: re.Match[str], text: str) -> bool:
    """Whether a number without a unit is one: with a scale, or a result; no year or list's mark."""
    low = match["low"]
    if low[0] not in FIGURES:
        return False
    if match["joint"]:
        return "比" in match["joint"] or not (YEAR.fullmatch(low) or len(low) > 3)
    if _scale_of(low) > 1 or match["scale"] or match["hedge"]:
        return True
    if YEAR.fullmatch(low) or (low[0] == "0" and low != "0" and "." not in low):
        return False
    before = text[match.start() - 1] if match.start() else "\n"
    after = text[match.end()] if match.end() < len(text) else ""
    return before not in "\n(([【-" and after not in "))]】.、-号楼室届级国"


def _is_counted(match: re.Match[str], text: str) -> bool:
    """Whether characters of numbers count something: not those that are parts of words."""
    low, unit = match["low"], _unit(match)
    before = text[match.start("low") - 1] if match.start("low") else ""
    if before in "每有之数几统" and low[0] in "百千万亿":
        return False
    if low[0] in "百千万亿":
        return False
    if low == "一" and (unit in ALONE or match["classifier"]):
        return False
    if low == "两" and match["classifier"] is None and unit in ("国",):
        return False
    return not (low == "十" and unit in ("分", "位"))


def _value(number: str) -> Fraction | None:
    """ "1,200", "12亿", "三十五", "二十万"; None where it is not understood."""
    digits = re.match(r"[0-9.,]+", number)
    if digits is None:
        return _han(number)
    if sum(map(str.isdigit, digits[0])) > MAX_DIGITS:
        return None
    value = Fraction(digits[0].replace(",", ""))
    for character in number[digits.end() :].strip():
        value *= SCALES.get(character) or TENS[character]
    return value


def _han(number: str) -> Fraction | None:
    if all(character in DIGITS for character in number):
        # "二〇" is written digit by digit; "三五" stands for three or five.
        return Fraction(DIGITS[number]) if len(number) == 1 else None
    total = group = digit = 0
    last = 10**9
    for character in number:
        if character in DIGITS:
            if digit:
                return None
            digit = DIGITS[character]
        elif character in TENS:
            group += (digit or 1) * TENS[character]
            digit = 0
        else:
            scale = SCALES[character]
            if scale >= last:
                return None
            total = (
                (total + group + digit) * scale
                if scale > 10**4
                else total + (group + digit) * scale
            )
            group = digit = 0
            last = scale if scale > 10**4 else min(last, scale)
    return Fraction(total + group + digit)


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
