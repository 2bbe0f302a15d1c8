"""Does the service end its work when told to, and outlive callers that take all they can?"""

import http.client
import signal
import socket
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.processes import ChatServer, service, serving

IN_FLIGHT = 20
FILES = 64
HEAD = b"POST /v1/claims HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\na"


def status(port: int, method: str, path: str, body: bytes = b"") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body, {"Content-Type": "text/plain"})
        return connection.getresponse().status
    finally:
        connection.close()


def test_requests_in_flight_finish_when_the_service_is_told_to_end(tmp_path: Path) -> None:
    found: list[int] = []

    def post(port: int, number: int) -> None:
        text = f"The mayor opened bridge number {number} on Monday."
        found.append(status(port, "POST", "/v1/claims", text.encode()))

    with (
        serving(ChatServer("The mayor opened", wait=1.0)) as model,
        service(tmp_path / "cache.sqlite", OPENAI_BASE_URL=model.base_url) as (process, port),
    ):
        threads = [
            threading.Thread(target=post, args=(port, number)) for number in range(IN_FLIGHT)
        ]
        for thread in threads:
            thread.start()
        while model.calls < IN_FLIGHT:
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        for thread in threads:
            thread.join(timeout=30)
        assert process.wait(timeout=30) == 0
    assert found == [200] * IN_FLIGHT
    with pytest.raises(OSError, match="refused"):
        status(port, "GET", "/healthz")


def test_more_connections_than_files_pass(tmp_path: Path) -> None:
    with service(tmp_path / "cache.sqlite", files=FILES) as (process, port):
        with ExitStack() as callers:
            for _ in range(2 * FILES):
                caller = socket.create_connection(("127.0.0.1", port), timeout=10)
                callers.enter_context(caller).sendall(HEAD)
            time.sleep(0.3)
        time.sleep(1.2)  # asyncio looks for free files again after a second
        assert status(port, "GET", "/healthz") == 200
        assert process.poll() is None


def test_slow_bodies_keep_nobody_else_waiting(tmp_path: Path) -> None:
    with service(tmp_path / "cache.sqlite") as (_, port), ExitStack() as callers:
        for _ in range(200):
            caller = socket.create_connection(("127.0.0.1", port), timeout=10)
            callers.enter_context(caller).sendall(HEAD)
        assert status(port, "GET", "/healthz") == 200
        assert status(port, "POST", "/v1/claims", b"The mayor opened it.") == 200
