"""Where in the article does a quote stand?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from schemas.claim import Match, Selector
from schemas.draft import MAX_QUOTE
from service.text.aligning import Aligner, Conflict
from service.text.normalizing import Normalized, normalize
from service.text.occurrences import Occurrences
from service.text.recent import Recent
from service.text.span import Span
from service.text.tokens import Token, Tokenized, tokenize
from service.text.words import Words

SURROUNDINGS = 32
"""Code points of prefix and suffix in a selector."""
MAX_GAP = 400
"""Code points of the article that an ellipsis in a quote may stand for."""
MAX_GAPS = 16
"""Gaps in one quote."""
CHAINS = 8
"""Places of what stands before the first gap from which the rest is looked for."""
_SELECTORS = 256
"""Passages of which the selectors are remembered: claims share sources, times and names."""
_BESIDE = 2
"""Code points from a passage at which its currency may stand."""
_CURRENCIES = re.compile("[$\u00a2-\u00a5\u20a0-\u20cf]")
_EDGES = " \"'.,;:!?()[]-"


class Found(NamedTuple):
    """A passage of the article, and how its quote matched."""

    span: Span
    match: Match


@dataclass(frozen=True, slots=True)
class NotFound:
    """Why no passage is what the quote says."""

    detail: str


class ArticleIndex:
    """An article prepared for looking up many quotes. Building it is linear in the text, and each
    part of it is built when it is first needed.

    The work for a quote is bounded: its own forms are compared at a bounded number of places
    (`Occurrences`), with at most `MAX_GAPS` gaps at `CHAINS` of them, and it is aligned at
    `aligning.PLACES` of them, if it has no more than `MAX_QUOTE` code points.
    """

    def __init__(self, text: str | Tokenized) -> None:
        self.tokenized = text if isinstance(text, Tokenized) else Tokenized(text)
        self.text = self.tokenized.text
        self._written = Occurrences(self.text)
        self._selectors: Recent[Found, Selector] = Recent(_SELECTORS)

    @cached_property
    def words(self) -> Words:
        """The article's words, as claims and sources are compared with them."""
        return Words(self.tokenized)

    def locate(self, quote: str, within: Span, near: Sequence[Span] = ()) -> Found | NotFound:
        """The passage of `within` that is `quote`; of several, the one nearest to `near`.

        Tried in order: character by character; but for case, white space and typography, with
        an ellipsis in the quote standing for a gap; by alignment around rare words, refused
        where numbers, names or negations differ. Offsets are code points of the article.
        """
        hint = Span(near[0].start, near[-1].end) if near else within
        if found := self._exact(quote, within, hint):
            return found
        words = normalize(quote)
        if not _has_words(words.text):
            return NotFound("the quote has no words")
        if found := self._alike(words.text, within, hint):
            return found
        aligned = self._aligned(quote, words, within, hint) if len(quote) <= MAX_QUOTE else None
        if isinstance(aligned, Conflict):
            return NotFound(
                f"the quote says “{aligned.quoted}” where the article says “{aligned.found}”"
            )
        if aligned is None:
            return NotFound("the quote does not stand in this part of the article")
        return Found(self._normalized.original(aligned), "fuzzy")

    def verbatim(self, quote: str, within: Span, near: Sequence[Span] = ()) -> Found | None:
        """The same, where the passage is the quote but for case, white space and typography."""
        hint = Span(near[0].start, near[-1].end) if near else within
        return self._exact(quote, within, hint) or self._alike(normalize(quote).text, within, hint)

    def selector(self, found: Found) -> Selector:
        """The W3C selector of a passage."""
        return self._selectors.get(found) or self._selectors.keep(found, self._selector(found))

    def _selector(self, found: Found) -> Selector:
        start, end = found.span
        return Selector(
            start=start,
            end=end,
            exact=self.text[start:end],
            prefix=self.text[max(0, start - SURROUNDINGS) : start],
            suffix=self.text[end : end + SURROUNDINGS],
            match=found.match,
        )

    def tokens(self, passage: Span) -> list[Token]:
        """The words that lie wholly inside of a passage of the article."""
        return self.tokenized.within(self._normalized.passage(passage))

    def _exact(self, quote: str, within: Span, hint: Span) -> Found | None:
        """The passage that is the quote character by character."""
        if not _has_words(quote):
            return None
        start = self._written.nearest(quote, within, hint)
        return None if start is None else Found(Span(start, start + len(quote)), "exact")

    def _alike(self, words: str, within: Span, hint: Span) -> Found | None:
        """The passage that reads as a normalised quote does."""
        if not _has_words(words):
            return None
        passage, target = self._normalized.passage(within), self._normalized.passage(hint)
        trimmed = words.strip(_EDGES)
        for needle in dict.fromkeys((words.strip(), trimmed)):
            start = self._read.nearest(needle, passage, target)
            if start is not None:
                return self._found(Span(start, start + len(needle)))
        pieces = [piece for part in trimmed.split("...") if (piece := part.strip(_EDGES))]
        if not 1 < len(pieces) <= MAX_GAPS + 1:
            return None
        spans = [
            Span(start, end)
            for start in islice(self._read.all(pieces[0], passage, target), CHAINS)
            if (end := self._end(pieces[1:], start + len(pieces[0]), passage))
        ]
        # The same words may open an earlier sentence: of those with one end the shortest is meant.
        same = [span for span in spans if span.end == spans[0].end]
        return self._found(max(same)) if same else None

    def _end(self, pieces: Sequence[str], end: int, passage: Span) -> int | None:
        """The end of the last of some pieces, where all stand in order and near each other."""
        for piece in pieces:
            following = Span(end, min(passage.end, end + MAX_GAP + len(piece)))
            start = self._read.nearest(piece, following, following)
            if start is None:
                return None
            end = start + len(piece)
        return end

    def _aligned(
        self, quote: str, words: Normalized, within: Span, hint: Span
    ) -> Span | Conflict | None:
        """The passage of the normalised text that says the same but for some words."""
        passage, target = (self._normalized.passage(span) for span in (within, hint))
        inside, near = self.tokenized.inside(passage), self.tokenized.inside(target).start
        tokens = list(tokenize(quote, words, Span(0, len(words.text))))
        aligned = self._aligner.align(tokens, inside, near)
        if not isinstance(aligned, Span):
            return aligned
        around = slice(max(0, aligned.start - _BESIDE), aligned.end + _BESIDE)
        quoted, found = (
            set(_CURRENCIES.findall(text)) for text in (words.text, self._normalized.text[around])
        )
        if (other := quoted - found) and found - quoted:
            return Conflict(" ".join(sorted(other)), " ".join(sorted(found - quoted)))
        return aligned

    def _found(self, span: Span) -> Found:
        return Found(self._normalized.original(span), "normalized")

    @property
    def _normalized(self) -> Normalized:
        return self.tokenized.normalized

    @cached_property
    def _read(self) -> Occurrences:
        return Occurrences(self._normalized.text)

    @cached_property
    def _aligner(self) -> Aligner:
        return Aligner(self.tokenized.texts, self.tokenized.between)


def _has_words(quote: str) -> bool:
    return any(map(str.isalnum, quote))
