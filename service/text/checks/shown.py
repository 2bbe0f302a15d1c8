"""What did a model see when it worked on a window?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.text.checks.dates import Day, given_dates
from service.text.checks.reading import Reading
from service.text.checks.wording import all_forms, forms
from service.text.tokens import Token, texts_of


@dataclass(frozen=True, slots=True)
class Passage:
    """What one sentence, or the headline, shows; in the windows that show it."""

    text: str
    forms: frozenset[str]
    verbatim: str
    plain: str
    days: frozenset[Day]

    @classmethod
    def of(cls, reading: Reading, tokens: Sequence[Token]) -> "Passage":
        """What a reading, of these words, shows."""
        return cls(
            reading.text,
            all_forms(tokens),
            " ".join([token.text for token in tokens]),
            " ".join([word.text for word in reading.words]),
            given_dates(reading.text, tokens, reading.language),
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """The headline, the context and the sentences of a window, but for what speaks to a model."""

    text: str
    forms: frozenset[str]
    """Every form of every word."""
    verbatim: str
    """The words as they are compared, in order, a space around each: typography left out."""
    plain: str
    """The same without elisions and possessives."""
    days: frozenset[Day]
    """The months and weekdays that are named."""

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> "Shown":
        """What these passages show, in this order."""
        return cls(
            "\n".join(passage.text for passage in passages),
            frozenset().union(*(passage.forms for passage in passages)),
            _row(passage.verbatim for passage in passages),
            _row(passage.plain for passage in passages),
            frozenset().union(*(passage.days for passage in passages)),
        )

    def has(self, token: Token) -> bool:
        """Whether a word stands there in one of its forms."""
        return token.text in self.forms or not self.forms.isdisjoint(forms(token.text))

    def says(self, words: str) -> bool:
        """Whether these words stand there in a row."""
        return _row(texts_of(words)) in self.verbatim


def _row(words: Iterable[str]) -> str:
    return f" {' '.join(filter(None, words))} "
