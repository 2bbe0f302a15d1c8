"""Which numbers of a passage are amounts, of what, and how are they hedged?"""

from collections.abc import Iterator, Set
from dataclasses import replace

from service.text.quantities.doubts import (
    is_followed_by_number,
    is_label,
    is_no_quantity,
    is_ordinal,
    is_strange,
)
from service.text.quantities.number import Number
from service.text.quantities.numerals import number_at
from service.text.quantities.passage import Amount, Passage
from service.text.quantities.units import currency_before, unit_at
from service.text.quantities.words import words

_MAX_HEDGES = 2
_MINUS = words("minus menos moins")
_DEGREES = words("° degrees degree grad grados degrés")


def amounts(passage: Passage, masked: Set[int]) -> Iterator[Amount]:
    """The amounts in order, and, as dead ones, the numbers that are none.

    `masked` are the tokens of dates, clock times, telephone numbers and addresses.
    """
    done = 0
    may_begin = passage.language.may_begin
    for position, token in enumerate(passage.words):
        if position < done or not (
            token.kind == "figure"
            or (token.kind == "word" and may_begin(token.text))
            or position in masked
        ):
            continue
        amount = _dead(position) if position in masked else _amount(passage, position)
        if amount is not None:
            yield amount
            done = amount.end


def _dead(position: int) -> Amount:
    return Amount(position, position, position + 1, Number(position + 1, None, True), dead=True)


def _amount(passage: Passage, start: int) -> Amount | None:
    token, language = passage.words[start], passage.language
    number = number_at(passage.words, start, language)
    if number is None:
        return _dead(start) if token.kind == "figure" else None
    if number.end == start + 1 and token.text in language.articles:
        return None
    amount = _with_sign(passage, start, number)
    if is_label(passage, amount, start):
        return replace(amount, dead=True)
    amount = _with_unit(passage, amount)
    if amount.dead or is_no_quantity(passage, amount, start):
        return replace(amount, dead=True)
    return _hedged(passage, amount)


def _with_sign(passage: Passage, start: int, number: Number) -> Amount:
    """With the currency or the minus before it."""
    if currency := currency_before(passage, start):
        return Amount(currency[0], currency[0], number.end, number, currency[1])
    if start and number.value is not None and number.figure:
        sign, touching = passage.words[start - 1], not passage.words[start].spaced
        dash = sign.text == "-" and touching and sign.spaced
        if dash or (sign.text in _MINUS and passage.folded(number.end) in _DEGREES):
            negative = replace(number, value=-number.value)
            return Amount(start - 1, start - 1, number.end, negative)
    return Amount(start, start, number.end, number)


def _with_unit(passage: Passage, amount: Amount) -> Amount:
    number, language = amount.number, passage.language
    if is_strange(passage, amount):
        return replace(amount, dead=True)
    if amount.unit is not None:
        return amount
    if not number.figure and is_followed_by_number(passage, number.end):
        further = number_at(passage.words, number.end, language)
        return replace(amount, dead=True, end=further.end if further else number.end)
    other = language.not_numbers.at(passage.words, number.end) is not None
    if found := unit_at(passage, number):
        return replace(amount, unit=None if other else found[0], end=found[1], dead=other)
    dead = other or passage.is_dated(number.end) or is_ordinal(passage, amount)
    return replace(amount, dead=dead)


def _hedged(passage: Passage, amount: Amount) -> Amount:
    """With the words before and after it that say how exact it is."""
    language, first, end = passage.language, amount.first, amount.end
    for _ in range(_MAX_HEDGES):
        begin = language.hedges.before(passage.words, first)
        if begin is None or passage.is_named(begin):
            break
        first = begin
    after = language.hedges_after.at(passage.words, end)
    if after:
        end = after[1]
    approximate = first < amount.first or after is not None or amount.number.approximate
    return replace(amount, first=first, end=end, approximate=approximate)
