"""Which words does a window show of the article, and where?"""

from collections import defaultdict
from collections.abc import Sequence, Set
from functools import cached_property
from typing import NamedTuple

from service.text.antecedents.vocabulary import KINDS
from service.text.grounding import ArticleIndex
from service.text.span import Span
from service.text.windows import Window
from service.text.words import Word

Words = tuple[str, ...]

JOINING = ("", "-", "'", "\u2019")
"""What stands between two words of one description, white space aside."""
PHRASE = 6
"""Words of a description that are looked at."""
LONGEST = 40
"""Words of a source; no name or description is longer."""


def texts(some: Sequence[Word]) -> Words:
    """Words without their places."""
    return tuple([word.text for word in some])


class Place(NamedTuple):
    """Words of a sentence that is shown: half-open indices."""

    at: int
    low: int
    high: int

    def overlaps(self, other: "Place") -> bool:
        """Whether the two share at least one word."""
        return self.at == other.at and self.low < other.high and other.low < self.high


class Shown:
    """What a window shows of the article: its sentences and their words."""

    def __init__(self, index: ArticleIndex, window: Window, language: str) -> None:
        self.text, self.language = index.text, language
        self.pronouns = KINDS.get(language, KINDS["en"])
        self.sentences = window.shown
        self.words = [index.words.of(sentence) for sentence in self.sentences]
        self._texts = [texts(sentence) for sentence in self.words]
        self._positions: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, sentence in enumerate(self._texts):
            for low, text in enumerate(sentence):
                self._positions[text].append((at, low))

    @cached_property
    def keys(self) -> frozenset[str]:
        """What its words share with their other forms."""
        return frozenset(word.key for sentence in self.words for word in sentence)

    @property
    def forms(self) -> Set[str]:
        """Its words, each once."""
        return self._positions.keys()

    def span(self, place: Place) -> Span:
        """Where it stands in the article."""
        within = self.words[place.at]
        return Span(within[place.low].start, within[place.high - 1].end)

    def said(self, place: Place) -> str:
        """How the article writes it, on one line."""
        return " ".join(self.text[slice(*self.span(place))].split())

    def texts(self, place: Place) -> Words:
        """Its words, as they are compared."""
        return self._texts[place.at][place.low : place.high]

    def gap(self, at: int, low: int) -> str:
        """What stands before a word, after the word before it."""
        before = self.words[at][low - 1].end if low else self.sentences[at].start
        following = self.words[at]
        end = following[low].start if low < len(following) else self.sentences[at].end
        return self.text[before:end]

    def find(self, phrase: Words) -> list[Place]:
        """Where these words stand in a row, in order."""
        length = len(phrase)
        known = 0 < length <= LONGEST
        return [
            Place(at, low, low + length)
            for at, low in (self._positions.get(phrase[0], ()) if known else ())
            if self._texts[at][low : low + length] == phrase
        ]

    def nearest(self, places: Sequence[Place], anchor: int) -> Place | None:
        """The last place that begins at a code point of the article or before it, else the
        first behind."""
        before = [one for one in places if self.span(one).start <= anchor]
        return before[-1] if before else min(places, default=None)

    def touched(self, passage: Span) -> list[int]:
        """The sentences of a passage."""
        begin, end = passage
        return [at for at, (low, high) in enumerate(self.sentences) if low < end and begin < high]

    def around(self, passage: Span) -> list[int]:
        """The sentences of a passage, those before it from the nearest on, and those behind."""
        own = self.touched(passage)
        first, last = (own[0], own[-1]) if own else (0, -1)
        return [*own, *range(first - 1, -1, -1), *range(last + 1, len(self.sentences))]
