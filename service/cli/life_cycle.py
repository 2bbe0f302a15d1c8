"""How does a process that serves end?

Told to, by SIGTERM, it says so at `/readyz` and goes on answering for a while, until nobody sends
callers here any more. Then it stops listening, hears out who came before that, finishes what is
under way, tells whom it cannot serve any more, and ends with code 0, whatever a thread still does.
Ctrl-C (SIGINT) is the same without the while.
"""

import asyncio
import contextlib
import gc
import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from socket import socket
from types import FrameType

import uvicorn

from service.api.connection import Connection
from service.api.health import Life
from service.app import create_app
from service.settings import Settings

log = logging.getLogger(__name__)

_COLLECTING = (20_000, 20, 50)
"""New objects, and rounds, after which cycles are looked for. With a thousand articles in flight,
Python's own (700, 10, 10) take a tenth of the time, and stop everything for 200 ms at a time."""
LONGEST = 28.0
"""Seconds from the signal to the end: schedulers kill after 30, and `Workers` do after 29."""
_LAST_WORDS = 2.0
"""Seconds of them in which whoever still waits is told, and files are closed."""
_OVERTIME = 0.5
"""Seconds beyond them after which the process ends without having closed everything."""
_LATECOMERS = 0.4
"""Seconds that who was let in just before listening ended has to send the head of a request."""
_GLANCE = 0.02
_CLOSE = (b"connection", b"close")


def make_server(settings: Settings, host: str) -> "Server":
    """What answers on sockets that are bound to `host`. Raises `ConfigurationError`."""
    life = Life()
    config = uvicorn.Config(
        create_app(settings, host=host, life=life),
        http=Connection,
        ws="none",
        log_config=None,
        access_log=False,  # its lines have whole addresses; ours have not
        server_header=False,
        proxy_headers=False,  # nothing is decided by what a proxy says of its caller
    )
    return Server(config, life, settings.grace)


class Server(uvicorn.Server):
    """uvicorn's, with `grace` seconds between the signal and the end of listening."""

    def __init__(self, config: uvicorn.Config, life: Life, grace: float) -> None:
        config.timeout_graceful_shutdown = max(1, round(LONGEST - grace))
        super().__init__(config)
        self._life = life
        self._grace = grace
        self._drain = LONGEST - grace - _LAST_WORDS
        self.on_start: Callable[[], None] = lambda: None
        self._leave: Callable[[], None] = lambda: None

    def run(self, sockets: list[socket] | None = None) -> None:
        """Serves; it is all that the process is for, and the process ends with it."""
        self._leave = _leave
        gc.collect()
        gc.freeze()  # what is built by now stays: looking through it again is a fifth of an article
        gc.set_threshold(*_COLLECTING)
        super().run(sockets)

    async def serve(self, sockets: list[socket] | None = None) -> None:
        """Until told to end. All that needs to be closed is closed then."""
        await super().serve(sockets)
        self._leave()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Notes a signal; readiness changes here and now."""
        self._life.ending = True
        if sig == signal.SIGINT:
            self._grace = 0.0
        self._close_connections()
        super().handle_exit(sig, frame)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """uvicorn raises a signal once more at the end, and so ends with its code instead of 0."""
        handlers = {
            one: signal.signal(one, self.handle_exit) for one in (signal.SIGTERM, signal.SIGINT)
        }
        try:
            yield
        finally:
            for one, handler in handlers.items():
                signal.signal(one, handler)

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second; whether to end. Sets the headers of all answers now and then."""
        ends = await super().on_tick(counter)
        if self._life.ending:
            self._close_connections()
        return ends

    def _close_connections(self) -> None:
        """After the next answer on each: who has more to ask comes back to another process."""
        headers = self.server_state.default_headers
        if _CLOSE not in headers:
            self.server_state.default_headers = [*headers, _CLOSE]

    async def main_loop(self) -> None:
        """Serves until told to end, and a while longer."""
        self.on_start()
        await super().main_loop()
        log.info("told to end; still listening for %g seconds", self._grace)
        until = time.monotonic() + self._grace
        while time.monotonic() < until and self._grace and not self.force_exit:  # noqa: ASYNC110
            await asyncio.sleep(0.05)  # a second signal sets no event

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """Listens no more, and waits for what is under way as long as there is time."""
        over = threading.Timer(self._drain + _LAST_WORDS + _OVERTIME, self._leave)
        over.daemon = True
        over.start()
        last_words = asyncio.create_task(self._last_words())
        try:
            await self._hear_out(self._stop_listening(sockets or []))
            await super().shutdown(sockets)
        finally:
            last_words.cancel()
            over.cancel()

    def _stop_listening(self, sockets: list[socket]) -> list[socket]:
        """Those who wait to be taken up: they would be reset with what they wait at."""
        waiting = [one for listening in sockets for one in _take_up(listening)]
        for server in self.servers:
            server.close()
        return waiting

    async def _hear_out(self, waiting: list[socket]) -> None:
        """uvicorn closes connections without a request, and a request may be on its way on those
        that are new: with each answer since the signal, callers were told to connect again."""
        loop, http, state = asyncio.get_running_loop(), Connection, self.server_state
        for one in waiting:
            with contextlib.suppress(OSError):  # it has left
                await loop.connect_accepted_socket(
                    lambda: http(self.config, state, self.lifespan.state), one
                )
        # Counted, not timed: at each glance the event loop has read what has come.
        for _ in range(round(_LATECOMERS / _GLANCE)):
            await asyncio.sleep(_GLANCE)
            silent = (isinstance(one, http) and one.cycle is None for one in state.connections)
            if self.force_exit or not any(silent):
                break

    async def _last_words(self) -> None:
        await asyncio.sleep(self._drain)
        log.warning("the time is up; what is still under way is given up")
        await self._life.cut_off()


def _take_up(listening: socket) -> Iterator[socket]:
    """The connections in a socket's queue."""
    with contextlib.suppress(OSError):  # there are no more, or no more files
        listening.setblocking(False)
        while True:
            yield listening.accept()[0]


def _leave() -> None:
    """Ends the process, once what waits for the log is written. The interpreter would wait for
    threads that work, however long."""
    writing = threading.Thread(target=logging.shutdown, daemon=True)
    writing.start()  # so that a log that takes nothing does not keep us
    writing.join(_OVERTIME / 2)
    os._exit(0)
