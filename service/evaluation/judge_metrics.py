"""What do a judge's verdicts on a run come to, and how sure are the numbers?"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from schemas.extraction import Extraction
from service.evaluation.intervals import measure, samples
from service.evaluation.judge_asking import ArticleVerdicts
from service.evaluation.judging import ElementCoverage, element_coverage, is_desirable
from service.evaluation.metrics import Metric, Prices, share
from service.evaluation.results import Measure


class JudgeTally(NamedTuple):
    """Counts over one article, or over many."""

    claims: float = 0
    """That there are to judge."""
    sentences: float = 0
    entailment_verdicts: float = 0
    """Claims with one."""
    entailed: float = 0
    covered_sentences: float = 0
    """Sentences whose elements were judged."""
    true_positives: float = 0
    false_positives: float = 0
    true_negatives: float = 0
    false_negatives: float = 0
    context_verdicts: float = 0
    """Claims with one."""
    complete: float = 0
    """Claims to which their context adds nothing."""
    desirable: float = 0
    """Claims that lead to the verdict that they lead to in their context."""
    calls: float = 0
    """To the judge."""
    prompt_tokens: float = 0
    completion_tokens: float = 0

    @property
    def elements(self) -> ElementCoverage:
        """How the claims treat verifiable and unverifiable elements."""
        return ElementCoverage(
            self.true_positives, self.false_positives, self.true_negatives, self.false_negatives
        )


JUDGED = "By a judge"


def _of(
    value: Callable[[JudgeTally], float | None],
) -> Callable[[JudgeTally, Prices], float | None]:
    return lambda tally, prices: value(tally)


JUDGE_METRICS = (
    Metric(
        "entailed", "entailed", JUDGED,
        "claims that must be true, with their sources, if the article's sentences are",
        _of(lambda t: share(t.entailed, t.entailment_verdicts)),
    ),
    Metric(
        "element_accuracy", "elem. acc.", JUDGED,
        "elements of sentences that are covered where verifiable, and not stated where not",
        _of(lambda t: t.elements.accuracy),
    ),
    Metric(
        "element_f1", "elem. F1", JUDGED,
        "the mean of the F1 of covering what is verifiable and of leaving out what is not",
        _of(lambda t: t.elements.macro_f1),
    ),
    Metric(
        "same_verdict", "same verdict", JUDGED,
        "claims that lead a fact-checker to the same verdict alone as with their context",
        _of(lambda t: share(t.desirable, t.context_verdicts)),
    ),
    Metric(
        "complete", "complete", JUDGED,
        "of these, claims to which their context adds nothing",
        _of(lambda t: share(t.complete, t.context_verdicts)),
    ),
)  # fmt: skip


def judge_tally(verdicts: ArticleVerdicts, extraction: Extraction) -> JudgeTally:
    """The counts of one article."""
    elements = element_coverage(verdicts.elements)
    return JudgeTally(
        claims=len(extraction.claims),
        sentences=len(extraction.article.sentences),
        entailment_verdicts=len(verdicts.entailment),
        entailed=sum(verdict.entailed for verdict in verdicts.entailment),
        covered_sentences=len({verdict.sentence for verdict in verdicts.elements}),
        true_positives=elements.true_positives,
        false_positives=elements.false_positives,
        true_negatives=elements.true_negatives,
        false_negatives=elements.false_negatives,
        context_verdicts=len(verdicts.context),
        complete=sum(verdict.complete for verdict in verdicts.context),
        desirable=sum(is_desirable(verdict) is True for verdict in verdicts.context),
        calls=len(verdicts.spent),
        prompt_tokens=sum(tokens.prompt for tokens in verdicts.spent),
        completion_tokens=sum(tokens.completion for tokens in verdicts.spent),
    )


def judge_total(tallies: Iterable[JudgeTally]) -> JudgeTally:
    """The sum."""
    return JudgeTally(*map(sum, zip(*tallies, strict=True)))


def judge_values(tally: JudgeTally) -> dict[str, float | None]:
    """Every metric of a tally, by name."""
    return {metric.name: metric.of(tally, Prices()) for metric in JUDGE_METRICS}


def judge_measures(tallies: Sequence[JudgeTally]) -> dict[str, Measure]:
    """Every metric over some articles with its 95 % interval, as `intervals.measures` does."""
    drawn = [judge_values(judge_total(sample)) for sample in samples(tallies)]
    whole = judge_values(judge_total(tallies))
    return {name: measure(whole[name], [one[name] for one in drawn]) for name in whole}
