"""What is told to noise, and how long are heads, and bodies that nobody reads, waited for?

uvicorn reads a head of any length for as long as it takes, and a body that was answered unread for
as long as it comes. What is refused here has not become a request yet: it reaches no route and no
limit of a key.
"""

import asyncio
import logging
from collections.abc import Awaitable
from typing import Any

import httptools
from uvicorn._types import (
    ASGI3Application,
    ASGIReceiveCallable,
    ASGISendCallable,
    ASGISendEvent,
    HTTPResponseBodyEvent,
    HTTPResponseStartEvent,
)
from uvicorn._types import Scope as UvicornScope
from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

from schemas.problem import Problem
from service.api.body import WHOLE
from service.api.headers import FOR_NOBODY
from service.api.problems import FOR_STATUS, MEDIA_TYPE, PREFIX
from service.observing.account import new_request_id
from service.observing.metrics import Metrics

log = logging.getLogger(__name__)

LONGEST_HEAD = 32 << 10
"""Bytes of a request's target and headers, trailers among them."""
_CONTROLS = bytes({*range(0x20), 0x7F} - {0x09})
"""What no header has, and the two that end it."""
_NO_HTTP = "This is no HTTP/1.1 request."
_TOO_LONG = f"The target and the headers of a request have at most {LONGEST_HEAD} bytes."
_HOSTS = "A request has one Host header, and only one of HTTP/1.0 may have none."


class Refused(Exception):
    """The head of a request is none that is answered."""


