"""Which words of a language are cues, and which only look like some?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from service.text.cues.cue import Kind
from service.text.cues.words import Word
from service.text.words import KNOWN

Guard = Callable[[Sequence[Word], int], Kind | None]
"""What the word at an index is in its place; None where it is no cue there."""
_KEY = 2
"""Letters by which phrases are looked up; no stem is shorter."""


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


class Opening(NamedTuple):
    """The phrases that one word may open, those first that count before others."""

    alone: Phrase | None
    """The word by itself."""
    longer: Mapping[str, Sequence[Phrase]]
    """By the first letters of their second word."""


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

    @cached_property
    def opened(self) -> Callable[[str], Opening | None]:
        """What a word may open; nothing, for most."""
        return lru_cache(maxsize=KNOWN)(self._opened)

    def _opened(self, word: str) -> Opening | None:
        stems = self._stems.get(word[:_KEY], ())
        begun = [f"{stem}*" for stem in stems if word.startswith(stem)]
        ranked = chain.from_iterable(self._by_word.get(one, ()) for one in (word, *begun))
        alone, longer = None, dict[str, list[Phrase]]()
        for _, phrase in sorted(ranked, reverse=True):
            if len(phrase.words) == 1:
                alone = phrase
            else:
                longer.setdefault(phrase.words[1].rstrip("*")[:_KEY], []).insert(0, phrase)
        return Opening(alone, longer) if alone or longer else None

    def at(self, found: Sequence[Word], index: int) -> Phrase | None:
        """The longest phrase that stands at an index."""
        opening = self.opened(found[index].text)
        if opening is None:
            return None
        if opening.longer and index + 1 < len(found):
            for phrase in opening.longer.get(found[index + 1].text[:_KEY], ()):
                if phrase.stands(found, index):
                    return phrase
        return opening.alone


def _rank(phrase: Phrase) -> tuple[int, bool, int, bool]:
    """The longest first; of those the most exact; of those the innocent."""
    stems = [word for word in phrase.words if word.endswith("*")]
    return -len(phrase.words), bool(stems), -sum(map(len, stems)), phrase.kind is not None


def parted(phrase: str) -> tuple[str, ...]:
    """The words of a phrase; each character where the script writes no spaces."""
    folded = phrase.strip().casefold()
    return tuple(folded) if folded > "\u3000" else tuple(folded.split())
