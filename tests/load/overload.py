"""Does the service do as much when five times of what it can do is asked of it?

    python -m tests.load.overload --seconds 60 --model 1.0

starts a model's server that takes so long for each call, and the service with its line; measures
what it can do (callers who keep the line full, each asking again when it was answered); then posts
five times of that, each article new, at even intervals, whatever comes back. Meanwhile another
process asks for /healthz, and the process's memory is looked at. Where a promise is not kept, the
exit code is 1.
"""

import argparse
import asyncio
import json
import math
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import aiohttp

from tests.crash.kill_loop import work_of
from tests.load.model import model_server
from tests.processes import service

GOODPUT = 0.9
"""Of the capacity, at the least."""
HEALTH = 100.0
"""Milliseconds, of 99 in 100."""
GROWTH = 1.1
"""The memory at the end, against that before the overload."""
MOST = 4000
"""Requests that may be under way at once; more are not sent."""


@dataclass
class Report:
    """What came of it."""

    seconds: float
    model: float
    places: tuple[int, int]
    """Articles that are worked on and that wait, at most."""
    capacity: float = 0.0
    """Articles per second."""
    offered: float = 0.0
    """Articles per second."""
    statuses: Counter[int] = field(default_factory=Counter)
    in_time: int = 0
    """Answers of 200 before the end of the overload."""
    unsent: int = 0
    without_retry_after: int = 0
    refusals: list[float] = field(default_factory=list)
    """Milliseconds that each took, for whoever was refused."""
    health: list[float] = field(default_factory=list)
    """Milliseconds that each took."""
    memory: list[float] = field(default_factory=list)
    """MB at rest, after measuring the capacity, and each second from then on."""
    cpu: float = 0.0
    """Seconds of the processor that the service used in the overload."""

    @property
    def goodput(self) -> float:
        return self.in_time / self.seconds / self.capacity

    @property
    def promises(self) -> list[tuple[str, str, bool]]:
        health, growth = percentile(self.health, 99), self.memory[-1] / self.memory[1]
        refused = self.without_retry_after or set(self.statuses) - {200, 503}
        return [
            (
                f"goodput at least {GOODPUT:.0%} of the capacity",
                f"{self.goodput:.1%}",
                self.goodput >= GOODPUT,
            ),
            (
                f"/healthz under {HEALTH:.0f} ms for 99 %",
                f"{percentile(self.health, 50):.1f} ms for 50 %, {health:.1f} ms for 99 %, "
                f"longest {max(self.health):.1f} ms, of {len(self.health)}",
                health < HEALTH,
            ),
            (
                f"memory at most {GROWTH - 1:.0%} above what it was",
                f"{self.memory[0]:.0f} MB at rest, {self.memory[1]:.0f} before, "
                f"{max(self.memory):.0f} at most, {self.memory[-1]:.0f} after",
                growth <= GROWTH,
            ),
            (
                "all that is refused is a 503 with Retry-After",
                f"{dict(sorted(self.statuses.items()))}, {self.without_retry_after} without",
                not refused,
            ),
        ]

    def __str__(self) -> str:
        lines = [
            f"model {self.model} s, {self.places[0]} at work, {self.places[1]} waiting; capacity "
            f"{self.capacity:.2f} articles/s (by its numbers {self.places[0] / self.model:.2f}); "
            f"{self.offered:.1f} offered each second for {self.seconds:.0f} s, "
            f"{self.unsent} not sent; refused in {percentile(self.refusals, 50):.1f} ms for 50 %, "
            f"{percentile(self.refusals, 99):.1f} ms for 99 %; {self.cpu:.1f} s of the processor; "
            f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
        ]
        lines += [
            f"  {'kept' if kept else 'BROKEN':8}{promise:50}{measured}"
            for promise, measured, kept in self.promises
        ]
        return "\n".join(lines)


