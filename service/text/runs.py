"""Where do some sentences say a run of words?"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from service.text.cues import akin
from service.text.grammar import GRAMMAR
from service.text.span import Span
from service.text.words import Word

_PLACES = 64
"""Places on either side at which a run is looked for, nearest first."""


class Runs:
    """Sentences in which runs of words are looked up, and which are not read before one is."""

    def __init__(self, sentences: Iterable[list[Word]]) -> None:
        self._sentences = sentences

    @cached_property
    def _words(self) -> list[Word | None]:
        return [word for sentence in self._sentences for word in (*sentence, None)]

    @cached_property
    def _positions(self) -> dict[str, list[int]]:
        positions: dict[str, list[int]] = defaultdict(list)
        for position, word in enumerate(self._words):
            if word:
                positions[word.key].append(position)
        return positions

    def has_form(self, word: str) -> bool:
        """Whether one of the words may be a form of another."""
        return any(akin(word, one) for one in self._texts)

    @cached_property
    def _texts(self) -> frozenset[str]:
        return frozenset(word.text for word in self._words if word)

    def longest(self, run: Sequence[Word], near: int) -> tuple[int, Span] | None:
        """The longest beginning of a run that one sentence says: how many words, and where. Of
        several the nearest."""

        best: tuple[int, Span] | None = None
        for position in self._nearest(run[0].key, near):
            same = 0
            while same < len(run) and (word := self._words[position + same]):
                if word.key != run[same].key:
                    break
                same += 1
            while same > 1 and run[same - 1].text in GRAMMAR:
                same -= 1
            if best is None or same > best[0]:
                first, last = self._words[position], self._words[position + same - 1]
                if first and last:
                    best = same, Span(first.start, last.end)
        return best

    def _nearest(self, key: str, near: int) -> list[int]:
        def start(position: int) -> int:
            word = self._words[position]
            return word.start if word else 0

        positions = self._positions.get(key, [])
        if len(positions) < 2:  # as for most
            return positions
        middle = bisect_left(positions, near, key=start)
        around = positions[max(0, middle - _PLACES) : middle + _PLACES]
        return sorted(around, key=lambda position: abs(start(position) - near))
