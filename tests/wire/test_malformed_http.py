"""Does anything that comes over a socket break the service, or hang on it?"""

import asyncio
import socket
import threading
from collections.abc import Iterator

import pytest

from service.api.connection import Connection
from tests import processes
from tests.wire.sockets import connected

BODY = b"The mayor opened the bridge."
POST = b"POST /v1/claims HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
GET = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"
CLOSE = b"Connection: close\r\n"
REFUSED, TOO_LONG, NOTHING = {400}, {431}, {0}
"""Answers, by status; 0 is a connection that is closed without one."""

MALFORMED = [
    pytest.param(b"\x00\x01\x02\x03\r\n\r\n", REFUSED, id="noise"),
    pytest.param(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 60, REFUSED, id="TLS"),
    pytest.param(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", REFUSED, id="HTTP/2"),
    pytest.param(b"*1\r\n$4\r\nPING\r\n", REFUSED, id="Redis"),
    pytest.param(b"\r\n" * 5000 + GET + CLOSE + b"\r\n", {200, 400}, id="empty lines first"),
    pytest.param(b"GET /healthz\r\n\r\n", {200, 400}, id="HTTP/0.9"),
    pytest.param(b"GET  /healthz  HTTP/1.1\r\n\r\n", {200, 400}, id="two spaces"),
    pytest.param(b"GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n", REFUSED, id="unknown version"),
    pytest.param(b"GET /healthz HTTP/1.1.1\r\nHost: x\r\n\r\n", REFUSED, id="odd version"),
    pytest.param(b"get /healthz HTTP/1.1\r\nHost: x\r\n\r\n", REFUSED, id="small method"),
    pytest.param(b"NOPE /healthz HTTP/1.1\r\nHost: x\r\n\r\n", REFUSED, id="unknown method"),
    pytest.param(b"GET healthz HTTP/1.1\r\nHost: x\r\n\r\n", REFUSED, id="no slash"),
    pytest.param(b"GET http:/// HTTP/1.1\r\nHost: x\r\n\r\n", REFUSED, id="no authority"),
    pytest.param(b"GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", REFUSED, id="space in the target"),
    pytest.param(b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n", REFUSED, id="NUL in the target"),
    pytest.param(b"GET /\xff HTTP/1.1\r\nHost: x\r\n" + CLOSE + b"\r\n", {400, 404}, id="raw byte"),
    pytest.param(b"GET /%zz%ff HTTP/1.1\r\nHost: x\r\n" + CLOSE + b"\r\n", {404}, id="bad percent"),
    pytest.param(b"CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n", {400, 405}, id="CONNECT"),
    pytest.param(b"OPTIONS * HTTP/1.1\r\nHost: x\r\n" + CLOSE + b"\r\n", {400, 404}, id="asterisk"),
    pytest.param(b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n", TOO_LONG, id="long target"),
    pytest.param(GET + b"X: " + b"a" * 100_000 + b"\r\n\r\n", TOO_LONG, id="long header"),
    pytest.param(GET + b"X" * 100_000 + b": a\r\n\r\n", TOO_LONG, id="long name"),
    pytest.param(GET + b"X: a\r\n" * 20_000 + b"\r\n", TOO_LONG, id="20,000 headers"),
    pytest.param(GET + b"X: " + b"a" * 2_000_000, TOO_LONG, id="a header without an end"),
    pytest.param(GET + b"X Y: a\r\n\r\n", REFUSED, id="space in a name"),
    pytest.param(GET + b"X : a\r\n\r\n", REFUSED, id="space before the colon"),
    pytest.param(GET + b": a\r\n\r\n", REFUSED, id="no name"),
    pytest.param(GET + b"X\r\n\r\n", REFUSED, id="no colon"),
    pytest.param(b"GET /healthz HTTP/1.1\r\n\r\n", REFUSED, id="no name of a host"),
    pytest.param(GET + b"Host: x\r\n\r\n", REFUSED, id="a host twice"),
    pytest.param(b"GET /healthz HTTP/1.0\r\nHost: x\r\nHost: y\r\n\r\n", REFUSED, id="two hosts"),
    pytest.param(b"GET /healthz HTTP/1.0\r\n\r\n", {200}, id="HTTP/1.0 without a host"),
    pytest.param(GET + b"X: a\r\n b\r\n" + CLOSE + b"\r\n", {200, 400}, id="folded"),
    pytest.param(GET + b"X: a\x00b\r\n\r\n", REFUSED, id="NUL in a value"),
    pytest.param(GET + b"X: a\rb\r\n\r\n", REFUSED, id="bare CR in a value"),
    pytest.param(GET.replace(b"\r\n", b"\n") + b"\n", REFUSED, id="bare LF"),
    pytest.param(GET.replace(b"Host: x", b"Host: a, b") + CLOSE + b"\r\n", REFUSED, id="two names"),
    pytest.param(POST + b"Content-Length: -5\r\n\r\n", REFUSED, id="negative length"),
    pytest.param(POST + b"Content-Length: +5\r\n\r\nshort", REFUSED, id="signed length"),
    pytest.param(POST + b"Content-Length: 0x5\r\n\r\nshort", REFUSED, id="hexadecimal length"),
    pytest.param(POST + b"Content-Length: 5, 5\r\n\r\nshort", REFUSED, id="a list of lengths"),
    pytest.param(POST + b"Content-Length: \r\n\r\n", REFUSED, id="empty length"),
    pytest.param(POST + b"Content-Length: " + b"9" * 40 + b"\r\n\r\n", REFUSED, id="huge length"),
    pytest.param(
        POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nshorts", REFUSED, id="two lengths"
    ),
    pytest.param(
        POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", REFUSED,
        id="length and chunks",
    ),
    pytest.param(
        POST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", REFUSED,
        id="chunks and length",
    ),
    pytest.param(
        POST + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", REFUSED,
        id="chunks that are not last",
    ),
    pytest.param(
        POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", REFUSED, id="unknown coding"
    ),
    pytest.param(POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", REFUSED, id="bad chunk size"),
    pytest.param(
        POST + b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", REFUSED,
        id="huge chunk size",
    ),
    pytest.param(
        POST + b"Transfer-Encoding: chunked\r\n\r\n5\nshort\n0\n\n", REFUSED, id="bare LF in chunks"
    ),
    pytest.param(
        POST + b"Transfer-Encoding: chunked\r\n\r\n3\r\nshort\r\n0\r\n\r\n", REFUSED,
        id="chunk longer than it says",
    ),
    pytest.param(
        POST + b"Transfer-Encoding: chunked\r\n\r\n1;" + b"a" * 2_000_000, TOO_LONG,
        id="endless chunk extension",
    ),
    pytest.param(
        POST + b"Transfer-Encoding: chunked\r\n\r\n0\r\nX: " + b"a" * 2_000_000, TOO_LONG,
        id="endless trailer",
    ),
    pytest.param(
        POST + b"Content-Length: 50\r\nContent-Encoding: gzip\r\n" + CLOSE + b"\r\n\x1f\x8b", {415},
        id="compressed and cut",
    ),
    pytest.param(POST + b"Content-Length: 99999999\r\n\r\nThe", {413}, id="length beyond limits"),
    pytest.param(GET + b"Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n", {200}, id="upgrade"),
    pytest.param(
        GET + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n", {200}, id="h2c"
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    cache = tmp_path_factory.mktemp("wire") / "cache.sqlite"
    with processes.service(cache) as (_, port):
        yield port


def send(port: int, raw: bytes, half_closed: bool = False) -> bytes:
    """All that is answered until the connection ends; fails where it never does."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        sending = threading.Thread(target=_send_all, args=(connection, raw, half_closed))
        sending.start()
        answer = b""
        try:
            while (more := connection.recv(1 << 16)) and not _is_whole(answer + more):
                answer += more
            answer += more
        except ConnectionResetError:
            pass  # it answers before it has read all, and closes
        sending.join()
    return answer


def _send_all(connection: socket.socket, raw: bytes, half_closed: bool) -> None:
    try:
        connection.sendall(raw)
        if half_closed:
            connection.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # refused before its end


def _is_whole(answer: bytes) -> bool:
    head, _, body = answer.partition(b"\r\n\r\n")
    lengths = [
        int(line.split(b":")[1])
        for line in head.lower().split(b"\r\n")
        if line.startswith(b"content-length")
    ]
    return bool(lengths) and len(body) >= lengths[0]


def status(answer: bytes) -> int:
    return int(answer.split(b" ")[1]) if answer else 0


@pytest.mark.parametrize(("raw", "told"), MALFORMED)
def test_malformed_http_is_told_so_and_leaves_no_trace(
    port: int, raw: bytes, told: set[int]
) -> None:
    answer = send(port, raw)
    assert status(answer) in told, answer
    if status(answer) in (400, 404, 405, 413, 415, 431):
        assert b"application/problem+json" in answer
    assert b"\r\nserver:" not in answer.lower()
    assert status(send(port, GET + b"\r\n")) == 200


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"GET",
        b"GET /healthz HTTP/1.1\r\nHost: x\r\n",
        GET + b"\r\n",
        POST + b"Content-Length: 50\r\n\r\nshort",
        POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nsho",
        POST + b"Content-Length: %d\r\n\r\n%s" % (len(BODY), BODY),
    ],
    ids=["nothing", "a word", "half a head", "a request", "half a body", "half a chunk", "a post"],
)
def test_a_caller_who_stops_speaking_is_left(port: int, raw: bytes) -> None:
    assert status(send(port, raw, half_closed=True)) in (0, 200, 400)
    assert status(send(port, GET + b"\r\n")) == 200


def test_requests_in_one_piece_are_answered_in_their_order(port: int) -> None:
    post = POST + b"Content-Length: %d\r\n\r\n%s" % (len(BODY), BODY)
    nowhere = b"GET /nowhere HTTP/1.1\r\nHost: x\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(post + GET + b"\r\n" + nowhere + CLOSE + b"\r\n")
        answer = b""
        while more := connection.recv(1 << 16):
            answer += more
    assert [int(part.split()[0]) for part in answer.split(b"HTTP/1.1 ")[1:]] == [200, 200, 404]


def test_noise_after_a_request_does_not_overtake_its_answer(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(GET + b"\r\n" + b"\x00noise\r\n\r\n")
        answer = b""
        while more := connection.recv(1 << 16):
            answer += more
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b" 500 " not in answer


def test_a_thousand_answers_on_one_connection(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall((GET + b"\r\n") * 999 + GET + CLOSE + b"\r\n")
        answer = b""
        while more := connection.recv(1 << 16):
            answer += more
    assert answer.count(b"HTTP/1.1 200 OK") == 1000


class Hasty(Connection):
    """Waits less long."""

    slowest_head = 0.2


@pytest.mark.parametrize(
    "head",
    [b"", b"G", GET, GET + b"X: ", GET + b"\r\nGET /"],
    ids=["nothing", "a letter", "no end", "half a header", "a second one"],
)
async def test_a_head_that_does_not_come_is_not_waited_for(head: bytes) -> None:
    async with connected(Hasty) as (reader, writer):
        writer.write(head)
        async with asyncio.timeout(20):
            answer = await reader.read()  # to the end of the connection
    assert answer.startswith(b"HTTP/1.1 200 ") if b"\r\n\r\n" in head else answer == b""


async def test_a_head_that_comes_in_drops_is_read() -> None:
    async with connected(Hasty) as (reader, writer):
        for byte in GET + CLOSE + b"\r\n":
            writer.write(bytes([byte]))
            await writer.drain()
        async with asyncio.timeout(20):
            assert (await reader.read()).startswith(b"HTTP/1.1 200 ")
