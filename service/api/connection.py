"""How long may the head of a request be, how long may it take, and what is told to noise?

uvicorn reads a head of any length for as long as it takes. What is refused here has not become a
request yet: it reaches no route, no log line of a request and no limit of a key.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from schemas.problem import Problem
from service.api.problems import FOR_STATUS, MEDIA_TYPE, PREFIX

LONGEST_HEAD = 32 << 10
"""Bytes of a request's target and headers, trailers among them."""
_DETAILS = {
    400: "This is no HTTP/1.1 request.",
    431: f"The target and the headers of a request have at most {LONGEST_HEAD} bytes.",
}


class TooLongHead(Exception):
    """More was sent than any head needs."""


class Connection(HttpToolsProtocol):
    """One connection of a caller."""

    slowest_head = 10.0
    """Seconds from a connection's start, or from a request's first byte, to the end of its head."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # uvicorn's own
        super().__init__(*args, **kwargs)
        self._head = 0
        """Bytes of the head that the parser gave out."""
        self._held = 0
        """Bytes that it took and gave nothing out for: it may hold them."""
        self._status = 400
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._held += len(data)
        super().data_received(data)
        if self._held > LONGEST_HEAD and not self.transport.is_closing():
            self._status = 431
            self.send_400_response("")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._head = 0
        if self._timer is None:
            self._wait()

    def on_url(self, url: bytes) -> None:
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._count(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._stop_waiting()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._held = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._held = 0
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """The last that is said on this connection."""
        if self.cycle and not self.cycle.response_complete and not self.cycle.more_body:
            self.cycle.keep_alive = False  # what was asked before the noise is answered first
            return
        kind = FOR_STATUS[self._status]
        problem = Problem(
            type=PREFIX + kind.name,
            title=kind.title,
            status=kind.status,
            detail=_DETAILS[kind.status],
        )
        body = problem.model_dump_json(exclude_defaults=True).encode()
        head = (
            f"content-type: {MEDIA_TYPE}\r\ncontent-length: {len(body)}\r\n"
            "cache-control: no-store\r\nx-content-type-options: nosniff\r\n"
            "connection: close\r\n\r\n"
        )
        self.transport.write(STATUS_LINE[kind.status] + head.encode() + body)
        self.transport.close()

    def _count(self, size: int) -> None:
        self._head += size
        if self._head > LONGEST_HEAD:
            self._status = 431
            raise TooLongHead

    def _wait(self) -> None:
        self._timer = self.loop.call_later(self.slowest_head, self._give_up)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._timer = None
        if not self.transport.is_closing():
            self.transport.close()
