"""What does a trace look like to those who are traced?"""

from collections.abc import Mapping, MutableMapping
from contextlib import nullcontext
from typing import Protocol

from service.observing.observer import Look


class Spans(Protocol):
    """Opens spans."""

    def span(self, name: str, attributes: Mapping[str, str | int]) -> Look:
        """Around what the span shows."""
        ...

    def pass_on(self, headers: MutableMapping[str, str]) -> None:
        """Puts the trace that runs now into the headers of a request of ours."""
        ...


class _NoSpans:
    _NOTHING: Look = nullcontext()

    def span(self, name: str, attributes: Mapping[str, str | int]) -> Look:  # the protocol's
        return self._NOTHING

    def pass_on(self, headers: MutableMapping[str, str]) -> None:
        """Nothing."""


NO_SPANS: Spans = _NoSpans()
"""While tracing is off."""
