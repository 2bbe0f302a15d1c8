"""What must a judge answer?

Same subset of JSON Schema as `Draft`. The docstrings go to the model, and the fields stand in the
order in which to think: what speaks for a verdict comes before it.
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator

from .draft import AnyCase, Said
from .wire import Wire

Coverage = Literal["explicit", "implicit", "none"]
Veracity = Literal["supported", "refuted", "inconclusive"]


def _nothing(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _without_nothing(value: object) -> object:
    return [one for one in value if _nothing(one) is not None] if isinstance(value, list) else value


class Entailed(Wire):
    """Whether one claim follows."""

    claim: int
    """Its number."""

    beyond: Annotated[Said | None, BeforeValidator(_nothing)]
    """What in it the sentences do not say, in a few words; null where there is nothing."""

    entailed: bool
    """Whether the claim must be true if the sentences are."""


class EntailmentVerdicts(Wire):
    """One verdict for each claim, in order."""

    claims: list[Entailed]

    @property
    def judged(self) -> list[int]:
        """The numbers that have a verdict, each as often as it has one."""
        return [verdict.claim for verdict in self.claims]


class Covered(Wire):
    """One element of a sentence."""

    sentence: int
    """Its number."""

    element: Said
    """The piece of information, in a few words."""

    verifiable: bool
    """Whether evidence could show it to be true or false."""

    covered: Annotated[Coverage, AnyCase]
    """Whether the claims say it."""


class CoverageVerdicts(Wire):
    """The elements of every sentence, in order."""

    elements: list[Covered]

    @property
    def judged(self) -> list[int]:
        """The numbers of the sentences that have elements, each as often as it has one."""
        return [element.sentence for element in self.elements]


class Alone(Wire):
    """What one claim is worth without its article."""

    claim: int
    """Its number."""

    missing: Annotated[list[Said], BeforeValidator(_without_nothing)]
    """What a fact-checker would have to know in addition; empty where the claim says it all."""

    in_context: Annotated[Veracity, AnyCase]
    """The verdict on the claim with all that is missing."""

    alone: Annotated[Veracity, AnyCase]
    """The verdict of somebody who has nothing but the claim."""


class ContextVerdicts(Wire):
    """One verdict for each claim, in order."""

    claims: list[Alone]

    @property
    def judged(self) -> list[int]:
        """The numbers that have a verdict, each as often as it has one."""
        return [verdict.claim for verdict in self.claims]
