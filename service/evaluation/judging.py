"""What do a judge's verdicts on claims come to?

The three measures of Claimify (Metropolitansky and Larson, “Towards Effective Extraction and
Evaluation of Factual Claims”, ACL 2025, arXiv 2502.10855). A judge, a model or a person, gives the
verdicts; here they are only counted.

- Entailment: the share of claims that must be true if their sentence, read in its context, is.
- Element-level coverage: a sentence is broken into elements of information, each verifiable or
  not. A verifiable element that the claims cover, explicitly or by implication, is a true
  positive, else a false negative; an unverifiable one that they cover explicitly is a false
  positive, else a true negative. Accuracy, and the mean of the F1 of both classes (macro F1).
- Decontextualisation, by its outcome: beside each claim c stands c_max, c with all that its context
  adds to it. The result is desirable where nothing had to be added, or where a fact-checker's
  verdicts on c and on c_max, each from the evidence found for it, agree. What counts is whether
  missing context changes the verdict, not whether c looks complete.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.verdict import Coverage, Veracity
from service.evaluation.metrics import share


@dataclass(frozen=True, slots=True)
class EntailmentVerdict:
    """Whether the article says what a claim says."""

    claim: int
    """Its index."""
    entailed: bool
    """By its sentence in its context, under the claim's chain of sources."""
    beyond: str | None = None
    """What in it the article does not say."""


@dataclass(frozen=True, slots=True)
class ElementVerdict:
    """An element of a sentence, and whether the claims say it."""

    sentence: int
    """Its index."""
    element: str
    verifiable: bool
    covered: Coverage


@dataclass(frozen=True, slots=True)
class ContextVerdict:
    """What a fact-checker makes of a claim as it is, and with everything that it leaves open."""

    claim: int
    """Its index."""
    complete: bool
    """Whether c_max is c: nothing that its context tells was missing."""
    alone: Veracity | None = None
    """The verdict on c; None where c is complete, or nobody looked."""
    in_context: Veracity | None = None
    """The verdict on c_max."""
    missing: tuple[str, ...] = ()
    """What c_max says beside c."""


@dataclass(frozen=True, slots=True)
class ElementCoverage:
    """Counts over elements."""

    true_positives: float
    false_positives: float
    true_negatives: float
    false_negatives: float

    @property
    def accuracy(self) -> float | None:
        """Elements treated rightly."""
        right = self.true_positives + self.true_negatives
        return share(right, right + self.false_positives + self.false_negatives)

    @property
    def f1_verifiable(self) -> float | None:
        """F1 of covering what is verifiable; None where there is no such element either way."""
        return self._f1(self.true_positives)

    @property
    def f1_unverifiable(self) -> float | None:
        """F1 of leaving out what is not."""
        return self._f1(self.true_negatives)

    @property
    def macro_f1(self) -> float | None:
        """The mean of both, of those that there are."""
        known = [one for one in (self.f1_verifiable, self.f1_unverifiable) if one is not None]
        return share(sum(known), len(known))

    def _f1(self, right: float) -> float | None:
        wrong = self.false_positives + self.false_negatives
        return share(2 * right, 2 * right + wrong)


def entailment(verdicts: Iterable[EntailmentVerdict]) -> float | None:
    """The share of claims that are entailed; None without verdicts."""
    entailed = [verdict.entailed for verdict in verdicts]
    return share(sum(entailed), len(entailed))


def element_coverage(verdicts: Iterable[ElementVerdict]) -> ElementCoverage:
    """How the claims treat verifiable and unverifiable elements."""
    counts = {(verifiable, right): 0 for verifiable in (True, False) for right in (True, False)}
    for verdict in verdicts:
        right = verdict.covered != "none" if verdict.verifiable else verdict.covered != "explicit"
        counts[verdict.verifiable, right] += 1
    return ElementCoverage(
        true_positives=counts[True, True],
        false_positives=counts[False, False],
        true_negatives=counts[False, True],
        false_negatives=counts[True, False],
    )


def is_desirable(verdict: ContextVerdict) -> bool | None:
    """Whether what a claim leaves out does no harm; None where a verdict is missing."""
    if verdict.complete:
        return True
    if verdict.alone is None or verdict.in_context is None:
        return None
    return verdict.alone == verdict.in_context


def decontextualisation(verdicts: Iterable[ContextVerdict]) -> float | None:
    """The share of desirable results, of those that are known."""
    known = [one for verdict in verdicts if (one := is_desirable(verdict)) is not None]
    return share(sum(known), len(known))


def complete_claims(verdicts: Iterable[ContextVerdict]) -> float | None:
    """The share of claims to which their context adds nothing."""
    complete = [verdict.complete for verdict in verdicts]
    return share(sum(complete), len(complete))
