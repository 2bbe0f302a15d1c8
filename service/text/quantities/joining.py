"""Which neighbouring numbers are one quantity: a range, a result, a vote?"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from service.text.quantities.doubts import YEAR
from service.text.quantities.lexicon import Language
from service.text.quantities.passage import Amount, Passage

_MOST = 1000
"""Results are smaller; a longer row of digits with dashes is an identifier."""
_STEPS = (1, 10, 100)


class _Joint(NamedTuple):
    """The one word between two amounts, and what it may mean."""

    dash: bool
    colon: bool
    to: bool
    or_: bool
    and_: bool
    against: bool

    @classmethod
    def of(cls, word: str, language: Language) -> "_Joint":
        return cls(
            word == "-",
            word == ":",
            word in language.to,
            word in language.or_,
            word in language.between_and,
            word in language.against,
        )


def joined(passage: Passage, amounts: Sequence[Amount]) -> Iterator[Amount]:
    """The amounts, with ranges and results as one. A chain ("4-3-3") and dates are dead."""
    position = 0
    while position < len(amounts):
        left = amounts[position]
        position += 1
        joints = 0
        while position < len(amounts) and (both := _join(passage, left, amounts[position])):
            joints += 1
            left = both if joints == 1 else both._replace(dead=True)
            position += 1
            if not (left.closed or left.dead):
                break
        yield left


def _join(passage: Passage, left: Amount, right: Amount) -> Amount | None:
    """What two neighbours make; None where they stay two."""
    word = _between(passage, left, right)
    if word is None or word not in passage.language.joints:
        return None
    joint = _Joint.of(word, passage.language)
    pair = left._replace(end=right.end, upper=right.value, closed=True)
    if left.dead or right.dead:
        return pair._replace(dead=True) if _is_date(passage, left, right, joint) else None
    if left.value is None or right.value is None:
        return None
    votes = (left.unit or "").casefold() in passage.language.votes
    if votes and right.bare and joint.against:
        return pair
    opened = passage.folded(left.first - 1) in passage.language.between
    if not _is_of_one_unit(left, right, opened, joint):
        return None
    if (joint.dash or joint.colon) and left.bare and right.bare:
        return pair if _is_result(passage, left, right) else pair._replace(dead=True)
    if joint.to and left.bare and right.bare and left.value > right.value:
        moved = passage.folded(left.first - 1) in passage.language.from_
        return None if moved else pair
    if opened and joint.and_:
        return _range(left._replace(first=left.first - 1), right)
    if joint.or_:
        near = left.bare and right.value - left.value in _STEPS
        return _range(left, right) if near else None
    named = joint.dash and passage.words[right.core].kind == "word"
    return _range(left, right) if (joint.dash or joint.to) and not named else None


def _between(passage: Passage, left: Amount, right: Amount) -> str | None:
    """The one word between two amounts, where there is one; a hedge ("hasta") may be it."""
    for begin in (right.core, right.first):
        if begin - left.end == 1:
            return passage.folded(left.end)
    return None


def _is_date(passage: Passage, left: Amount, right: Amount, joint: _Joint) -> bool:
    """Whether a neighbour that is no quantity makes the other one none: "17-19 August"."""
    if left.dead and right.bare and _is_date_part(passage, right):
        return joint.dash or joint.to or joint.and_
    if right.dead and left.bare and _is_date_part(passage, left):
        return joint.dash or joint.to or joint.and_ or joint.or_
    return left.bare and joint.dash


def _is_date_part(passage: Passage, amount: Amount) -> bool:
    """Whether a number may be the day or the year of a date that its neighbour is part of."""
    if amount.value is not None and amount.value <= 31:
        return True
    return YEAR.fullmatch(passage.folded(amount.core)) is not None


def _is_of_one_unit(left: Amount, right: Amount, opened: bool, joint: _Joint) -> bool:
    if left.unit is None or left.unit == right.unit:
        return True
    # "$2-3 billion", "between $2 and 3"
    sign_before = left.end == left.number.end
    return right.bare and (opened or (sign_before and (joint.dash or joint.to)))


def _is_result(passage: Passage, left: Amount, right: Amount) -> bool:
    return all(
        passage.words[one.core].kind == "figure"
        and one.value is not None
        and one.value < _MOST
        and one.value.denominator == 1
        for one in (left, right)
    )


def _range(left: Amount, right: Amount) -> Amount | None:
    low, high = left.value, right.value
    if low is None or high is None:
        return None
    scale = right.number.scale
    if left.number.scale == 1 < scale and (left.bare or right.bare):
        # "10-15 million": both are millions; "800 to 1.2 billion" is not understood.
        if low * scale < high:
            low *= scale
        elif low < _MOST:
            return None
    if low > high:
        return None
    return left._replace(
        end=right.end,
        number=left.number._replace(value=low),
        upper=high,
        unit=left.unit or right.unit,
        approximate=left.approximate or right.approximate,
    )
