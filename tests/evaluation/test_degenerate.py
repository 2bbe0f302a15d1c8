"""Do systems that cheat score as badly as they should?"""

from collections.abc import Callable

import pytest

from schemas.extraction import Extraction
from schemas.gold import Gold
from service.evaluation.corpus import read_seeds
from service.evaluation.metrics import Prices, values
from service.evaluation.scoring import score
from service.evaluation.tally import Tally, total
from service.resources import SEEDS
from service.text.sentences import split_sentences
from tests.evaluation.making import GOLD, TEXT, claim, extraction, gold_extraction

System = Callable[[Gold, str], Extraction]


def silent(gold: Gold, text: str) -> Extraction:
    return extraction(article=text)


def whole(gold: Gold, text: str) -> Extraction:
    return extraction([claim(text.strip(), text.strip(), article=text)], article=text)


def sentence_by_sentence(gold: Gold, text: str) -> Extraction:
    pieces = [text[start:end] for start, end in split_sentences(text)]
    return extraction([claim(piece, piece, article=text) for piece in pieces], article=text)


def oracle(gold: Gold, text: str) -> Extraction:
    return gold_extraction(gold, text)


def without_chains(gold: Gold, text: str) -> Extraction:
    return gold_extraction(gold, text, chained=False)


def tally_of(system: System, gold: Gold = GOLD, text: str = TEXT) -> Tally:
    return score(system(gold, text), gold, text).tally


def numbers(tally: Tally) -> dict[str, float | None]:
    return values(tally, Prices())


OVER_ALL = ("precision", "recall", "f1", "f1_with_chain", "coverage", "rejected_rightly")
OVER_MATCHED = (
    "span_iou", "chain_exact", "source_f1", "cue_f1", "dates", "types", "certainty", "polarity",
    "rejection_reasons",
)  # fmt: skip


def test_nothing_at_all_scores_nothing() -> None:
    got = numbers(tally_of(silent))
    assert {got[name] for name in OVER_ALL} == {0}
    assert {got[name] for name in OVER_MATCHED} == {None}
    assert got["promoted"] == 0


def test_the_whole_article_as_one_claim_finds_nothing() -> None:
    got = numbers(tally_of(whole))
    assert (got["precision"], got["recall"], got["f1"], got["f1_with_chain"]) == (0, 0, 0, 0)
    assert got["coverage"] == 1  # it takes something from every sentence, also from the question
    assert got["rejected_rightly"] == 0


def test_every_sentence_as_a_claim_has_recall_but_neither_precision_nor_sources() -> None:
    got = numbers(tally_of(sentence_by_sentence))
    # Sentence 1 has 19 words and all 9 of FINE: 18 / 28 = 0.64. Sentence 2 has 10, 4 of RULE's 6:
    # 8 / 16 = 0.5, too little. Sentence 3 has 5, all among STAFF's 7: 10 / 12. 4 says nothing.
    assert got["recall"] == 2 / 3
    assert got["precision"] == 2 / 4
    # STAFF alone needs no chain: 2 * 1 / (4 + 3).
    assert got["f1_with_chain"] == pytest.approx(2 / 7)
    assert (got["source_f1"], got["promoted"], got["rejected_rightly"]) == (0, 1, 0)


def test_the_gold_itself_is_perfect() -> None:
    got = numbers(tally_of(oracle))
    assert {got[name] for name in (*OVER_ALL, *OVER_MATCHED)} <= {1, None}
    assert {got[name] for name in OVER_ALL} == {1}
    assert got["dates"] is None  # this gold has none
    assert got["promoted"] == 0


def test_the_gold_without_its_chains_is_all_promoted() -> None:
    got = numbers(tally_of(without_chains))
    assert (got["f1"], got["promoted"], got["promoted_bare"]) == (1, 2, 2)
    assert (got["chain_exact"], got["source_f1"]) == (1 / 3, 0)
    assert got["f1_with_chain"] == pytest.approx(2 * 1 / (3 + 3))


SEEDS_WITH_GOLD = [(one.name, one.gold, one.article.text) for one in read_seeds(SEEDS) if one.gold]


def over_seeds(system: System) -> Tally:
    return total(tally_of(system, gold, text) for _, gold, text in SEEDS_WITH_GOLD)


class TestOnTheSeeds:
    """The same on real articles."""

    def test_the_gold_is_perfect_for_every_seed(self) -> None:
        for name, gold, text in SEEDS_WITH_GOLD:
            got = numbers(tally_of(oracle, gold, text))
            assert {got[one] for one in (*OVER_ALL, *OVER_MATCHED)} <= {1, None}, name
            assert (got["f1"], got["promoted"]) == (1, 0), name

    def test_all_that_has_a_source_is_promoted_without_the_chains(self) -> None:
        attributed = sum(
            bool(one.attribution) for _, gold, _ in SEEDS_WITH_GOLD for one in gold.claims
        )
        assert numbers(over_seeds(without_chains))["promoted"] == attributed

    def test_cheating_does_not_pay(self) -> None:
        nothing, all_, sentences = (
            numbers(over_seeds(system)) for system in (silent, whole, sentence_by_sentence)
        )
        assert (nothing["f1"], nothing["coverage"]) == (0, 0)
        assert (all_["f1"] or 0) < 0.02
        assert 0.15 < (sentences["recall"] or 0) < (sentences["precision"] or 0) < 0.7
        assert (sentences["f1_with_chain"] or 0) < 0.6 * (sentences["f1"] or 0)
        assert sentences["source_f1"] == 0
