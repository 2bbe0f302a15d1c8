"""Which runs of capitalised words of an article are names?

The evidence is the article's own: a capital where no sentence begins; never the same word in lower
case; in German, where all nouns have capitals, a title, a cue word or two words that no article
ever introduces. What is only seen at the beginning of sentences is a weak name, which a claim has
to confirm.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from service.text.entities.forms import (
    HONORIFICS,
    NEVER_ALONE,
    PROFESSIONS,
    RANKS,
    TITLES,
    german_type,
    is_adjective,
    is_place,
    is_title,
    type_of,
)
from service.text.entities.ordinary import (
    AFTER_CUE,
    ARTICLES,
    CALENDAR,
    DETERMINERS_DE,
    GIVEN_MONTHS,
    MEASURES_DE,
    NOT_NAMES,
    NOUN_ENDINGS_DE,
    ONLY_AFTER_OF,
    OPENERS,
    PARTICLES,
)
from service.text.entities.words import Word, are_joined

MAX_WORDS = 9
"""A longer run of capitalised words is a headline."""
_ACRONYM = 6  # letters
_SYLLABLE = 3  # letters of a lower-case part after a hyphen inside of a name
_APPOSITION = 4  # words after a comma in which a title tells that a name is a person's

_CLOSING = (",", ".", "")
_AGE = re.compile(r", [1-9][0-9],")


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words of the article that may be a name: `[start, end)` of its words."""

    start: int
    end: int
    titled: bool = False
    """Whether what stands beside it says that it is a person."""
    weak: bool = False
    """Whether only a claim can tell that it is a name."""


