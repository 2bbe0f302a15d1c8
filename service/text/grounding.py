"""Where in the article does a quote stand?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from schemas.claim import Match, Selector
from service.text.aligning import Conflict, align
from service.text.normalizing import Normalized, continues, normalize
from service.text.span import Span
from service.text.tokens import Token, Tokenized, joins, tokenize
from service.text.words import Words

SURROUNDINGS = 32
"""Code points of prefix and suffix in a selector."""
MAX_GAP = 400
"""Code points of the article that an ellipsis in a quote may stand for."""
_TRIES = 1000
"""Occurrences inside of words that are passed over before the search gives up."""
_EDGES = " \"'.,;:!?()[]-"
_CONTRACTED_NOT = re.compile(r"""["'\u2019]t\b""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A passage of the article, and how its quote matched."""

    span: Span
    match: Match


@dataclass(frozen=True, slots=True)
class NotFound:
    """Why no passage is what the quote says."""

    detail: str


class ArticleIndex:
    """An article prepared for looking up many quotes. Building it is linear in the text."""

    def __init__(self, text: str | Tokenized) -> None:
        self.tokenized = text if isinstance(text, Tokenized) else Tokenized(text)
        self.text = self.tokenized.text
        self._normalized = self.tokenized.normalized

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
        words = normalize(quote)
        if not _has_words(words):
            return NotFound("the quote has no words")
        if verbatim := self._verbatim(quote, words, within, near):
            return verbatim
        aligned = align(list(tokenize(quote, words, Span(0, len(words.text)))), self.tokens(within))
        if isinstance(aligned, Conflict):
            return NotFound(
                f"the quote says “{aligned.quoted}” where the article says “{aligned.found}”"
            )
        if aligned is None:
            return NotFound("the quote does not stand in this part of the article")
        return Found(self._normalized.original(aligned), "fuzzy")

    def verbatim(self, quote: str, within: Span, near: Sequence[Span] = ()) -> Found | None:
        """The same, where the passage is the quote but for case, white space and typography."""
        words = normalize(quote)
        return self._verbatim(quote, words, within, near) if _has_words(words) else None

    def _verbatim(
        self, quote: str, words: Normalized, within: Span, near: Sequence[Span]
    ) -> Found | None:
        hint = Span(near[0].start, near[-1].end) if near else within
        if (start := _nearest(self.text, quote, within, hint)) is not None:
            return Found(Span(start, start + len(quote)), "exact")
        passage, target = self._normalized.passage(within), self._normalized.passage(hint)
        span = self._normalized_match(words.text, passage, target)
        return span and Found(self._normalized.original(span), "normalized")

    def selector(self, found: Found) -> Selector:
        """The W3C selector of a passage."""
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

    def _normalized_match(self, words: str, passage: Span, target: Span) -> Span | None:
        trimmed = words.strip(_EDGES)
        for needle in dict.fromkeys((words.strip(), trimmed)):
            start = _nearest(self._normalized.text, needle, passage, target)
            if start is not None:
                return Span(start, start + len(needle))
        if "..." in trimmed:
            return _with_gaps(self._normalized, trimmed.split("..."), passage, target)
        return None


def _has_words(quote: Normalized) -> bool:
    return any(character.isalnum() for character in quote.text)


def _with_gaps(text: Normalized, parts: list[str], passage: Span, target: Span) -> Span | None:
    """The span from the first part to the last, where all stand in order and near each other."""
    pieces = [piece for part in parts if (piece := part.strip(_EDGES))]
    start = _nearest(text.text, pieces[0], passage, target)
    if start is None:
        return None
    end = start + len(pieces[0])
    for piece in pieces[1:]:
        following = Span(end, min(passage.end, end + MAX_GAP + len(piece)))
        position = _first(text.text, piece, following)
        if position is None:
            return None
        end = position + len(piece)
    return Span(start, end)


def _nearest(text: str, needle: str, within: Span, hint: Span) -> int | None:
    """Where `needle` begins: inside of `hint` if it does so there, else nearest to it."""
    low = max(within.start, hint.start)
    high = max(within.start, min(within.end, hint.end))
    inside = _first(text, needle, Span(low, min(within.end, high + len(needle) - 1)))
    if inside is not None and inside < high:
        return inside
    before = _last(text, needle, Span(within.start, min(within.end, low + len(needle) - 1)))
    after = _first(text, needle, Span(high, within.end))
    if before is None or after is None:
        return after if before is None else before
    return before if low - (before + len(needle)) <= after - high else after


def _first(text: str, needle: str, within: Span) -> int | None:
    start = text.find(needle, within.start, within.end)
    for _ in range(_TRIES):
        if start < 0 or _stands_alone(text, start, start + len(needle)):
            break
        start = text.find(needle, start + 1, within.end)
    else:
        return None
    return start if start >= 0 else None


def _last(text: str, needle: str, within: Span) -> int | None:
    start = text.rfind(needle, within.start, within.end)
    for _ in range(_TRIES):
        if start < 0 or _stands_alone(text, start, start + len(needle)):
            break
        start = text.rfind(needle, within.start, start + len(needle) - 1)
    else:
        return None
    return start if start >= 0 else None


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a passage neither begins nor ends inside of a word or a number."""
    return not (
        (start > 0 and _cuts(text, start - 1, start, -1))
        or (end < len(text) and _cuts(text, end - 1, end, 1))
        or _CONTRACTED_NOT.match(text, end)
    )


def _cuts(text: str, left: int, right: int, outwards: int) -> bool:
    if continues(text[right]) or joins(text[left].casefold(), text[right].casefold()):
        return True
    # "4" does not stand in "4.2", nor "200" in "1,200", nor "10" in "10:30".
    inner, outer = (right, left) if outwards < 0 else (left, right)
    beyond = outer + outwards
    return (
        text[outer] in ".,:"
        and text[inner].isdecimal()
        and 0 <= beyond < len(text)
        and text[beyond].isdecimal()
    )
