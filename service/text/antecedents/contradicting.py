"""Does the article say that another speaks, or that the speakers report each other the other way
round?"""

from collections.abc import Sequence
from itertools import combinations

from schemas.draft import DraftHop
from service.text.antecedents.capitals import Name
from service.text.antecedents.names import Names
from service.text.antecedents.shown import Place, Words
from service.text.antecedents.speakers import belong_together, named_subject
from service.text.antecedents.vocabulary import LINKS, is_role
from service.text.antecedents.wording import Wording
from service.text.grammar import DETERMINERS, GRAMMAR, listed
from service.text.span import Span

_THAT = listed("that que qu dass")
_TIES = GRAMMAR | LINKS | DETERMINERS
"""Words that are no part of what a name is known by."""
_MOST = 20
"""Cues in one sentence that are looked at."""


def another_speaker(
    names: Names, cue: str, source: str, chain: Sequence[DraftHop], passage: Span
) -> str:
    """Who the article says speaks where a named source of a chain is to; empty where that is not
    certain.

    It is where all cues of the claim's own sentences that may introduce the passage have named
    subjects, and each is neither the source nor another of the chain.
    """
    shown, wanted = names.shown, names.wordings[source]
    if not _is_a_name(wanted):
        return ""
    own = shown.touched(passage)
    cues = [one for one in shown.find(names.wordings[cue].texts) if one.at in own][:_MOST]
    known = [wanted, *(names.wordings[hop.source] for hop in chain)]
    first = None
    for one in _nearest(names, cues, passage):
        subject = named_subject(names, one)
        if subject is None or not _is_another(names, subject, known):
            return ""
        first = first or subject
    return shown.said(first.place) if first else ""


def _is_another(names: Names, name: Name, known: Sequence[Wording]) -> bool:
    """Whether a name is none of some sources, and does not speak for the first of them."""
    forms = [_content(names, name.words), _content(names, names.fullest(name.words))]
    sources = [_content(names, one.texts) for one in known]
    return not any(_is_form(one, other) for one in forms for other in sources) and not _is_of(
        names, name, names.shown.find(known[0].texts)
    )


def reversed_chain(
    names: Names, chain: Sequence[DraftHop], passage: Span
) -> tuple[DraftHop, DraftHop] | None:
    """Two sources of which the first reports the second in the chain, and the second the first in
    the claim's sentence: "Reuters reported that Tom Wu told staff ..."."""
    shown = names.shown
    for outer, inner in combinations(chain, 2):
        cues = [names.wordings[hop.cue].texts for hop in (outer, inner)]
        places = [
            one
            for one in {*shown.find(cues[0]), *shown.find(cues[1])}
            if shown.sentences[one.at].overlaps(passage)
        ]
        for first in sorted(places)[:_MOST]:
            subject = named_subject(names, first, known=True)
            if subject is None or not _names(names, subject, inner):
                continue
            if _follows(names, first, outer, places, passage):
                return outer, inner
    return None


def _follows(
    names: Names, first: Place, outer: DraftHop, cues: Sequence[Place], passage: Span
) -> bool:
    """Whether "that", the outer source and the next cue stand behind the first one."""
    text = names.shown.words[first.at]
    later = [one for one in cues if one.at == first.at and one.low >= first.high]
    second = min(later, default=None)
    if second is None or names.shown.span(second).end > passage.end:
        return False
    joins = next((i for i in range(first.high, second.low) if text[i].text in _THAT), None)
    if joins is None:
        return False
    return any(
        joins < name.place.low and name.place.high <= second.low and _names(names, name, outer)
        for name in names.by_sentence[first.at]
    )


def _nearest(names: Names, cues: Sequence[Place], passage: Span) -> Sequence[Place]:
    """The cue nearest to a passage; all of them where it has one of its own."""
    spans = [names.shown.span(cue) for cue in cues]
    if any(span.overlaps(passage) for span in spans):
        return cues
    gaps = [max(span.start - passage.end, passage.start - span.end) for span in spans]
    return [cue for cue, gap in zip(cues, gaps, strict=True) if gap == min(gaps)]


def _names(names: Names, name: Name, hop: DraftHop) -> bool:
    said = names.wordings[hop.source]
    return _is_a_name(said) and _is_form(
        _content(names, names.fullest(name.words)), _content(names, said.texts)
    )


def _is_a_name(source: Wording) -> bool:
    """Whether all words of it but titles are written as names are."""
    plain = [word for word in source.words if word.text not in _TIES]
    return any(map(source.is_capital, plain)) and all(
        source.is_capital(word) or is_role(word.text) for word in plain
    )


def _content(names: Names, some: Words) -> frozenset[str]:
    kept = [word for word in some if word not in _TIES]
    named = [word for word in kept if not is_role(word)]
    long = names.aliases.get(tuple(named))
    return frozenset(names.shown.texts(long) if long else named or kept) - LINKS


def _is_form(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one


def _is_of(names: Names, name: Name, mentions: Sequence[Place]) -> bool:
    """Whether the source and the one who speaks stand together anywhere, as a company and its
    chief do."""
    full = names.fullest(name.words)
    return any(
        names.fullest(one.words) == full and belong_together(names, one, place)
        for place in mentions
        for one in names.by_sentence[place.at]
    )
