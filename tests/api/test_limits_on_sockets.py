"""Do keys and limits hold over real sockets, where callers need not speak as a library does?"""

import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.access.keys import create_key
from tests.processes import service

UNREAD = 64 << 20
"""What a caller announces or would send; the service reads some kilobytes of it."""
HEAD = "{} {} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n{}\r\n"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, str]]:
    """A service with one key, and that key."""
    folder = tmp_path_factory.mktemp("service")
    file: Path = folder / "keys.jsonl"
    key = create_key(file, "ours")
    with service(
        folder / "cache.sqlite",
        CLAIMWIRE_API_KEYS=str(file),
        CLAIMWIRE_MAX_ARTICLE_BYTES="1000",
        CLAIMWIRE_BODY_DEADLINE="0.5",
    ) as (_, port):
        yield port, key


def head(method: str, target: str, *headers: str) -> bytes:
    return HEAD.format(method, target, "".join(f"{one}\r\n" for one in headers)).encode()


def say(port: int, *pieces: bytes, pause: float = 0.0) -> bytes:
    """What comes back for these pieces, up to the end of the connection or of the answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(pause)
        return received(connection)


def received(connection: socket.socket) -> bytes:
    answer = b""
    while True:
        piece = connection.recv(1 << 16)
        answer += piece
        length = re.search(rb"content-length: (\d+)", answer, re.IGNORECASE)
        begin = answer.find(b"\r\n\r\n") + 4
        if not piece or (length and begin > 3 and len(answer) - begin >= int(length[1])):
            return answer


TARGETS = [
    "/v1/claims",
    "//v1/claims",
    "/./v1/claims",
    "/v1/../v1/claims",
    "/healthz/../v1/claims",
    "/healthz/%2e%2e/v1/claims",
    "/%2e/v1/claims",
    "/v1%2fclaims",
    "/v1/claims/",
    "/v1/claims%2f",
    "/V1/claims",
    "/v1/claims?x=/healthz",
    "/v1/claims#/healthz",
    "http://x/v1/claims",
    "http://x/healthz/../v1/claims",
    "*",
]


@pytest.mark.parametrize("target", TARGETS)
def test_no_target_goes_past_the_key(running: tuple[int, str], target: str) -> None:
    port, _ = running
    body = b"The mayor opened it."
    for method in ("POST", "GET", "OPTIONS"):
        answer = say(port, head(method, target, f"Content-Length: {len(body)}"), body)
        assert answer[9:12] in (b"400", b"401", b"404", b"405"), answer


def test_an_unknown_caller_is_refused_before_the_body_comes(running: tuple[int, str]) -> None:
    answer = say(running[0], head("POST", "/v1/claims", f"Content-Length: {UNREAD}"))
    assert answer.startswith(b"HTTP/1.1 401 ")
    assert b"100 Continue" not in say(
        running[0], head("POST", "/v1/claims", "Content-Length: 9", "Expect: 100-continue")
    )


def test_a_long_body_is_refused_before_it_comes(running: tuple[int, str]) -> None:
    port, key = running
    authorization = f"Authorization: Bearer {key}"
    announced = head("POST", "/v1/claims", authorization, f"Content-Length: {UNREAD}")
    assert say(port, announced).startswith(b"HTTP/1.1 413 ")
    chunked = head("POST", "/v1/claims", authorization, "Transfer-Encoding: chunked")
    chunk = b"4000\r\n" + b"x" * 0x4000 + b"\r\n"
    assert say(port, chunked, *[chunk] * 5).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("framing", ["Content-Length: 99", "Transfer-Encoding: chunked"])
def test_a_body_that_drips_is_cut_off(running: tuple[int, str], framing: str) -> None:
    port, key = running
    authorized = head("POST", "/v1/claims", f"Authorization: Bearer {key}", framing)
    drop = b"1\r\na\r\n" if "chunked" in framing else b"a"
    answer = say(port, authorized, *[drop] * 3, pause=0.1)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"urn:claimwire:problem:slow-body" in answer
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(authorized + drop)
        received(connection)
        assert connection.recv(1) == b""  # and the connection is closed


def test_the_service_is_as_before(running: tuple[int, str]) -> None:
    port, key = running
    body = b"The mayor opened it."
    length = f"Content-Length: {len(body)}"
    posted = head("POST", "/v1/claims", f"Authorization: Bearer {key}", length) + body
    assert say(port, posted).startswith(b"HTTP/1.1 200 ")
    assert say(port, head("GET", "/healthz")).startswith(b"HTTP/1.1 200 ")
