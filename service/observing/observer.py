"""What can be seen of the work on an article?"""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Literal

from schemas.extraction import Extraction, FailureReason
from service.observing.account import Stopwatch

Phase = Literal["cache", "wait", "queue", "model", "assembly"]
Layer = Literal["result", "answer"]
Look = AbstractContextManager[object]
_NOTHING: Look = nullcontext()


class Observer:
    """Is told of the work and keeps only its times; a subclass counts and traces."""

    def phase(self, name: Phase) -> Look:
        """Around what takes time."""
        return Stopwatch(name)

    def window(self, number: int, of: int) -> Look:
        """Around all that is asked for one window."""
        return _NOTHING

    def looked_up(self, layer: Layer, hit: bool, shared: bool = False) -> None:
        """Whether a whole answer, or one of the model's, was there already; where not, whether it
        came of a run that another request had begun."""

    def extracted(self, extraction: Extraction) -> None:
        """What a run made."""

    def gave_up(self, reasons: Iterable[FailureReason]) -> None:
        """Why each part of an article failed, in a run that made nothing."""
