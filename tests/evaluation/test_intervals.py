"""Are the intervals those of the bootstrap, and the same on every run?"""

import pytest

from service.evaluation.intervals import RESAMPLES, differences, measure, measures
from service.evaluation.metrics import METRICS, Prices
from service.evaluation.results import Measure
from service.evaluation.tally import Tally

NONE = Prices()
GOOD = Tally(articles=1, predicted=4, required=4, matched=4)
BAD = Tally(articles=1, predicted=4, required=4, matched=0)


def test_a_value_is_that_of_all_articles_and_lies_in_its_interval() -> None:
    got = measures([GOOD, BAD], NONE)["precision"]
    # Two draws of two articles: both good (1), both bad (0), or one of each (1/2); each of the
    # first two comes in a quarter of the draws, far more than 2.5 %.
    assert got == Measure(value=0.5, low=0.0, high=1.0)


def test_more_articles_narrow_it() -> None:
    few, many = ([GOOD, BAD] * count for count in (3, 50))
    narrow, wide = measures(many, NONE)["f1"], measures(few, NONE)["f1"]
    assert narrow.low is not None
    assert narrow.high is not None
    assert wide.low is not None
    assert wide.high is not None
    assert narrow.value == wide.value == 0.5
    assert wide.low < narrow.low < 0.5 < narrow.high < wide.high
    # 100 articles of which each is right or wrong: 0.5 -+ 1.96 * sqrt(0.25 / 100) = 0.40, 0.60.
    assert narrow.low == pytest.approx(0.40, abs=0.02)
    assert narrow.high == pytest.approx(0.60, abs=0.02)


def test_articles_that_are_all_alike_leave_no_doubt() -> None:
    assert measures([GOOD] * 5, NONE)["f1"] == Measure(value=1, low=1, high=1)


def test_it_is_the_same_every_time() -> None:
    tallies = [GOOD, BAD, GOOD._replace(matched=1)]
    assert measures(tallies, NONE) == measures(tallies, NONE)


def test_one_article_says_nothing_about_others() -> None:
    assert measures([GOOD], NONE)["f1"] == Measure(value=1, low=None, high=None)


def test_without_articles_there_is_nothing_to_measure() -> None:
    got = measures([], NONE)
    assert set(got) == {metric.name for metric in METRICS}
    assert got["f1"] == Measure(value=None, low=None, high=None)


def test_the_interval_holds_the_middle_of_what_was_drawn() -> None:
    # 0 to 1000 in steps of 1: 2.5 % of the way is 25, 97.5 % is 975; 0 to 10: 0.25 and 9.75.
    assert measure(500, range(1001)) == Measure(value=500, low=25, high=975)
    assert measure(5, range(11)) == Measure(value=5, low=0.25, high=9.75)


def test_draws_in_which_nothing_could_be_measured_are_left_out() -> None:
    assert measure(1.0, [None, 1.0, None]) == Measure(value=1, low=1, high=1)
    assert measure(None, [1.0]) == Measure(value=None, low=None, high=None)
    assert measure(1.0, [None]) == Measure(value=1, low=None, high=None)
    assert RESAMPLES == 1000


def test_differences_are_paired() -> None:
    # Each article gains one of four matches: 1/4 in every draw, though the articles differ widely.
    before = [GOOD._replace(matched=0), GOOD._replace(matched=3)]
    after = [GOOD._replace(matched=1), GOOD._replace(matched=4)]
    got = differences(before, after, (NONE, NONE))
    assert got["precision"] == Measure(value=0.25, low=0.25, high=0.25)
    assert got["dates"] == Measure(value=None, low=None, high=None)
    assert differences([], [], (NONE, NONE))["f1"].value is None
