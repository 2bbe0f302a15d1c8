"""Which name and which places does the article give each source of a claim?"""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.claim import Match, Selector
from schemas.draft import DraftHop
from schemas.labels import SourceType
from service.text.antecedents.contradicting import another_speaker, reversed_chain
from service.text.antecedents.cueing import is_shown
from service.text.antecedents.mentions import full_name, is_told, verbatim
from service.text.antecedents.names import Names
from service.text.antecedents.placing import placed
from service.text.antecedents.referents import described, referent
from service.text.antecedents.shown import Place, Shown, Words, texts
from service.text.antecedents.wording import Wordings
from service.text.grammar import listed
from service.text.grounding import ArticleIndex, Found
from service.text.recent import Recent
from service.text.span import Span
from service.text.windows import Window
from service.text.words import words

_NOBODY = listed("i we you who one yo nosotros ich wir je nous on 我 我们 我們 他們")
_WINDOWS = 4
"""Windows of which the names are remembered."""


@dataclass(frozen=True, slots=True)
class GroundedHop:
    """A source by the fullest name that the article gives it, and where it stands."""

    source: str
    source_type: SourceType
    """That of the draft; `unnamed` for a person whom no name and no capital tells."""
    selectors: list[Selector]
    """Of its mention near the claim and of the cue, as far as they stand there."""
    antecedent: Selector | None
    """The full name, where the mention is another or there is none."""


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Why a source cannot be given."""

    detail: str


class Sources:
    """Finds the sources of one article's claims."""

    def __init__(self, index: ArticleIndex, language: str = "en", title: str | None = None) -> None:
        self._index, self._language = index, language.partition("-")[0].lower()
        self._title = texts(words(title or ""))
        self._wordings = Wordings()
        self._names: Recent[Window, Names] = Recent(_WINDOWS)

    def resolve(
        self, chain: Sequence[DraftHop], passage: Span, window: Window
    ) -> list[GroundedHop] | Unnamed:
        """Each hop of the chain of a claim whose quote is `passage`; `Unnamed` where the article,
        as far as the window shows it, does not say who one of them is."""
        if not chain:
            return []
        names = self._names.get(window) or self._names.keep(
            window, Names(Shown(self._index, window, self._language), self._wordings)
        )
        hops: list[GroundedHop] = []
        for hop in chain:
            search = _Search(names, self._index, passage, hop, self._title)
            grounded = search.grounded()
            if isinstance(grounded, Unnamed):
                return grounded
            if why := self._contradiction(hop, grounded, chain, passage, names):
                return Unnamed(why)
            hops.append(grounded)
        if twisted := reversed_chain(names, chain, passage):
            outer, inner = twisted
            return Unnamed(f"the article has “{inner.source}” report “{outer.source}”")
        return hops

    def _contradiction(
        self,
        hop: DraftHop,
        grounded: GroundedHop,
        chain: Sequence[DraftHop],
        passage: Span,
        names: Names,
    ) -> str:
        """What the article says against a source and its cue; empty where nothing."""
        if not is_shown(names.shown, names.wordings[hop.cue], self._title):
            return f"“{hop.cue}” stands nowhere in this part of the article"
        others = [one for one in chain if one is not hop]
        other = another_speaker(names, hop.cue, grounded.source, others, passage)
        return f"the article has “{other}” say this" if other else ""


class _Search:
    """Looks for the source of one hop."""

    def __init__(
        self, names: Names, index: ArticleIndex, passage: Span, hop: DraftHop, title: Words
    ) -> None:
        self._names, self._shown, self._index = names, names.shown, index
        self._passage, self._order = passage, names.shown.around(passage)
        self._hop, self._source, self._title = hop, names.wordings[hop.source], title

    def grounded(self) -> GroundedHop | Unnamed:
        folded = self._hop.source.casefold()
        if folded in self._shown.pronouns or folded in _NOBODY:
            return self._pronoun()
        full = full_name(self._names, self._source, self._hop.source_type)
        places = full or verbatim(self._shown, self._source, self._title)
        mention, cue = placed(self._names, self._hop, self._order, places)
        source = self._hop.source
        if full:
            source = self._shown.said(full[0])
        elif meant := described(self._names, self._source, self._order, mention):
            source, places = self._shown.said(meant), [meant]
        elif not places and not is_told(self._shown, self._source, self._title):
            return Unnamed(f"the article does not name “{source}”")
        anchor = self._shown.span(mention) if mention else self._passage
        return self._found(source, mention, cue, self._shown.nearest(places, anchor.start))

    def _pronoun(self) -> GroundedHop | Unnamed:
        pronoun = self._source.texts
        mention, cue = placed(self._names, self._hop, self._order, [])
        meant = None
        if mention and self._shown.texts(mention) == pronoun:
            meant = referent(self._names, "".join(pronoun), self._hop.source_type, mention)
        if meant is None:
            return Unnamed(
                f"“{self._hop.source}” is a pronoun, and the article does not settle whom it means"
            )
        return self._found(self._shown.said(meant), mention, cue, meant)

    def _found(
        self, source: str, mention: Place | None, cue: Place | None, place: Place | None
    ) -> GroundedHop:
        shown = self._shown
        same = place and mention and shown.texts(place) == shown.texts(mention)
        beside = [
            self._selector(one, wanted)
            for one, wanted in ((mention, self._hop.source), (cue, self._hop.cue))
            if one
        ]
        antecedent = None if same or place is None else self._selector(place, source)
        kind = self._hop.source_type
        if kind == "person" and self._names.wordings[source].is_anonymous(shown.language):
            kind = "unnamed"
        return GroundedHop(source, kind, beside, antecedent)

    def _selector(self, place: Place, wanted: str) -> Selector:
        span = self._shown.span(place)
        match: Match = "exact"
        if (
            self._shown.text[slice(*span)] != wanted
            and self._shown.texts(place) == self._names.wordings[wanted].texts
        ):
            match = "normalized"
        return self._index.selector(Found(span, match))
