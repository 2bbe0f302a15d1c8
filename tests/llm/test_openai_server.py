"""Does the default transport hold against a real server, a bad one too?"""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from service.conversation import Answer, Message, ModelRequest, Tokens
from service.errors import (
    ContextTooLong,
    InvalidAnswer,
    ModelBusy,
    ModelError,
    ModelTimeout,
    ModelUnavailable,
)
from service.llm.openai import OpenAIModel
from service.llm.transport import MAX_RESPONSE

Script = Callable[[dict[str, Any], asyncio.StreamWriter], Awaitable[None]]


def request(text: str = "hello") -> ModelRequest:
    return ModelRequest((Message("user", text),), "claims", {"type": "object"}, {"temperature": 0})


def soon() -> float:
    return asyncio.get_running_loop().time() + 5


def response(content: str) -> bytes:
    body = json.dumps({"model": "tiny-1", "choices": [{"message": {"content": content}}]}).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


class Server:
    """Reads requests and answers each with what its script writes."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.connections = 0
        self.heads: list[str] = []
        """Of each request, its first line and headers in lower case."""
        self.cut: list[asyncio.Event] = []
        """For each connection, set once it has ended."""

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        cut = asyncio.Event()
        self.cut.append(cut)
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
                self.heads.append(head)
                length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
                await self.script(json.loads(await reader.readexactly(length)), writer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            cut.set()
            writer.close()


@asynccontextmanager
async def listening(script: Script) -> AsyncIterator[tuple[str, Server]]:
    """A server of ours, and its address."""
    handler = Server(script)
    server = await asyncio.start_server(handler, "127.0.0.1", 0, backlog=1000)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", handler
    finally:
        server.close()
        await asyncio.gather(*(cut.wait() for cut in handler.cut))


@asynccontextmanager
async def serving(script: Script) -> AsyncIterator[tuple[OpenAIModel, Server]]:
    """A model behind a server of ours."""
    async with listening(script) as (url, handler):
        model = OpenAIModel("tiny", "sk-test", url)
        try:
            yield model, handler
        finally:
            await model.close()


def echo(asked: dict[str, Any]) -> bytes:
    return response(f"you said {asked['messages'][0]['content']}")


async def answer_well(asked: dict[str, Any], writer: asyncio.StreamWriter) -> None:
    writer.write(echo(asked))


async def test_a_good_answer_comes_through_one_kept_connection() -> None:
    async with serving(answer_well) as (model, server):
        for text in ("one", "two"):
            answer = await model.answer(request(text), soon())
            assert answer == Answer(f"you said {text}", None, Tokens(), "tiny-1")
        assert server.connections == 1


async def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with serving(answer_well) as (model, _):
        assert (await model.answer(request(), soon())).text == "you said hello"


async def test_certificates_of_the_environment_are_not_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.setenv(name, "/nowhere")  # an error for whoever reads it
    async with serving(answer_well) as (model, _):
        assert (await model.answer(request(), soon())).text == "you said hello"


async def test_a_response_too_many_never_reaches_the_next_caller() -> None:
    async def answer_twice(asked: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        writer.write(echo(asked) + response("somebody else's answer"))

    async with serving(answer_twice) as (model, _):
        for text in ("one", "two", "three"):
            assert (await model.answer(request(text), soon())).text == f"you said {text}"


async def test_a_late_response_too_many_never_reaches_the_next_caller() -> None:
    read, followed_up = asyncio.Event(), asyncio.Event()

    async def answer_and_follow_up(asked: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        writer.write(echo(asked))
        await read.wait()
        writer.write(response("somebody else's answer"))
        followed_up.set()

    async with serving(answer_and_follow_up) as (model, _):
        for text in ("one", "two", "three"):
            assert (await model.answer(request(text), soon())).text == f"you said {text}"
            read.set()
            await followed_up.wait()
            await asyncio.sleep(0.02)  # in which the same loop reads it
            read.clear()
            followed_up.clear()


async def hang_up(_: dict[str, Any], writer: asyncio.StreamWriter) -> None:
    writer.close()


async def reset(_: dict[str, Any], writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def stop_in_the_body(asked: dict[str, Any], writer: asyncio.StreamWriter) -> None:
    writer.write(echo(asked)[:-10])
    writer.close()


async def stop_in_the_headers(asked: dict[str, Any], writer: asyncio.StreamWriter) -> None:
    writer.write(echo(asked)[:20])
    writer.close()


async def speak_no_http(_: dict[str, Any], writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 mail.test ESMTP\r\n\r\n")


async def send_bad_chunks(_: dict[str, Any], writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n")


BROKEN = [hang_up, reset, stop_in_the_body, stop_in_the_headers, speak_no_http, send_bad_chunks]


@pytest.mark.parametrize("script", BROKEN)
async def test_a_broken_connection_is_no_timeout(script: Script) -> None:
    async with serving(script) as (model, server):
        with pytest.raises(ModelUnavailable) as caught:
            await model.answer(request(), soon())
        assert type(caught.value) is ModelUnavailable
        assert server.connections == 1


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/v1", f"http://{'a' * 300}/v1"])
async def test_a_server_that_is_not_there_is_unavailable(url: str) -> None:
    model = OpenAIModel("tiny", None, url)
    with pytest.raises(ModelUnavailable) as caught:
        await model.answer(request(), soon())
    assert type(caught.value) is ModelUnavailable
    await model.close()


async def test_a_silent_server_is_a_timeout() -> None:
    async def stay_silent(_: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        pass

    async with serving(stay_silent) as (model, _):
        with pytest.raises(ModelTimeout):
            await model.answer(request(), asyncio.get_running_loop().time() + 0.05)


async def test_a_slow_drip_is_ended_from_outside_and_its_connection_closed() -> None:
    async def drip(_: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.005)

    async with serving(drip) as (model, server):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await model.answer(request(), soon())
        async with asyncio.timeout(1):
            await server.cut[0].wait()


CHUNK = b" " * (1 << 20)


ENDLESS = {b"200 OK": InvalidAnswer, b"500 Oh": ModelUnavailable}


@pytest.mark.parametrize(("status", "kind"), ENDLESS.items())
@pytest.mark.parametrize("announced", [True, False], ids=["content-length", "chunked"])
async def test_an_endless_answer_is_not_read_to_its_end(
    announced: bool, status: bytes, kind: type[ModelError]
) -> None:
    sent = 0

    async def flood(_: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        length = b"Content-Length: %d" % (64 * len(CHUNK))
        header = length if announced else b"Transfer-Encoding: chunked"
        writer.write(b"HTTP/1.1 %s\r\n%s\r\n\r\n" % (status, header))
        for _number in range(64):
            writer.write(CHUNK if announced else b"%x\r\n%s\r\n" % (len(CHUNK), CHUNK))
            await writer.drain()
            sent += len(CHUNK)

    async with serving(flood) as (model, server):
        with pytest.raises(kind):
            await model.answer(request(), soon())
        await server.cut[0].wait()
    read = MAX_RESPONSE if kind is InvalidAnswer else 0  # of an error only the beginning
    assert read <= sent < read + 2 * MAX_RESPONSE  # what the kernel buffers is sent, not read


@pytest.mark.parametrize("announced", [True, False], ids=["content-length", "chunked"])
async def test_a_long_error_is_known_by_its_beginning(announced: bool) -> None:
    async def ramble(_: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        body = b'{"error":{"code":"context_length_exceeded","input":"%s"}}' % CHUNK
        head = b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
        chunked = b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n" + (head if announced else chunked))

    async with serving(ramble) as (model, _):
        with pytest.raises(ContextTooLong):
            await model.answer(request(), soon())


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (b"200 OK", InvalidAnswer),
        (b"500 Oh", ModelUnavailable),  # an error's status says enough
        (b"429 No", ModelBusy),
    ],
)
async def test_a_compressed_answer_is_refused_unread(status: bytes, kind: type[ModelError]) -> None:
    async def compress(_: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        body = gzip.compress(CHUNK)
        head = b"HTTP/1.1 %s\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
        writer.write(head % (status, len(body)) + body)

    async with serving(compress) as (model, _):
        with pytest.raises(ModelError) as caught:
            await model.answer(request(), soon())
        assert type(caught.value) is kind
