"""What was worked out last, and may be asked for again?"""

from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(dict[K, V]):
    """The last few results of some work on one article, which is done in the order of its text:
    what lies far back is hardly asked for again, and would take room with the article's length."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size

    def keep(self, key: K, value: V) -> V:
        """Remembers a result, and forgets the oldest where there are too many."""
        if len(self) >= self._size:
            del self[next(iter(self))]
        self[key] = value
        return value
