"""Which mention of a source and which cue belong together, beside a claim?"""

from collections.abc import Iterator, Sequence

from schemas.draft import DraftHop
from service.text.antecedents.names import Names
from service.text.antecedents.shown import Place
from service.text.antecedents.subjects import subject

_MOST = 20
"""Places in one sentence that are weighed against each other."""


def placed(
    names: Names, hop: DraftHop, order: Sequence[int], places: Sequence[Place]
) -> tuple[Place | None, Place | None]:
    """The mention and the cue that stand nearest to each other, nearest to the claim. `order`: of
    the sentences; `places`: where the source is named."""
    cues = names.shown.find(names.wordings[hop.cue].texts)
    mentions = [*places, *_short_forms(names, places)]
    for at in order:
        here = [cue for cue in cues if cue.at == at][:_MOST]
        named = _widest([one for one in mentions if one.at == at][:_MOST])
        pairs = [(_distance(one, cue), one, cue) for one in named for cue in here]
        if pairs:
            return min(pairs)[1:]
        for cue in here:
            if side := subject(names, cue, hop.source_type):
                return side, cue
    near = _widest([one for one in mentions if one.at in order[:1]][:_MOST])
    later = [cue for at in order for cue in cues if cue.at == at]
    return (near[0] if near else None), (later[0] if later else None)


def _short_forms(names: Names, places: Sequence[Place]) -> Iterator[Place]:
    if not places:
        return
    shown, full = names.shown, names.shown.texts(places[0])
    forms = {form for cut in range(1, len(full)) for form in (full[:cut], full[cut:])}
    if forms:
        yield from (name.place for name in names.all if name.words in forms)
    for alias, long in names.aliases.items():
        if shown.texts(long) == full:
            yield from shown.find(alias)


def _widest(places: Sequence[Place]) -> list[Place]:
    """Those that are not part of another; all stand in one sentence."""
    return [
        one
        for one in places
        if not any(
            other != one and other.low <= one.low and one.high <= other.high for other in places
        )
    ]


def _distance(one: Place, other: Place) -> int:
    return max(one.low - other.high, other.low - one.high, 0)
