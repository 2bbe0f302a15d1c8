"""Do several processes start, live and end as one service?"""

import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from service.cli import workers as service_workers
from tests.processes import (
    PATIENCE,
    ChatServer,
    call,
    children,
    is_alive,
    is_refused,
    needs_proc,
    service,
    serving,
    until,
)

ARTICLE = b"The mayor opened the bridge on Monday."
Running = tuple[subprocess.Popen[str], int]


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[Running]:
    with service(
        tmp_path / "cache.sqlite", options=("--workers", "2"), CLAIMWIRE_GRACE="0"
    ) as running:
        yield running


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
def test_a_worker_that_hangs_is_killed_and_the_code_says_so(tmp_path: Path) -> None:
    program = "from service.cli import main, workers; workers.PATIENCE = 3.0; main.main()"
    with service(
        tmp_path / "cache.sqlite",
        options=("--workers", "2"),
        command=("-c", program),
        CLAIMWIRE_GRACE="0",
    ) as (process, _):
        pids = children(process)
        os.kill(pids[0], signal.SIGSTOP)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE) == 1
        assert not any(is_alive(pid) for pid in pids)


class Hanging:
    """A worker that ends when it is killed, and the clock of who waits for it."""

    def __init__(self, waits: list[float]) -> None:
        self.process = self
        self.waits = waits

    def terminate(self) -> None:
        pass

    def code(self, patience: float) -> int:
        self.waits.append(patience)
        return -signal.SIGKILL

    def forget(self) -> None:
        pass


def test_all_workers_together_have_one_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(service_workers, "time", SimpleNamespace(monotonic=lambda: sum(waits)))
    shared = object.__new__(service_workers.Workers)  # which have not been started
    shared._workers = [Hanging(waits) for _ in range(3)]  # type: ignore[misc]
    assert shared._end() == [-signal.SIGKILL] * 3
    assert waits == [service_workers.PATIENCE, 0.0, 0.0]


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


def test_who_comes_while_workers_finish_is_refused_and_not_kept_waiting(tmp_path: Path) -> None:
    found: list[int] = []
    slow = ChatServer("The mayor opened", wait=20.0)
    with (
        serving(slow) as model,
        service(
            tmp_path / "cache.sqlite",
            options=("--workers", "2"),
            OPENAI_BASE_URL=model.base_url,
            CLAIMWIRE_GRACE="0",
        ) as (process, port),
    ):
        posting = threading.Thread(
            target=lambda: found.append(call(port, "/v1/claims", ARTICLE)[0])
        )
        posting.start()
        until(lambda: slow.calls)
        process.send_signal(signal.SIGTERM)
        until(lambda: is_refused(port))
        assert found == []  # and all the while one is being answered
        slow.released.set()
        posting.join()
        assert process.wait(timeout=PATIENCE) == 0
    assert found == [200]
