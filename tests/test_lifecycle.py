"""Does the service end as schedulers want it to, alone and as several processes?"""

import asyncio
import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from service.cli import life_cycle
from service.settings import Settings
from tests.processes import ChatServer, service, serving

ARTICLE = b"The mayor opened the bridge on Monday."
PATIENCE = 30


def call(port: int, path: str, body: bytes | None = None) -> tuple[int, bytes, str]:
    """Status, body and the Connection header."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        method = "GET" if body is None else "POST"
        connection.request(method, path, body, {"Content-Type": "text/plain"})
        response = connection.getresponse()
        return response.status, response.read(), response.getheader("Connection", "")
    finally:
        connection.close()


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


WORKERS = [pytest.param((), id="one process"), pytest.param(("--workers", "2"), id="two workers")]


@pytest.mark.parametrize("options", WORKERS)
def test_readiness_ends_before_listening_does(options: tuple[str, ...], tmp_path: Path) -> None:
    cache = tmp_path / "cache.sqlite"
    with service(cache, options=options, CLAIMWIRE_GRACE="2") as (process, port):
        assert call(port, "/readyz")[0] == 200
        process.send_signal(signal.SIGTERM)
        until(lambda: call(port, "/readyz")[0] == 503)
        status, body, connection = call(port, "/readyz")
        assert (status, connection) == (503, "close")
        assert json.loads(body)["type"] == "urn:claimwire:problem:shutting-down"
        assert call(port, "/healthz")[0] == 200
        status, _, connection = call(port, "/v1/claims", ARTICLE)
        assert (status, connection) == (200, "close")
        assert process.wait(timeout=PATIENCE) == 0
        with pytest.raises(OSError, match="refused"):
            call(port, "/healthz")


@pytest.mark.parametrize("options", WORKERS)
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT], ids=["TERM", "INT"])
def test_requests_in_flight_finish_and_the_code_is_0(
    sent: signal.Signals, options: tuple[str, ...], tmp_path: Path
) -> None:
    found: list[int] = []
    slow = ChatServer("The mayor opened", wait=1.5)
    with (
        serving(slow) as model,
        service(
            tmp_path / "cache.sqlite",
            options=options,
            OPENAI_BASE_URL=model.base_url,
            CLAIMWIRE_GRACE="0.2",
        ) as (process, port),
    ):
        threads = [
            threading.Thread(
                target=lambda n: found.append(call(port, "/v1/claims", ARTICLE + b" %d" % n)[0]),
                args=(number,),
            )
            for number in range(6)
        ]
        for thread in threads:
            thread.start()
        until(lambda: slow.calls == len(threads))
        process.send_signal(sent)
        for thread in threads:
            thread.join()
        assert process.wait(timeout=PATIENCE) == 0
    assert found == [200] * len(threads)


async def test_who_cannot_be_served_in_time_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(life_cycle, "LONGEST", 1.5)
    monkeypatch.setattr(life_cycle, "_LAST_WORDS", 1.0)
    with serving(ChatServer("The mayor opened", wait=8.0)) as model, socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        settings = Settings(
            cache=f"sqlite:///{tmp_path / 'cache.sqlite'}",
            prompt="claims@1",
            openai_base_url=model.base_url,
            grace=0,
        )
        server = life_cycle.make_server(settings, "127.0.0.1")
        serving_it = asyncio.create_task(server.serve(sockets=[listening]))
        posting = asyncio.create_task(asyncio.to_thread(call, port, "/v1/claims", ARTICLE))
        async with asyncio.timeout(PATIENCE):
            while model.calls == 0:  # noqa: ASYNC110  # a thread of its own counts
                await asyncio.sleep(0.01)
        server.handle_exit(signal.SIGTERM, None)
        status, body, _ = await posting
        await asyncio.wait_for(serving_it, PATIENCE)
    assert (status, json.loads(body)["type"]) == (503, "urn:claimwire:problem:shutting-down")


def test_the_end_comes_before_a_scheduler_kills() -> None:
    assert life_cycle.LONGEST < 30


def test_a_service_that_is_told_to_end_while_it_starts_ends_well(tmp_path: Path) -> None:
    with service(tmp_path / "cache.sqlite") as (process, _):
        process.send_signal(signal.SIGTERM)  # it listens, but may not serve yet
        assert process.wait(timeout=PATIENCE) == 0


Running = tuple[subprocess.Popen[str], int]


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[Running]:
    with service(
        tmp_path / "cache.sqlite", options=("--workers", "2"), CLAIMWIRE_GRACE="0"
    ) as running:
        yield running


def children(process: subprocess.Popen[str]) -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(child) for child in listed.read_text().split()]


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="looks for processes in /proc"
)


def is_alive(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    return False


@needs_proc
def test_another_worker_takes_the_place_of_one_that_died(workers: Running) -> None:
    process, port = workers
    first = children(process)
    assert len(first) == 2
    answers = [call(port, "/v1/claims", ARTICLE)]
    for pid in first:
        os.kill(pid, signal.SIGKILL)
    until(lambda: len(children(process)) == 2 and not set(first) & set(children(process)))
    answers.append(call(port, "/v1/claims", ARTICLE))  # waits for the first that listens
    assert [status for status, *_ in answers] == [200, 200]
    assert answers[0][1] == answers[1][1]
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=PATIENCE) == 0


@needs_proc
def test_workers_whose_supervisor_is_killed_end_too(workers: Running) -> None:
    process, port = workers
    pids = children(process)
    process.kill()
    until(lambda: not any(is_alive(pid) for pid in pids))
    with pytest.raises(OSError, match="refused"):
        call(port, "/healthz")


def test_workers_share_what_is_cached(workers: Running) -> None:
    _, port = workers
    answers = {call(port, "/v1/claims", ARTICLE)[1] for _ in range(20)}
    assert len(answers) == 1


def test_workers_that_cannot_start_end_the_service_with_a_line(tmp_path: Path) -> None:
    log = tmp_path / "log"
    options = ("--workers", "2")
    running = service(tmp_path / "c", options=options, log=log, CLAIMWIRE_PROMPT="nonsense@7")
    with pytest.raises(AssertionError), running:  # no line says that it listens
        pass
    assert "claimwire: " in log.read_text()
    assert "Traceback" not in log.read_text()
