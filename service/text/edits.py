"""What did decontextualisation change, and on what evidence?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from rapidfuzz.distance import LCSseq

from schemas.claim import Edit, Match, Selector
from service.text.cues import akin
from service.text.grammar import DETERMINERS, GRAMMAR, PRONOUNS, listed
from service.text.grounding import ArticleIndex, Found
from service.text.recent import Recent
from service.text.runs import Runs
from service.text.span import Span
from service.text.tokens import Tokenized
from service.text.windows import Window
from service.text.words import Word, all_words, words

_RELATIVE = listed("who whose which cuyo")
_FEW = 3
"""Words of a passage that one word of a claim may stand for."""
_SHORTEST = 4
"""Characters; a shorter word that is in none of our lists may be grammar all the same."""
_MANY = 8
"""Replaced words of a claim that are looked at; one is enough to fail."""
_CONTRACTED = listed("im am zum zur vom beim ins ans al del du des au aux")
"""What holds a determiner, after which a capitalised German word is a noun."""
_INDEFINITE = listed(
    """someone somebody something anyone anybody anything everyone everybody everything nobody
    nothing alguien algo nadie nada jemand etwas niemand nichts quelqu quelque personne rien
    every many much several another again just only still that this those these
    later earlier today yesterday tomorrow currently recently"""
)
"""What stands for others, or for a time, and changes with the sentence around it."""
_ALIKE = 2
"""Letters that a country shares with its people, at least: "France", "French"."""
_WINDOWS = 4
"""Windows of which the words are remembered."""
_SEPARATORS = str.maketrans("", "", ".,")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a claim says in other words than its passage."""

    edits: list[Edit]
    unexplained: list[str]
    """The claim's words that nothing bears out: neither what the window shows nor the headline."""
    replaced: list[tuple[str, str]] = field(default_factory=list)
    """Words of the passage, each with what the claim wrongly says in its place: another number,
    another name, or a word that was shown in no form."""


class Edits:
    """What the claims of one article put in other words. `title` is its headline."""

    def __init__(self, index: ArticleIndex, title: str | None = None) -> None:
        self._index = index
        self._headline = Runs([words(title or "")])
        self._seen: Recent[Window, Runs] = Recent(_WINDOWS)

    def changes(self, claim: Tokenized, passage: Span, window: Window) -> Changes:
        """What the claim puts in place of its passage's words, or adds to them, in the claim's
        order.

        Grammar, order and inflection are no edits. The work is bounded by the length of the claim,
        of the passage and, once for all of its claims, of what the window shows.
        """
        if self._says_no_more(claim, passage):
            return Changes([], [])
        shown = self._shown(window)
        return _Comparison(claim, passage, self._index, shown, self._headline).changes()

    def _says_no_more(self, claim: Tokenized, passage: Span) -> bool:
        """Whether there is nothing in a claim that its passage has not, as often with a quote."""
        tokenized = self._index.tokenized
        places = tokenized.whole(passage)
        return places is not None and {token.text for token in claim.tokens} <= {
            *tokenized.texts[slice(*places)]
        }

    def _shown(self, window: Window) -> Runs:
        return self._seen.get(window) or self._seen.keep(
            window, Runs(map(self._index.words.of, window.shown))
        )


