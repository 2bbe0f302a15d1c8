"""How is an evaluation read in a browser, with two runs side by side in the article's text?

One page without scripts, fonts or anything else from elsewhere. All words of articles and models
are escaped, and the page forbids itself to load or run anything.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from service.evaluation.comparing import Comparison, segments
from service.evaluation.judge_metrics import JUDGE_METRICS, judge_measures
from service.evaluation.judge_report import judged_sections
from service.evaluation.judge_wording import judged_by, unjudged
from service.evaluation.metrics import METRICS, Metric
from service.evaluation.results import ArticleResult, ClaimResult, Evaluation, Measure, Run
from service.evaluation.wording import (
    covered,
    difference,
    failures,
    interval,
    listed,
    number,
    printable,
)

_STYLE = """
body { font: 16px/1.55 system-ui, sans-serif; color: #1b1b1b; background: #fff;
  max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.25; } h2 { margin-top: 3rem; } h3 { margin-top: 2rem; }
table { border-collapse: collapse; } td, th { padding: .2rem .7rem; text-align: right;
  border-bottom: 1px solid #ddd; vertical-align: top; } td:first-child, th:first-child
  { text-align: left; } td + td { white-space: nowrap; }
  tr.group th { padding-top: 1rem; } small { color: #555; }
.wide { overflow-x: auto; } .text { white-space: pre-wrap; unicode-bidi: isolate;
  border-left: 3px solid #ddd; padding-left: 1rem; }
mark { color: inherit; background: none; } .a { background: #ffd9a8; } .b { background: #b9dcff; }
.ab { background: #cdeec4; } .gold { text-decoration: underline 2px #444; }
.optional { text-decoration: underline dotted 2px #444; } .bad { color: #a40000; }
li { unicode-bidi: isolate; } .chain { color: #555; }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_UNJUDGED = judge_measures([])


def render(evaluation: Evaluation, comparisons: Sequence[Comparison]) -> str:
    """The page. Without comparisons each run's articles stand alone."""
    parts = [
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>",
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        "<meta name='viewport' content='width=device-width, initial-scale=1'>",
        f"<title>Claimwire evaluation</title><style>{_STYLE}</style></head><body>",
        "<h1>Claimwire evaluation</h1>",
        f"<p>{_html(evaluation.rule)}</p>",
        f"<p>In brackets: 95 % intervals, by {evaluation.resamples:,} bootstrap resamples over "
        "articles. Token counts of articles are estimates.</p>",
        _metrics(evaluation.runs),
        _left_out(evaluation),
    ]
    for comparison in comparisons:
        parts += _comparison(comparison)
    if not comparisons:
        for run in evaluation.runs:
            parts.append(f"<h2>{_html(run.label)}</h2>{_LEGEND_ONE}")
            parts += [_article(article, None) for article in run.articles]
    for run in evaluation.runs:
        parts += judged_sections(run, _html, _claim)
    return "\n".join([*parts, "</body></html>"])


_LEGEND_ONE = (
    "<p><mark class='a'>claimed</mark>, <mark class='gold'>gold</mark>, "
    "<mark class='optional'>optional gold</mark></p>"
)
_LEGEND_TWO = (
    "<p><mark class='a'>only A</mark>, <mark class='b'>only B</mark>, <mark class='ab'>both</mark>,"
    " <mark class='gold'>gold</mark>, <mark class='optional'>optional gold</mark></p>"
)


def _html(text: str) -> str:
    return escape(printable(text))


def _metrics(runs: Sequence[Run]) -> str:
    head = "".join(f"<th>{_html(run.label)}<br><small>{covered(run)}</small></th>" for run in runs)
    rows = _rows(METRICS, [run.metrics for run in runs])
    if any(run.judgement for run in runs):
        judged = [run.judgement.metrics if run.judgement else _UNJUDGED for run in runs]
        rows += _rows(JUDGE_METRICS, judged)
    return f"<div class='wide'><table><tr><th></th>{head}</tr>{''.join(rows)}</table></div>"


def _rows(metrics: Sequence[Metric[Any]], runs: Sequence[Mapping[str, Measure]]) -> list[str]:
    rows, group = [], ""
    for metric in metrics:
        if metric.group != group:
            group = metric.group
            rows.append(f"<tr class='group'><th colspan='{len(runs) + 1}'>{_html(group)}</th></tr>")
        cells = []
        for measures in runs:
            measure = measures[metric.name]
            bounds = interval(measure, metric)
            bracket = f" <small>[{bounds}]</small>" if bounds else ""
            cells.append(f"<td>{number(measure.value, metric.form)}{bracket}</td>")
        about = f"{_html(metric.label)}<br><small>{_html(metric.about)}</small>"
        rows.append(f"<tr><td>{about}</td>{''.join(cells)}</tr>")
    return rows


def _left_out(evaluation: Evaluation) -> str:
    lines = []
    for run in evaluation.runs:
        lines.append(f"{run.label}: not claimed: {listed(run.rejections)}")
        lines.append(f"{run.label}: failed checks: {listed(run.failed_checks)}")
        lines += [
            f"{run.label}: {article.name} in part only, {failure}"
            for article in run.articles
            for failure in article.failures
        ]
        lines += [f"{run.label}: {failure}" for failure in failures(run)]
        if run.judgement:
            lines.append(f"{run.label}: {judged_by(run.judgement)}")
            lines += [f"{run.label}: not judged: {line}" for line in unjudged(run.judgement)]
    lines += [f"{name} has no gold and was not asked" for name in evaluation.without_gold]
    return _list(map(_html, lines))


def _comparison(comparison: Comparison) -> list[str]:
    before, after = _html(comparison.before.label), _html(comparison.after.label)
    rows = [
        f"<tr><td>{_html(metric.label)}</td><td>{difference(measure, metric)}</td>"
        f"<td><small>{interval(measure, metric)}</small></td></tr>"
        for metric in METRICS
        for measure in [comparison.differences[metric.name]]
    ]
    return [
        f"<h2>A: {before}<br>B: {after}</h2>",
        f"<p>B minus A, over the {len(comparison.shared)} articles that both cover, with paired "
        "95 % intervals:</p>",
        f"<table><tr><th></th><th>change</th><th>interval</th></tr>{''.join(rows)}</table>",
        _list(f"Not compared: {_html(line)}" for line in comparison.left_out),
        _LEGEND_TWO,
        *(_article(left, right) for left, right in comparison.shared),
    ]


def _article(first: ArticleResult, second: ArticleResult | None) -> str:
    runs = [("A", first)] + ([("B", second)] if second else [])
    title = f"{first.name}: {first.title}" if first.title else first.name
    numbers = "; ".join(
        f"{f'{name}: ' if second else ''}"
        + ", ".join(
            f"{metric.label} {number(article.metrics.get(metric.name), metric.form)}"
            for metric in METRICS[:6]
        )
        for name, article in runs
    )
    return (
        f"<section><h3>{_html(title)}</h3><p><small>{_html(numbers)}</small></p>"
        f"{_text(first, second)}{''.join(_unmatched(*run, bool(second)) for run in runs)}</section>"
    )


def _text(first: ArticleResult, second: ArticleResult | None) -> str:
    after = second.claims if second else []
    pieces = []
    for one in segments(len(first.text), first.claims, after, first.gold):
        words = _html(first.text[one.start : one.end])
        claimed = ("a" if one.before else "") + ("b" if one.after else "")
        gold = "gold" if one.required else "optional" if one.optional else ""
        names = " ".join(name for name in (claimed, gold) if name)
        pieces.append(f"<mark class='{names}'>{words}</mark>" if names else words)
    language = f" lang='{_html(first.language)}'" if first.language else ""
    return f"<div class='text' dir='auto'{language}>{''.join(pieces)}</div>"


def _unmatched(name: str, article: ArticleResult, named: bool) -> str:
    found = {match.gold for match in article.matches}
    used = {match.predicted for match in article.matches}
    wrong = {match.predicted: match.gold for match in article.matches if not match.chain_exact}
    missed = [
        _claim(claim)
        for index, claim in enumerate(article.gold)
        if index not in found and not claim.optional
    ]
    strange = [_claim(claim) for index, claim in enumerate(article.claims) if index not in used]
    chains = [
        f"{_claim(article.claims[index])}<br><span class='chain'>gold: "
        f"{_chain(article.gold[gold])}</span>"
        for index, gold in wrong.items()
    ]
    run = f"{name}: " if named else ""
    return "".join(
        f"<details open><summary>{run}{len(items)} {what}</summary>{_list(items)}</details>"
        for what, items in (
            ("gold claims not found", missed),
            ("claims without a gold claim", strange),
            ("found with other sources", chains),
        )
        if items
    )


def _claim(claim: ClaimResult) -> str:
    promoted = " <b class='bad'>promoted</b>" if claim.promoted else ""
    return f"{_html(claim.text)} <span class='chain'>[{_chain(claim)}]</span>{promoted}"


def _chain(claim: ClaimResult) -> str:
    sources = " &gt; ".join(f"{_html(hop.source)} (“{_html(hop.cue)}”)" for hop in claim.chain)
    return sources or "the article itself"


def _list(items: Iterable[str]) -> str:
    lines = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{lines}</ul>" if lines else ""