class Connection(HttpToolsProtocol):
    """One connection of a caller."""

    slowest_head = 10.0
    """Seconds from a connection's start, or from a request's first byte, to the end of its head."""
    slowest_rest = 2.0
    """Seconds in which what comes after the last answer is read, and thrown away. A connection that
    is closed with bytes unread is reset, and the caller may lose the answer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # uvicorn's own
        super().__init__(*args, **kwargs)
        self._held = 0
        """Bytes that the parser took since it gave out something of a body: it may hold them."""
        self._longest = 0
        """Bytes that a head which ends now has at most."""
        self._in_head = True
        """Whether a head is waited for, or the rest of one."""
        self._status, self._detail = 400, _NO_HTTP
        self._timer: asyncio.TimerHandle | None = None
        self._is_last = False
        """Whether the answer that was begun is the last."""
        self._has_ended = False
        """Whether it was given, and nothing is listened to any more."""
        state = getattr(self.config.app, "state", {})
        self._metrics: Metrics | None = state.get("metrics")

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        super().connection_made(transport)
        self._wait(self.slowest_head)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._has_ended:
            return
        self._unset_keepalive_if_required()
        self._held += len(data)
        self._longest = self._held
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            pass  # whatever it would change to, it is answered in HTTP/1.1
        except httptools.HttpParserError:
            self.send_400_response("")
        else:
            if self._held > LONGEST_HEAD and not self.transport.is_closing():
                self._status, self._detail = 431, _TOO_LONG
                self.send_400_response("")
            elif self._in_head and self._timer is None and not self._has_ended:
                self._wait(self.slowest_head)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head = True

    def on_headers_complete(self) -> None:
        self._check_length()
        hosts = [name for name, _ in self.headers].count(b"host")
        if hosts > 1 or (not hosts and self.parser.get_http_version() != "1.0"):
            self._detail = _HOSTS
            raise Refused
        self._in_head = False
        self._stop_waiting()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._held = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._check_length()  # of the trailers, too
        self._held = 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        if self._is_last:
            self.pipeline.clear()
        super().on_response_complete()
        if self._is_last:
            self._end()

    def send_400_response(self, msg: str) -> None:
        """The last that is said on this connection."""
        if self.cycle and not self.cycle.response_complete and not self.cycle.more_body:
            self.cycle.keep_alive = False  # what was asked before the noise is answered first
            return
        if self.cycle and not self.cycle.response_complete:  # who waits for its body waits in vain
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        kind = FOR_STATUS[self._status]
        problem = Problem(
            type=PREFIX + kind.name, title=kind.title, status=kind.status, detail=self._detail
        )
        body = problem.model_dump_json(exclude_defaults=True).encode()
        request_id = new_request_id()
        headers = [
            *(one for one in self.server_state.default_headers if one[0] != b"connection"),
            (b"content-type", MEDIA_TYPE.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
            *FOR_NOBODY,
            (b"x-request-id", request_id.encode()),
            (b"connection", b"close"),
        ]
        head = b"".join(b"%s: %s\r\n" % header for header in headers)
        self.transport.write(STATUS_LINE[kind.status] + head + b"\r\n" + body)
        self._end()
        if self._metrics:
            self._metrics.refused(kind.status, kind.name)
        fields = {"request_id": request_id, "status": kind.status, "outcome": kind.name}
        log.info("refused what is no request", extra={"fields": fields})

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        def answering(
            scope: UvicornScope, receive: ASGIReceiveCallable, send: ASGISendCallable
        ) -> Awaitable[None]:
            if not cycle.more_body:
                cycle.scope.setdefault("extensions", {})[WHOLE] = {}
            return app(scope, receive, send_together)

        head: HTTPResponseStartEvent | None = None

        async def send_together(message: ASGISendEvent) -> None:
            """The head waits for the body: each write costs as much as finding an answer."""
            nonlocal head
            if message["type"] == "http.response.start":
                head = message
            elif head is None or message["type"] != "http.response.body":
                await cycle.send(message)
            elif cycle.more_body or not _send_whole(cycle, head, message):
                await self._send_apart(cycle, head, message)
                head = None

        super()._start_asgi_task(cycle, answering)

    async def _send_apart(
        self,
        cycle: RequestResponseCycle,
        head: HTTPResponseStartEvent,
        body: HTTPResponseBodyEvent,
    ) -> None:
        """As uvicorn does it."""
        if not cycle.more_body:
            await cycle.send(head)
        else:
            cycle.keep_alive = False  # so that the head says that it is the last
            await cycle.send(head)
            cycle.keep_alive = True  # but uvicorn would reset it: it is closed in `_end`
            self._is_last = True
        await cycle.send(body)

    def _end(self) -> None:
        """Says no more, and listens for a moment without heeding what comes."""
        self._has_ended = True
        if self.transport.is_closing():
            return
        self.transport.write_eof()
        self._stop_waiting()
        self._wait(self.slowest_rest)

    def _check_length(self) -> None:
        if self._longest <= LONGEST_HEAD:  # nearly always, and then there is nothing to add up
            return
        size = len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
        if size > LONGEST_HEAD:
            self._status, self._detail = 431, _TOO_LONG
            raise Refused

    def _wait(self, seconds: float) -> None:
        self._timer = self.loop.call_later(seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._timer = None
        if not self.transport.is_closing():
            self.transport.close()


def _send_whole(
    cycle: RequestResponseCycle, head: HTTPResponseStartEvent, body: HTTPResponseBodyEvent
) -> bool:
    """Sends an answer of the usual kind in one piece; False where it is of another, or the caller
    does not read or has left."""
    content = body.get("body", b"")
    headers = [*cycle.default_headers, *head["headers"]]
    if (
        body.get("more_body")
        or not cycle.keep_alive
        or cycle.disconnected
        or cycle.response_started
        or cycle.flow.write_paused
        or (b"content-length", b"%d" % len(content)) not in headers
    ):
        return False
    lines = b"".join([b"%s: %s\r\n" % header for header in headers])
    controls = len(lines) - len(lines.translate(None, _CONTROLS))
    if b"connection: " in lines or controls != 2 * len(headers):
        return False
    cycle.response_started = cycle.response_complete = True
    cycle.transport.writelines((b"".join((STATUS_LINE[head["status"]], lines, b"\r\n")), content))
    cycle.message_event.set()
    cycle.on_response()
    return True