class _Comparison:
    """A claim beside its passage."""

    def __init__(
        self, claim: Tokenized, passage: Span, index: ArticleIndex, shown: Runs, headline: Runs
    ) -> None:
        self._text, self._index, self._passage = claim.text, index, passage
        self._shown, self._headline = shown, headline
        self._claim = all_words(claim)
        self._quoted = index.words.of(passage)
        self._own = {word.key for word in self._quoted}

    @cached_property
    def _claimed(self) -> frozenset[str]:
        return frozenset(word.key for word in self._claim)

    @cached_property
    def _partner(self) -> dict[int, int]:
        """The word of the passage that each word of the claim is, in the longest common row."""
        claimed, quoted = ([word.key for word in one] for one in (self._claim, self._quoted))
        return {
            code.src_start + step: code.dest_start + step
            for code in LCSseq.opcodes(claimed, quoted)
            if code.tag == "equal"
            for step in range(code.src_end - code.src_start)
        }

    def changes(self) -> Changes:
        found: list[Edit] = []
        strangers: list[tuple[int, int]] = []
        for low, high in self._runs():
            if widened := self._widened(low, high):
                found.append(widened)
                continue
            replaced = self._replaced(low, high)
            for start, end, place, headline in self._parts(low, high):
                if place or headline:
                    found.append(self._edit(replaced, start, end, place))
                    replaced = ""
                elif strangers and all(
                    word.text in GRAMMAR for word in self._claim[strangers[-1][1] : start]
                ):
                    strangers[-1] = (strangers[-1][0], end)
                else:
                    strangers.append((start, end))
        return Changes(
            found, [self._said(*stranger) for stranger in strangers], list(self._exchanged())
        )

    def _exchanged(self) -> Iterator[tuple[str, str]]:
        """The words of the passage in whose place, between equal words, the claim has one that
        says something else."""
        for old, new in islice(self._in_place(), _MANY):
            one, other = self._quoted[old], self._claim[new]
            if (
                self._is_other_number(one, other)
                or self._is_other_name(old, new)
                or self._is_other_word(one, other)
            ):
                yield self._quote(old, old + 1), self._said(new, new + 1)

    def _in_place(self) -> Iterator[tuple[int, int]]:
        """One word of the passage and one of the claim with equal words on both sides, of which
        neither side has what the other says here."""
        partners = [*sorted(self._partner.items()), (len(self._claim), len(self._quoted))]
        before, below = -1, -1
        for at, place in partners:
            new, old = range(before + 1, at), range(below + 1, place)
            before, below = at, place
            if len(new) != 1 or len(old) != 1:
                continue
            one, other = self._quoted[old[0]], self._claim[new[0]]
            if {one.text, other.text} & (GRAMMAR | _INDEFINITE) or one.unspaced or other.unspaced:
                continue
            if one.key not in self._claimed and other.key not in self._own:
                yield old[0], new[0]

    def _is_other_number(self, one: Word, other: Word) -> bool:
        return (
            one.text[0].isdigit()
            and other.text[0].isdigit()
            and one.text.translate(_SEPARATORS) != other.text.translate(_SEPARATORS)
        )

    def _is_other_name(self, old: int, new: int) -> bool:
        """Whether two names that stand alone are no forms of one."""
        one, other = self._quoted[old], self._claim[new]
        if not self._is_name(one, self._index.text) or not self._is_name(other, self._text):
            return False
        if one.text[:_ALIKE] == other.text[:_ALIKE] or akin(one.text, other.text):
            return False
        if any(len(word.text) < _SHORTEST for word in (one, other)):
            return False  # "US" may be any of its words
        before = self._quoted[old - 1] if old else None
        if before and before.text in DETERMINERS | _CONTRACTED:
            return False
        beside = [self._quoted[at] for at in (old - 1, old + 1) if 0 <= at < len(self._quoted)]
        return not any(self._index.text[word.start].isupper() for word in beside)

    def _is_name(self, word: Word, text: str) -> bool:
        """Whether a capital is a name's: one that the article has inside of a sentence."""
        if not text[word.start].isupper():
            return False
        written = text[word.start : word.end]
        return re.search(rf"[^\W\d_],? {re.escape(written)}\b", self._index.text) is not None

    def _is_other_word(self, one: Word, other: Word) -> bool:
        return (
            not self._is_name(one, self._index.text)
            and not self._is_name(other, self._text)
            and min(len(one.text), len(other.text)) >= _SHORTEST
            and one.text[0].islower()
            and other.text[0].islower()
            and not self._shown.has_form(other.text)
            and not self._headline.has_form(other.text)
        )

    def _runs(self) -> Iterator[tuple[int, int]]:
        """The claim's words that the passage has not, with the grammar between them."""
        low = high = -1
        for at, word in enumerate(self._claim):
            if word.text in GRAMMAR:
                continue
            if word.key in self._own:
                if low >= 0:
                    yield low, high
                low = -1
            else:
                low, high = (at if low < 0 else low), at + 1
        if low >= 0:
            yield low, high

    def _parts(self, low: int, high: int) -> Iterator[tuple[int, int, Span | None, bool]]:
        """A run in the largest parts that the article says, each with its place; the headline
        has none. A part with neither is borne out by nothing."""
        at = low
        while at < high:
            run = self._claim[at:high]
            if run[0].text in GRAMMAR:
                at += 1
                continue
            in_text = self._shown.longest(run, self._passage.start)
            found = in_text or self._headline.longest(run, 0)
            length = found[0] if found else 1
            alone = length == 1 and run[0].unspaced
            if found is None and (len(run[0].text) >= _SHORTEST or not run[0].text[0].islower()):
                yield at, at + 1, None, False
            elif found and not alone:  # one character of Chinese proves and changes nothing
                yield at, at + length, in_text and in_text[1], True
            at += length

    def _widened(self, low: int, high: int) -> Edit | None:
        """ "the Delmar paper mill" for "the mill", where the article says that somewhere."""
        for start, first, end, noun in (
            (low - 1, low, high + 1, high),
            (low - 2, low - 1, high, low - 1),
        ):
            if start < 0 or end > len(self._claim) or self._claim[start].text not in DETERMINERS:
                continue
            one, other = self._partner.get(start), self._partner.get(noun)
            if one is None or other != one + 1 or self._claim[noun].text in GRAMMAR:
                continue
            place = self._shown.longest(self._claim[first:end], self._passage.start)
            if place and place[0] == end - first:
                return self._edit(self._quote(one, other + 1), start, end, place[1])
        return None

    def _replaced(self, low: int, high: int) -> str:
        """The passage's words that stand where the claim has a run, and nowhere else in it."""
        left = max((self._partner[at] for at in range(low) if at in self._partner), default=-1)
        later = (self._partner[at] for at in range(high, len(self._claim)) if at in self._partner)
        right = min(later, default=len(self._quoted))
        gone = [at for at in range(left + 1, right) if self._quoted[at].key not in self._claimed]
        # "Which" refers to what stands before it, and stands for what the claim adds only where
        # nothing does.
        known = PRONOUNS if left < 0 else PRONOUNS - _RELATIVE
        if referring := [at for at in gone if self._quoted[at].text in known]:
            return self._quote(referring[0], referring[0] + 1)
        together = [at for number, at in enumerate(gone, gone[0] if gone else 0) if number == at]
        few = together and len(together) <= max(_FEW, 2 * (high - low))
        return self._quote(together[0], together[-1] + 1) if few else ""

    def _edit(self, replaced: str, start: int, end: int, place: Span | None) -> Edit:
        said = self._said(start, end)
        return Edit.model_validate(
            {"from": replaced, "to": said, "antecedent": place and self._selector(said, place)}
        )

    def _selector(self, said: str, place: Span) -> Selector:
        exact = self._index.text[slice(*place)]
        match: Match = "fuzzy"
        if exact == said:  # as most are: their words need not be looked at
            match = "exact"
        elif _row(exact) in _row(said):
            match = "exact" if exact in said else "normalized"
        return self._index.selector(Found(place, match))

    def _said(self, start: int, end: int) -> str:
        return self._text[self._claim[start].start : self._claim[end - 1].end]

    def _quote(self, start: int, end: int) -> str:
        return self._index.text[self._quoted[start].start : self._quoted[end - 1].end]


def _row(text: str) -> str:
    return f" {' '.join(word.text for word in words(text))} "
