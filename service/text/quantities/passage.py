"""What does a passage look like while its quantities are read?"""

from dataclasses import dataclass
from typing import NamedTuple

from service.text.quantities.lexicon import Language
from service.text.quantities.number import Number, Value
from service.text.quantities.words import Token

_OPENING = frozenset("\"'“\u2018«„»\u2039([:;.!?…—|•-")


class Amount(NamedTuple):
    """A number with what belongs to it; `first`, `core` and `end` count tokens."""

    first: int
    core: int
    """Where the number, or its currency, begins, after the hedges."""
    end: int
    number: Number
    unit: str | None = None
    approximate: bool = False
    dead: bool = False
    """Whether it is no quantity; it may still make its neighbour part of a date."""
    upper: Value | None = None
    closed: bool = False
    """Whether it is a pair of numbers already, which only a chain of dashes goes on."""

    @property
    def value(self) -> Value | None:
        """The number's value; None where it is not understood."""
        return self.number.value

    @property
    def bare(self) -> bool:
        """Whether it is a lone number, of nothing."""
        return self.unit is None and not self.number.share


@dataclass(frozen=True, slots=True)
class Passage:
    """The tokens of a passage of `text`, and the rules to read them by."""

    text: str
    words: list[Token]
    language: Language

    def slice(self, start: int, end: int) -> str:
        """The article's words from one token to before another."""
        return self.text[self.words[start].start : self.words[end - 1].end]

    def word(self, position: int) -> Token | None:
        """The token at a position, if there is one."""
        return self.words[position] if 0 <= position < len(self.words) else None

    def folded(self, position: int) -> str:
        """The token at a position as compared, or nothing."""
        return self.words[position].text if 0 <= position < len(self.words) else ""

    def opens(self, position: int) -> bool:
        """Whether a word begins a sentence, so that its capital says nothing."""
        if position == 0:
            return not self.text[: self.words[0].start].strip()
        before = self.words[position - 1]
        return before.kind == "break" or (before.kind == "mark" and before.text in _OPENING)

    def is_named(self, position: int) -> bool:
        """Whether a word's capital says that it is a name, or begins one."""
        return self.words[position].raw[0].isupper() and not self.opens(position)

    def is_month(self, position: int) -> bool:
        """Whether a token names a month ("may" in English does not)."""
        word = self.word(position)
        if word is None or word.text not in self.language.months:
            return False
        return self.language.small_months or word.raw[0].isupper()

    def is_dated(self, end: int) -> bool:
        """Whether a month follows a number: "17 August", "17 de agosto"."""
        for _ in range(2):
            if self.folded(end) in self.language.before_month:
                end += 1
        return self.is_month(end)
