"""Is the report whole, alone in its file, and safe with whatever an article says?"""

import io
import re
from html.parser import HTMLParser

import pytest
from rich.console import Console

from schemas.gold import Gold
from service.evaluation.comparing import comparisons
from service.evaluation.metrics import METRICS
from service.evaluation.report import render
from service.evaluation.results import Evaluation, FailedArticle, Run
from service.evaluation.table import print_evaluation
from tests.evaluation.making import (
    FINE,
    RULE,
    STAFF,
    TEXT,
    as_predicted,
    claim,
    extraction,
    gold_claim,
    hop,
    result,
    run,
)

FIRST = result(extraction([as_predicted(FINE, chained=False)]))
SECOND = result(extraction([as_predicted(STAFF), claim("Rivers are long.", "a river")]))
HOSTILE = "<script>alert(1)</script> & \"quoted\" 'it' </div></mark><img src=x onerror=y>"


class Page(HTMLParser):
    """Which tags and attributes a page has, and what a reader sees."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.marked: dict[str, str] = {}
        self.words = ""
        self._open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "mark":
            self._open.append(dict(attrs)["class"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self.words += data
        for name in self._open:
            self.marked[name] = self.marked.get(name, "") + data


def evaluation(*runs: Run) -> Evaluation:
    return Evaluation(
        rule="the rule", threshold=0.5, resamples=1000, without_gold=["bare"], runs=list(runs)
    )


def page_of(*runs: Run) -> Page:
    whole = evaluation(*runs)
    return Page(render(whole, comparisons(whole, None)))


def test_two_runs_are_marked_in_the_text() -> None:
    page = page_of(run([FIRST], "claims@1"), run([SECOND], "claims@2"))
    assert FINE.quote in page.marked["a gold"]
    assert STAFF.quote in page.marked["b gold"]
    assert RULE.quote in page.marked["gold"]
    assert "a river" in page.marked["b"]
    assert "chief executive Ana Prates" in page.marked["optional"]
    assert TEXT.strip() in page.words


def test_what_was_missed_and_what_is_too_much_is_listed() -> None:
    words = page_of(run([FIRST], "claims@1"), run([SECOND], "claims@2")).words
    assert "A: 2 gold claims not found" in words
    assert "B: 1 claims without a gold claimRivers are long." in words
    assert "A: 1 found with other sources" in words
    assert "promoted" in words
    assert "Correio (“reported”) > two officials (“citing”)" in words


def test_every_metric_stands_there_with_its_interval() -> None:
    other = FIRST.model_copy(update={"name": "other"})
    words = page_of(run([FIRST, other])).words
    for metric in METRICS:
        assert metric.label in words
    assert "0.50 [0.50 to 0.50]" in words  # two articles that are alike; F1 is 2 * 1 / (1 + 3)
    assert "the rule" in words


def test_what_is_not_covered_is_named() -> None:
    broken = run([FIRST]).model_copy(
        update={
            "failed": [
                FailedArticle(name="gone", reason="no <answer>"),
                FailedArticle(name="lost", reason="no <answer>"),
            ]
        }
    )
    words = page_of(broken).words
    assert "gone, lost failed: no <answer>" in words
    assert "bare has no gold" in words
    assert "1 of 3 articles" in words


def test_the_page_loads_and_runs_nothing() -> None:
    whole = evaluation(run([FIRST], "claims@1"), run([SECOND], "claims@2"))
    text = render(whole, comparisons(whole, None))
    page = Page(text)
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(page.tags)
    assert not {"src", "href", "onerror", "onclick"} & page.attributes
    assert "default-src 'none'" in text
    assert not re.search(r"https?:|url\(|@import", text)


def test_hostile_words_stay_words() -> None:
    text = f"{HOSTILE} said the mayor \u202e of Elm.\x00\n"
    gold = Gold(claims=[gold_claim(HOSTILE, HOSTILE)], rejected=[])
    said = claim(HOSTILE, HOSTILE, [hop(HOSTILE, HOSTILE)], article=text)
    answer = extraction([said], article=text)
    article = result(answer, HOSTILE, gold, text).model_copy(
        update={"title": HOSTILE, "language": HOSTILE, "failures": [HOSTILE]}
    )
    runs = [
        run([article], HOSTILE).model_copy(
            update={"failed": [FailedArticle(name=HOSTILE, reason=HOSTILE)]}
        )
        for _ in range(2)
    ]
    whole = evaluation(*runs)
    for against in (comparisons(whole, None), []):
        page = Page(render(whole, against))
        assert not {"script", "img"} & set(page.tags)
        assert not {"onerror", "src"} & page.attributes
        assert page.words.count(HOSTILE) > 6
        assert not set(page.words) & set("\x00\u202e")


def test_a_segment_keeps_its_place_whatever_stands_in_it() -> None:
    text = "A\x00B\u202e & <b> fine words here.\n"
    gold = Gold(claims=[gold_claim("Fine words.", "fine words")], rejected=[])
    article = result(
        extraction([claim("x words", "here", article=text)], article=text), "n", gold, text
    )
    page = page_of(run([article]))
    assert page.marked["gold"].endswith("fine words")
    assert page.marked["a"].endswith("here")


def printed(whole: Evaluation) -> str:
    out = io.StringIO()
    print_evaluation(whole, comparisons(whole, None), Console(file=out, width=100))
    return out.getvalue()


def test_the_table_fits_a_hundred_columns_and_leaves_nothing_out() -> None:
    other = FIRST.model_copy(update={"name": "other"})
    runs = [
        run([FIRST, other], "claims@1", "some-vendor/a-model-with-a-long-name-2026"),
        run([SECOND], "claims@2"),
    ]
    shown = printed(evaluation(*runs))
    assert max(map(len, shown.splitlines())) <= 100
    assert "…" not in shown
    for metric in METRICS:
        assert metric.label in shown
    assert "0.50 to 0.50" in shown
    assert "2 of 2 articles" in shown
    assert "Without gold, not asked: bare" in shown
    assert "F1" in shown.partition("From claims@1")[2]


def test_the_table_names_what_failed_and_sends_nothing_to_the_terminal() -> None:
    failed = [FailedArticle(name="gone", reason="no answer \x1b[2J[red]x[/red]")]
    broken = run([FIRST.model_copy(update={"failures": ["timeout: late \x1b[1m"]})], "p\x1b[0m")
    broken = broken.model_copy(
        update={"failed": failed, "rejections": {"opinion": 2}, "failed_checks": {"support": 1}}
    )
    shown = printed(evaluation(broken))
    assert "\x1b" not in shown
    flat = " ".join(shown.split())
    assert "gone failed: no answer \ufffd[2J[red]x[/red]" in flat
    assert "delmar in part only, timeout: late" in flat
    assert "1 of 2 articles, 1 in part" in flat
    assert "not claimed: opinion 2" in flat
    assert "checks that failed: support 1" in flat


@pytest.mark.parametrize("runs", [[], [run([])]])
def test_an_evaluation_of_nothing_is_shown_as_such(runs: list[Run]) -> None:
    whole = evaluation(*runs)
    assert "bare" in printed(whole)
    assert "bare has no gold" in Page(render(whole, [])).words
