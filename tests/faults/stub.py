"""Which server does everything wrong that a model's server can do?

`python -m tests.faults.stub` prints its port and ends with its parent, when its standard input is
closed. `/CASE/MODE/v1/chat/completions` commits a case's fault, every time (`persistent`) or the
first time only (`once`). It has three more routes:

    GET  /_base/CASE/MODE    {"base_url"}: where the service is to be pointed
    GET  /_log/CASE/MODE     {"calls": [{"at", "connection", "body", "done"}], "connections",
                              "stolen", "mistakes"}: what has come, at which time of the
                              monotonic clock, and what went wrong here by mistake
    POST /_good/CASE/MODE    from now on the case is answered well
"""

import asyncio
import json
import socket
import ssl
import sys
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path

from tests.faults.answers import Json
from tests.faults.faulty import LONGEST, Call, Connection, commit, fail_tls, send_json

CATALOGUE = Path(__file__).with_name("catalogue.jsonl")
_LIFE = 300.0
"""Seconds that the stub lives at most."""
_LONGEST_REQUEST = 4 << 20
_KEPT = 1 << 20
"""Characters of a request that the log keeps."""
_GOOD: Json = {"kind": "good"}
_SILENT = ("no_listener", "no_accept")
_TLS = ("plain_on_tls", "tls_self_signed")


@dataclass(slots=True)
class Place:
    """A case in a mode: its fault, and what has come for it."""

    name: str
    how: Json
    once: bool
    good: bool = False
    calls: list[Call] = field(default_factory=list)
    connections: set[int] = field(default_factory=set)
    stolen: int = 0
    """Requests that came where a redirect of ours had pointed."""
    mistakes: list[str] = field(default_factory=list)
    silent: socket.socket | None = None
    """A port of its own on which nobody listens, or nobody accepts."""
    crowd: list[socket.socket] = field(default_factory=list)
    """The connections that fill that port's queue."""
    base_url: str = ""


class Stub:
    """All cases, each in its place."""

    def __init__(self) -> None:
        cases = [json.loads(line) for line in CATALOGUE.read_text().splitlines()]
        self._faults: dict[str, Json] = {case["id"]: case["how"] for case in cases}
        self._places: dict[str, Place] = {}
        self._numbers = count(1)
        self.port = self.port2 = 0

    def _place(self, name: str) -> Place:
        if name not in self._places:
            case, mode = name.split("/")
            how = self._faults[case.split(".")[0]]
            self._places[name] = Place(name, how.get("stub", how), mode == "once")
        return self._places[name]

    async def serve(self) -> None:
        """Serves until the parent is gone."""
        loop = asyncio.get_running_loop()
        gone = asyncio.Event()
        loop.add_reader(sys.stdin, lambda: None if sys.stdin.read(1) else gone.set())
        main = await asyncio.start_server(self._handle, "127.0.0.1", 0, backlog=1000)
        second = await asyncio.start_server(self._handle, "127.0.0.1", 0)
        self.port = main.sockets[0].getsockname()[1]
        self.port2 = second.sockets[0].getsockname()[1]
        sys.stdout.write(f"{self.port}\n")
        sys.stdout.flush()
        async with asyncio.timeout(_LIFE):
            await gone.wait()

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peer = Connection(reader, writer, next(self._numbers))
        try:
            while await self._answer(peer):
                pass
        except (OSError, EOFError, TimeoutError, asyncio.CancelledError):
            pass  # the service left, as it may, or the stub ends
        finally:
            writer.close()

    async def _answer(self, peer: Connection) -> bool:
        """Reads a request and answers it; whether another may follow."""
        async with asyncio.timeout(LONGEST):
            head = (await peer.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            length = next(
                (
                    int(line.partition(":")[2])
                    for line in head.split("\r\n")
                    if line.lower().startswith("content-length:")
                ),
                0,
            )
            body = (await peer.reader.readexactly(min(length, _LONGEST_REQUEST))).decode()
        area, _, rest = head.split(" ")[1].lstrip("/").partition("/")
        if area.startswith("_"):
            await send_json(peer, await self._control(area, self._place(rest)))
            return True
        if area == "steal":
            self._place(rest).stolen += 1
            await send_json(peer, {})
            return True
        mode = rest.partition("/")[0]
        return await self._commit(self._place(f"{area}/{mode}"), body, peer)

    async def _commit(self, place: Place, body: str, peer: Connection) -> bool:
        case, _, mode = place.name.partition("/")
        path = f"/{place.name}/v1"
        peer.slots = {"PORT2": str(self.port2), "CASE": case, "MODE": mode, "PATH": path}
        number = len(place.calls)
        call = Call(asyncio.get_running_loop().time(), peer.number, body[:_KEPT])
        place.calls.append(call)
        place.connections.add(peer.number)
        how = _GOOD if place.good or (place.once and number) else place.how
        try:
            return await commit(how, number, json.loads(body or "{}"), peer)
        except (OSError, EOFError, TimeoutError):
            raise  # the service left, as it may
        except Exception as error:  # noqa: BLE001  # the tests fail of any
            place.mistakes.append(repr(error))
            return False
        finally:
            call.done = asyncio.get_running_loop().time()

    async def _control(self, route: str, place: Place) -> Json:
        if route == "_good":
            await self._mend(place)
        elif route == "_base":
            place.base_url = place.base_url or await self._open(place)
            return {"base_url": place.base_url}
        return {
            "calls": [asdict(call) for call in place.calls],
            "connections": len(place.connections),
            "stolen": place.stolen,
            "mistakes": place.mistakes,
        }

    async def _open(self, place: Place) -> str:
        """The address for a case; some need a port of their own, or a host that is none."""
        step = place.how["steps"][0] if place.how["kind"] == "tcp" else ""
        port, scheme, host = self.port, "http", "127.0.0.1"
        if step == "dns_fail":
            host = "nope.invalid"
        elif step in _SILENT:
            place.silent = socket.socket()
            place.silent.bind(("127.0.0.1", 0))
            port = place.silent.getsockname()[1]
            if step == "no_accept":
                _crowd(place, port)
        elif step in _TLS:
            scheme = "https"
            port = await self._tls_port(place, step)
        return f"{scheme}://{host}:{port}/{place.name}/v1"

    async def _tls_port(self, place: Place, step: str) -> int:
        async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            peer = Connection(reader, writer, next(self._numbers))
            place.connections.add(peer.number)
            try:
                async with asyncio.timeout(LONGEST):
                    await fail_tls(step, peer)
            except (OSError, TimeoutError, ssl.SSLError):
                pass  # which is what the service should do
            finally:
                writer.close()

        server = await asyncio.start_server(handle, "127.0.0.1", 0)
        port: int = server.sockets[0].getsockname()[1]
        return port

    async def _mend(self, place: Place) -> None:
        place.good = True
        for filler in place.crowd:
            filler.close()
        if place.silent:
            await asyncio.start_server(self._handle, sock=place.silent, backlog=100)
            place.silent = None


def _crowd(place: Place, port: int) -> None:
    """Fills the queue of a port that nobody accepts on."""
    assert place.silent
    place.silent.listen(0)
    for _ in range(4):
        filler = socket.socket()
        filler.setblocking(False)
        filler.connect_ex(("127.0.0.1", port))
        place.crowd.append(filler)


def main() -> None:
    """Runs the stub."""
    asyncio.run(Stub().serve())


if __name__ == "__main__":
    main()
