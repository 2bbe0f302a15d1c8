"""What changed between two runs?"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from service.errors import ConfigurationError
from service.evaluation.intervals import differences
from service.evaluation.metrics import Prices
from service.evaluation.results import ArticleResult, ClaimResult, Evaluation, Measure, Run
from service.evaluation.tally import Tally


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs, A and B, side by side."""

    before: Run
    after: Run
    shared: list[tuple[ArticleResult, ArticleResult]]
    """The articles that both cover, with the same text and the same gold."""
    left_out: list[str]
    """The others, each with the reason."""
    differences: dict[str, Measure]
    """B minus A over the shared articles, by metric."""


class Segment(NamedTuple):
    """A run of characters that the same claims cover: half-open code points."""

    start: int
    end: int
    before: bool
    """Whether a claim of A covers it."""
    after: bool
    """Whether a claim of B does."""
    required: bool
    """Whether a required gold claim does."""
    optional: bool
    """Whether an optional one does."""


def read_evaluation(path: Path) -> Evaluation:
    """An earlier evaluation; raises `ConfigurationError` where the file is none."""
    try:
        evaluation = Evaluation.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise ConfigurationError(f"{path} is no evaluation that this version wrote.") from error
    known = set(Tally._fields)
    for article in (article for run in evaluation.runs for article in run.articles):
        if article.tally.keys() != known:
            raise ConfigurationError(f"{path} was written by a version that counted other things.")
    return evaluation


def comparisons(now: Evaluation, earlier: Evaluation | None) -> list[Comparison]:
    """Each run with its like in an earlier evaluation, or with the earlier one's first.

    Without an earlier evaluation: each further run with the first.
    """
    if earlier is None:
        return [compare(now.runs[0], run) for run in now.runs[1:]]
    if not earlier.runs:
        return []
    return [
        compare(next((one for one in earlier.runs if one.label == run.label), earlier.runs[0]), run)
        for run in now.runs
    ]


def compare(before: Run, after: Run) -> Comparison:
    """Two runs over the articles that both cover."""
    first = {article.name: article for article in before.articles}
    second = {article.name: article for article in after.articles}
    shared, left_out = [], []
    for name in sorted(first.keys() | second.keys()):
        left, right = first.get(name), second.get(name)
        if left is None or right is None:
            left_out.append(f"{name}: only in {'B' if left is None else 'A'}")
        elif left.sha256 != right.sha256:
            left_out.append(f"{name}: its text has changed")
        elif left.gold != right.gold:
            left_out.append(f"{name}: its gold has changed")
        else:
            shared.append((left, right))
    return Comparison(
        before,
        after,
        shared,
        left_out,
        differences(
            [Tally(**left.tally) for left, _ in shared],
            [Tally(**right.tally) for _, right in shared],
            (_prices(before), _prices(after)),
        ),
    )


def segments(
    length: int,
    before: Sequence[ClaimResult],
    after: Sequence[ClaimResult],
    gold: Sequence[ClaimResult],
) -> list[Segment]:
    """A text of `length` code points, cut where what covers it changes."""
    layers = (
        _covered(length, before),
        _covered(length, after),
        _covered(length, [claim for claim in gold if not claim.optional]),
        _covered(length, [claim for claim in gold if claim.optional]),
    )
    cut: list[Segment] = []
    start = 0
    for flags, run in groupby(zip(*layers, strict=True)):
        end = start + sum(1 for _ in run)
        cut.append(Segment(start, end, *map(bool, flags)))
        start = end
    return cut


def _covered(length: int, claims: Sequence[ClaimResult]) -> bytearray:
    covered = bytearray(length)
    for start, end in (span for claim in claims for span in claim.spans):
        end = min(end, length)
        covered[start:end] = b"\x01" * max(0, end - start)
    return covered


def _prices(run: Run) -> Prices:
    return Prices(run.price.prompt, run.price.completion)
