"""Whom and what does a claim name, and where does the article name them?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from schemas.claim import Entity, EntityType
from service.text.entities import chinese
from service.text.entities.entries import MAX_MENTIONS, Entries
from service.text.entities.forms import entity_type
from service.text.entities.words import Words
from service.text.grounding import ArticleIndex, Found
from service.text.span import Span

MAX_SOURCE = 200
"""Characters of a source; what is longer is no name."""
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


class EntityIndex:
    """The names of an article, prepared for many claims. Building it is linear in the text.

    `language` is a BCP 47 tag.
    """

    def __init__(self, index: ArticleIndex, language: str = "en") -> None:
        tag = language.casefold().partition("-")[0]
        self._index = index
        self._elisions = tag == "fr"
        words = Words(index.text, elisions=self._elisions)
        self._entries = Entries(index.text, words, german=tag == "de")
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
            self._entity(entry, types.get(entry, self._entries.all[entry].form))
            for entry in dict.fromkeys((*named, *sources))
        ]
        return [*found, *self._unspaced(claim_text, hops)]

    def _named(self, claim: str) -> list[int]:
        text = Words(claim, elisions=self._elisions)
        return [
            number
            for number, (start, _) in self._entries.matches(text)
            if self._entries.all[number].spans
            and not (self._entries.all[number].weak and text.is_initial(start))
        ]

    def _source(self, source: str, kind: EntityType) -> int | None:
        """The entity that a source is, with titles, descriptions and brackets around its name.

        "Ann Lee's group", "a study in the Lys Journal" and "a man in Paris" are not whom they name.
        """
        text = Words(source, elisions=self._elisions)
        candidates = {
            number: self._entries.all[number].form
            for number, (start, end) in self._entries.matches(text)
            if self._entries.all[number].spans and _is_meant(source, text, start, end)
        }
        likely = [number for number, form in candidates.items() if form in _MAY_BE[kind]]
        alone = list(candidates) if len(candidates) == 1 and len(text) == 1 else likely
        return alone[0] if len(alone) == 1 else None

    def _entity(self, number: int, kind: EntityType) -> Entity:
        made = self._made.get((number, kind))
        if made is None:
            entry = self._entries.all[number]
            made = self._build(entry.name, kind, entry.spans, entry.mentions)
            self._made[number, kind] = made
        return made

    def _build(self, name: str, kind: EntityType, spans: Iterable[Span], mentions: int) -> Entity:
        selectors = [self._index.selector(Found(span, "exact")) for span in spans]
        return Entity(name=name, type=kind, mentions=mentions, selectors=selectors)

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
                places = self._places(name)
                made = self._build(name, kind, places[:MAX_MENTIONS], len(places))
                self._made[name, kind] = made
            if made.selectors:
                yield made

    def _places(self, name: str) -> list[Span]:
        """Where a name stands, and where one that the article introduces as its short form."""
        full = chinese.places(self._index.text, name)
        found = {start: Span(start, start + len(name)) for start in full}
        inside = {position for span in found.values() for position in range(*span)}
        for short in self._introduced:
            if full and short != name and short in name:
                starts = chinese.places(self._index.text, short)
                later = (start for start in starts if start > full[0] and start not in inside)
                found.update((start, Span(start, start + len(short))) for start in later)
        return [found[start] for start in sorted(found)]


def _is_meant(source: str, text: Words, start: int, end: int) -> bool:
    """Whether a source is what it names here, not something of, in or by it."""
    after = source[text.ends[end - 1] :].lstrip()
    if after and not after.startswith((",", "(", ")")):
        return False
    comma = source.rfind(",", 0, text.starts[start])
    before = [at for at in range(start) if text.starts[at] > comma]
    return not any(text.folded(at) in _PREPOSITIONS for at in before)
