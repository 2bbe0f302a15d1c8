"""Is every request answered that was sent before the service stopped listening?"""

import asyncio
import signal
import socket
from collections import Counter
from pathlib import Path

import pytest

from service.cli import life_cycle
from service.settings import Settings
from tests.processes import PATIENCE, call, service

GET = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
CALLERS = 30
TRIES = 4


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)


async def test_who_came_before_listening_ended_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(64)
    port = listening.getsockname()[1]
    settings = Settings(cache="memory:", backend="baseline", grace=0)
    server = life_cycle.make_server(settings, "127.0.0.1")
    running = asyncio.create_task(server.serve(sockets=[listening]))
    let_in = [connect(port) for _ in range(5)]
    async with asyncio.timeout(PATIENCE):
        while len(server.server_state.connections) < len(let_in):  # noqa: ASYNC110  # no event says so
            await asyncio.sleep(0.01)
    callers, stop = list(let_in), server.shutdown

    async def shutdown(sockets: list[socket.socket] | None = None) -> None:
        in_line, slow = ([connect(port) for _ in range(5)] for _ in range(2))
        callers.extend(in_line + slow)
        for caller in let_in + in_line:
            caller.sendall(GET)
        for caller in slow:
            asyncio.get_running_loop().call_later(0.1, caller.sendall, GET)
        await stop(sockets)

    monkeypatch.setattr(server, "shutdown", shutdown)
    server.handle_exit(signal.SIGTERM, None)
    await asyncio.wait_for(running, PATIENCE)
    for caller in callers:
        with caller:
            assert caller.recv(1 << 16).startswith(b"HTTP/1.1 200 ")


async def ask_until_refused(port: int, came: Counter[str]) -> None:
    """One request after the other, on a new connection where the last was closed."""
    while True:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except ConnectionRefusedError:
            return
        try:
            closes = False
            while not closes:
                writer.write(GET)
                head = await reader.readuntil(b"\r\n\r\n")
                await reader.readexactly(int(head.lower().split(b"content-length: ")[1].split()[0]))
                closes = b"connection: close" in head.lower()
                came[head.split()[1].decode()] += 1
        finally:
            writer.close()


@pytest.mark.parametrize("options", [(), ("--workers", "2")], ids=["one process", "two workers"])
async def test_callers_that_connect_again_and_again_lose_nothing(
    options: tuple[str, ...], tmp_path: Path
) -> None:
    """Between the last look at who waits in line and its end is a moment in which the system may
    still let somebody in, who is reset: rarely once, so a try of several has to be without."""
    lost = []
    for _ in range(TRIES):
        came: Counter[str] = Counter()
        with service(tmp_path / "c", options=options, CLAIMWIRE_GRACE="0.3") as (process, port):
            await asyncio.to_thread(call, port, "/healthz")
            callers = [asyncio.create_task(ask_until_refused(port, came)) for _ in range(CALLERS)]
            while came.total() < CALLERS:  # noqa: ASYNC110  # until they are all at it
                await asyncio.sleep(0.01)
            process.send_signal(signal.SIGTERM)
            ended = await asyncio.gather(*callers, return_exceptions=True)
            assert await asyncio.to_thread(process.wait, PATIENCE) == 0
        assert set(came) == {"200"}
        lost.append([one for one in ended if one is not None])
        if not lost[-1]:
            return
    pytest.fail(f"lost in each try: {lost}")
