"""How is a program run, and what does it use? For Linux.

Its CPU time is what the kernel counted for the whole process, all threads, in nanoseconds.
"""

import http.client
import json
import re
import selectors
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parents[1]
PRODUCT = ROOT / ".venv" / "bin"
"""Where the service is installed."""
PEERS = ROOT / "bench" / ".venv" / "bin"
"""Where everything else is."""
PATIENCE = 60.0
"""Seconds that a program is given to start."""
_BARE = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "PYTHONPATH": str(ROOT),
    # Whatever asks for something outside of this machine fails at once.
    **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9"),
    "NO_PROXY": "127.0.0.1,localhost",
}
_READY = re.compile(r"(?:ready at|listens on) http://127\.0\.0\.1:(\d+)")


class Program:
    """A process of ours, until the end of the `with`. It knows nothing of our environment."""

    def __init__(
        self, command: Sequence[object], environment: Mapping[str, str], log: Path
    ) -> None:
        with log.open("ab") as written:
            self.process = subprocess.Popen(  # noqa: S603  # our own command
                [str(part) for part in command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=written,
                env={**_BARE, "HOME": str(log.parent), **environment},
                cwd=ROOT,
            )
        self._log = log

    @property
    def cpu(self) -> float:
        """Seconds of CPU time since it began."""
        return time.clock_gettime((~self.process.pid << 3) | 2)  # its clock, as Linux numbers them

    @property
    def memory(self) -> int:
        """Bytes resident."""
        return self._status("VmRSS")

    @property
    def peak(self) -> int:
        """The most bytes resident since `forget_peak`."""
        return self._status("VmHWM")

    def forget_peak(self) -> None:
        """Lets `peak` begin anew."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def _status(self, name: str) -> int:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(rf"{name}:\s+(\d+) kB", status)
        return int(found[1]) * 1024 if found else 0

    def line(self, timeout: float) -> str:
        """The next line on its standard output; `RuntimeError` where none comes in time."""
        assert self.process.stdout  # noqa: S101  # it is a pipe
        with selectors.DefaultSelector() as ready:
            ready.register(self.process.stdout, selectors.EVENT_READ)
            if ready.select(timeout) and (line := self.process.stdout.readline()):
                return line.decode()
        raise RuntimeError(f"{self.process.args!r} says nothing:\n{self.said()}")

    def said(self) -> str:
        """The end of what it wrote on standard error."""
        return self._log.read_text(errors="replace")[-2000:]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()
        self.process.wait()


class Server(Program):
    """A program that serves HTTP, on `port` or on the one that its first line names."""

    def __init__(
        self,
        command: Sequence[object],
        environment: Mapping[str, str],
        log: Path,
        path: str,
        port: int = 0,
    ) -> None:
        super().__init__(command, environment, log)
        try:
            self.port = port or self._named()
            self._wait(path)
        except BaseException:
            self.__exit__(None, None, None)
            raise

    def _named(self) -> int:
        line = self.line(PATIENCE)
        found = _READY.search(line)
        if not found:
            raise RuntimeError(f"no address in {line!r}")
        return int(found[1])

    def _wait(self, path: str) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            try:
                if self.ask("GET", path, timeout=5)[0] == http.client.OK:
                    return
            except OSError:
                pass
            time.sleep(0.01)
        raise RuntimeError(f"{self.process.args!r} is not ready:\n{self.said()}")

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 120,
    ) -> tuple[int, bytes]:
        """One request on a connection of its own: the answer's status and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()


class Talker(Program):
    """A program that does what it is told, a line of JSON each time (see `bench.talking`)."""

    def __init__(
        self, command: Sequence[object], log: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(command, environment or {}, log)
        try:
            self.line(PATIENCE)
        except BaseException:
            self.__exit__(None, None, None)
            raise

    def tell(self, patience: float = 300, **command: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON
        """What it answers to a command."""
        assert self.process.stdin  # noqa: S101  # it is a pipe
        self.process.stdin.write(json.dumps(command).encode() + b"\n")
        self.process.stdin.flush()
        said: dict[str, Any] = json.loads(self.line(patience))
        return said


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
