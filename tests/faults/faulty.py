"""How is each fault of the catalogue committed on a connection?"""

import asyncio
import base64
import json
import socket
import ssl
import struct
import time
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from tests.faults.answers import (
    Json,
    compact,
    completion,
    expand,
    expand_all,
    good_completion,
    repeated,
)

Headers = Mapping[str, str] | Iterable[Sequence[str]]

LONGEST = 60.0
"""Seconds that anything here lasts, whatever the catalogue says."""
MOST = 64 << 20
"""Bytes that are sent of any answer."""
_BLOCK = 64 << 10
_JSON = "application/json"
_CERTIFICATE = Path(__file__).with_name("self-signed.pem")


@dataclass(slots=True)
class Call:
    """One request that reached the stub."""

    at: float
    """When it was read, in seconds of the monotonic clock, which all processes share."""
    connection: int
    body: str
    done: float | None = None
    """When the last of the answer was written."""


@dataclass(slots=True)
class Connection:
    """A connection of the service to the stub."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    number: int
    slots: Mapping[str, str] = field(default_factory=dict)
    """What stands for `{PORT2}`, `{CASE}`, `{MODE}` and `{PATH}` in a header."""

    async def send(self, data: bytes) -> None:
        """Sends, as fast as the service reads."""
        self.writer.write(data)
        await self.writer.drain()

    def reset(self) -> None:
        """Ends the connection by RST."""
        peer: socket.socket = self.writer.get_extra_info("socket")
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()

    async def until_gone(self, seconds: float) -> None:
        """Waits, but not for somebody who has left."""
        async with asyncio.timeout(min(seconds, LONGEST)):
            while await self.reader.read(_BLOCK):
                pass


async def commit(how: Json, number: int, request: Json, peer: Connection) -> bool:
    """Answers the `number`-th call (from 0) as `how` says; whether the connection stays open."""
    match how["kind"]:
        case "good":
            await asyncio.sleep(how.get("delay", 0))
            await send_json(peer, good_completion(request))
        case "seq":
            part = how["seq"][min(number, len(how["seq"]) - 1)]
            return await commit(part, 0, request, peer)
        case "match":
            part = how["then" if how["needle"] in compact(request) else "else"]
            return await commit(part, number, request, peer)
        case "http":
            return await _http(how, peer)
        case "chat":
            await _chat(how, request, peer)
        case "sse":
            return await _events(how, peer)
        case "tcp":
            return await _steps(how["steps"], request, peer)
        case kind:
            raise ValueError(kind)
    return True


async def send_json(
    peer: Connection, value: object, status: int = 200, content_type: str | None = _JSON
) -> None:
    """A whole answer."""
    headers = {"content-type": content_type} if content_type else {}
    await send(peer, status, headers, compact(value).encode())


async def send(peer: Connection, status: int, headers: Headers, body: bytes) -> None:
    """A whole answer with its length."""
    await peer.send(_head(status, [*pairs(headers), ("content-length", str(len(body)))]) + body)


def pairs(headers: Headers) -> list[tuple[str, str]]:
    """Headers by name, or in pairs where a name comes twice."""
    items = headers.items() if isinstance(headers, Mapping) else headers
    return [(name, value) for name, value in items]


def _head(status: int, headers: Headers) -> bytes:
    known = status in {known.value for known in HTTPStatus}
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase if known else 'Odd'}"]
    lines += [f"{name}: {value}" for name, value in pairs(headers)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


async def _http(how: Json, peer: Connection) -> bool:
    headers = [(name, _filled(value, peer)) for name, value in pairs(how["headers"])]
    if "body_gen" in how:
        length = min(how["body_gen"]["n"], MOST)
        await peer.send(_head(how["status"], [*headers, ("content-length", str(length))]))
        block = how["body_gen"]["byte"].encode() * _BLOCK
        for start in range(0, length, _BLOCK):
            await peer.send(block[: length - start])
        return True
    packed = how.get("body_b64")
    body = base64.b64decode(packed) if packed else expand(how["body"]).encode()
    if how["status"] == HTTPStatus.NO_CONTENT:
        await peer.send(_head(how["status"], headers))
    else:
        await send(peer, how["status"], headers, body)
    return True


def _filled(value: str, peer: Connection) -> str:
    for slot, filling in peer.slots.items():
        value = value.replace(f"{{{slot}}}", filling)
    if value.startswith("{EPOCHMS+"):
        return str(int(time.time() * 1000) + int(value[9:-1]))
    return value


async def _chat(how: Json, request: Json, peer: Connection) -> None:
    content = repeated(how["content_rep"]) if "content_rep" in how else expand_all(how["content"])
    answer = completion(
        request, content, how["finish_reason"], expand_all(how.get("message")), how.get("top")
    )
    if "extra_choice" in how:
        message = {"role": "assistant", "content": how["extra_choice"]["content"]}
        answer["choices"].append({"index": 1, "finish_reason": "stop", "message": message})
    body = base64.b64decode(how.get("prefix_b64", ""))
    body += (compact(answer) + how.get("suffix", "")).encode(how.get("encode", "utf-8"))
    content_type = how.get("content_type", _JSON)
    await send(peer, 200, {"content-type": content_type} if content_type else {}, body)


async def _events(how: Json, peer: Connection) -> bool:
    headers = {"content-type": "text/event-stream", "transfer-encoding": "chunked"}
    await peer.send(_head(200, headers))
    stream = how.get("raw") or "".join(f"data: {data}\n\n" for data in how["data"])
    events = expand(stream).encode()
    size = how.get("split_bytes", len(events))
    for start in range(0, len(events), size):
        await peer.send(_chunk(events[start : start + size]))
    end, _, seconds = how["end"].partition(":")
    if end == "stall":
        await peer.until_gone(float(seconds))
    elif end == "rst":
        await asyncio.sleep(0.02)  # so that what was sent arrives before the reset
        peer.reset()
    else:
        await peer.send(_chunk(b""))
    return False


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


async def _steps(steps: list[str], request: Json, peer: Connection) -> bool:
    for step in steps:
        name, _, rest = step.partition(":")
        match name:
            case "read_request":
                continue  # it was read before anybody knew whose it is
            case "send":
                await peer.send(rest.encode("latin-1"))
            case "rst":
                await asyncio.sleep(0.02)  # so that what was sent arrives before the reset
                peer.reset()
            case "sleep":
                await peer.until_gone(float(rest))
            case "drip_headers":
                answer = _head(200, {"content-type": _JSON, "content-length": "900"})
                await _drip(peer, [answer[at : at + 1] for at in range(len(answer))], float(rest))
            case "keepalive_newlines":
                await peer.send(_head(200, {"content-type": _JSON, "content-length": "9000"}))
                await _drip(peer, [b"\n"] * int(float(rest) / 0.5), 0.5)
            case "endless_body":
                await peer.send(_head(200, {"content-type": _JSON, "transfer-encoding": "chunked"}))
                for _ in range(MOST // _BLOCK):
                    await peer.send(_chunk(b" " * _BLOCK))
            case "gzip_bomb":
                await _gzip_bomb(peer, int(rest))
            case "chunked_ok_no_terminator":
                await peer.send(_head(200, {"content-type": _JSON, "transfer-encoding": "chunked"}))
                await peer.send(_chunk(compact(good_completion(request)).encode()))
            case "ok_then_extra":
                body = compact(good_completion(request)).encode()
                headers = {"content-type": _JSON, "content-length": str(len(body))}
                await peer.send(_head(200, headers) + body + rest.encode())
            case "keep":
                return True
            case "fin":
                return False
            case _:
                raise ValueError(step)
    return False


async def _drip(peer: Connection, pieces: list[bytes], seconds: float) -> None:
    async with asyncio.timeout(LONGEST):
        for piece in pieces:
            await peer.send(piece)
            await asyncio.sleep(seconds)


async def _gzip_bomb(peer: Connection, size: int) -> None:
    """Zeros that unfold to `size` bytes: one full-flushed block of deflate, many times."""
    headers = {"content-type": _JSON, "content-encoding": "gzip", "connection": "close"}
    await peer.send(_head(200, headers))
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    await peer.send(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03")
    for _ in range(min(size >> 20, MOST // len(block))):
        await peer.send(block)


async def fail_tls(step: str, peer: Connection) -> None:
    """What happens on a port that the service takes for a TLS one."""
    if step == "plain_on_tls":
        await peer.reader.read(_BLOCK)
        await send_json(peer, json.loads('{"error":"plain HTTP"}'), 400)
        return
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_CERTIFICATE)
    await peer.writer.start_tls(context)  # raises where the service does not trust us
    await peer.reader.read(_BLOCK)
