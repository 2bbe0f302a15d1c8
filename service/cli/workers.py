"""How do several processes share one port?

One process that serves nothing itself starts the others, starts another where one ends, passes on
the signal to end, and ends when the last has. What they share is the listening socket and the
cache. Where it is killed itself, they notice at their lifelines and end, too.

Its exit code is 0 where all ended as they were told to; 1 where one had to be killed because it did
not, or failed as it ended: what that one was working on got no answer.
"""

import logging
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

from service.errors import ConfigurationError
from service.observing.sharing import forget_process, shared_metrics

log = logging.getLogger(__name__)

PATIENCE = 29.0
"""Seconds that all workers together have to end. Each gives up by itself before; schedulers kill
after 30."""
PAUSE = 1.0
"""Seconds before one takes the place of another that did not even start."""


class Worker:
    """A process that serves, seen from outside."""

    def __init__(self, host: str, listening: socket.socket) -> None:
        self.line, theirs = socket.socketpair()
        fds = (listening.fileno(), theirs.fileno())
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "service.cli.worker", host, *map(str, fds)], pass_fds=fds
            )
        self.ready = False

    def heard(self) -> bool:
        """Whether it is still there, after its line has something to read."""
        try:
            said = self.line.recv(1)
        except OSError:
            said = b""
        self.ready = self.ready or said != b""
        return said != b""

    def code(self, patience: float = PATIENCE) -> int:
        """That with which it ended, or is made to after so many seconds."""
        try:
            return self.process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            log.warning("a worker did not end, and is killed")
            self.process.kill()
            return self.process.wait()

    def forget(self) -> None:
        """Once it has ended."""
        self.line.close()
        forget_process(self.process.pid)


class Workers:
    """`number` processes that serve `host` on the socket `listening`, which is bound."""

    def __init__(self, listening: socket.socket, host: str, number: int) -> None:
        if sys.platform == "win32":
            raise ConfigurationError("Several workers cannot share a socket on Windows.")
        self._listening = listening
        self._host = host
        self._number = number
        self._workers: list[Worker] = []
        self._ending = False
        self._wake, self._woken = socket.socketpair()
        self._wake.setblocking(False)
        self._woken.setblocking(False)
        self._looking = selectors.DefaultSelector()

    def run(self, on_ready: Callable[[], None]) -> int:
        """Calls `on_ready` once all serve; returns the exit code after all have ended."""
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, self._told_to_end)
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        self._looking.register(self._woken, selectors.EVENT_READ)
        with shared_metrics():
            try:
                code = self._start(on_ready)
                if code is None:
                    self._keep()
            finally:
                # Nobody may be left waiting in a queue that no worker reads any more.
                self._listening.close()
                codes = self._end()
        # One that was only about to start ends by the signal itself.
        failed = [one for one in codes if one not in (0, -signal.SIGTERM)]
        return code or (1 if failed else 0)

    def _told_to_end(self, sig: int, frame: FrameType | None) -> None:
        self._ending = True

    def _start(self, on_ready: Callable[[], None]) -> int | None:
        """Until all serve; the exit code where one could not, or where it is to end already."""
        for _ in range(self._number):
            self._add()
        while not all(worker.ready for worker in self._workers):
            for gone in self._look(None):
                # It has said why; but of a signal's negative number a shell makes any.
                return max(gone.code(), 0) or 1
            if self._ending:
                return 0
        on_ready()
        return None

    def _keep(self) -> None:
        """Until told to end: as many workers as there have to be."""
        next_try = 0.0
        while not self._ending:
            missing = self._number - len(self._workers)
            wait = max(0.0, next_try - time.monotonic()) if missing else None
            if wait == 0.0:
                next_try = time.monotonic() + PAUSE
                for _ in range(missing):
                    self._add()
                continue
            for gone in self._look(wait):
                log.warning("a worker ended with code %d; another takes its place", gone.code())
                gone.forget()
                if gone.ready:
                    next_try = 0.0

    def _add(self) -> None:
        worker = Worker(self._host, self._listening)
        self._workers.append(worker)
        self._looking.register(worker.line, selectors.EVENT_READ, worker)

    def _look(self, timeout: float | None) -> list[Worker]:
        """Waits until something happens, or `timeout` seconds: the workers that are gone."""
        gone = []
        for key, _ in self._looking.select(timeout):
            if key.data is None:
                self._woken.recv(64)
            elif not key.data.heard():
                self._looking.unregister(key.fileobj)
                self._workers.remove(key.data)
                gone.append(key.data)
        return gone

    def _end(self) -> list[int]:
        until = time.monotonic() + PATIENCE
        for worker in self._workers:
            worker.process.terminate()
        codes = [worker.code(max(0.0, until - time.monotonic())) for worker in self._workers]
        for worker in self._workers:
            worker.forget()
        return codes
