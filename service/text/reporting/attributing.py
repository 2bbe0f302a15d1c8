"""Which reporting clauses does a sentence have, and what is left without them?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from service.text.quotation import quotations
from service.text.reporting.chinese import reported_in_chinese
from service.text.reporting.patterns import Patterns, knows, patterns
from service.text.reporting.said import Reported, Speaker
from service.text.reporting.sources import cleaned, source_type
from service.text.reporting.trimming import trimmed, without_dateline
from service.text.reporting.vocabulary import (
    CONJUNCTIONS,
    DENIALS,
    NOT_FIRST_IN_A_NAME,
    NOT_IN_A_NAME,
    RELATIVE,
    words,
)
from service.text.span import Span

_DEPTH = 4
"""Reporting clauses that are taken off either end of a sentence."""
_NEAREST = 8
"""Places from the end at which a reporting clause is looked for."""
_LONGEST = 2000
"""Code points; no sentence of ours is as long, and what is longer is left as it is."""
_BREAK = re.compile(
    "[,;\u2013\u2014]\\s+|[\"\u201d\u201c\u00bb\u00ab],?\\s+|(?<=[,.!?])['\u2019]\\s+|['\u2019],\\s+"
)
_CITING = re.compile(r"\s(?=citing\s|unter Berufung auf\s)")
_SHORTEST = 2
"""Words that are left over at least."""
Found = tuple["re.Match[str]", bool]


def reported(sentence: str, language: str = "en") -> Reported:
    """The chain of those who say it, outermost first, and the part of the sentence that is said.

    `language` is en, es, de, fr or zh; in any other nobody is found. Linear in the sentence, with
    bounds on how far a source is searched.
    """
    if len(sentence) > _LONGEST:
        return _unsaid(sentence)
    if language == "zh":
        return reported_in_chinese(sentence)
    hints = patterns(language).hints(sentence) if knows(language) else []
    if not hints:
        return _unsaid(sentence)
    return _Reading(sentence, language, patterns(language), hints).result()


def _unsaid(sentence: str) -> Reported:
    passage = trimmed(sentence, without_dateline(sentence))
    return Reported((), passage, sentence[slice(*passage)], denied=False)


@dataclass
class _Reading:
    """A sentence from whose ends reporting clauses are taken, one after the other."""

    text: str
    language: str
    patterns: Patterns
    hints: list[int]
    """Where there is what every reporting clause has some of."""
    speakers: list[Speaker] = field(default_factory=list)
    denied: bool = False
    breaks: dict[Span, list[int]] = field(default_factory=dict)

    def result(self) -> Reported:
        left = trimmed(self.text, without_dateline(self.text), quotes=False)
        left, middle = self._within(self._before_tails(left))
        left = self._after_fronts(left, middle)
        if self.patterns.accused and (found := self.patterns.accused.search(self.text, *left)):
            self._add(found)
        left = trimmed(self.text, left)
        if middle and left.start <= middle.start and middle.end <= left.end:
            before = self.text[left.start : middle.start]
            after = self.text[middle.end : left.end]
            comma = "," if (after.split() or [""])[0].lower() in _AFTER_A_COMMA else ""
            said = f"{before}{comma} {after}"
        else:
            said = self.text[slice(*left)]
        return Reported(tuple(self.speakers), left, " ".join(said.split()), self.denied)

    def _before_tails(self, left: Span) -> Span:
        """What stands before "..., X said, according to Y": from the end, Y is the outermost."""
        cited: Speaker | None = None
        for _ in range(_DEPTH):
            if (found := self._tail(left)) is None:
                break
            match, is_cited = found
            end = trimmed(self.text, Span(left.start, match.start()), quotes=False).end
            left = Span(left.start, end)
            if is_cited:
                cited = cited or self._speaker(match)
                continue
            self._add(match)
            if cited:
                self.speakers.append(cited)
                cited = None
        if cited:
            self.speakers.append(cited)
        return left

    def _tail(self, left: Span) -> Found | None:
        for start in reversed(self._breaks(left)):
            if not self._hints_at(start, left.end):
                continue
            if len(self.text[left.start : start].split()) < _SHORTEST:
                continue
            if cited := self.patterns.cited.fullmatch(self.text, start, left.end):
                return cited, True
            if (match := self._clause(start, left.end)) and not self._is_inner(match):
                return match, False
        return None

    def _is_inner(self, match: re.Match[str]) -> bool:
        """Whether more is to come, as in "..., and that, according to X, it is clean"."""
        before = self.text[: match.start()].rstrip(" ,").rpartition(" ")[2].lower()
        return before in _JOINING

    def _breaks(self, left: Span) -> list[int]:
        """Where a clause may begin: after a comma, dash or quotation mark outside of quotations."""
        if left not in self.breaks:
            self.breaks[left] = self._found_breaks(left)
        return self.breaks[left]

    def _found_breaks(self, left: Span) -> list[int]:
        quoted = [
            Span(left.start + span.start, left.start + span.end)
            for span in quotations(self.text[slice(*left)], cut=True)
        ]
        found = {
            place.end()
            for place in _BREAK.finditer(self.text, *left)
            if not any(span.start <= place.start() < span.end for span in quoted)
        }
        citing = _CITING.finditer(self.text, left.start + 1, left.end)
        found.update(place.end() for place in citing)
        return sorted(found)[-_NEAREST:]

    def _clause(self, start: int, end: int) -> re.Match[str] | None:
        """The reporting clause that a stretch of the text is."""
        if not self._hints_at(start, end):
            return None
        for pattern in self.patterns.tails:
            match = pattern.fullmatch(self.text, start, end)
            # What is said "that" something is does not stand beside it.
            if match and self._holds(match) and _JOINING.isdisjoint(_words(match, "rest")):
                return match
        return None

    def _hints_at(self, start: int, end: int) -> bool:
        """Whether there may be a reporting clause in a stretch of the text."""
        return any(start <= hint < end for hint in self.hints)

    def _within(self, left: Span) -> tuple[Span, Span | None]:
        """Takes note of ", she said," in the middle, or of "according to X" without commas."""
        breaks = self._breaks(left)
        for start, after in pairwise(breaks):
            end = trimmed(self.text, Span(start, after), quotes=False).end
            if match := self._clause(start, end):
                self._add(match)
                before = trimmed(self.text, Span(left.start, start), quotes=False).end
                return left, Span(before, after)
        if self.patterns.inside and (match := self.patterns.inside.search(self.text, *left)):
            self._add(match)
        return left, None

    def _after_fronts(self, left: Span, middle: Span | None) -> Span:
        """What stands after "According to Y, X said that ...", where Y is the outer one."""
        for _ in range(_DEPTH):
            text, cut = self.text[: left.end], 0
            if middle and middle.start > left.start:
                text = f"{text[: middle.start]} {text[middle.end :]}"
                cut = middle.end - middle.start - 1
            elif not self._hints_at(left.start, left.end):
                break
            match = next(self._fronts(text, left.start), None)
            if match is None:
                break
            self._add(match)
            start = match.end()
            if middle and start > middle.start:
                start += cut
            left = trimmed(self.text, Span(start, left.end), quotes=False)
        return left

    def _fronts(self, text: str, start: int) -> Iterator[re.Match[str]]:
        for pattern in self.patterns.fronts:
            match = pattern.match(text, start)
            if match is None or not self._holds(match):
                continue
            content = text[match.end() :].split()
            if len(content) < _SHORTEST:
                continue
            if "told" not in match.re.groupindex or self._begins_a_clause(match, content[0]):
                yield match

    def _begins_a_clause(self, match: re.Match[str], word: str) -> bool:
        """Whether what follows "said" without a "that" can be what is said."""
        if self.patterns.telling.fullmatch(match["cue"]) and not match["told"]:
            return False
        return not self.patterns.lead.match(word) and word.lower() not in _NO_CLAUSE

    def _holds(self, match: re.Match[str]) -> bool:
        """Whether what looks like a source can be one, and like an adverbial, too."""
        source, rest, beside = (_words(match, name) for name in ("source", "rest", "beside"))
        if not _may_be_named(source, self.language, per="per" in match.re.groupindex):
            return False
        if beside and not self._is_apposition(match["beside"].strip(" ,").split()):
            return False
        if not CONJUNCTIONS.isdisjoint(rest):
            return False
        if self.patterns.telling.fullmatch(match.groupdict().get("cue") or ""):
            return "rest" in match.re.groupindex or "told" in match.re.groupindex
        return not rest or self.patterns.lead.match(" ".join(rest)) is not None

    def _is_apposition(self, beside: list[str]) -> bool:
        first = beside[0].lower()
        return (
            beside[0][0].islower()
            and first not in NOT_FIRST_IN_A_NAME[self.language]
            and first not in _SUBJECTS
            and (first in RELATIVE or first not in NOT_IN_A_NAME)
        )

    def _add(self, match: re.Match[str]) -> None:
        self.speakers.append(self._speaker(match))
        self.denied = self.speakers[-1].cue.casefold().split()[-1] in DENIALS

    def _speaker(self, match: re.Match[str]) -> Speaker:
        groups = match.groupdict()
        name, other = groups["source"], groups.get("other") or ""
        if "per" in groups:
            name = _before_a_clause(name)
        # "The harbour master, Iwan Prosser, said": the name says more than the office.
        if _is_named(other) and not _is_named(name):
            name = other
        rest = f" {groups.get('rest') or ''} {groups.get('told') or ''}"
        medium = self.patterns.medium.search(f"{groups.get('lead') or ''} {rest}")
        cue = " ".join((groups.get("cue") or match[0].split()[0]).split())
        name = cleaned(name)
        return Speaker(
            name=name,
            type=source_type(name, self.language),
            cue=cue,
            medium=medium["medium"] if medium else None,
            addressee=self._addressee(cue, rest),
        )

    def _addressee(self, cue: str, rest: str) -> str | None:
        """To whom it was told: the words up to those that say where, when and how."""
        if not self.patterns.telling.fullmatch(cue):
            return None
        told: list[str] = []
        for word in rest.split():
            if self.patterns.lead.match(word) and told:
                break
            told.append(word)
        return cleaned(" ".join(told)) or None


_SUBJECTS = words("it he she they we i you there él ella ellos er es sie wir il elle ils elles on")
_JOINING = words("that que dass daß whether ob")
_AFTER_A_COMMA = CONJUNCTIONS | words("so which because although while as adding")
_NO_CLAUSE = words("no yes of so nothing little much more and but or that as if his her")


def _words(match: re.Match[str], group: str) -> list[str]:
    found = match[group] if group in match.re.groupindex else None
    return (found or "").lower().split()


def _may_be_named(source: list[str], language: str, per: bool) -> bool:
    """Whether words can be a source; after "according to" a relative clause may follow."""
    if source[0] in NOT_FIRST_IN_A_NAME[language] or source[-1] in CONJUNCTIONS:
        return False
    if not any(character.isalpha() for word in source for character in word):
        return False
    clause = next((index for index, word in enumerate(source) if word in NOT_IN_A_NAME), None)
    return clause is None or (per and clause > 1)


def _before_a_clause(name: str) -> str:
    named = name.split()
    end = next((at for at, word in enumerate(named) if word.lower() in NOT_IN_A_NAME), len(named))
    while end > 1 and named[end - 1].lower() in ("al", "a", "en", "to", "in", "à", "of"):
        end -= 1
    return " ".join(named[:end])


def _is_named(name: str) -> bool:
    capitals = [word for word in name.split() if word[:1].isupper()]
    return len(capitals) > 1 and name[:1].isupper()
