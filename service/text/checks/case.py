"""What is there to compare of a claim with its source?"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from schemas.draft import DraftClaim
from service.text.checks.reading import Reading
from service.text.checks.shown import Shown
from service.text.cues import Cue, Kind, Scope
from service.text.span import Span


@dataclass(frozen=True)
class Case:
    """A claim, the sentences that its quote stands in, and what else was shown."""

    draft: DraftClaim
    claim: Reading
    source: Reading
    """The sentences that the quote touches."""
    passage: Span
    """The quote in `source`, in code points."""
    before: Reading
    """The sentence before these; empty where none is shown."""
    shown: Shown
    chain: Sequence[Reading]
    """The reporting words of each source."""

    @cached_property
    def clauses(self) -> frozenset[int]:
        """Those that the quote has words of."""
        start, end = self.passage
        return frozenset(
            word.clause for word in self.source.words if word.start < end and start < word.end
        )

    def governing(self, kinds: Set[Kind]) -> list[tuple[Cue, Scope]]:
        """The cues in the quote, and those beside it that speak of its words."""
        found = []
        for cue in self.source.cues:
            if cue.kind in kinds and self.source.words[cue.place.start].clause in self.clauses:
                scope_ = self.source.scope(cue)
                inside = cue.span.overlaps(self.passage) or (
                    scope_.head and scope_.head[0].span.overlaps(self.passage)
                )
                if inside:
                    found.append((cue, scope_))
        return found
