"""Is a claim as certain as its source?

Where it is not clear whether a hedge speaks of what the claim says, the check keeps silent.
"""

from collections.abc import Sequence
from itertools import takewhile

from service.text.checks.case import Case
from service.text.cues import HEDGES, Cue, Kind, Word, governs, says_most
from service.text.span import Span

_KEPT: frozenset[Kind] = HEDGES | {"open"}
"""What in a claim's wording, or in a source's cue, shows that the hedge was kept."""
_EXCUSING: frozenset[Kind] = HEDGES | {"open", "stance", "denial", "lack"}
_EXCUSING_A_LABEL: frozenset[Kind] = _EXCUSING | {"loose"}
_NOUN_PHRASE: frozenset[Kind] = frozenset({"reported", "probable"})
"""Hedges that come with a name from another sentence: "the alleged thief"."""
_VERBAL = (" of", " to", " de", " d", "verdacht")
_CLAUSE = 0.6
"""Share of a conditional clause's words that a claim must have to be that clause."""


def certainty(case: Case) -> str:
    """Why a claim is more, or less, certain than its source; empty where it is not."""
    if lost := _lost(case):
        return f"certain, where its source says: {lost}"
    return _added(case)


def _lost(case: Case) -> str:
    if case.draft.certainty != "certain" or any(
        not _KEPT.isdisjoint(reading.kinds) for reading in (case.claim, *case.chain)
    ):
        return ""
    for cue, scope in case.governing(HEDGES - {"conditional"}):
        if governs(scope, case.claim.words) and not _is_attributed(case, cue):
            return cue.word
    return next((cue.word for cue in case.source.cues if _is_conditional(case, cue)), "")


def _is_attributed(case: Case, cue: Cue) -> bool:
    """Whether the cue is a verb for which the chain may hold the source: "is accused of"."""
    return cue.kind == "reported" and cue.word.endswith(_VERBAL) and bool(case.chain)


def _is_conditional(case: Case, cue: Cue) -> bool:
    """Whether the claim is the condition, or what hangs on it."""
    if cue.kind != "conditional":
        return False
    condition, consequence = _around(case.source.words, cue)
    if cue.span.overlaps(case.passage):
        parts = [condition, consequence]
    else:
        within = [word for word in condition if word.span.overlaps(case.passage)]
        parts = [condition] if within == condition else []
        # Without what stands farther off, and may be who says so.
        parts.append([*takewhile(lambda word: word.span.overlaps(case.passage), consequence)])
    return any(part and says_most(case.claim.words, part, _CLAUSE) for part in parts)


def _around(words: Sequence[Word], cue: Cue) -> tuple[list[Word], list[Word]]:
    """The clause after a conjunction, and the one that hangs on it, its nearest words first."""
    number = words[cue.place.start].clause
    after = _clause(words, Span(cue.place.end, len(words)), number)
    before = _clause(words, Span(0, cue.place.start), number)
    if not before and cue.place.start == 0:
        return after, _clause(words, Span(cue.place.end, len(words)), number + 1)
    return after, before[::-1]


def _clause(words: Sequence[Word], within: Span, number: int) -> list[Word]:
    return [
        word
        for word in words[within.start : within.end]
        if word.clause == number and (word.unspaced or len(word.text) > 3)
    ]


def _added(case: Case) -> str:
    readings = (case.source, *case.chain)
    found = {kind for reading in readings for kind in reading.kinds}
    if "?" in case.source.text or "\uff1f" in case.source.text:
        return ""
    label = case.draft.certainty
    judged = label != "certain" and "prediction" not in case.draft.types
    if judged and found.isdisjoint(_EXCUSING_A_LABEL):
        return f"labelled {label}, where its source is certain"
    if found.isdisjoint(_EXCUSING):
        strange = [cue.word for cue in case.claim.cues if not _stands(case, cue)]
        if strange:
            return f"hedged, where its source is certain: {', '.join(strange)}"
    return ""


def _stands(case: Case, cue: Cue) -> bool:
    return (
        cue.kind not in HEDGES
        or not _EXCUSING.isdisjoint(case.before.kinds)
        or (cue.kind in _NOUN_PHRASE and case.shown.says(cue.word))
    )
