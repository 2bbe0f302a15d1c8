"""Who is next, so that nobody has to wait for all of somebody else's?

Round robin (Nagle, RFC 970, 1985): each name has its own queue, and the first of each is served
before the second of any. With k names, whoever is first in its name's queue waits for k - 1 others
at the most, however many stand behind them; within a name it is first come, first served.
"""

import asyncio
from collections import deque

Turn = asyncio.Future[None]
"""Done once somebody's turn has come; whoever waits no more has cancelled it, or let it fail."""


class Turns:
    """Some slots, taken in turns.

    A path of names is a round robin within a round robin: with `tenant, article` each tenant is
    served as often as any other, and each article of a tenant as often as its others.
    """

    def __init__(self, slots: float) -> None:
        self._free = slots
        self._waiting = _Rotation()

    def ask(self, turn: Turn, *path: str) -> None:
        """Puts a turn in its queue; it comes at once where a slot is free. A turn that `has_come`
        has to be given back."""
        self._waiting.add(turn, path)
        self._serve()

    def give_back(self) -> None:
        """Lets the next one have a slot."""
        self._free += 1
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
        while self._free > 0 and (turn := self._waiting.next()):
            self._free -= 1
            turn.set_result(None)


def has_come(turn: Turn) -> bool:
    """Whether a turn came, and did not end without."""
    return turn.done() and not turn.cancelled() and turn.exception() is None


class _Rotation:
    """Turns by their path; those that wait no more are passed over when they are come to."""

    def __init__(self) -> None:
        self._first = deque[Turn]()
        """Those whose path ends here."""
        self._under: dict[str, _Rotation] = {}
        """The others, by their next name; the first to be served stands first."""

    def add(self, turn: Turn, path: tuple[str, ...]) -> None:
        if path:
            self._under.setdefault(path[0], _Rotation()).add(turn, path[1:])
        else:
            self._first.append(turn)

    def next(self) -> Turn | None:
        """Takes out the one that is served next; None where nobody waits."""
        while self._first:
            if not (turn := self._first.popleft()).done():
                return turn
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
