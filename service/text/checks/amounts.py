"""Are a claim's amounts the article's: value, unit and hedge together?

Values are compared, not spellings: "a dozen" is 12, and half is 50 percent. What nothing shown has
the value of is left to the check on numbers, which looks at the words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from service.text.checks.units import agree, is_hard
from service.text.quantities import Counted, Measured, find_quantities
from service.text.span import Span
from service.text.tokens import Token, Tokenized

_Hedge = Literal["", "about", "over", "under"]

_SCALED = 2
"""Powers of ten between two amounts of the same digits, from which on they differ in magnitude."""
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_BEFORE = 40
"""Code points before an amount in which a claim may hedge it in words that the parser leaves."""
_UNDER = re.compile(
    r"""\b(?:nearly|almost|close\ to|up\ to|at\ most|as\ (?:many|much)\ as|(?:less|fewer)\ than
      |(?<!just\ )under|below|maximum|not?\ more\ than|just\ under|virtually
      |fast|knapp|beinahe|nahezu|bis\ zu|höchstens|weniger\ als|unter|maximal|nicht\ mehr\ als
      |casi|hasta|menos\ de|como\ máximo|máximo|a\ lo\ sumo|no\ más\ del?
      |presque|jusqu'à|moins\ d[e'u]|au\ plus|au\ maximum|quasi(?:ment)?)(?!\w)
      |<|近|接近|不到|不足|不超过|高达|多达|至多|最多|以下|将近""",
    re.VERBOSE | re.IGNORECASE,
)
_OVER = re.compile(
    r"""\b(?:more\ than|over|at\ least|above|in\ excess\ of|upwards?\ of|minimum|or\ more|plus
      |(?:no|not)\ (?:less|fewer)\ than
      |mehr\ als|über|mindestens|wenigstens|gut|oder\ mehr|nicht\ weniger\ als
      |más\ del?|al\ menos|por\ lo\ menos|cuando\ menos|mínimo|o\ más|no\ menos\ de
      |plus\ d[e'u]|au\ moins|au\ minimum|ou\ plus|pas\ moins\ de)(?!\w)
      |[>+]|超|逾|至少|最少|以上|不少于|不低于|多""",
    re.VERBOSE | re.IGNORECASE,
)
_NO_HEDGE = re.compile(r"\b(?:apenas|lediglich|à peine|kaum)\b", re.IGNORECASE)
_LEADING = re.compile("(?:约|約|大约|大概|近)[为為达達有合]?$")
"""Chinese hedges with a verb between them and the number."""
_HEDGED = re.compile(
    r"""\b(?:estim|some|roughly|around|about|approx|circa|schätz|etwa|rund|unos|unas|cerca|aprox
      |environ|près|quelque|nearly|almost|up\ to|at\ least|more|less|fewer|as\ many|as\ much
      |over|under|beyond|exceed|top|surpass|pass|super|über|unter|supér|dépass|mehr|fast|knapp|más
      |casi|plus|limit|maxim|minim)
      |[约約近逾超估]""",
    re.VERBOSE | re.IGNORECASE,
)
_TO = frozenset(("to", "auf", "a", "à", "bis", "hasta", "至", "到"))
"""Between the value before and the one after, where each has its place."""


class Amount(NamedTuple):
    """A quantity as it is compared; `span` counts code points of its text."""

    span: Span
    value: float
    upper: float | None
    unit: str | None
    hedge: _Hedge
    words: str
    bare: bool
    """Whether it is a lone number, to which another may lend its unit: "from 3 to 4 million"."""

    @property
    def values(self) -> list[float]:
        """Its one or two numbers."""
        return [self.value] if self.upper is None else [self.value, self.upper]


class Amounts:
    """The amounts of some passages, looked up by their values in tables made when first needed."""

    def __init__(self, found: Iterable["AmountsOf"]) -> None:
        self._found = list(found)

    @cached_property
    def loose(self) -> frozenset[str]:
        """The figures that are part of none."""
        return frozenset().union(*(passage.loose for passage in self._found))

    @cached_property
    def _alike(self) -> dict[str, list[tuple[float, Amount]]]:
        alike: dict[str, list[tuple[float, Amount]]] = {}
        for passage in self._found:
            for amount in passage.amounts:
                for value in amount.values:
                    alike.setdefault(_digits(value), []).append((value, amount))
        return alike

    @cached_property
    def _pairs(self) -> frozenset[tuple[float, float]]:
        return frozenset().union(*(one.ranges | one.steps for one in self._found))

    def equal(self, value: float, unit: str | None) -> list[Amount]:
        """Those of this value, as a share or as a percentage, too."""
        found = [one for other, one in self._like(value) if _same(other, value)]
        if unit == "%":
            share = value / 100
            found += [one for at, one in self._like(share) if not one.unit and _same(at, share)]
        elif unit is None and 0 < value < 1:
            found += [
                one
                for at, one in self._like(100 * value)
                if one.unit == "%" and _same(at, 100 * value)
            ]
        return found

    def of_other_magnitude(self, value: float) -> list[Amount]:
        """Those of the same digits and another number of noughts."""
        return [
            one
            for other, one in self._like(value)
            if value and max(other / value, value / other) > 10**_SCALED / 2
        ]

    def turns_round(self, low: float, high: float) -> bool:
        """Whether only the reverse of a pair is there."""
        return (high, low) in self._pairs and (low, high) not in self._pairs

    def _like(self, value: float) -> list[tuple[float, Amount]]:
        return self._alike.get(_digits(value), [])


class AmountsOf:
    """The amounts of one passage of a text, and the figures that are part of none; `counted` are
    the quantities of the whole text, for who asks for more than one passage of it."""

    def __init__(
        self, text: str, within: Span, language: str, counted: Counted | None = None
    ) -> None:
        self._text, self._within, self._language = text, within, language
        self._counted = counted

    @cached_property
    def amounts(self) -> list[Amount]:
        """In order."""
        text, within, counted = self._text, self._within, self._counted
        found = counted.within(within) if counted else find_quantities(text, within, self._language)
        return [_amount(text, one, one.value) for one in found if one.value is not None]

    @cached_property
    def loose(self) -> frozenset[str]:
        """The figures outside of amounts: days, years, ages, labels."""
        found, spans, at = set(), [one.span for one in self.amounts], 0
        for match in _FIGURE.finditer(self._text, *self._within):
            while at < len(spans) and spans[at].end <= match.start():
                at += 1
            if at == len(spans) or match.start() < spans[at].start:
                found.add(match[0])
        return frozenset(found)

    @property
    def ranges(self) -> frozenset[tuple[float, float]]:
        """The pairs that are one amount."""
        return frozenset((one.value, one.upper) for one in self.amounts if one.upper is not None)

    @cached_property
    def steps(self) -> frozenset[tuple[float, float]]:
        """The value before and the one after, where a preposition tells them apart."""
        return frozenset(
            (one.value, other.value)
            for one, other in zip(self.amounts, self.amounts[1:], strict=False)
            if self._text[one.span.end : other.span.start].strip().casefold() in _TO
        )

    def hedges_before(self, amount: Amount) -> bool:
        """Whether it is hedged in other words than those right beside it."""
        near = self._text[max(self._within.start, amount.span.start - _BEFORE) : amount.span.end]
        return _HEDGED.search(near) is not None


def strange_amounts(
    claim: AmountsOf, source: Amounts, quoted: Sequence[Amount], shown: Amounts
) -> Iterator[str]:
    """What is wrong with a claim's amounts, by those of its sentences, of its quote, and of all
    that was shown."""
    for amount in claim.amounts:
        yield from _turned(amount, source)
        for value in amount.values:
            if problem := _problem(amount, value, claim, source, quoted, shown):
                yield problem
                break
    for low, high in claim.steps:
        if source.turns_round(low, high):
            yield f"{low:g} and {high:g} stand the other way round"


def unwritten(claim: Tokenized, amounts: AmountsOf, shown: Amounts) -> list[Token]:
    """The words of a claim without the numbers whose values were shown, however written."""
    known = [
        amount.span
        for amount in amounts.amounts
        if all(
            any(agree(amount.unit, one.unit) for one in shown.equal(value, amount.unit))
            for value in amount.values
        )
    ]
    if not known:
        return claim.tokens
    starts = claim.normalized.starts
    return [
        token
        for number, token in enumerate(claim.tokens)
        if not (
            (number == 0 or not token.named)
            and any(span.start <= starts[token.start] < span.end for span in known)
        )
    ]


def _turned(amount: Amount, source: Amounts) -> Iterator[str]:
    if amount.upper is not None and source.turns_round(amount.value, amount.upper):
        yield f"{amount.words} stands the other way round"


def _problem(
    amount: Amount,
    value: float,
    claim: AmountsOf,
    source: Amounts,
    quoted: Sequence[Amount],
    shown: Amounts,
) -> str:
    everywhere = shown.equal(value, amount.unit)
    if not everywhere:
        others = shown.of_other_magnitude(value)
        figures = _FIGURE.findall(amount.words)
        elsewhere = any(one.bare for one in others) or shown.loose.intersection(figures)
        if others and figures and not elsewhere:
            return f"{amount.words}, where the article has {others[0].words}"
        return ""
    near = source.equal(value, amount.unit) or everywhere
    if not _fits(amount, near) and not any(
        one.unit and agree(amount.unit, one.unit) for one in everywhere
    ):
        return f"{amount.words}, where the article has {near[0].words}"
    return _hedging(amount, value, claim, quoted, everywhere)


def _fits(amount: Amount, near: Sequence[Amount]) -> bool:
    if any(agree(amount.unit, one.unit) for one in near):
        return True
    # What is counted has many names: soldiers, troops.
    return not is_hard(amount.unit) and not all(is_hard(one.unit) for one in near)


def _hedging(
    amount: Amount,
    value: float,
    claim: AmountsOf,
    quoted: Sequence[Amount],
    everywhere: Sequence[Amount],
) -> str:
    mine = [one for one in quoted if any(_same(value, other) for other in one.values)]
    if not mine or any(not one.hedge for one in everywhere):
        return ""
    said = mine[0].words
    if not amount.hedge:
        hedged = claim.hedges_before(amount)
        return "" if hedged else f"{amount.words}, where the article says: {said}"
    opposite = {"over": "under", "under": "over"}.get(amount.hedge)
    if opposite and all(one.hedge == opposite for one in mine):
        return f"{amount.words}, where the article says: {said}"
    return ""


def _amount(text: str, found: Measured, value: float) -> Amount:
    words = text[slice(*found.span)]
    before = text[max(0, found.span.start - 3) : found.span.start]
    bare = found.unit is None and abs(value) < 1000 and found.upper is None
    return Amount(
        found.span, value, found.upper, found.unit, _hedge(before, words, found), words, bare
    )


def _hedge(before: str, words: str, found: Measured) -> _Hedge:
    if not found.approximate:
        return "about" if _LEADING.search(before) else ""
    if _NO_HEDGE.search(words):
        return ""
    bare = words.removesuffix(found.unit or "")
    # "no more than" holds "more than", and "no less than" holds "less than".
    under, over = _UNDER.search(bare), _OVER.search(bare)
    if under and over:
        return "under" if under.start() < over.start() else "over"
    return "under" if under else "over" if over else "about"


def _digits(value: float) -> str:
    return f"{value:.5e}".partition("e")[0]


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-6 * max(abs(one), abs(other))
