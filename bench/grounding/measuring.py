"""How fast and how right is each side, on the same quotes, in turn?"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bench.grounding.cases import FABRICATED, SIZES, Ask, Case, cases
from bench.grounding.processes import Side
from bench.grounding.sides import Answer, Place, Request
from bench.section import Section, Target

_ENOUGH = 0.9
"""Intersection over union, in code points, from which on a place is the right one."""
_ROUNDS = {20: 15, 200: 7, 2_000: 3}
_QUICK_ROUNDS = {20: 15, 200: 3, 2_000: 1}
_PEER_ROUNDS = {20: 3, 200: 1, 2_000: 1}
_SECONDS = {True: 4.0, False: 45.0}
"""What a side may take for one round of one case, if it is to be quick and if not."""
_SAMPLE = ("verbatim", "mixed")
"""What the peer is asked at 200 quotes if it is to be quick."""
_Cells = tuple[str | float | None, str | float | None, str | float | None]


@dataclass(frozen=True, slots=True)
class Result:
    """What one side made of one case: medians of the seconds, shares of the quotes."""

    wall: float
    cpu: float
    right: float
    """Found where it stands; of fabricated quotes, refused."""
    found: float
    conflicts: float
    """Refused with the words that differ."""


def run(quick: bool) -> Section:
    """All cases of all sizes, with the peer beside."""
    rows: list[Sequence[str | float | None]] = []
    ours: dict[tuple[int, str], Result] = {}
    with Side("claimwire") as claimwire, Side("langextract") as langextract:
        for quotes, tokens in SIZES:
            for case in cases(quotes, tokens):
                mine, peer = _measured(case, quotes, claimwire, langextract, quick)
                ours[quotes, case.name] = mine
                rows.append([f"{quotes:,} / {tokens:,}", case.name, *_cells(mine), *peer])
    return Section(
        name="grounding",
        title="Grounding: quotes to places",
        columns=(
            "quotes / tokens", "case", "ms", "CPU ms", "right %",
            "langextract ms", "CPU ms", "right %", "without lesser ms", "right %",
        ),
        rows=rows,
        notes=_NOTES,
        targets=_targets(ours),
    )  # fmt: skip


_NOTES = (
    "ms: from the text and all its quotes to all places, the index of the article included; "
    "medians of rounds in which the sides took turns, each in a process of its own.",
    "right: the place that is found and the place at which the quote was cut out overlap by an "
    f"IoU >= {_ENOUGH}; of fabricated quotes (number changed, name changed, absent), nothing is "
    "found. All are made from a fixed seed.",
    "mixed: case, punctuation, smart quotes, one word changed and ellipsis in turn; none verbatim.",
    "repeated: the cited sentence says which of several equal passages is meant. The peer takes no "
    "such hint, so for it any of them is right.",
    "langextract: WordAligner.align_extractions, all quotes in one group as its resolver does, its "
    "Unicode tokenizer for CJK, emoji, NFD and other scripts; without lesser: with "
    "accept_match_lesser=False. It is made for chunks of about 1,000 characters.",
    "not run: left out, since it takes minutes, or hours (edited quotes in 200,000 tokens); "
    "> N: ended after N ms.",
)


def _peer_ways(case: Case, quotes: int, quick: bool) -> tuple[bool, ...]:
    """With “lesser” matches, and without: in which ways the peer is asked."""
    if quotes == 20 or (quotes == 200 and not quick and case.name == "mixed"):
        return True, False
    if quotes == 200:
        return (True,) if not quick or case.name in _SAMPLE else ()
    return (True,) if not quick and case.name == "verbatim" else ()


def _measured(
    case: Case, quotes: int, claimwire: Side, langextract: Side, quick: bool
) -> tuple[Result, list[str | float | None]]:
    """Our result, and the peer's cells."""
    mine: list[Answer] = []
    theirs: dict[bool, list[Answer | None]] = {True: [], False: []}
    for number in range((_QUICK_ROUNDS if quick else _ROUNDS)[quotes]):
        answer = claimwire.ask(_request(case), _SECONDS[quick])
        if answer is None:
            raise RuntimeError(f"{case.name}: no answer in time")
        mine.append(answer)
        for lesser in _peer_ways(case, quotes, quick):
            if number < _PEER_ROUNDS[quotes] and None not in theirs[lesser]:
                theirs[lesser].append(langextract.ask(_request(case, lesser), _SECONDS[quick]))
    cells: list[str | float | None] = []
    for lesser, answers in theirs.items():
        wall, cpu, right = _peer_cells(case, answers, _SECONDS[quick])
        cells += [wall, cpu, right] if lesser else [wall, right]
    return _result(case, mine, hinted=True), cells


