"""How are numbers of an evaluation written?"""

from collections.abc import Mapping
from typing import Any

from service.evaluation.metrics import Metric
from service.evaluation.results import Measure, Run


def number(value: float | None, form: str) -> str:
    """A value by its form: 0.83, 1,204, 3.70, 0.0012; a dash where there is none."""
    if value is None:
        return "–"  # noqa: RUF001  # a dash
    if form == "count":
        return f"{value:,.0f}"
    return f"{value:.4f}" if form == "usd" else f"{value:.2f}"


def interval(measure: Measure, metric: Metric[Any]) -> str:
    """A 95 % interval, or nothing where there is none."""
    if measure.low is None or measure.high is None or metric.form == "count":
        return ""
    low, high = number(measure.low, metric.form), number(measure.high, metric.form)
    return f"{low} to {high}"


def difference(measure: Measure, metric: Metric[Any]) -> str:
    """By how much a metric grew, with its sign."""
    if measure.value is None:
        return number(None, metric.form)
    return f"{'+' if measure.value >= 0 else '−'}{number(abs(measure.value), metric.form)}"  # noqa: RUF001  # a minus


def covered(run: Run) -> str:
    """How many articles a run's numbers cover."""
    partial = sum(bool(article.failures) for article in run.articles)
    text = f"{len(run.articles)} of {len(run.articles) + len(run.failed)} articles"
    return f"{text}, {partial} in part" if partial else text


def failures(run: Run) -> list[str]:
    """Each reason for which articles failed, with their names."""
    names: dict[str, list[str]] = {}
    for one in run.failed:
        names.setdefault(one.reason, []).append(one.name)
    return [f"{', '.join(those)} failed: {reason}" for reason, those in names.items()]


def listed(counts: Mapping[str, int]) -> str:
    """Counts by name, the most frequent first."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} {count}" for name, count in ordered) or "none"


def printable(text: str) -> str:
    """Foreign words without what moves a cursor or turns a line round; one character for one."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)
