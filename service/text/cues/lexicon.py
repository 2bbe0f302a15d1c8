"""Which words of a language are cues, and which only look like some?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from service.text.cues.cue import Kind
from service.text.cues.words import Word

Guard = Callable[[Sequence[Word], int], Kind | None]
"""What the word at an index is in its place; None where it is no cue there."""
_KEY = 2


class Phrase(NamedTuple):
    """Words in a row, and what they are; no cue where `kind` is None. `stem*` is a beginning."""

    words: tuple[str, ...]
    kind: Kind | None

    def stands(self, found: Sequence[Word], at: int) -> bool:
        """Whether it stands at an index, within one clause."""
        part = found[at : at + len(self.words)]
        return (
            len(part) == len(self.words)
            and part[0].clause == part[-1].clause
            and all(
                word.text.startswith(one[:-1]) if one.endswith("*") else word.text == one
                for one, word in zip(self.words, part, strict=True)
            )
        )


@dataclass(frozen=True)
class Lexicon:
    """A language's closed lists, each of phrases between commas; `stem*` is any such word."""

    cues: Mapping[Kind, str]
    innocent: str
    """What holds the word of a cue and is none."""
    skipped: str
    """Words that stand between a cue and what it speaks of."""
    guards: Mapping[str, Guard] = field(default_factory=dict)
    verb_last: bool = False
    """Whether the verb that a modal speaks of ends its clause."""

    @cached_property
    def _by_word(self) -> dict[str, list[tuple[int, Phrase]]]:
        """The phrases by their first word, each with its rank: of several that stand at one place
        the lowest counts."""
        every = [
            Phrase(parted(phrase), kind)
            for kind, phrases in [*self.cues.items(), (None, self.innocent)]
            for phrase in phrases.split(",")
        ]
        listed: dict[str, list[tuple[int, Phrase]]] = {}
        for rank, phrase in enumerate(sorted(every, key=_rank)):
            listed.setdefault(phrase.words[0], []).append((rank, phrase))
        return listed

    @cached_property
    def _stems(self) -> dict[str, tuple[str, ...]]:
        """The stems that a phrase begins with, by their first letters."""
        listed: dict[str, list[str]] = {}
        for word in self._by_word:
            if word.endswith("*"):
                listed.setdefault(word[:_KEY], []).append(word[:-1])
        return {key: tuple(stems) for key, stems in listed.items()}

    @cached_property
    def skips(self) -> frozenset[str]:
        return frozenset(self.skipped.casefold().split())

    def at(self, found: Sequence[Word], index: int) -> Phrase | None:
        """The longest phrase that stands at an index."""
        text = found[index].text
        candidates: Sequence[tuple[int, Phrase]] = self._by_word.get(text, ())
        stems = self._stems.get(text[:_KEY], ())
        if stems and text.startswith(stems):
            begun = [self._by_word[f"{stem}*"] for stem in stems if text.startswith(stem)]
            candidates = [*candidates, *chain.from_iterable(begun)]
        if not candidates:
            return None
        standing = [one for one in candidates if one[1].stands(found, index)]
        return min(standing)[1] if standing else None


def _rank(phrase: Phrase) -> tuple[int, bool, int, bool]:
    """The longest first; of those the most exact; of those the innocent."""
    stems = [word for word in phrase.words if word.endswith("*")]
    return -len(phrase.words), bool(stems), -sum(map(len, stems)), phrase.kind is not None


def parted(phrase: str) -> tuple[str, ...]:
    """The words of a phrase; each character where the script writes no spaces."""
    folded = phrase.strip().casefold()
    return tuple(folded) if folded > "\u3000" else tuple(folded.split())
