"""How do tests start the service in a process of its own, and a model's server beside it?"""

import http.client
import json
import os
import re
import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.fakes import draft, draft_claim

PATIENCE = 30
"""Seconds after which a test gives up."""


class ChatServer(ThreadingHTTPServer):
    """Speaks Chat Completions and always makes the same claim, after `wait` seconds, or once it is
    `released`."""

    request_queue_size = 64
    daemon_threads = True

    def __init__(self, quote: str, wait: float = 0.0, only_first: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), _Chat)
        self.content = draft(draft_claim(quote))
        self.wait = wait
        self.only_first = only_first
        self.released = threading.Event()
        self.calls = 0

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class _Chat(BaseHTTPRequestHandler):
    server: ChatServer

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.calls += 1
        if self.server.calls == 1 or not self.server.only_first:
            self.server.released.wait(self.server.wait)
        message = {"role": "assistant", "content": self.server.content}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        body = json.dumps({"model": "stub-1", "choices": [choice]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(OSError):  # the service was killed
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Silence."""


@contextmanager
def serving(server: ChatServer) -> Iterator[ChatServer]:
    """A model's server, running."""
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def service(
    cache: Path,
    files: int = 1024,
    file_size: int = resource.RLIM_INFINITY,
    options: Sequence[str] = (),
    log: Path | None = None,
    command: Sequence[str] = ("-m", "service.cli"),
    **environment: str,
) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """`claimwire serve` on a free port, with limits of open files and of the bytes of one, its log
    in a file; killed in the end. `command` is what Python runs as `claimwire`."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))

    with (log or Path(os.devnull)).open("ab") as errors:
        process = subprocess.Popen(
            [sys.executable, *command, "serve", "--port", "0", *options],
            env={
                "PATH": "/usr/bin:/bin",
                "CLAIMWIRE_CACHE": f"sqlite:///{cache}",
                "CLAIMWIRE_PROMPT": "claims@1",
                **environment,
            },
            preexec_fn=limit,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    try:
        assert process.stdout
        listening = re.search(r"http://127\.0\.0\.1:(\d+)", process.stdout.readline())
        assert listening
        yield process, int(listening[1])
    finally:
        process.kill()
        process.communicate()


def call(port: int, path: str, body: bytes | None = None) -> tuple[int, bytes, str]:
    """Status, body and the Connection header."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        method = "GET" if body is None else "POST"
        connection.request(method, path, body, {"Content-Type": "text/plain"})
        response = connection.getresponse()
        return response.status, response.read(), response.getheader("Connection", "")
    finally:
        connection.close()


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def children(process: subprocess.Popen[str]) -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(child) for child in listed.read_text().split()]


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="looks for processes in /proc"
)


def is_alive(pid: int) -> bool:
    with suppress(OSError):
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    return False


def is_refused(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=PATIENCE).close()
    except ConnectionRefusedError:
        return True
    except ConnectionResetError:  # at the very moment
        pass
    return False
