"""Whom and what does an article name, and in which forms?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from schemas.claim import EntityType
from service.text.entities.forms import LEGAL, OF, is_place, type_of
from service.text.entities.names import MAX_WORDS, Names
from service.text.entities.ordinary import ARTICLES, OPENERS
from service.text.entities.runs import Run
from service.text.entities.words import Words
from service.text.span import Span

MAX_MENTIONS = 10
"""Mentions of an entity that are shown, the first ones; the others are counted."""
_SHOUTED = 4
"""Letters; a shorter word in capitals is an abbreviation."""
_LONGEST = MAX_WORDS + 4
# Names of persons whose family name comes first.
_FAMILIES = """Kim Lee Park Choi Jung Moon Yoon Roh Xi Li Wang Zhang Liu Chen Yang Huang Zhao Wu
    Zhou Xu Sun Ma Zhu Hu Guo He Lin Mao Deng Jiang Wen Nguyen Tran Pham Ri Jang Cho Choe Han"""
_FAMILY_FIRST = frozenset(_FAMILIES.split())

Key = tuple[str, ...]


@dataclass(slots=True)
class Entry:
    """One entity of the article while the index is built."""

    name: str
    key: Key
    form: EntityType
    weak: bool
    spans: list[Span] = field(default_factory=list)
    """The first mentions."""
    mentions: int = 0


class Entries:
    """The entities of an article, each with its forms and mentions. Linear in the text."""

    def __init__(self, text: str, words: Words, *, german: bool) -> None:
        self._german = german
        self.all: list[Entry] = []
        self._forms: dict[Key, int] = {}
        names = Names(text, words, german=german)
        runs = names.found()
        self._enter(names, runs)
        self._add_capitals()
        self._add_abbreviations(text, words, names, runs)
        self._add_short_forms()
        self._lengths = _lengths(self._forms)
        self._add_mentions(words)

    def _enter(self, names: Names, runs: Iterable[Run]) -> None:
        for run in runs:
            key = names.key(run)
            number = self._forms.setdefault(key, len(self.all))
            if number == len(self.all):
                kind = type_of(key, german=self._german)
                self.all.append(Entry(names.name(run), key, kind, run.weak))
            entry = self.all[number]
            entry.weak = entry.weak and run.weak
            if run.titled and entry.form == "other":
                entry.form = "person"

    def _add_capitals(self) -> None:
        """ "GRAZ" in a dateline is Graz in the text, and in a claim."""
        for number, entry in enumerate(self.all[:]):
            if len(entry.key) > 1 or len(entry.key[0]) < _SHOUTED or not entry.key[0].isupper():
                continue
            plain = (entry.key[0].title(),)
            if plain in self._forms:
                self._forms[entry.key] = self._forms[plain]
            else:
                self._forms[plain] = number

    def _add_abbreviations(
        self, text: str, words: Words, names: Names, runs: Sequence[Run]
    ) -> None:
        """ "Korean Central News Agency (KCNA)", "KCNA (Korean Central News Agency)"."""
        for first, second in pairwise(runs):
            end = words.ends[second.end - 1]
            gap = text[words.ends[first.end - 1] : words.starts[second.start]]
            if text[end : end + 1] != ")" or gap.strip() != "(":
                continue
            pair = names.key(first), names.key(second)
            for full, short in (pair, pair[::-1]):
                if len(short) == 1 and _abbreviates(short[0], full):
                    self._alias(short, self._forms[full])
                    break

    def _add_short_forms(self) -> None:
        """Family names, and companies without their legal form, where one entity alone has them."""
        owners: dict[Key, list[int]] = {}
        for number, entry in enumerate(self.all):
            if self._forms.get(entry.key) != number or entry.weak:
                continue
            for short in _short_forms(entry):
                owners.setdefault(short, []).append(number)
        for short, numbers in owners.items():
            standing = self._forms.get(short)
            if standing is not None and self.all[standing].form == "location":
                continue
            if len(numbers) > 1:
                # Two families of one name: nobody is meant for sure.
                if standing is not None and self.all[standing].form in ("other", "person"):
                    del self._forms[short]
                continue
            if standing is not None and self._is_same(numbers[0], standing):
                self._alias(short, numbers[0])
            elif standing is None:
                self._forms[short] = numbers[0]

    def _is_same(self, full: int, short: int) -> bool:
        """Whether a short name can stand for the full one: never a person's for a company's."""
        forms = {self.all[full].form, self.all[short].form}
        return len(forms - {"other"}) <= 1

    def _alias(self, short: Key, number: int) -> None:
        standing = self._forms.get(short)
        entry = self.all[number]
        if standing is not None and standing != number and entry.form == "other":
            entry.form = self.all[standing].form
        self._forms[short] = number

    def _add_mentions(self, words: Words) -> None:
        first: dict[int, int] = {}
        for number, (start, end) in self.matches(words):
            entry = self.all[number]
            key = words.key(start, end)
            if key == entry.key or len(key) > 1 or words.is_acronym(start):
                first.setdefault(number, start)
            # A short form stands for what was named before.
            if number in first:
                entry.mentions += 1
                if len(entry.spans) < MAX_MENTIONS:
                    entry.spans.append(words.span(start, end))

    def matches(self, words: Words) -> Iterator[tuple[int, tuple[int, int]]]:
        """The names in a text, longest first, never overlapping, with the words they span."""
        after = 0
        for position in words.capitals:
            if position < after:
                continue
            for length in self._lengths.get(words.raws[position], ()):
                key = words.key(position, position + length)
                if len(key) == length and key in self._forms:
                    after = position + length
                    yield self._forms[key], (position, after)
                    break


def _lengths(forms: Iterable[Key]) -> dict[str, list[int]]:
    """How many words the names have that begin with a word, the longest first."""
    found: dict[str, set[int]] = {}
    for key in forms:
        if len(key) <= _LONGEST:
            found.setdefault(key[0], set()).add(len(key))
    return {first: sorted(lengths, reverse=True) for first, lengths in found.items()}


def _short_forms(entry: Entry) -> Iterator[Key]:
    key = entry.key
    if len(key) > 1 and key[-1].casefold() in LEGAL:
        yield key[:-1]
        return
    if not 2 <= len(key) <= 5 or entry.form not in ("other", "person") or is_place(key):
        return
    if entry.form == "other" and any(word.casefold() in OF - {"de", "von", "da"} for word in key):
        return
    if any(not word[0].isalpha() or len(word) < 2 for word in (key[0], key[-1])):
        return
    if key[-1].casefold() not in OPENERS and not is_place(key[-1:]):
        yield key[-1:]
    if key[0] in _FAMILY_FIRST:
        yield key[:1]


def _abbreviates(short: str, full: Key) -> bool:
    """Whether the letters of an abbreviation stand in a name in their order, from its first on."""
    letters = [letter for letter in short.casefold() if letter.isalpha()]
    if not 2 <= len(letters) <= 10 or not short.replace(".", "").isupper():
        return False
    rest = iter("".join(full).casefold())
    starts = full[0][0].casefold() == letters[0] or full[0].casefold() in ARTICLES
    return starts and all(letter in rest for letter in letters)
