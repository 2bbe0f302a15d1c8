"""What does reading quantities need to know about a language?"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from service.text.quantities.words import Phrases, Token

VULGAR = {
    "½": Fraction(1, 2),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5),
    "⅛": Fraction(1, 8),
}
_DAY_MARKS = ("st", "nd", "rd", "th", "º", "°", "er")
NO_PHRASES: Phrases[None] = Phrases({})


class Collective(NamedTuple):
    """A noun that counts: a dozen, a centaine; None where it does not say how many ("miles")."""

    value: int | None
    approximate: bool


class Part(NamedTuple):
    """A fraction's denominator, and whether its form is that of more than one."""

    denominator: int
    plural: bool | None = None
    """None where both have one form."""
    needs_of: bool = False
    """Whether "a third" is no fraction without "of"."""


Noun = Callable[[Sequence[Token], int], "tuple[int, int] | None"]
"""The counted noun after a number, as tokens: where it begins and ends."""


@dataclass(frozen=True)
class Language:
    """The closed lists of one language. All words are folded as tokens are."""

    # Numbers in words.
    numbers: Mapping[str, int]
    hundreds: frozenset[str]
    scales: Mapping[str, int]
    short_scales: Mapping[str, int]
    """After a figure only: "€3m"; the article's case counts."""
    articles: frozenset[str]
    """What may be no more than an article, and then counts nothing."""
    collectives: Mapping[str, Collective]
    several: frozenset[str]
    """Before a scale: "several hundred"."""
    halves: frozenset[str]
    """Before what is halved: "half a million", "medio millón"."""
    half_of: Phrases[None]
    """A half of something: "half of", "la mitad"."""
    and_a_half: Phrases[None]
    parts: Phrases[Part]
    out_of: Phrases[None]
    """ "one in five"."""
    joiner: str
    """What joins the parts of a number in words: "and"."""
    may_join: Callable[[int, int], bool]
    """Whether the joiner can stand between a number so far and what follows."""
    # Figures.
    comma_decimal: bool
    spaces_group: bool
    ordinal_dot: bool
    ambiguous_comma: bool
    """Whether "1,200" is a thousand in some countries and one in others."""
    # What stands around a number.
    hedges: Phrases[None]
    hedges_after: Phrases[None]
    between: frozenset[str]
    between_and: frozenset[str]
    to: frozenset[str]
    from_: frozenset[str]
    or_: frozenset[str]
    against: frozenset[str]
    """What stands between two numbers of votes."""
    votes: frozenset[str]
    of: frozenset[str]
    percent: Phrases[None]
    measures: Phrases[None]
    counted: frozenset[str]
    """Nouns that are counted beyond doubt, so that "2000 soldiers" is no year."""
    noun: Noun
    not_numbers: Phrases[None]
    """What follows a number that is an age, a clock time, a century."""
    months: frozenset[str]
    month_of: frozenset[str]
    labels: frozenset[str]
    """What a number only tells apart: "article 5"."""
    ages: Phrases[None]
    """What stands before an age."""
    clocks: Phrases[None]
    """What stands before a time of day."""
    ordinals: frozenset[str]
    """Endings that make a figure an ordinal."""
    determiners: frozenset[str]
    """After these a number in words refers to what was named before: "the two"."""
    year_before: frozenset[str]
    lone: frozenset[str] = frozenset()
    """Numbers in words that are other words as well, and count only with a noun: "neuf"."""
    not_shared: frozenset[str] = frozenset()
    """Before what is then no fraction: "second half", "on 3/4"."""
    thousands_of_millions: bool = False
    """Whether "2 mil 500 millones" is one number."""
    small_months: bool = False
    """Whether months are written without a capital."""
    share_of_unit: bool = True
    """Whether "a quarter of" a unit can be told by the unit's singular."""
    noun_before_out_of: bool = False
    """Whether what is shared stands inside: "trois Français sur dix"."""
    compound: Callable[[str], int | None] | None = None
    """The value of a number that is one word, "dreiundzwanzig"."""
    values: Mapping[str, Fraction] = field(default_factory=dict)
    """Words that are a number and a half: "anderthalb"."""

    def value_of(self, word: str) -> int | None:
        """The value of a number below a thousand, or of a compound."""
        value = self.numbers.get(word)
        return self.compound(word) if value is None and self.compound else value

    def beginnings(self, words: Iterable[str]) -> Set[str]:
        """What a number in words can begin with, among some words at least."""
        return self._beginnings | self._compounds(words) if self.compound else self._beginnings

    def may_count(self, words: Collection[str]) -> bool:
        """Whether there may be a number among the words of a passage without figures. An article
        is none by itself: one of these words must be there, too."""
        if not self._telling.isdisjoint(words):
            return True
        return not self._compounds(words) <= self.articles

    def goes_on(self, word: str) -> bool:
        """Whether a word, or the mark that joins it, can go on a number that is an article yet."""
        return word in self._further or bool(self._compounds((word,)))

    def _compounds(self, words: Iterable[str]) -> frozenset[str]:
        if self.compound is None:
            return frozenset()
        return frozenset(word for word in words if self.compound(word) is not None)

    @cached_property
    def mere_articles(self) -> frozenset[str]:
        """The articles that are no number without another word."""
        return self.articles - self._nouns

    @cached_property
    def joints(self) -> frozenset[str]:
        """What can stand between two numbers that are one quantity."""
        return frozenset("-:").union(self.to, self.or_, self.between_and, self.against)

    @cached_property
    def before_month(self) -> frozenset[str]:
        """What can stand between a day and its month."""
        return self.month_of.union(".", _DAY_MARKS)

    @cached_property
    def _telling(self) -> frozenset[str]:
        return (self._beginnings - self.mere_articles) | self.parts.firsts

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return self._nouns.union(
            VULGAR, self.articles, self.halves, self.hundreds, self.scales, self.numbers
        )

    @cached_property
    def _nouns(self) -> frozenset[str]:
        return frozenset().union(self.half_of.firsts, self.collectives, self.several, self.values)

    @cached_property
    def _further(self) -> frozenset[str]:
        return self._beginnings.union(
            ("-", self.joiner), self.parts.firsts, self.out_of.firsts, self.and_a_half.firsts
        )
