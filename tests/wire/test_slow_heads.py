"""How long is the head of a request waited for?"""

import asyncio
from collections.abc import Callable
from typing import Any

import uvicorn
from uvicorn.server import ServerState

from service.api.connection import Connection

DOCUMENTED = 10.0
"""Seconds: docs/operations.md, Threats."""


class Loop:
    """Remembers what it is asked to call, and when."""

    def __init__(self) -> None:
        self.later: list[tuple[float, Callable[[], None]]] = []

    def call_later(self, seconds: float, what: Callable[[], None]) -> asyncio.TimerHandle | None:
        self.later.append((seconds, what))
        return None


class Transport(asyncio.Transport):
    closed = False

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed


async def nothing(scope: object, receive: object, send: object) -> None:
    """An app that is never asked."""


def test_a_head_has_ten_seconds() -> None:
    loop: Any = Loop()
    config = uvicorn.Config(nothing, log_config=None, ws="none")
    connection, transport = Connection(config, ServerState(), {}, loop), Transport()
    connection.connection_made(transport)
    ((seconds, give_up),) = loop.later
    assert seconds == DOCUMENTED
    give_up()
    assert transport.closed
