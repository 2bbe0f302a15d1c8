"""What is a quantity of an article?"""

from dataclasses import dataclass

from service.text.span import Span


@dataclass(frozen=True, slots=True)
class Measured:
    """A number with its unit, in code points of the article; the fields of `Quantity`.

    The span runs from what hedges the number ("about") to its unit.
    """

    span: Span
    value: float | None
    upper: float | None = None
    unit: str | None = None
    approximate: bool = False
