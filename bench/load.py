"""How long do requests take, many at a time? The one load generator, in a process of its own.

Told on standard input, a line of JSON each time, what to send; says on standard output how it went.
"""

import asyncio
import struct
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import httptools
import uvloop

from bench.talking import talk

_LENGTH = struct.Struct("<I")


def write_requests(file: Path, requests: list[bytes]) -> None:
    """Puts whole HTTP requests where the load generator can read them."""
    with file.open("wb") as out:
        for request in requests:
            out.write(_LENGTH.pack(len(request)) + request)


def read_requests(file: Path) -> list[bytes]:
    """The requests in a file."""
    data, at, requests = file.read_bytes(), 0, []
    while at < len(data):
        (size,) = _LENGTH.unpack_from(data, at)
        at += _LENGTH.size
        requests.append(data[at : at + size])
        at += size
    return requests


class _Client(asyncio.Protocol):
    """One connection, on which one request follows the other."""

    def __init__(self, requests: Iterator[bytes], run: "_Run") -> None:
        self._requests = requests
        self._run = run
        self._sent = 0.0
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # of TCP

    def next(self) -> None:
        """Sends the next request, or ends."""
        request = next(self._requests, None)
        if request is None:
            self._transport.close()
            return
        self._parser = httptools.HttpResponseParser(self)
        self._sent = time.perf_counter()
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._run.received += len(data)
        self._parser.feed_data(data)

    def on_message_complete(self) -> None:
        self._run.took.append(time.perf_counter() - self._sent)
        self._run.statuses[self._parser.get_status_code()] += 1
        self._sent = 0.0
        self.next()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._sent:
            self._run.statuses["broken"] += 1
        if not self.done.done():
            self.done.set_result(None)


class _Run:
    def __init__(self) -> None:
        self.took: list[float] = []
        self.statuses: Counter[int | str] = Counter()
        self.received = 0

    def said(self) -> dict[str, Any]:
        took = sorted(self.took) or [0.0]
        return {
            "p50": took[len(took) // 2],
            "p99": took[min(len(took) - 1, int(len(took) * 0.99))],
            "longest": took[-1],
            "statuses": {str(status): times for status, times in self.statuses.items()},
            "received": self.received,
            "requests": len(self.took),
        }


async def _send(port: int, requests: list[bytes], connections: int, count: int) -> dict[str, Any]:
    """`count` requests over so many connections, which are all there before the first is sent."""
    loop = asyncio.get_running_loop()
    run = _Run()
    each = (requests[number % len(requests)] for number in range(count))
    clients = []
    for _ in range(min(connections, count)):
        _, client = await loop.create_connection(lambda: _Client(each, run), "127.0.0.1", port)
        clients.append(client)
    began = time.perf_counter()
    for client in clients:
        client.next()
    await asyncio.gather(*(client.done for client in clients))
    return {"wall": time.perf_counter() - began, **run.said()}


async def _probe(port: int, request: bytes, every: float, until: "asyncio.Task[Any]") -> _Run:
    """One request after the other, with a pause, until something else has ended."""
    run = _Run()
    while not until.done():
        await _once(port, request, run)
        await asyncio.sleep(every)
    return run


async def _once(port: int, request: bytes, run: _Run) -> None:
    one = iter([request])
    loop = asyncio.get_running_loop()
    _, client = await loop.create_connection(lambda: _Client(one, run), "127.0.0.1", port)
    client.next()
    await client.done


async def _carry_out(command: dict[str, Any]) -> dict[str, Any]:
    requests = read_requests(Path(command["file"]))
    connections, count = command["connections"], command["count"]
    async with asyncio.timeout(command["timeout"]):
        task = asyncio.create_task(_send(command["port"], requests, connections, count))
        probe = None
        if command.get("probe"):
            probe = await _probe(command["port"], command["probe"].encode(), 0.01, task)
        said = await task
    return {**said, "probe": probe.said() if probe else None}


if __name__ == "__main__":
    talk(lambda command: uvloop.run(_carry_out(command)))
