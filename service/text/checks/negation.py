"""Does a claim affirm what its source affirms, and deny what it denies?"""

from collections.abc import Iterable, Sequence

from service.text.checks.case import Case
from service.text.checks.reading import Reading
from service.text.cues import Cue, Kind, Scope, Word, akin, governs, says_most
from service.text.grammar import listed

_NEGATIVE: frozenset[Kind] = frozenset({"negation", "denial"})
_PERHAPS: frozenset[Kind] = _NEGATIVE | {"lack"}
_ALSO = listed("unlikely unless impossible improbable unwahrscheinlich 不可能 除非")
"""Hedges that are negative, too."""
_MERELY = listed(
    "less few little only except hardly wenig wenige weniger nur selten menos poco solo"
)
"""Of the words that may deny, those that rather count."""
_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "mis", "des", "dé", "mal")
_CLEAR_PREFIXES = ("un", "dis", "non", "des", "dés")
_RESERVING = listed(
    """until till before but except other than sino hasta antes excepto salvo bis bevor sondern
    ausser avant jusqu sauf mais sinon 除 直"""
)
"""Words after which "not" is none: "did not open until Monday"."""
_ASKING = (
    *("ask", "urge", "urging", "demand", "request", "pidi", "pide", "exigi", "exige", "solicit"),
    *("forder", "verlang", "exigé", "réclam"),
)
"""Beginnings of words after which "not until" asks for no more than that it be not before."""
_WITHOUT = listed("without ohne sin sans")
"""What follows may be there all the same: "without the tax credit"."""
_GENUINE = 2
"""Words that a denial must speak of; "was denied bail" says nothing about bail."""
_TO = ("to", "zu", "de", "d", "a", "sich")


def negation(case: Case) -> str:
    """Why the two differ in it; empty where they agree, or where it is not clear."""
    if denied := [cue for cue in case.claim.cues if cue.kind in _NEGATIVE]:
        new = [] if _may_deny(case) else [cue.word for cue in denied if _is_new(case, cue)]
        return _listed("no such word in its sentence", new)
    if case.draft.polarity == "negative":
        readings = (case.source, *case.chain)
        open_ = any(map(_is_negative, readings)) or _has_prefix(case.source.words)
        return "" if open_ else "labelled negative, where its source denies nothing"
    kept = [cue for cue in case.claim.cues if cue.kind in _PERHAPS and cue.word not in _MERELY]
    lost = [
        cue.word
        for cue, scope in case.governing(_NEGATIVE)
        if all(_is_denied(one, scope) for one in kept) and _is_lost(case, cue, scope)
    ]
    return _listed("in its source, not in the claim", lost[:1])


def _is_denied(kept: Cue, scope: Scope) -> bool:
    """Whether a claim's word is the very one that its source denies: "failed to prevent"."""
    return bool(scope.head) and not scope.head[0].unspaced and akin(kept.word, scope.head[0].text)


def _is_new(case: Case, cue: Cue) -> bool:
    """Whether the claim says it in words of its own: "families who cannot return" may come from
    another sentence, with the families."""
    head = case.claim.scope(cue).head
    if not head:
        return True
    words = case.claim.words
    end = words.index(head[-1]) + 1
    phrase = " ".join(word.text for word in words[cue.place.start : end])
    return f" {phrase} " not in case.shown.plain


def _may_deny(case: Case) -> bool:
    """Whether anything in the quote's clauses, or in the words of a source, may be a negation, or
    one elsewhere in the sentence may be about what the claim says."""
    if any(_is_negative(reading) for reading in case.chain):
        return True
    words = case.source.words
    clauses = case.clauses
    return any(
        word.negates or _is_opposite(word, case.claim.words)
        for word in words
        if word.clause in clauses
    ) or any(
        words[cue.place.start].clause in clauses
        or governs(case.source.scope(cue), case.claim.words)
        for cue in case.source.cues
        if _denies(cue)
    )


def _denies(cue: Cue) -> bool:
    return cue.kind in _PERHAPS or cue.word in _ALSO


def _is_negative(reading: Reading) -> bool:
    return any(map(_denies, reading.cues)) or any(word.negates for word in reading.words)


def _is_opposite(word: Word, claim: Sequence[Word]) -> bool:
    """Whether a word is one of the claim's with a negative prefix: "unharmed", "harmed"."""
    bare = (word.text.removeprefix(one) for one in _PREFIXES if word.text.startswith(one))
    return any(len(one) > 3 and any(akin(one, other.text) for other in claim) for one in bare)


def _has_prefix(words: Iterable[Word]) -> bool:
    return any(len(word.text) > 5 and word.text.startswith(_CLEAR_PREFIXES) for word in words)


def _is_lost(case: Case, cue: Cue, scope: Scope) -> bool:
    source = case.source.words
    if cue.word in _WITHOUT and not cue.span.overlaps(case.passage):
        return False
    if not governs(scope, case.claim.words) or not says_most(case.claim.words, scope.words):
        return False
    if cue.kind == "denial" and not cue.word.endswith(_TO) and len(scope.words) < _GENUINE:
        return False
    clause = source[cue.place.start].clause
    others = [
        one
        for one in case.source.cues
        if one is not cue
        and one.kind in _NEGATIVE - {cue.kind}
        and source[one.place.start].clause == clause
    ]
    asked = any(
        word.clause == clause and word.text.startswith(_ASKING)
        for word in source[: cue.place.start]
    )
    reserving = not asked and any(
        word.clause == clause and word.text in _RESERVING for word in source[cue.place.end :]
    )
    # Two negatives may be none.
    return not others and not reserving


def _listed(problem: str, words: Sequence[str]) -> str:
    return f"{problem}: {', '.join(dict.fromkeys(words))}" if words else ""
