"""Which labels has a claim, to judge by its words?"""

import re
from collections.abc import Sequence

from schemas.labels import Certainty, CheckWorthiness, ClaimType, Polarity
from service.llm.baseline.hints import hint
from service.llm.baseline.judging import Judged
from service.text.cues import FACTBANK, cues, words

_BY_HINTS: tuple[ClaimType, ...] = ("causal", "comparison", "prediction", "position")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_MONEY = re.compile(
    r"[$€£¥%]|\b(?:million|billion|millones|Millionen|Milliarden|millions|milliards|euros?|Euro"
    r"|dollars?|pounds|per cent|percent|Prozent|por ciento)\b|[万亿]?元"
)
_NAME = re.compile(r"(?<=\w )[A-Z\u00c0-\u00de]\w+")
_NAMES = 2
"""Capitalised words that count as a feature."""
_SHORT = 6
"""Words; a shorter claim is seldom worth checking."""
_HIGH = 2
"""Features of a claim that is worth checking before others."""


def claim_types(
    passage: str, times: Sequence[str], judgement: Judged, language: str
) -> tuple[ClaimType, ...]:
    """What kind of claim it is; an event where nothing says otherwise."""
    found: list[ClaimType] = [kind for kind in _BY_HINTS if hint(language, kind).search(passage)]
    if _NUMBER.search(_without(passage, times)):
        found.insert(0, "quantity")
    if judgement.is_quotation:
        found.append("quotation")
    if not found or found == ["quotation"]:
        is_property = hint(language, "property").search(passage)
        found.insert(0, "property" if is_property else "event")
    return tuple(found)


def certainty_and_polarity(
    passage: str, language: str, *, denied: bool
) -> tuple[Certainty, Polarity]:
    """As the first hedge has it; negative where something in it is denied."""
    found = cues(words(passage), language)
    hedges = [FACTBANK[cue.kind] for cue in found if cue.kind in FACTBANK]
    negative = denied or any(cue.kind in ("negation", "denial") for cue in found)
    return (hedges[0] if hedges else "certain"), ("negative" if negative else "positive")


def worthiness(passage: str, times: Sequence[str], language: str) -> CheckWorthiness:
    """By features that matter to ClaimBuster (Hassan et al., 2017): numbers, names, length."""
    features = (
        _NUMBER.search(_without(passage, times)),
        _MONEY.search(passage),
        hint(language, "stakes").search(passage),
        len(_NAME.findall(passage)) >= _NAMES,
    )
    score = sum(map(bool, features))
    if language != "zh" and len(passage.split()) < _SHORT:
        score -= 1
    return "high" if score >= _HIGH else "medium" if score == 1 else "low"


def _without(passage: str, times: Sequence[str]) -> str:
    for time in times:
        passage = passage.replace(time, " ")
    return passage
