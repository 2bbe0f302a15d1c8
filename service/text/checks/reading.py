"""What words and cues has a passage?"""

from functools import cached_property

from service.text.cues import Cue, Kind, Scope, Word, cues, scope, words_within
from service.text.span import Span
from service.text.tokens import Tokenized


class Reading:
    """A passage with its words and their cues, each found once."""

    def __init__(self, text: Tokenized, language: str, passage: Span | None = None) -> None:
        self._tokenized = text
        self._passage = passage
        self.language = language

    @cached_property
    def text(self) -> str:
        whole = self._tokenized.text
        return whole if self._passage is None else whole[slice(*self._passage)]

    @cached_property
    def words(self) -> list[Word]:
        return words_within(self._tokenized, self._passage)

    @cached_property
    def cues(self) -> list[Cue]:
        return cues(self.words, self.language)

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        """What there is of cues."""
        return frozenset(cue.kind for cue in self.cues)

    def scope(self, cue: Cue) -> Scope:
        """What one of the cues speaks of."""
        return scope(self.words, cue, self.language)
