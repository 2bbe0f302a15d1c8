"""Which numbers of a passage are amounts, of what, and how are they hedged?"""

from collections.abc import Iterator, Sequence, Set

from service.text.quantities.doubts import (
    is_followed_by_number,
    is_label,
    is_no_quantity,
    is_ordinal,
    is_strange,
)
from service.text.quantities.number import Number
from service.text.quantities.numerals import is_mere_article, number_at
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
    for position in _beginnings(passage, masked):
        if position < done:
            continue
        amount = _dead(position) if position in masked else _amount(passage, position)
        if amount is not None:
            yield amount
            done = amount.end


def _beginnings(passage: Passage, masked: Set[int]) -> Sequence[int]:
    """The tokens with which a number may begin, and those that are masked."""
    begin = passage.language.beginnings(word.text for word in passage.words)
    return [
        position
        for position, (text, _, _, _, kind, _) in enumerate(passage.words)
        if text in begin or kind == "figure" or position in masked
    ]


def _dead(position: int) -> Amount:
    return Amount(position, position, position + 1, Number(position + 1, None, True), dead=True)


def _amount(passage: Passage, start: int) -> Amount | None:
    token, language = passage.words[start], passage.language
    if is_mere_article(passage.words, start, language):
        return None
    number = number_at(passage.words, start, language)
    if number is None:
        return _dead(start) if token.kind == "figure" else None
    if number.end == start + 1 and token.text in language.articles:
        return None
    amount = _with_sign(passage, start, number)
    if is_label(passage, amount, start):
        return amount._replace(dead=True)
    amount = _with_unit(passage, amount)
    if amount.dead:
        return amount
    if is_no_quantity(passage, amount, start):
        return amount._replace(dead=True)
    return _hedged(passage, amount)


def _with_sign(passage: Passage, start: int, number: Number) -> Amount:
    """With the currency or the minus before it."""
    if currency := currency_before(passage, start):
        return Amount(currency[0], currency[0], number.end, number, currency[1])
    if start and number.value is not None and number.figure:
        sign, touching = passage.words[start - 1], not passage.words[start].spaced
        dash = sign.text == "-" and touching and sign.spaced
        if dash or (sign.text in _MINUS and passage.folded(number.end) in _DEGREES):
            negative = number._replace(value=-number.value)
            return Amount(start - 1, start - 1, number.end, negative)
    return Amount(start, start, number.end, number)


def _with_unit(passage: Passage, amount: Amount) -> Amount:
    number, language = amount.number, passage.language
    if is_strange(passage, amount):
        return amount._replace(dead=True)
    if amount.unit is not None:
        return amount
    if not number.figure and is_followed_by_number(passage, number.end):
        further = number_at(passage.words, number.end, language)
        return amount._replace(dead=True, end=further.end if further else number.end)
    other = language.not_numbers.at(passage.words, number.end) is not None
    if found := unit_at(passage, number):
        unit, end = found
        return Amount(amount.first, amount.core, end, number, None if other else unit, dead=other)
    dead = other or passage.is_dated(number.end) or is_ordinal(passage, amount)
    return amount._replace(dead=True) if dead else amount


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
    if not approximate:
        return amount
    return amount._replace(first=first, end=end, approximate=approximate)