class Callers:
    """Post articles that nobody posted before."""

    def __init__(
        self, port: int, session: aiohttp.ClientSession, key: str = "", sentences: int = 1
    ) -> None:
        self._url = f"http://127.0.0.1:{port}/v1/claims"
        self._session = session
        self._headers = {"Content-Type": "text/plain"}
        if key:
            self._headers["Authorization"] = f"Bearer {key}"
        self._number = count()
        self._sentences = sentences

    async def post(self) -> tuple[int, bool]:
        """The status (206 where a part is missing), and whether it says when to come again."""
        article = next(self._number)
        text = " ".join(
            f"The mayor opened bridge {article} in street {number} on Monday."
            for number in range(self._sentences)
        )
        posting = self._session.post(self._url, data=text.encode(), headers=self._headers)
        async with posting as response:
            body = await response.read()
            whole = response.status != 200 or b'"complete":true' in body
            return response.status if whole else 206, "Retry-After" in response.headers

    async def capacity(self, places: tuple[int, int], model: float, seconds: float) -> float:
        """Articles per second, with the line always full."""
        times = max(2, math.ceil(seconds / model * places[0] / sum(places)))
        done = 0

        async def one_after_the_other() -> None:
            nonlocal done
            for _ in range(times):
                status, _ = await self.post()
                done += status == 200

        began = time.monotonic()
        await asyncio.gather(*(one_after_the_other() for _ in range(sum(places))))
        return done / (time.monotonic() - began)

    async def overload(self, report: Report) -> None:
        """Posts at even intervals, and counts what comes back."""
        began = time.monotonic()
        under_way: set[asyncio.Task[None]] = set()

        async def one() -> None:
            sent = time.monotonic()
            status, says_when = await self.post()
            now = time.monotonic()
            report.statuses[status] += 1
            if status == 200:
                report.in_time += now - began <= report.seconds
            elif status != 206:
                report.without_retry_after += not says_when
                report.refusals.append(1000 * (now - sent))

        for number in range(int(report.offered * report.seconds)):
            await asyncio.sleep(max(0.0, began + number / report.offered - time.monotonic()))
            if len(under_way) >= MOST:
                report.unsent += 1
                continue
            task = asyncio.create_task(one())
            under_way.add(task)
            task.add_done_callback(under_way.discard)
        await asyncio.gather(*under_way)


async def run(
    seconds: float,
    model: float,
    running: int = 8,
    waiting: int = 8,
    times: float = 5.0,
    measured_for: float = 10.0,
    sentences: int = 1,
) -> Report:
    """Asks `times` as much as the service can do of it for so many seconds."""
    report = Report(seconds, model, (running, waiting))
    with tempfile.TemporaryDirectory() as folder:
        async with model_server("The mayor opened", model) as base_url:
            with service(
                Path(folder) / "cache.sqlite",
                OPENAI_BASE_URL=base_url,
                CLAIMWIRE_CONCURRENCY=str(running),
                CLAIMWIRE_QUEUE=str(waiting),
            ) as (process, port):
                connector = aiohttp.TCPConnector(limit=0)
                patience = aiohttp.ClientTimeout(total=120)
                async with aiohttp.ClientSession(connector=connector, timeout=patience) as session:
                    callers = Callers(port, session, sentences=sentences)
                    await callers.capacity((running, 0), model, 0.0)  # warms everything up
                    report.memory.append(memory_of(process.pid))
                    report.capacity = await callers.capacity(report.places, model, measured_for)
                    report.memory.append(memory_of(process.pid))
                    report.offered = times * report.capacity
                    before = work_of(process.pid)
                    watch = asyncio.create_task(watch_memory(process.pid, report))
                    health = asyncio.create_task(probe(port, seconds))
                    await callers.overload(report)
                    report.health = await health
                    watch.cancel()
                    report.cpu = work_of(process.pid) - before
                    report.memory.append(memory_of(process.pid))
    return report


async def probe(port: int, seconds: float) -> list[float]:
    """Milliseconds that /healthz took, from a process of its own."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.load.probe", str(port), str(seconds)),
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError("/healthz was not answered")
    taken: list[float] = json.loads(said)
    return taken


async def watch_memory(pid: int, report: Report) -> None:
    while True:
        await asyncio.sleep(1)
        report.memory.append(memory_of(pid))


def memory_of(pid: int) -> float:
    """MB that a process has in memory."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def percentile(numbers: list[float], of_hundred: int) -> float:
    if len(numbers) < 2:
        return math.nan
    return statistics.quantiles(numbers, n=100, method="inclusive")[of_hundred - 1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=60, help="of overload")
    parser.add_argument("--model", type=float, default=1.0, help="seconds that each call takes")
    parser.add_argument("--running", type=int, default=8, help="articles at work at once")
    parser.add_argument("--waiting", type=int, default=8, help="articles that wait")
    parser.add_argument("--times", type=float, default=5.0, help="of the capacity")
    parser.add_argument("--sentences", type=int, default=1, help="in each article")
    given = parser.parse_args()
    places = given.running, given.waiting
    report = asyncio.run(
        run(given.seconds, given.model, *places, given.times, sentences=given.sentences)
    )
    print(report)  # noqa: T201  # that is what it is for
    raise SystemExit(not all(kept for _, _, kept in report.promises))


if __name__ == "__main__":
    main()
