"""Which words of an article stand together as names do?"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from service.text.entities.forms import (
    NEVER_ALONE,
    PROFESSIONS,
    RANKS,
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
    ONLY_AFTER_OF,
    OPENERS,
    PARTICLES,
)
from service.text.entities.words import Words

_APPOSITION = 4  # words after a comma in which a title tells that a name is a person's

_CLOSING = (",", ".", "")
_AGE = re.compile(r", [1-9][0-9],")


class Run(NamedTuple):
    """Neighbouring words of the article that may be a name: `[start, end)` of its words."""

    start: int
    end: int
    titled: bool = False
    """Whether what stands beside it says that it is a person."""
    weak: bool = False
    """Whether only a claim can tell that it is a name."""


class Runs:
    """The capitalised words of an article that stand together, without what is no part of a name:
    openers, days, titles."""

    def __init__(self, text: str, words: Words, *, german: bool) -> None:
        self._text = text
        self._words = words
        self._german = german

    def found(self) -> list[Run]:
        """What may be names, in order."""
        return [part for run in self._runs() for part in self._parts(run)]

    def _runs(self) -> Iterator[Run]:
        """Capitalised words side by side, with the particles inside of names."""
        end = 0
        for position in self._words.capitals:
            if position < end:
                continue
            end = position + 1
            while following := self._following(position, end):
                end = following
            yield Run(position, end)

    def _following(self, start: int, end: int) -> int | None:
        """Where a run goes on to, if the next capitalised word belongs to it."""
        if not self._is_next(end):
            return None
        if self._words.is_capital(end):
            return end + 1
        reach = end
        while reach < end + 3 and self._is_next(reach) and not self._words.is_capital(reach):
            folded = self._words.folded(reach)
            cued = reach == end and folded in AFTER_CUE and self._is_cued(start, end)
            if not cued and (folded not in PARTICLES or (reach == end and folded in ONLY_AFTER_OF)):
                return None
            if self._german and folded in DETERMINERS_DE:
                return None
            reach += 1
        if not self._is_next(reach) or not self._words.is_capital(reach):
            return None
        before = self._words.key(start, end)
        if is_place(before) and not is_place(self._words.key(start, reach + 1)):
            return None
        if self._title(end - 1) or self._words.folded(end - 1) in CALENDAR:
            return None
        return reach + 1

    def _is_cued(self, start: int, end: int) -> bool:
        raw = self._words.key(start, end)
        return len(raw) > 1 and type_of(raw, german=self._german) in ("organization", "government")

    def _is_next(self, position: int) -> bool:
        return position < len(self._words) and self._words.is_joined(position)

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
        folded = self._words.folded(position)
        if folded not in CALENDAR:
            return folded in NOT_NAMES or (self._german and folded in MEASURES_DE)
        # "Theresa May" is a name, "On Monday May" none.
        alone = end - start == 1
        return alone or folded not in GIVEN_MONTHS or position == start

    def _without_opener(self, run: Run) -> Run:
        while run.end - run.start > 1:
            first = self._words.folded(run.start)
            if first not in OPENERS or is_place(self._words.key(run.start, run.end)):
                break
            if first in ARTICLES and not self._words.is_initial(run.start):
                break
            run = run._replace(start=run.start + 1)
            while not self._words.is_capital(run.start):
                run = run._replace(start=run.start + 1)
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
        if last + 1 < run.end and self._words.is_capital(last + 1):
            yield Run(last + 1, run.end, titled=True)

    def _is_used_as_title(self, place: int, run: Run) -> bool:
        ranked = all(raw.casefold() in RANKS for raw in self._words.raws[run.start : place])
        if self._words.folded(place) in NEVER_ALONE and not ranked:
            return False
        if place + 1 < run.end:
            return self._words.is_capital(place + 1)
        return place > run.start or run.end - run.start == 1

    def _before_title(self, run: Run) -> Iterator[Run]:
        """What a title is of: a place or an institution, never "Health" or "Prime"."""
        end = run.end
        while end > run.start and self._words.folded(end - 1) in RANKS:
            if is_place(self._words.key(run.start, end)):
                break
            end -= 1
        raw = self._words.key(run.start, end)
        if raw and (is_place(raw) or (len(raw) > 1 and type_of(raw, german=False) != "other")):
            yield Run(run.start, end)

    def _with_evidence(self, run: Run) -> Run:
        """Whether a title beside a run makes it a person: "alcalde Berdún", "Castell, analyst"."""
        before = run.start - 1
        if before >= 0 and not self._words.is_capital(before) and self._title(before):
            gap = self._words.gap(run.start)
            end = self._words.ends[run.end - 1]
            after = self._text[end : end + 1]
            if not gap.strip() or (gap.strip() == "," and after in _CLOSING):
                return run._replace(titled=True)
        if run.end - run.start > 1 and self._is_apposed(run):
            return run._replace(titled=True)
        return run

    def _is_apposed(self, run: Run) -> bool:
        if _AGE.match(self._text, self._words.ends[run.end - 1]):
            return True
        if run.end == len(self._words) or self._words.gap(run.end).strip() != ",":
            return False
        before = self._words.folded(run.start - 1) if run.start else ""
        if before in ("in", "at", "near", "en", "à", "bei", "from", "de", "aus"):
            return False
        for position in range(run.end, min(run.end + _APPOSITION, len(self._words))):
            folded = self._words.folded(position)
            if self._words.is_capital(position) or folded in ("of", "de", "said", "says"):
                return False
            if folded in PROFESSIONS or self._title(position):
                return True
        return False

    def _title(self, position: int) -> bool:
        return is_title(self._words.raws[position], german=self._german)
