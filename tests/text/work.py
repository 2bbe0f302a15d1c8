"""How much work does something do, counted so that every machine counts the same?"""

import sys
from collections.abc import Callable
from types import FrameType

GROWTH = 3
"""How many times the work on twice the text may be at most; were it quadratic, it would be four."""


def steps(work: Callable[[], object]) -> int:
    """How many functions are called while it works. What one call does, as a search in a text, is
    not seen."""
    count = 0

    def called(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
