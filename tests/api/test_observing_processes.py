"""Do several processes count together?"""

import os
import re
import signal
import time
from pathlib import Path
from typing import Any

import httpx

from service.observing.metrics import FRESH
from tests import processes
from tests.api.test_observing import numbers

REQUESTS = 'claimwire_requests_total{method="GET",outcome="ok",route="/healthz",status="2xx"}'
BUILD = re.compile(r"claimwire_build\{.*\}")


def read(port: int) -> dict[str, float]:
    """What one of the processes says, on a connection of its own."""
    return numbers(httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=30).text)


def running(found: dict[str, float]) -> float:
    return sum(value for name, value in found.items() if BUILD.match(name))


def until_running(port: int, number: int) -> dict[str, float]:
    for _ in range(300):
        if running(found := read(port)) == number:
            return found
        time.sleep(0.1)
    raise AssertionError(found)


def test_each_of_several_workers_gives_the_numbers_of_all(tmp_path: Path) -> None:
    options = ("--workers", "3")
    with processes.service(tmp_path / "cache", options=options) as (_, port):
        until_running(port, 3)
        for _ in range(40):
            httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=30)
        until = time.monotonic() + 10 * FRESH
        while read(port)[REQUESTS] < 40:
            assert time.monotonic() < until
        for _ in range(10):
            assert read(port)[REQUESTS] == 40


def test_what_a_dead_worker_counted_stays_counted(tmp_path: Path) -> None:
    log = tmp_path / "log"
    environment: dict[str, Any] = {"CLAIMWIRE_LOG_FORMAT": "json"}
    options = ("--workers", "2")
    with processes.service(tmp_path / "cache", options=options, log=log, **environment) as (
        service,
        port,
    ):
        until_running(port, 2)
        for _ in range(10):
            httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=30)
        while read(port)[REQUESTS] < 10:  # a request is counted once it is answered
            time.sleep(0.05)
        children = Path(f"/proc/{service.pid}/task/{service.pid}/children").read_text().split()
        os.kill(int(children[0]), signal.SIGKILL)
        while "another takes its place" not in log.read_text():
            time.sleep(0.05)
        found = until_running(port, 2)
        assert found[REQUESTS] == 10
        assert found["claimwire_requests_in_flight"] == 1
