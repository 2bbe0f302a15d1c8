"""What did one request cost, and where did its time go?

The middleware opens an account, and whatever happens on the request's behalf is put on it. A run
that several requests share is on the account of the one that began it.
"""

import itertools
import os
import time
from contextvars import ContextVar
from dataclasses import dataclass, field

_CACHE_STATUS = {
    "hit": "Claimwire; hit",
    "miss": "Claimwire; fwd=miss",
    "shared": "Claimwire; fwd=miss; collapsed",
}


@dataclass(slots=True)
class Account:
    """What is known of a request so far; nothing of it is the caller's or the model's text."""

    request_id: str = ""
    problem: str = ""
    """The name of the problem that was answered."""
    cache: str = ""
    """`hit`, `miss`, or `shared` where it was the run of another request that answered; empty where
    no answer was looked for."""
    calls: int = 0
    """Calls to the model, those that failed included."""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    claims: int | None = None
    rejected: int | None = None
    failed: int | None = None
    """Parts of the article that could not be done."""
    spent: dict[str, float] = field(default_factory=dict)
    """Seconds by what they went into."""
    trace_id: str = ""

    @property
    def cache_status(self) -> str | None:
        """The value of a Cache-Status header (RFC 9211), where there is one."""
        return _CACHE_STATUS.get(self.cache)

    def server_timing(self, total: float) -> str:
        """The value of a Server-Timing header, in milliseconds."""
        spent = [f"{name};dur={seconds * 1000:.1f}" for name, seconds in self.spent.items()]
        return ", ".join([*spent, f"total;dur={total * 1000:.1f}"])


_PROCESS = os.urandom(5).hex()
_numbers = itertools.count(int.from_bytes(os.urandom(2)))


def new_request_id() -> str:
    """An id that no other request has, also of another process. It is no secret: those of a process
    begin alike and are counted."""
    return f"{_PROCESS}{next(_numbers):06x}"


_current: ContextVar[Account | None] = ContextVar("account", default=None)
open_account = _current.set
close_account = _current.reset


def current_account() -> Account | None:
    """The account of the request on whose behalf this runs."""
    return _current.get()


class Stopwatch:
    """Puts the time that a block takes on the current account."""

    __slots__ = ("_name", "_started")

    def __init__(self, name: str) -> None:
        self._name = name
        self._started = 0.0

    def __enter__(self) -> None:
        self._started = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        if account := _current.get():
            spent = account.spent.get(self._name, 0.0) + time.perf_counter() - self._started
            account.spent[self._name] = spent
