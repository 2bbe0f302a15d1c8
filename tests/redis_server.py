"""How do tests start a Redis server of their own?"""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from redis import Redis

PROGRAM = shutil.which("redis-server") or shutil.which("valkey-server")
needs_redis = pytest.mark.skipif(
    PROGRAM is None, reason="needs redis-server or valkey-server (.ci/redis installs it as root)"
)


class Server:
    """A server on a loopback port that can be ended and started again there."""

    def __init__(self, folder: Path, *options: str) -> None:
        self._folder = folder
        self._options = options
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when it answers."""
        assert PROGRAM
        self.process = subprocess.Popen(
            [
                *(PROGRAM, "--bind", "127.0.0.1", "--port", str(self.port)),
                *("--save", "", "--dir", str(self._folder), *self._options),
            ],
            stdout=subprocess.DEVNULL,
        )
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as probe:
                probe.sendall(b"PING\r\n")
                if probe.recv(64).startswith((b"+PONG", b"-NOAUTH")):
                    return
            time.sleep(0.01)
        raise TimeoutError("redis-server did not start")

    def kill(self) -> None:
        """As a crash does."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def client(self) -> Redis:
        """A client that is none of ours."""
        return Redis.from_url(self.url)

    def grow_older(self, seconds: float) -> None:
        """A server's clock cannot be moved; what it keeps is made older instead."""
        with self.client() as client:
            for key in client.scan_iter():
                left = client.pttl(key)
                if left >= 0:
                    client.pexpire(key, max(0, left - round(seconds * 1000)))


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


@contextmanager
def redis_server(folder: Path, *options: str) -> Iterator[Server]:
    """A running server, killed in the end."""
    server = Server(folder, *options)
    try:
        server.start()
        yield server
    finally:
        server.kill()
