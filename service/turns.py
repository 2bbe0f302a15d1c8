"""Who is next, so that nobody has to wait for all of somebody else's?

Round robin (Nagle, RFC 970, 1985): each name has its own queue, and the first of each is served
before the second of any. With k names, whoever is first in its name's queue waits for k - 1 others
at the most, however many stand behind them; within a name it is first come, first served.
"""

import asyncio
from collections import deque
from typing import NamedTuple

Turn = asyncio.Future[None]
"""Done once somebody's turn has come; whoever waits no more has cancelled it, or let it fail."""


class Turns:
    """Some slots, taken in turns.

    A path of names is a round robin within a round robin: with `tenant, article` each tenant is
    served as often as any other, and each article of a tenant as often as its others. Who needs
    several slots at once waits for them, and so does who comes after; who needs more than there
    are is served alone.
    """

    def __init__(self, slots: float) -> None:
        self._slots = self._free = slots
        self._waiting = _Rotation()
        self._next: _Asked | None = None
        """Whose turn it is, as soon as enough is free."""

    def ask(self, turn: Turn, *path: str, slots: float = 1) -> None:
        """Puts a turn in its queue; it comes at once where enough is free. A turn that `has_come`
        has to be given back."""
        self._waiting.add(_Asked(turn, min(slots, self._slots)), path)
        self._serve()

    def give_back(self, slots: float = 1) -> None:
        """Lets the next ones have what was taken."""
        self._free += min(slots, self._slots)
        self._serve()

    async def take(self, *path: str) -> None:
        """Returns when the turn has come, which has to be given back."""
        turn: Turn = asyncio.get_running_loop().create_future()
        self.ask(turn, *path)
        try:
            await turn
        except asyncio.CancelledError:
            if has_come(turn):  # and nobody is there any more
                self.give_back()
            raise

    def _serve(self) -> None:
        while self._free > 0 and (asked := self._next or self._waiting.next()):
            self._next = asked
            if not asked.turn.done():
                if asked.slots > self._free:
                    return
                self._free -= asked.slots
                asked.turn.set_result(None)
            self._next = None


def has_come(turn: Turn) -> bool:
    """Whether a turn came, and did not end without."""
    return turn.done() and not turn.cancelled() and turn.exception() is None


class _Asked(NamedTuple):
    turn: Turn
    slots: float


class _Rotation:
    """Turns by their path; those that wait no more are passed over when they are come to."""

    def __init__(self) -> None:
        self._first = deque[_Asked]()
        """Those whose path ends here."""
        self._under: dict[str, _Rotation] = {}
        """The others, by their next name; the first to be served stands first."""

    def add(self, asked: _Asked, path: tuple[str, ...]) -> None:
        if path:
            self._under.setdefault(path[0], _Rotation()).add(asked, path[1:])
        else:
            self._first.append(asked)

    def next(self) -> _Asked | None:
        """Takes out the one that is served next; None where nobody waits."""
        while self._first:
            if not (asked := self._first.popleft()).turn.done():
                return asked
        while self._under:
            name = next(iter(self._under))
            one = self._under.pop(name)
            if found := one.next():
                if one.holds_any:
                    self._under[name] = one  # behind all others
                return found
        return None

    @property
    def holds_any(self) -> bool:
        return bool(self._first or self._under)
