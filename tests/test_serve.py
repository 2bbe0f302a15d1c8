"""Does the service stand up to real sockets, and does it go when told to?"""

import http.client
import json
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import processes
from tests.conftest import WIRE_STORY


@pytest.fixture
def service(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    with processes.service(tmp_path / "cache.sqlite") as running:
        yield running


def call(port: int, method: str, path: str, body: bytes = b"") -> tuple[int, bytes, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, body, {"Content-Type": "text/plain"})
    response = connection.getresponse()
    answer = response.status, response.read(), response.getheader("Cache-Status", "")
    connection.close()
    return answer


def test_the_second_post_over_a_socket_is_a_hit(
    service: tuple[subprocess.Popen[str], int],
) -> None:
    _, port = service
    first = call(port, "POST", "/v1/claims", WIRE_STORY.read_bytes())
    second = call(port, "POST", "/v1/claims", WIRE_STORY.read_bytes())
    assert (first[0], first[2]) == (200, "Claimwire; fwd=miss")
    assert (second[0], second[2]) == (200, "Claimwire; hit")
    assert first[1] == second[1]
    identifier = json.loads(first[1])["id"]
    assert call(port, "GET", f"/v1/claims/{identifier}")[1] == first[1]


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"POST /v1/claims HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"POST /v1/claims HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nshort",
        b"POST /v1/claims HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
    ids=["noise", "negative length", "left in the middle", "bad chunk", "long path"],
)
def test_malformed_http_leaves_the_service_as_it_was(
    service: tuple[subprocess.Popen[str], int], raw: bytes
) -> None:
    _, port = service
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(1 << 16)
    assert b" 500 " not in answer.split(b"\r\n")[0]
    assert call(port, "GET", "/healthz")[0] == 200


def test_a_terminated_service_ends_by_itself(
    service: tuple[subprocess.Popen[str], int],
) -> None:
    process, port = service
    assert call(port, "GET", "/readyz")[0] == 200
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0
