"""How does a person read an evaluation on a terminal?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from service.evaluation.comparing import Comparison
from service.evaluation.judge_metrics import JUDGE_METRICS, JUDGED
from service.evaluation.judge_wording import judged_by, judged_runs, unjudged
from service.evaluation.metrics import GROUPS, METRICS, SOURCES, Metric
from service.evaluation.results import Evaluation, Measure, Run
from service.evaluation.wording import (
    covered,
    difference,
    failures,
    interval,
    listed,
    number,
    printable,
)

WIDTH = 100
_NAME = 28
"""Columns that the name of a run takes."""


def print_evaluation(
    evaluation: Evaluation, comparisons: Sequence[Comparison], console: Console
) -> None:
    """A table for each group of metrics, a row for each run; then what they do not cover."""
    for group in GROUPS:
        metrics = [metric for metric in METRICS if metric.group == group]
        console.print(_table(group, metrics, [(run, run.metrics) for run in evaluation.runs]))
        console.print()
    if judged := judged_runs(evaluation.runs):
        rows = [(run, judgement.metrics) for run, judgement in judged]
        console.print(_table(JUDGED, JUDGE_METRICS, rows))
        console.print()
    for run in evaluation.runs:
        for line in _rest(run):
            console.print(line)
    if evaluation.without_gold:
        console.print(Text(f"Without gold, not asked: {', '.join(evaluation.without_gold)}"))
    for comparison in comparisons:
        console.print(_change(comparison))
    console.print(Text("Below a number: its 95 % interval by bootstrap over articles.", "dim"))


def _table(
    group: str, metrics: Sequence[Metric[Any]], rows: Sequence[tuple[Run, Mapping[str, Measure]]]
) -> Table:
    table = Table(title=Text(group, "bold"), title_justify="left", box=None, padding=(0, 1, 0, 1))
    table.add_column("", width=_NAME, overflow="fold")
    for metric in metrics:
        table.add_column(metric.label, justify="right", width=12)
    for run, measures in rows:
        cells = []
        for metric in metrics:
            measure = measures[metric.name]
            cell = Text(number(measure.value, metric.form), justify="right")
            if bounds := interval(measure, metric):
                cell.append(f"\n{bounds}", "dim")
            cells.append(cell)
        name = Text(printable(run.label))
        name.append(f"\n{covered(run)}", "dim")
        table.add_row(name, *cells)
    return table


def _rest(run: Run) -> Iterator[Text]:
    label = printable(run.label)
    yield Text(f"{label}: not claimed: {listed(run.rejections)}")
    if run.failed_checks:
        yield Text(f"{label}: checks that failed: {listed(run.failed_checks)}")
    for article in run.articles:
        for failure in article.failures:
            yield Text(f"{label}: {article.name} in part only, {printable(failure)}", "yellow")
    for failure in failures(run):
        yield Text(f"{label}: {printable(failure)}", "red")
    if run.judgement:
        yield Text(f"{label}: {printable(judged_by(run.judgement))}")
        for line in unjudged(run.judgement):
            yield Text(f"{label}: not judged: {printable(line)}", "yellow")


def _change(comparison: Comparison) -> Text:
    text = Text(
        f"\nFrom {printable(comparison.before.label)} to {printable(comparison.after.label)}, over "
        f"{len(comparison.shared)} articles that both cover: ",
        "bold",
    )
    changes = []
    for metric in METRICS:
        measure = comparison.differences[metric.name]
        if measure.value is not None and (metric.form != "count" or metric.group == SOURCES):
            known = measure.low is not None and measure.high is not None
            sure = known and not (measure.low or 0) <= 0 <= (measure.high or 0)
            changes.append((f"{metric.label} {difference(measure, metric)}", sure))
    for index, (words, sure) in enumerate(changes):
        text.append("; " if index else "", "not bold")
        text.append(f"{words}*" if sure else words, "bold" if sure else "not bold")
    if any(sure for _, sure in changes):
        text.append(" (* the interval leaves out zero)", "not bold")
    for line in comparison.left_out:
        text.append(f"\nnot compared: {printable(line)}", "not bold yellow")
    return text