def _peer_cells(case: Case, answers: Sequence[Answer | None], seconds: float) -> _Cells:
    in_time = [answer for answer in answers if answer]
    if len(in_time) < len(answers):
        return f"> {1000 * seconds:,.0f}", None, None
    if not in_time:
        return "not run", None, None
    return _cells(_result(case, in_time, hinted=False))


def _cells(result: Result) -> _Cells:
    """Milliseconds, milliseconds of CPU, and per cent."""
    return (
        round(1000 * result.wall, 2),
        round(1000 * result.cpu, 2),
        round(100 * result.right, 1),
    )


def _request(case: Case, lesser: bool = True) -> Request:
    return {
        "text": case.text,
        "quotes": [ask.quote for ask in case.asks],
        "cited": [ask.cited for ask in case.asks],
        "options": {
            "lesser": lesser,
            "unicode": case.name in ("CJK", "emoji", "NFD", "other scripts"),
        },
    }


def _result(case: Case, answers: Sequence[Answer], hinted: bool) -> Result:
    places = answers[-1]["places"]
    right = [
        _is_right(case, ask, place, hinted) for ask, place in zip(case.asks, places, strict=True)
    ]
    details = answers[-1]["details"]
    return Result(
        wall=median(answer["wall"] for answer in answers),
        cpu=median(answer["cpu"] for answer in answers),
        right=sum(right) / len(right),
        found=sum(place is not None for place in places) / len(places),
        conflicts=sum("where the article says" in detail for detail in details) / len(details),
    )


def _is_right(case: Case, ask: Ask, place: Place | None, hinted: bool) -> bool:
    if place is None or not ask.right:
        return place is None and not ask.right
    # Without the hint no occurrence is more right than another.
    same = not hinted and case.text[slice(*place)] == ask.quote
    return same or any(_overlap(place, right) >= _ENOUGH for right in ask.right)


def _overlap(one: Place, other: Place) -> float:
    """Intersection over union."""
    shared = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return shared / max(1, max(one[1], other[1]) - min(one[0], other[0]))


_AIMS = ((20, "mixed", 0.002), (200, "verbatim", 0.015), (200, "mixed", 0.060),
         (2_000, "verbatim", 0.1), (2_000, "mixed", 3.0))  # fmt: skip
_EXACT = ("shuffled", "overlapping", "repeated", "CJK", "emoji", "CRLF", "NFD", "other scripts")


def _targets(ours: dict[tuple[int, str], Result]) -> list[Target]:
    targets = []
    for quotes, name, seconds in _AIMS:
        result, share = ours[quotes, name], 0.99 if name == "mixed" else 1.0
        targets.append(
            Target(
                f"Grounding {quotes:,} quotes in {dict(SIZES)[quotes]:,} tokens, {name}",
                f"<= {1000 * seconds:.0f} ms, >= {share:.0%} right at IoU >= {_ENOUGH}",
                f"{1000 * result.wall:.1f} ms, {result.right:.1%}",
                result.wall <= seconds and result.right >= share,
            )
        )
    made_up = [ours[quotes, name] for quotes, _ in SIZES for name in FABRICATED]
    numbers = [ours[quotes, "number changed"] for quotes, _ in SIZES]
    exact = [ours[quotes, name] for quotes, _ in SIZES for name in _EXACT]
    return [
        *targets,
        Target(
            "Fabricated quotes (a number or a name changed, or nothing of it said)",
            "0 % accepted; a changed number is a conflict",
            f"{max(result.found for result in made_up):.1%} accepted, "
            f"{min(result.conflicts for result in numbers):.1%} of changed numbers are conflicts",
            not any(result.found for result in made_up)
            and all(result.conflicts == 1 for result in numbers),
        ),
        Target(
            f"Quotes: {', '.join(_EXACT)}",
            "100 %",
            f"{min(result.right for result in exact):.1%}",
            all(result.right == 1 for result in exact),
        ),
    ]
