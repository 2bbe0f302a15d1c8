"""What is a side asked, and what does it answer?"""

from collections.abc import Sequence
from typing import TypedDict

Place = tuple[int, int]
"""Half-open offsets in code points."""


class Request(TypedDict):
    """What a side is asked. `options` are the peer's."""

    text: str
    quotes: Sequence[str]
    cited: Sequence[Place | None]
    options: dict[str, bool]


class Answer(TypedDict):
    """Where each quote was found, the seconds that all took together, and for quotes that were
    not found the reason, if the side tells one."""

    places: list[Place | None]
    details: list[str]
    wall: float
    cpu: float
