"""Does the service end its work when told to, and outlive callers that take all they can?"""

import http.client
import json
import re
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.fakes import draft, draft_claim

IN_FLIGHT = 20
FILES = 64


class _Slow(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(1.0)
        message = {"role": "assistant", "content": draft(draft_claim("The mayor opened"))}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        body = json.dumps({"model": "stub-1", "choices": [choice]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Silence."""


@pytest.fixture
def slow_model() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Slow)
    server.request_queue_size = 2 * IN_FLIGHT
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()
    thread.join()


def start(cache: Path, files: int = 1024, **environment: str) -> tuple[subprocess.Popen[str], int]:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))

    process = subprocess.Popen(
        [sys.executable, "-m", "service.cli", "serve", "--port", "0"],
        env={"PATH": "/usr/bin:/bin", "CLAIMWIRE_CACHE": f"sqlite:///{cache}", **environment},
        preexec_fn=limit,  # nothing else runs in this process yet
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout
    listening = re.search(r":(\d+) ", process.stdout.readline())
    assert listening
    return process, int(listening[1])


def status(port: int, method: str, path: str, body: bytes = b"") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body, {"Content-Type": "text/plain"})
        return connection.getresponse().status
    finally:
        connection.close()


def test_requests_in_flight_finish_when_the_service_is_told_to_end(
    slow_model: str, tmp_path: Path
) -> None:
    process, port = start(tmp_path / "cache.sqlite", OPENAI_BASE_URL=slow_model)
    found: list[int] = []

    def post(number: int) -> None:
        text = f"The mayor opened bridge number {number} on Monday."
        found.append(status(port, "POST", "/v1/claims", text.encode()))

    threads = [threading.Thread(target=post, args=(number,)) for number in range(IN_FLIGHT)]
    try:
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        for thread in threads:
            thread.join(timeout=30)
        assert process.wait(timeout=30) in (0, -signal.SIGTERM)
    finally:
        process.kill()
        process.communicate()
    assert found == [200] * IN_FLIGHT
    with pytest.raises(OSError, match="refused"):
        status(port, "GET", "/healthz")


def test_more_connections_than_files_pass(tmp_path: Path) -> None:
    process, port = start(tmp_path / "cache.sqlite", files=FILES)
    callers: list[socket.socket] = []
    try:
        for _ in range(2 * FILES):
            callers.append(socket.create_connection(("127.0.0.1", port), timeout=10))
            callers[-1].sendall(b"POST /v1/claims HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n")
        time.sleep(0.3)
        for caller in callers:
            caller.close()
        callers.clear()
        time.sleep(1.2)  # asyncio looks for free files again after a second
        assert status(port, "GET", "/healthz") == 200
        assert process.poll() is None
    finally:
        for caller in callers:
            caller.close()
        process.kill()
        process.communicate()


def test_slow_bodies_keep_nobody_else_waiting(tmp_path: Path) -> None:
    process, port = start(tmp_path / "cache.sqlite")
    head = b"POST /v1/claims HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\na"
    callers = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(200)]
    try:
        for caller in callers:
            caller.sendall(head)
        assert status(port, "GET", "/healthz") == 200
        assert status(port, "POST", "/v1/claims", b"The mayor opened it.") == 503
    finally:
        for caller in callers:
            caller.close()
        process.kill()
        process.communicate()
