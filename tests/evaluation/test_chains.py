"""Are sources equal where they name the same, and is a lost one noticed?"""

import pytest

from schemas.gold import GoldHop
from service.evaluation.chains import (
    loses_its_source,
    same_chain,
    same_cue,
    same_source,
    shared_cues,
    shared_sources,
)
from tests.evaluation.making import CORREIO, OFFICIALS, chain, hop

KCNA = GoldHop(
    source="Korean Central News Agency",
    also=["North Korea’s state media"],
    source_type="organization",
    cue="according to",
)


@pytest.mark.parametrize(
    ("source", "same"),
    [
        ("Korean Central News Agency", True),
        ("the  korean central news agency", True),
        ("Korean Central News Agency (KCNA)", True),
        ("North Korea's state media", True),
        ("Yonhap News Agency", False),
        ("Central News Agency", False),
        ("KCNA", False),
    ],
)
def test_sources_are_equal_but_for_case_articles_brackets_and_other_names(
    source: str, same: bool
) -> None:
    assert same_source(hop(source), KCNA) is same


def test_an_abbreviation_that_the_gold_gives_in_brackets_is_a_name() -> None:
    assert same_source(hop("KCNA"), KCNA.model_copy(update={"source": "News Agency (KCNA)"}))


@pytest.mark.parametrize(
    ("cue", "same"),
    [
        ("according to", True),  # 2 * 2 / (2 + 2) = 1
        ("according", True),  # 2 * 1 / (1 + 2) = 0.67
        ("reported, according to", True),  # 2 * 2 / (3 + 2) = 0.8
        ("said it went to", False),  # 2 * 1 / (4 + 2) = 0.33
        ("said", False),
    ],
)
def test_cues_are_equal_by_half_of_their_words(cue: str, same: bool) -> None:
    assert same_cue(hop("x", cue), KCNA) is same


def test_a_chain_is_right_in_length_names_and_order() -> None:
    gold = [CORREIO, OFFICIALS]
    right = chain(*gold)
    assert same_chain(right, gold)
    assert not same_chain(right[::-1], gold)
    assert not same_chain(right[:1], gold)
    assert not same_chain([*right, hop("Ana Prates")], gold)
    assert same_chain([], [])
    assert not same_chain(right, [])


def test_each_hop_counts_once() -> None:
    twice = [hop("Correio", "reported"), hop("Correio", "reported")]
    assert shared_sources(twice, [CORREIO, OFFICIALS]) == 1
    assert shared_cues(twice, [CORREIO, OFFICIALS]) == 1
    assert shared_sources(chain(OFFICIALS, CORREIO), [CORREIO, OFFICIALS]) == 2


@pytest.mark.parametrize(
    ("sources", "lost"),
    [
        pytest.param([], True, id="no chain"),
        pytest.param(["Correio"], True, id="without who spoke"),
        pytest.param(["two officials"], False, id="without who passed it on"),
        pytest.param(["Correio", "the two officials"], False, id="all"),
        pytest.param(["Correio", "a spokesman"], True, id="somebody else"),
    ],
)
def test_words_are_promoted_where_the_innermost_source_is_gone(
    sources: list[str], lost: bool
) -> None:
    assert loses_its_source([hop(one) for one in sources], [CORREIO, OFFICIALS]) is lost


def test_what_the_article_says_itself_cannot_be_promoted() -> None:
    assert not loses_its_source([], [])
    assert not loses_its_source([hop("Correio")], [])
