"""Whom and what does a claim name, and where does the article name them?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from schemas.claim import Entity, EntityType
from service.text.entities import chinese
from service.text.entities.forms import (
    LEGAL,
    OF,
    entity_type,
    is_place,
    type_of,
)
from service.text.entities.names import MAX_WORDS, Names, Run
from service.text.entities.ordinary import ARTICLES, OPENERS
from service.text.entities.words import Word, words
from service.text.grounding import ArticleIndex, Found
from service.text.span import Span

MAX_MENTIONS = 100
"""Mentions of an entity that are told, the first ones."""
MAX_SOURCE = 200
"""Characters of a source; what is longer is no name."""
_SHOUTED = 4
"""Letters; a shorter word in capitals is an abbreviation."""
_LONGEST = MAX_WORDS + 4
# Names of persons whose family name comes first.
_FAMILIES = """Kim Lee Park Choi Jung Moon Yoon Roh Xi Li Wang Zhang Liu Chen Yang Huang Zhao Wu
    Zhou Xu Sun Ma Zhu Hu Guo He Lin Mao Deng Jiang Wen Nguyen Tran Pham Ri Jang Cho Choe Han"""
_FAMILY_FIRST = frozenset(_FAMILIES.split())

_RELATIONS = """of in on at by from for with near to about de del des du en dans par por con von vom
    aus bei im an"""
_PREPOSITIONS = frozenset(_RELATIONS.split())
_OPEN: frozenset[EntityType] = frozenset(("other",))
# What a name of each type may look like; a state's bodies look like organizations.
_MAY_BE: Mapping[EntityType, frozenset[EntityType]] = {
    "person": _OPEN | {"person"},
    "organization": _OPEN | {"organization", "government"},
    "government": _OPEN | {"organization", "government", "location"},
    "document": _OPEN | {"document", "organization"},
    "location": _OPEN | {"location"},
    "other": _OPEN,
}

Key = tuple[str, ...]


@dataclass(slots=True)
class _Entry:
    """One entity of the article while the index is built."""

    name: str
    key: Key
    form: EntityType
    weak: bool
    spans: list[Span] = field(default_factory=list)


class EntityIndex:
    """The names of an article, prepared for many claims. Building it is linear in the text.

    `language` is a BCP 47 tag.
    """

    def __init__(self, index: ArticleIndex, language: str = "en") -> None:
        tag = language.casefold().partition("-")[0]
        self._index = index
        self._german = tag == "de"
        self._elisions = tag == "fr"
        self._words = words(index.text, elisions=self._elisions)
        names = Names(index.text, self._words, german=self._german)
        self._entries: list[_Entry] = []
        self._forms: dict[Key, int] = {}
        runs = names.found()
        self._enter(names, runs)
        self._add_capitals()
        self._add_abbreviations(names, runs)
        self._add_short_forms()
        self._lengths = _lengths(self._forms)
        self._add_mentions()
        self._introduced = chinese.introduced(index.text)
        self._titles = frozenset(chinese.titles(index.text))
        self._made: dict[tuple[int | str, EntityType], Entity] = {}

    def entities(self, claim_text: str, hops: Sequence[tuple[str, str]]) -> list[Entity]:
        """The entities that a claim, or a source of its chain, names and the article as well.

        In the claim's order, then the chain's. `hops` are the sources, each with its
        `source_type`, which is the type of the entity that the source is. Linear in their lengths.
        """
        types: dict[int, EntityType] = {}
        sources: list[int] = []
        for source, source_type in hops:
            kind = entity_type(source_type)
            entry = self._source(source[:MAX_SOURCE], kind) if kind else None
            if entry is not None and kind is not None:
                types.setdefault(entry, kind)
                sources.append(entry)
        named = self._named(claim_text)
        found = [
            self._entity(entry, types.get(entry, self._entries[entry].form))
            for entry in dict.fromkeys((*named, *sources))
        ]
        return [*found, *self._unspaced(claim_text, hops)]

    # The article's names.

    def _enter(self, names: Names, runs: Iterable[Run]) -> None:
        for run in runs:
            key = names.key(run)
            number = self._forms.setdefault(key, len(self._entries))
            if number == len(self._entries):
                kind = type_of(key, german=self._german)
                self._entries.append(_Entry(names.name(run), key, kind, run.weak))
            entry = self._entries[number]
            entry.weak = entry.weak and run.weak
            if run.titled and entry.form == "other":
                entry.form = "person"

    def _add_capitals(self) -> None:
        """ "GRAZ" in a dateline is Graz in the text, and in a claim."""
        for number, entry in enumerate(self._entries[:]):
            if len(entry.key) > 1 or len(entry.key[0]) < _SHOUTED or not entry.key[0].isupper():
                continue
            plain = (entry.key[0].title(),)
            if plain in self._forms:
                self._forms[entry.key] = self._forms[plain]
            else:
                self._forms[plain] = number

    def _add_abbreviations(self, names: Names, runs: Sequence[Run]) -> None:
        """ "Korean Central News Agency (KCNA)", "KCNA (Korean Central News Agency)"."""
        text = self._index.text
        for first, second in pairwise(runs):
            left, right = self._words[first.end - 1].span, self._words[second.start].span
            closed = text[self._words[second.end - 1].end :][:1] == ")"
            if not closed or text[left.end : right.start].strip() != "(":
                continue
            pair = names.key(first), names.key(second)
            for full, short in (pair, pair[::-1]):
                if len(short) == 1 and _abbreviates(short[0], full):
                    self._alias(short, self._forms[full])
                    break

    def _add_short_forms(self) -> None:
        """Family names, and companies without their legal form, where one entity alone has them."""
        owners: dict[Key, list[int]] = {}
        for number, entry in enumerate(self._entries):
            if self._forms.get(entry.key) != number or entry.weak:
                continue
            for short in _short_forms(entry):
                owners.setdefault(short, []).append(number)
        for short, numbers in owners.items():
            standing = self._forms.get(short)
            if standing is not None and self._entries[standing].form == "location":
                continue
            if len(numbers) > 1:
                # Two families of one name: nobody is meant for sure.
                if standing is not None and self._entries[standing].form in ("other", "person"):
                    del self._forms[short]
                continue
            if standing is not None and self._is_same(numbers[0], standing):
                self._alias(short, numbers[0])
            elif standing is None:
                self._forms[short] = numbers[0]

    def _is_same(self, full: int, short: int) -> bool:
        """Whether a short name can stand for the full one: never a person's for a company's."""
        forms = {self._entries[full].form, self._entries[short].form}
        return len(forms - {"other"}) <= 1

    def _alias(self, short: Key, number: int) -> None:
        standing = self._forms.get(short)
        entry = self._entries[number]
        if standing is not None and standing != number and entry.form == "other":
            entry.form = self._entries[standing].form
        self._forms[short] = number

    def _add_mentions(self) -> None:
        first: dict[int, int] = {}
        for number, (start, end) in self._matches(self._words):
            entry = self._entries[number]
            key = tuple(word.raw for word in self._words[start:end])
            if key == entry.key or len(key) > 1 or self._words[start].acronym:
                first.setdefault(number, start)
            # A short form stands for what was named before.
            if number in first and len(entry.spans) < MAX_MENTIONS:
                entry.spans.append(Span(self._words[start].start, self._words[end - 1].end))

    def _matches(self, text: Sequence[Word]) -> Iterator[tuple[int, tuple[int, int]]]:
        """The names in a text, longest first, never overlapping, with the words they span."""
        position = 0
        while position < len(text):
            lengths = self._lengths.get(text[position].raw, ()) if text[position].capital else ()
            for length in lengths:
                key = tuple(word.raw for word in text[position : position + length])
                if len(key) == length and key in self._forms:
                    yield self._forms[key], (position, position + length)
                    position += length
                    break
            else:
                position += 1

    # A claim's names.

    def _named(self, claim: str) -> list[int]:
        text = words(claim, elisions=self._elisions)
        return [
            number
            for number, (start, _) in self._matches(text)
            if self._entries[number].spans
            and not (self._entries[number].weak and text[start].initial)
        ]

    def _source(self, source: str, kind: EntityType) -> int | None:
        """The entity that a source is, with titles, descriptions and brackets around its name.

        "Ann Lee's group", "a study in the Lys Journal" and "a man in Paris" are not whom they name.
        """
        text = words(source, elisions=self._elisions)
        candidates = {
            number: self._entries[number].form
            for number, (start, end) in self._matches(text)
            if self._entries[number].spans and _is_meant(source, text, start, end)
        }
        likely = [number for number, form in candidates.items() if form in _MAY_BE[kind]]
        alone = list(candidates) if len(candidates) == 1 and len(text) == 1 else likely
        return alone[0] if len(alone) == 1 else None

    def _entity(self, number: int, kind: EntityType) -> Entity:
        made = self._made.get((number, kind))
        if made is None:
            entry = self._entries[number]
            made = self._build(entry.name, kind, entry.spans)
            self._made[number, kind] = made
        return made

    def _build(self, name: str, kind: EntityType, spans: Iterable[Span]) -> Entity:
        selectors = [self._index.selector(Found(span, "exact")) for span in spans]
        return Entity(name=name, type=kind, selectors=selectors)

    # Scripts without spaces.

    def _unspaced(self, claim: str, hops: Sequence[tuple[str, str]]) -> Iterator[Entity]:
        if not (chinese.is_unspaced(claim) or any(chinese.is_unspaced(hop[0]) for hop in hops)):
            return
        named: dict[str, EntityType] = {
            name: chinese.title_type(name) for name in chinese.titles(claim) if name in self._titles
        }
        named |= {name: kind for name, kind in self._introduced.items() if name in claim}
        for source, source_type in hops:
            name = source[:MAX_SOURCE].strip().strip("《》“”「」")
            kind = entity_type(source_type)
            if kind and chinese.is_unspaced(name):
                named[name] = kind
        for name, kind in named.items():
            if any(name != full and name in full for full in named):
                continue  # told with the full name
            made = self._made.get((name, kind))
            if made is None:
                made = self._build(name, kind, self._places(name))
                self._made[name, kind] = made
            if made.selectors:
                yield made

    def _places(self, name: str) -> list[Span]:
        """Where a name stands, and where one that the article introduces as its short form."""
        full = chinese.places(self._index.text, name, MAX_MENTIONS)
        found = {start: Span(start, start + len(name)) for start in full}
        inside = {position for span in found.values() for position in range(*span)}
        for short in self._introduced:
            if full and short != name and short in name:
                starts = chinese.places(self._index.text, short, 2 * MAX_MENTIONS)
                later = (start for start in starts if start > full[0] and start not in inside)
                found.update((start, Span(start, start + len(short))) for start in later)
        return [found[start] for start in sorted(found)][:MAX_MENTIONS]


def _lengths(forms: Iterable[Key]) -> dict[str, list[int]]:
    """How many words the names have that begin with a word, the longest first."""
    found: dict[str, set[int]] = {}
    for key in forms:
        if len(key) <= _LONGEST:
            found.setdefault(key[0], set()).add(len(key))
    return {first: sorted(lengths, reverse=True) for first, lengths in found.items()}


def _short_forms(entry: _Entry) -> Iterator[Key]:
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


def _is_meant(source: str, text: Sequence[Word], start: int, end: int) -> bool:
    """Whether a source is what it names here, not something of, in or by it."""
    after = source[text[end - 1].end :].lstrip()
    if after and not after.startswith((",", "(", ")")):
        return False
    comma = source.rfind(",", 0, text[start].start)
    before = [word for word in text[:start] if word.start > comma]
    return not any(word.folded in _PREPOSITIONS for word in before)
