"""Can a connection be held by a body that nobody reads?"""

import asyncio
import re
import time
from contextlib import suppress
from pathlib import Path

import pytest

from service.access.keys import create_key
from service.api.connection import Connection
from tests.wire.sockets import Pair, connected

LONG = b"Content-Length: 99999999\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
HOST = b" HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"


class Hasty(Connection):
    """Waits less long."""

    slowest_rest = 0.5


async def answer_of(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head)
    assert length
    return head + await reader.readexactly(int(length[1]))


UNREAD = {
    "no route": (b"POST /nope", LONG, 404),
    "no route, in chunks": (b"POST /nope", CHUNKED, 404),
    "no method": (b"DELETE /v1/claims", LONG, 405),
    "too long": (b"POST /v1/claims", LONG, 413),
    "no use": (b"GET /healthz", LONG, 200),
    "no use, in chunks": (b"GET /healthz", CHUNKED, 200),
    "not acceptable": (b"POST /v1/claims", b"Accept: image/png\r\n" + CHUNKED, 406),
}


@pytest.mark.parametrize(("line", "framing", "status"), UNREAD.values(), ids=UNREAD)
async def test_who_drips_what_nobody_reads_is_left(
    line: bytes, framing: bytes, status: int
) -> None:
    async with connected(Hasty) as pair:
        await dripping(pair, line + HOST + framing, status)


async def test_who_has_no_key_and_drips_is_left(tmp_path: Path) -> None:
    create_key(tmp_path / "keys", "desk")
    async with connected(Hasty, tmp_path / "keys") as pair:
        await dripping(pair, b"POST /v1/claims" + HOST + LONG, 401)


async def dripping(pair: Pair, head: bytes, status: int) -> None:
    reader, writer = pair
    drop = b"1\r\na\r\n" if CHUNKED in head else b"a"
    writer.write(head + b"\r\n" + drop)
    async with asyncio.timeout(10):
        answer = await answer_of(reader)
        assert answer.startswith(b"HTTP/1.1 %d " % status)
        assert answer.count(b"\r\nconnection: close\r\n") == 1
        assert await reader.read() == b""  # nothing more is said
        with suppress(ConnectionError):  # and, bytes or no bytes, soon nothing is heard
            while True:
                writer.write(drop)
                await writer.drain()
                await asyncio.sleep(0.05)


async def test_the_answer_reaches_who_sends_all_before_reading() -> None:
    """As many libraries do: were the connection closed at once, they would see it reset."""
    async with connected(Hasty) as (reader, writer), asyncio.timeout(10):
        writer.write(b"POST /nope" + HOST + b"Content-Length: 8000000\r\n\r\n")
        for _ in range(80):
            writer.write(b"a" * 100_000)
            await writer.drain()
        assert (await reader.read()).startswith(b"HTTP/1.1 404 ")


async def test_what_comes_after_an_unread_body_is_no_request() -> None:
    async with connected(Hasty) as (reader, writer), asyncio.timeout(10):
        writer.write(b"POST /nope" + HOST + b"Content-Length: 5\r\n\r\n")
        assert (await answer_of(reader)).startswith(b"HTTP/1.1 404 ")
        with suppress(ConnectionError):
            writer.write(b"12345GET /healthz" + HOST + b"\r\n")
        assert await reader.read() == b""


async def test_a_body_that_came_with_its_head_costs_nobody_the_connection() -> None:
    async with connected(Hasty) as (reader, writer), asyncio.timeout(10):
        for _ in range(3):
            writer.write(b"POST /nope" + HOST + b"Content-Length: 5\r\n\r\n12345")
            answer = await answer_of(reader)
            assert answer.startswith(b"HTTP/1.1 404 ")
            assert b"connection: close" not in answer


async def test_noise_in_a_body_that_is_waited_for_ends_the_waiting() -> None:
    async with connected(Hasty) as (reader, writer), asyncio.timeout(10):
        started = time.monotonic()
        writer.write(b"POST /v1/claims" + HOST + CHUNKED + b"\r\n")
        await asyncio.sleep(0.1)
        writer.write(b"zz\r\n")
        answers = await reader.read()
    assert re.findall(rb"HTTP/1.1 (\d+)", answers) == [b"400"]
    assert time.monotonic() - started < 5
