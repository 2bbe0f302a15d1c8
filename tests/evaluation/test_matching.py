"""Does a claim find its gold, and only its gold?"""

from collections import Counter

import pytest

from schemas.claim import Claim
from schemas.gold import Gold
from service.evaluation.matching import THRESHOLD, Match, assigned, candidates, gold_passages
from service.evaluation.passages import iou, touched, united
from service.evaluation.sizes import estimated_tokens
from service.evaluation.words import f1, words_of
from service.text.sentences import split_sentences
from service.text.span import Span
from tests.evaluation.making import FINE, GOLD, RULE, STAFF, TEXT, claim, gold_claim
from tests.evaluation.pairs import DIFFERENT, SAME


def match(*predicted: Claim, gold: Gold = GOLD, text: str = TEXT) -> list[tuple[int, int]]:
    """Indices of gold and predicted claims that find each other."""
    passages = gold_passages(gold, text, split_sentences(text))
    return [(one.gold, one.predicted) for one in assigned(candidates(passages, predicted))]


def passes(left: str, right: str, threshold: float) -> bool:
    one, other = words_of(left), words_of(right)
    nested = one.numbers <= other.numbers or other.numbers <= one.numbers
    alike = f1(one.content, other.content) >= threshold
    return nested and one.negated == other.negated and alike


@pytest.mark.parametrize(
    ("threshold", "kept", "wrong"), [(0.5, 14, 4), (THRESHOLD, 14, 2), (0.6, 13, 2)]
)
def test_the_threshold_does_on_the_hand_made_pairs_what_is_said_of_it(
    threshold: float, kept: int, wrong: int
) -> None:
    assert (len(SAME), len(DIFFERENT)) == (15, 15)
    assert sum(passes(*pair, threshold) for pair in SAME) == kept
    assert sum(passes(*pair, threshold) for pair in DIFFERENT) == wrong


def test_a_paraphrase_in_the_same_sentence_matches() -> None:
    # fined, delma, 2.4, milli, euros: all 5 are among the gold's 9, so 2 * 5 / (5 + 9) = 0.71.
    paraphrase = claim("Delmar was fined 2.4 million euros.", "fined the Delmar paper mill")
    assert f1(words_of(paraphrase.text).content, words_of(FINE.text).content) == 10 / 14
    assert match(paraphrase) == [(0, 0)]


def test_the_same_words_from_another_sentence_do_not_match() -> None:
    assert match(claim(FINE.text, "What is a river worth?")) == []


def test_a_passage_over_two_sentences_shares_both() -> None:
    both = "told Correio. The mill employs about 300 people"
    assert match(claim(STAFF.text, both)) == [(2, 0)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("The Delmar paper mill employs about 300 people.", True, id="the same"),
        pytest.param("The Delmar paper mill employs about 400 people.", False, id="another"),
        pytest.param("The Delmar paper mill employs many people.", True, id="left out"),
        pytest.param(
            "The Delmar paper mill employs about 300 people in 2 halls.", True, id="one more"
        ),
        pytest.param(
            "The Delmar paper mill employs about 400 people, not 300, in 2 halls.", False,
            id="denied",
        ),
    ],
)  # fmt: skip
def test_numbers_must_not_contradict(text: str, found: bool) -> None:
    assert bool(match(claim(text, STAFF.quote))) is found


def test_numbers_that_only_overlap_contradict() -> None:
    text = "In 2019 the mill made 12 tonnes of paper, and in 2020 it made 14 tonnes.\n"
    gold = Gold(
        claims=[gold_claim("In 2019 the mill made 12 tonnes of paper.", "In 2019 the mill")],
        rejected=[],
    )
    wrong = claim("In 2019 the mill made 14 tonnes of paper.", "it made 14", article=text)
    assert match(wrong, gold=gold, text=text) == []


def test_thousands_are_one_number_however_they_are_set() -> None:
    assert words_of("1,200 people").numbers == words_of("1200 people").numbers == {"1200"}


def test_a_denial_does_not_match_what_it_denies() -> None:
    assert match(claim("The Delmar paper mill did break a rule.", RULE.quote)) == []
    assert match(claim("The Delmar paper mill broke no rule.", RULE.quote)) == [(1, 0)]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("It didn't open.", True),
        ("Not only the mayor came.", False),
        ("Das Werk wurde nicht geschlossen.", True),
        ("Er kam nicht nur am Montag.", False),
        ("No firmó el contrato.", True),
        ("该公司未公布数据。", True),
        ("该公司将在未来三年使用无人机。", False),
        ("The warehouse is No. 10.", False),
    ],
)
def test_negations_are_told_from_what_looks_like_them(text: str, negated: bool) -> None:
    assert words_of(text).negated is negated


def test_each_claim_finds_one_partner_and_the_best_pair_comes_first() -> None:
    # Both could be FINE; the second has all of its words.
    poor = claim("Delmar was fined 2.4 million euros.", "fined the Delmar paper mill")
    assert match(poor, claim(FINE.text, FINE.quote)) == [(0, 1)]


def test_of_equal_pairs_the_one_with_the_nearer_passage_is_taken() -> None:
    far = claim(FINE.text, "the newspaper Correio reported")
    near = claim(FINE.text, FINE.quote)
    assert match(far, near) == [(0, 1)]


def test_what_is_equal_in_all_is_taken_in_order() -> None:
    pairs = [Match(1, 0, 1.0, 1.0), Match(0, 1, 1.0, 1.0), Match(0, 0, 1.0, 1.0)]
    ordered = sorted(pairs, key=lambda one: (-one.score, -one.iou, one.gold, one.predicted))
    assert assigned(ordered) == [Match(0, 0, 1.0, 1.0)]
    twice = claim(FINE.text, FINE.quote)
    assert match(twice, twice) == [(0, 0)]


def test_words_count_by_their_stems_and_grammar_does_not() -> None:
    assert words_of("The mayor's fines were a burden").content == Counter(
        ["mayor", "fines", "were", "burde"]
    )
    assert words_of("l'avenir des usines").content == Counter(["aveni", "usine"])
    assert words_of("河水").content == Counter(["河", "水"])
    assert words_of("시장은 시장이").content == Counter({"시장": 2})
    assert f1(Counter(), Counter()) == 0


def test_passages_agree_by_code_points() -> None:
    # [0, 10) and [5, 25): 5 shared of 25.
    assert iou([Span(0, 10)], [Span(5, 25)]) == 5 / 25
    # [0, 4) and [6, 10) against [2, 8): 4 shared; 8 + 6 - 4 = 10 in either.
    assert iou([Span(0, 4), Span(6, 10)], [Span(2, 8)]) == 4 / 10
    # What is given twice counts once.
    assert iou([Span(0, 10), Span(0, 10)], [Span(0, 10)]) == 1
    assert iou([], []) == 0
    assert united([Span(5, 9), Span(0, 5), Span(2, 3)]) == [Span(0, 9)]
    assert touched(Span(4, 6), [Span(0, 5), Span(5, 9), Span(9, 12)]) == {0, 1}


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("twelve chars", 3, id="12 / 4"),
        pytest.param("thirteen char", 4, id="13 / 4, rounded up"),
        pytest.param("河水很清", 4, id="one each"),
        pytest.param("河水 abc", 3, id="2 + 4 / 4"),
        pytest.param("", 1, id="never zero"),
    ],
)
def test_tokens_are_estimated(text: str, tokens: int) -> None:
    assert estimated_tokens(text) == tokens
