"""What do reporting words say about a sentence?"""

from dataclasses import dataclass

from schemas.labels import SourceType
from service.text.span import Span


@dataclass(frozen=True, slots=True)
class Speaker:
    """One who says something, in the words of the sentence."""

    name: str
    """A name, a description or a pronoun."""
    type: SourceType
    cue: str
    """The reporting words."""
    medium: str | None = None
    addressee: str | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """What a sentence says, and who says it."""

    speakers: tuple[Speaker, ...]
    """Outermost first; empty where nobody is named."""
    passage: Span
    """The part that is said, in code points of the sentence, without the reporting clauses around
    it and without quotation marks that enclose it."""
    words: str
    """The passage without a reporting clause in its middle."""
    denied: bool
    """Whether the innermost speaker says that it is not so."""
