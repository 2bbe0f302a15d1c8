"""Which runs of capitalised words of an article are names?

The evidence is the article's own: a capital where no sentence begins; never the same word in lower
case; in German, where all nouns have capitals, a title, a cue word or two words that no article
ever introduces. What is only seen at the beginning of sentences is a weak name, which a claim has
to confirm.
"""

from collections.abc import Iterator, Sequence

from service.text.entities.forms import (
    HONORIFICS,
    TITLES,
    german_type,
    is_adjective,
    is_place,
    type_of,
)
from service.text.entities.ordinary import (
    CALENDAR,
    DETERMINERS_DE,
    NOT_NAMES,
    NOUN_ENDINGS_DE,
    OPENERS,
)
from service.text.entities.runs import Run, Runs
from service.text.entities.words import Words

MAX_WORDS = 9
"""A longer run of capitalised words is a headline."""
_ACRONYM = 6  # letters
_SYLLABLE = 3  # letters of a lower-case part after a hyphen inside of a name
_NO_NAMES = TITLES | HONORIFICS


class Names:
    """The names of an article, by its words."""

    def __init__(self, text: str, words: Words, *, german: bool) -> None:
        self._text = text
        self._words = words
        self._german = german
        self._lower = frozenset(raw.casefold() for raw in {*words.raws} if not raw[0].isupper())
        self._nouns = frozenset(self._introduced()) if german else frozenset[str]()

    def found(self) -> list[Run]:
        """The names, in order."""
        runs = Runs(self._text, self._words, german=self._german).found()
        sure = frozenset(self.key(run) for run in runs if not self._is_initial(run))
        return [kept for run in runs if (kept := self._kept(run, sure))]

    def key(self, run: Run) -> tuple[str, ...]:
        """The words of a run."""
        return self._words.key(run.start, run.end)

    def name(self, run: Run) -> str:
        """A run as the article writes it, with single spaces."""
        return " ".join(self._text[slice(*self._words.span(run.start, run.end))].split())

    def _kept(self, run: Run, sure: frozenset[tuple[str, ...]]) -> Run | None:
        """The run where the article shows that it is a name; weak where only a claim can."""
        raw = self._words.key(run.start, run.end)
        if len(raw) > MAX_WORDS or not self._words.is_capital(run.end - 1):
            return None
        if is_place(raw):
            return run
        if is_adjective(raw) or (len(raw[0]) == 1 and len(raw) == 1):
            return None
        if len(raw) == 1:
            return self._kept_german(run, raw) if self._german else self._kept_single(run, sure)
        tail = run._replace(start=run.start + 1)
        if self._words.is_capital(tail.start) and self.key(run) not in sure:
            # A family name alone may be known as well: "Leopold Harnisch" stays.
            known = len(raw) > 2 and self.key(tail) in sure
            known = known or is_place(self._words.key(tail.start, tail.end))
            if known and (self._is_initial(run) or is_adjective(raw[:1])):
                return self._kept(tail, sure)
        if self._german:
            return self._kept_german(run, raw)
        if self._is_initial(run) and self._words.folded(run.start) in self._lower:
            return self._kept(tail, sure) if self._words.is_capital(tail.start) else None
        return run

    def _kept_single(self, run: Run, sure: frozenset[tuple[str, ...]]) -> Run | None:
        raw, folded = self._words.raws[run.start], self._words.folded(run.start)
        if folded in OPENERS or folded in NOT_NAMES or folded in CALENDAR:
            return None
        if run.titled:
            return run
        ending = raw.rpartition("-")[2] if "-" in raw else ""  # "Hull-based", but "Jong-un"
        if ending[:1].islower() and len(ending) > _SYLLABLE:
            return None
        if folded in _NO_NAMES:
            return None
        if self._words.is_acronym(run.start):
            return run
        if folded in self._lower:
            return None
        if not self._is_initial(run) or self.key(run) in sure:
            return run
        return run._replace(weak=True)

    def _kept_german(self, run: Run, raw: Sequence[str]) -> Run | None:
        while len(raw) > 1 and self._is_initial(run) and raw[0].casefold() in self._lower:
            run, raw = run._replace(start=run.start + 1), raw[1:]
        if raw[0].casefold() in OPENERS:
            return None
        if run.titled or type_of(raw, german=True) != "other" or self._is_abbreviated(run):
            return run
        if len(raw) == 1:
            compound = "-" in raw[0] and german_type(raw[0]) is not None
            acronym = self._words.is_acronym(run.start) and len(raw[0]) <= _ACRONYM
            return run if compound or acronym else None
        before = self._words.folded(run.start - 1) if run.start else ""
        introduced = before in DETERMINERS_DE and not self._is_initial(run)
        if not introduced and not any(self._is_noun(word) for word in raw if word[0].isupper()):
            return run
        last = run._replace(start=run.end - 1)
        return last if is_place(raw[-1:]) else None

    def _is_noun(self, raw: str) -> bool:
        """Whether a German word with a capital is no name."""
        folded = raw.casefold()
        return folded in self._nouns or folded in self._lower or folded.endswith(NOUN_ENDINGS_DE)

    def _is_abbreviated(self, run: Run) -> bool:
        """Whether its abbreviation follows in brackets: "Bundesnachrichtendienst (BND)"."""
        if run.end >= len(self._words) or not self._words.is_acronym(run.end):
            return False
        end = self._words.ends[run.end]
        return self._words.gap(run.end).strip() == "(" and self._text[end : end + 1] == ")"

    def _introduced(self) -> Iterator[str]:
        """German words with a capital that an article, or the like, introduces somewhere."""
        for position in self._words.capitals:
            led = position > 0 and self._words.folded(position - 1) in DETERMINERS_DE
            if led and not self._words.is_acronym(position):
                yield self._words.folded(position)

    def _is_initial(self, run: Run) -> bool:
        return self._words.is_initial(run.start)