class Names:
    """The names of an article, by its words."""

    def __init__(self, text: str, words: Sequence[Word], *, german: bool) -> None:
        self._text = text
        self._words = words
        self._german = german
        self._lower = frozenset(word.folded for word in words if not word.capital)
        self._nouns = frozenset(self._introduced()) if german else frozenset[str]()

    def found(self) -> list[Run]:
        """The names, in order."""
        runs = [part for run in self._runs() for part in self._parts(run)]
        sure = frozenset(self.key(run) for run in runs if not self._is_initial(run))
        return [kept for run in runs if (kept := self._kept(run, sure))]

    def key(self, run: Run) -> tuple[str, ...]:
        """The words of a run."""
        return tuple(word.raw for word in self._words[run.start : run.end])

    def name(self, run: Run) -> str:
        """A run as the article writes it, with single spaces."""
        first, last = self._words[run.start].span, self._words[run.end - 1].span
        return " ".join(self._text[first.start : last.end].split())

    # From words to runs.

    def _runs(self) -> Iterator[Run]:
        """Capitalised words side by side, with the particles inside of names."""
        position = 0
        while position < len(self._words):
            if not self._words[position].capital:
                position += 1
                continue
            end = position + 1
            while following := self._following(position, end):
                end = following
            yield Run(position, end)
            position = end

    def _following(self, start: int, end: int) -> int | None:
        """Where a run goes on to, if the next capitalised word belongs to it."""
        if not self._is_next(end):
            return None
        if self._words[end].capital:
            return end + 1
        reach = end
        while reach < end + 3 and self._is_next(reach) and not self._words[reach].capital:
            folded = self._words[reach].folded
            cued = reach == end and folded in AFTER_CUE and self._is_cued(start, end)
            if not cued and (folded not in PARTICLES or (reach == end and folded in ONLY_AFTER_OF)):
                return None
            if self._german and folded in DETERMINERS_DE:
                return None
            reach += 1
        if not self._is_next(reach) or not self._words[reach].capital:
            return None
        before = self._raw(start, end)
        if is_place(before) and not is_place(self._raw(start, reach + 1)):
            return None
        if self._title(end - 1) or self._words[end - 1].folded in CALENDAR:
            return None
        return reach + 1

    def _is_cued(self, start: int, end: int) -> bool:
        raw = self._raw(start, end)
        return len(raw) > 1 and type_of(raw, german=self._german) in ("organization", "government")

    def _is_next(self, position: int) -> bool:
        words = self._words
        return position < len(words) and are_joined(
            self._text, words[position - 1], words[position]
        )

    # From runs to what may be names.

    def _parts(self, run: Run) -> Iterator[Run]:
        """A run without openers, days and titles; a title divides it and tells of a person."""
        start = run.start
        for position in range(run.start, run.end + 1):
            at_end = position == run.end
            if not at_end and not self._divides(position, start, run.end):
                continue
            if position > start:
                yield from self._around_titles(self._without_opener(Run(start, position)))
            start = position + 1

    def _divides(self, position: int, start: int, end: int) -> bool:
        word = self._words[position]
        if word.folded not in CALENDAR:
            return word.folded in NOT_NAMES or (self._german and word.folded in MEASURES_DE)
        # "Theresa May" is a name, "On Monday May" none.
        alone = end - start == 1
        return alone or word.folded not in GIVEN_MONTHS or position == start

    def _without_opener(self, run: Run) -> Run:
        while run.end - run.start > 1:
            first = self._words[run.start]
            if is_place(self._raw(run.start, run.end)) or first.folded not in OPENERS:
                break
            if first.folded in ARTICLES and not first.initial:
                break
            run = replace(run, start=run.start + 1)
            while not self._words[run.start].capital:
                run = replace(run, start=run.start + 1)
        return run

    def _around_titles(self, run: Run) -> Iterator[Run]:
        """ "US President Donald Trump": the place, and the person with the title."""
        titles = [place for place in range(run.start, run.end) if self._title(place)]
        titles = [place for place in titles if self._is_used_as_title(place, run)]
        if not titles:
            yield self._with_evidence(run)
            return
        last = titles[-1]
        yield from self._before_title(Run(run.start, titles[0]))
        if last + 1 < run.end and self._words[last + 1].capital:
            yield Run(last + 1, run.end, titled=True)

    def _is_used_as_title(self, place: int, run: Run) -> bool:
        word = self._words[place]
        ranked = all(one.folded in RANKS for one in self._words[run.start : place])
        if word.folded in NEVER_ALONE and not ranked:
            return False
        if place + 1 < run.end:
            return self._words[place + 1].capital
        return place > run.start or run.end - run.start == 1

    def _before_title(self, run: Run) -> Iterator[Run]:
        """What a title is of: a place or an institution, never "Health" or "Prime"."""
        end = run.end
        while end > run.start and self._words[end - 1].folded in RANKS:
            if is_place(self._raw(run.start, end)):
                break
            end -= 1
        raw = self._raw(run.start, end)
        if raw and (is_place(raw) or (len(raw) > 1 and type_of(raw, german=False) != "other")):
            yield Run(run.start, end)

    def _with_evidence(self, run: Run) -> Run:
        """Whether a title beside a run makes it a person: "alcalde Berdún", "Castell, analyst"."""
        before = run.start - 1
        if before >= 0 and not self._words[before].capital and self._title(before):
            gap = self._text[self._words[before].end : self._words[run.start].start]
            after = self._text[self._words[run.end - 1].end :][:1]
            if not gap.strip() or (gap.strip() == "," and after in _CLOSING):
                return replace(run, titled=True)
        if run.end - run.start > 1 and self._is_apposed(run):
            return replace(run, titled=True)
        return run

    def _is_apposed(self, run: Run) -> bool:
        following = self._words[run.end : run.end + _APPOSITION]
        end = self._words[run.end - 1].end
        if _AGE.match(self._text, end):
            return True
        if not following:
            return False
        gap = self._text[end : following[0].start]
        if gap.strip() != ",":
            return False
        before = self._words[run.start - 1].folded if run.start else ""
        if before in ("in", "at", "near", "en", "à", "bei", "from", "de", "aus"):
            return False
        for word in following:
            if word.capital or word.folded in ("of", "de", "said", "says"):
                return False
            if word.folded in PROFESSIONS or is_title(word.raw, german=self._german):
                return True
        return False

    # From runs to names.

    def _kept(self, run: Run, sure: frozenset[tuple[str, ...]]) -> Run | None:
        """The run where the article shows that it is a name; weak where only a claim can."""
        raw = self._raw(run.start, run.end)
        if len(raw) > MAX_WORDS or not self._words[run.end - 1].capital:
            return None
        if is_place(raw):
            return run
        if is_adjective(raw) or (len(raw[0]) == 1 and len(raw) == 1):
            return None
        tail = replace(run, start=run.start + 1)
        if len(raw) > 1 and self._words[tail.start].capital and self.key(run) not in sure:
            # A family name alone may be known as well: "Leopold Harnisch" stays.
            known = len(raw) > 2 and self.key(tail) in sure
            known = known or is_place(self._raw(tail.start, tail.end))
            if known and (self._is_initial(run) or is_adjective(raw[:1])):
                return self._kept(tail, sure)
        if self._german:
            return self._kept_german(run, raw)
        if len(raw) == 1:
            return self._kept_single(run, sure)
        if self._is_initial(run) and self._words[run.start].folded in self._lower:
            return self._kept(tail, sure) if self._words[tail.start].capital else None
        return run

    def _kept_single(self, run: Run, sure: frozenset[tuple[str, ...]]) -> Run | None:
        word = self._words[run.start]
        if word.folded in OPENERS or word.folded in NOT_NAMES or word.folded in CALENDAR:
            return None
        if "-" in word.raw and word.raw.rpartition("-")[2][:1].islower() and not run.titled:
            ending = word.raw.rpartition("-")[2]  # "Hull-based", but "Jong-un"
            if len(ending) > _SYLLABLE:
                return None
        if word.folded in TITLES | HONORIFICS and not run.titled:
            return None
        if word.acronym or run.titled:
            return run
        if word.folded in self._lower:
            return None
        if not self._is_initial(run) or self.key(run) in sure:
            return run
        return replace(run, weak=True)

    def _kept_german(self, run: Run, raw: Sequence[str]) -> Run | None:
        first = self._words[run.start]
        while len(raw) > 1 and first.initial and first.folded in self._lower:
            run = replace(run, start=run.start + 1)
            raw, first = self._raw(run.start, run.end), self._words[run.start]
        if first.folded in OPENERS:
            return None
        if run.titled or type_of(raw, german=True) != "other" or self._is_abbreviated(run):
            return run
        if len(raw) == 1:
            compound = "-" in first.raw and german_type(first.raw) is not None
            return run if compound or (first.acronym and len(first.raw) <= _ACRONYM) else None
        before = self._words[run.start - 1].folded if run.start else ""
        introduced = before in DETERMINERS_DE and not first.initial
        if not introduced and not any(
            word.folded in self._nouns
            or word.folded in self._lower
            or word.folded.endswith(NOUN_ENDINGS_DE)
            for word in self._words[run.start : run.end]
            if word.capital
        ):
            return run
        last = replace(run, start=run.end - 1)
        return last if is_place(raw[-1:]) else None

    def _is_abbreviated(self, run: Run) -> bool:
        """Whether its abbreviation follows in brackets: "Bundesnachrichtendienst (BND)"."""
        if run.end >= len(self._words) or not self._words[run.end].acronym:
            return False
        last, short = self._words[run.end - 1], self._words[run.end]
        gap = self._text[last.span.end : short.span.start].strip()
        return gap == "(" and self._text[short.span.end : short.span.end + 1] == ")"

    def _introduced(self) -> Iterator[str]:
        """German words with a capital that an article, or the like, introduces somewhere."""
        for before, word in zip(self._words, self._words[1:], strict=False):
            if word.capital and not word.acronym and before.folded in DETERMINERS_DE:
                yield word.folded

    def _title(self, position: int) -> bool:
        return is_title(self._words[position].raw, german=self._german)

    def _is_initial(self, run: Run) -> bool:
        return self._words[run.start].initial

    def _raw(self, start: int, end: int) -> list[str]:
        return [word.raw for word in self._words[start:end]]
