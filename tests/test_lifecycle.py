"""Does the service end as schedulers want it to, alone and as several processes?"""

import asyncio
import contextlib
import http.client
import json
import signal
import socket
import threading
import time
from pathlib import Path

import pytest

from service.cli import life_cycle
from service.cli import workers as service_workers
from service.settings import Settings
from tests.processes import PATIENCE, ChatServer, call, service, serving, until

ARTICLE = b"The mayor opened the bridge on Monday."


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


def test_it_answers_until_the_end_of_the_grace(tmp_path: Path) -> None:
    grace = 1.5
    with service(tmp_path / "cache.sqlite", CLAIMWIRE_GRACE=str(grace)) as (process, port):
        assert call(port, "/readyz")[0] == 200
        process.send_signal(signal.SIGTERM)
        told = time.monotonic()
        with contextlib.suppress(OSError):
            while call(port, "/healthz")[0] == 200:
                assert time.monotonic() < told + PATIENCE
        assert time.monotonic() - told >= grace
        assert process.wait(timeout=PATIENCE) == 0


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
    assert life_cycle.LONGEST + life_cycle._OVERTIME < service_workers.PATIENCE < 30


BLOCKED = {
    "a thread that assembles": """
hands._QUICK = 0
finishing.Assembly.take = block
""",
    "a thread that reads an answer": """
drafting._QUICK = 0
drafting.parse = block
""",
    "what closes the files": """
async def for_ever(self):
    await asyncio.Event().wait()
extraction.Extractor.close = for_ever
""",
}


@pytest.mark.parametrize("blocked", BLOCKED.values(), ids=BLOCKED)
def test_nothing_that_is_blocked_keeps_the_service_from_ending(
    blocked: str, tmp_path: Path
) -> None:
    marker = tmp_path / "blocked"
    program = f"""
import asyncio, pathlib, threading
from service import drafting, extraction, finishing, hands
from service.cli import life_cycle, main
def block(*_):
    pathlib.Path({str(marker)!r}).touch()
    threading.Event().wait()
{blocked}
life_cycle.LONGEST, life_cycle._LAST_WORDS = 2.0, 1.0
main.main()
"""
    command = ("-c", program)
    with service(tmp_path / "c", command=command, CLAIMWIRE_GRACE="0") as (process, port):
        assert call(port, "/healthz")[0] == 200
        posting = threading.Thread(target=post_whatever_comes, args=(port,))
        posting.start()
        if "block\n" in blocked:
            until(marker.exists)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE) == 0
        posting.join()


def post_whatever_comes(port: int) -> None:
    with contextlib.suppress(OSError, http.client.HTTPException):
        call(port, "/v1/claims", ARTICLE)


def test_a_service_that_is_told_to_end_while_it_starts_ends_well(tmp_path: Path) -> None:
    with service(tmp_path / "cache.sqlite") as (process, _):
        process.send_signal(signal.SIGTERM)  # it listens, but may not serve yet
        assert process.wait(timeout=PATIENCE) == 0
