"""Is anything lost that was acknowledged, when the service is killed again and again as it writes?

    python -m tests.crash.kill_loop --rounds 200

Each round starts the service on the same cache, looks for what was acknowledged before, posts new
articles from several callers at once, and kills it (SIGKILL) at a random moment. Every complete
answer that came back whole is written to a log with its digest; all of them are looked for in the
end, byte for byte. The code is 0 if all is there and it started quickly, which needs a machine that
does little else.
"""

import argparse
import hashlib
import http.client
import json
import os
import random
import signal
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import apsw

from tests.processes import ChatServer, service, serving

CALLERS = 8
LONGEST = 0.6
"""Seconds under load, at most, before the service is killed."""
EARLY = 5
"""In every so many rounds the kill may come before the first answer; else there is one before."""
SLOWEST_START = 2.0
"""Seconds from starting the process to its first answer that are too many, in the median."""
SAMPLE = 200
"""Earlier answers that are looked for in each round."""
PATIENCE = 30


@dataclass
class Report:
    """What came of it."""

    rounds: int = 0
    acknowledged: int = 0
    looked_for: int = 0
    lost: int = 0
    changed: int = 0
    broken_off: int = 0
    """Requests whose answer the kill cut off: nothing was promised."""
    unexpected: list[str] = field(default_factory=list)
    """Statuses that nobody should see."""
    starts: list[float] = field(default_factory=list)
    """Seconds from starting the process to its first answer."""
    work: list[float] = field(default_factory=list)
    """Seconds of the processor that this took: what does not depend on what else runs."""
    damage: str = "ok"
    """What SQLite's own check of the file says."""

    @property
    def faults(self) -> list[str]:
        """What must not be."""
        found = {
            "answers were lost": self.lost,
            "answers were changed": self.changed,
            "statuses were unexpected": self.unexpected,
            "the file is damaged": self.damage != "ok",
            f"starts took more than {SLOWEST_START:g} s": (
                statistics.median(self.starts) > SLOWEST_START
            ),
        }
        return [fault for fault, is_so in found.items() if is_so]

    def __str__(self) -> str:
        starts = sorted(self.starts)
        return (
            f"{self.rounds} kills; {self.acknowledged} answers acknowledged, {self.broken_off} "
            f"broken off; {self.looked_for} looked for: {self.lost} lost, {self.changed} changed; "
            f"unexpected: {self.unexpected or 'none'}; integrity: {self.damage}; "
            f"start: median {statistics.median(starts):.2f} s, "
            f"95 % {starts[int(len(starts) * 0.95)]:.2f} s, longest {starts[-1]:.2f} s, "
            f"of them {statistics.median(self.work):.2f} s of work; "
            f"load {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores"
        )


class Acknowledgements:
    """A file of ids and digests, each line on its way to the disk before the next request."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", buffering=1)
        self._lock = threading.Lock()
        self.all: dict[str, str] = {}

    def add(self, identifier: str, body: bytes) -> None:
        digest = hashlib.sha256(body).hexdigest()
        with self._lock:
            self.all[identifier] = digest
            self._file.write(f"{identifier} {digest}\n")

    def close(self) -> None:
        self._file.close()


@contextmanager
def connection(port: int) -> Iterator[http.client.HTTPConnection]:
    made = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        yield made
    finally:
        made.close()


def post_until_killed(port: int, name: str, acknowledged: Acknowledgements, report: Report) -> None:
    """New articles, one after the other, on one connection."""
    number = 0
    with connection(port) as caller, suppress(OSError, http.client.HTTPException):
        while True:
            number += 1
            text = f"The mayor opened bridge {name}-{number} on Monday."
            caller.request("POST", "/v1/claims", text.encode(), {"Content-Type": "text/plain"})
            try:
                response = caller.getresponse()
                body = response.read()  # raises where it is not whole
            except (OSError, http.client.HTTPException):
                report.broken_off += 1
                raise
            answer = json.loads(body)
            if response.status == 200 and answer["complete"]:
                acknowledged.add(answer["id"], body)
            else:
                report.unexpected.append(f"POST {response.status}")


def look_for(port: int, wanted: dict[str, str], report: Report) -> None:
    """That each stored answer is there, to the byte."""
    with connection(port) as caller:
        for identifier, digest in wanted.items():
            caller.request("GET", f"/v1/claims/{identifier}")
            response = caller.getresponse()
            body = response.read()
            report.looked_for += 1
            if response.status == 404:
                report.lost += 1
            elif response.status != 200:
                report.unexpected.append(f"GET {response.status}")
            elif hashlib.sha256(body).hexdigest() != digest:
                report.changed += 1


def run(rounds: int, folder: Path, workers: int = 1, cache: str | None = None) -> Report:
    """Kills the service `rounds` times; on a file in `folder`, or the cache at an address."""
    report, chance = Report(), random.Random()  # noqa: S311  # no secret
    acknowledged = Acknowledgements(folder / "acknowledged.log")
    file, recent = folder / "cache.sqlite", dict[str, str]()
    options = ("--workers", str(workers)) if workers > 1 else ()
    with ExitStack() as stack:
        model = stack.enter_context(serving(ChatServer("The mayor opened")))
        stack.callback(acknowledged.close)
        for number in range(rounds + 1):
            started = time.monotonic()
            with service(
                file,
                options=options,
                OPENAI_BASE_URL=model.base_url,
                CLAIMWIRE_CACHE=cache or f"sqlite:///{file}",
            ) as (process, port):
                with connection(port) as caller:
                    caller.request("GET", "/readyz")
                    ready = json.loads(caller.getresponse().read())
                report.starts.append(time.monotonic() - started)
                report.work.append(work_of(process.pid))
                if ready["status"] != "ready":
                    report.unexpected.append(f"/readyz {ready['cache']}")
                if number == rounds:  # the last one looks only, for everything
                    look_for(port, acknowledged.all, report)
                    break
                earlier = list(acknowledged.all.items())
                chosen = chance.sample(earlier, min(SAMPLE, len(earlier)))
                look_for(port, recent | dict(chosen), report)
                before = len(acknowledged.all)
                threads = [
                    threading.Thread(
                        target=post_until_killed,
                        args=(port, f"{number}-{name}", acknowledged, report),
                    )
                    for name in range(CALLERS)
                ]
                for thread in threads:
                    thread.start()
                if number % EARLY:
                    wait_until_more(acknowledged, before)
                time.sleep(chance.uniform(0.0, LONGEST))
                kill(process.pid, workers)
                for thread in threads:
                    thread.join()
                recent = dict(list(acknowledged.all.items())[before:])
                report.rounds += 1
    report.acknowledged = len(acknowledged.all)
    if cache is None:
        database = apsw.Connection(str(file))
        report.damage = str(database.pragma("integrity_check"))
        database.close()
    return report


def wait_until_more(acknowledged: Acknowledgements, before: int) -> None:
    """Until something is acknowledged in this round, however slow the machine."""
    until = time.monotonic() + PATIENCE
    while len(acknowledged.all) == before and time.monotonic() < until:
        time.sleep(0.002)


def work_of(pid: int) -> float:
    """Seconds of the processor that a process has used."""
    numbers = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")


def kill(pid: int, workers: int) -> None:
    """The process, and before it those that it started."""
    if workers > 1:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        os.kill(pid, signal.SIGSTOP)  # so that it starts no others
        for child in children:
            os.kill(int(child), signal.SIGKILL)
    os.kill(pid, signal.SIGKILL)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--cache", help="redis://... instead of a file")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = run(arguments.rounds, Path(folder), arguments.workers, arguments.cache)
    print(report)  # noqa: T201  # that is what it is for
    raise SystemExit("; ".join(report.faults) or 0)


if __name__ == "__main__":
    main()
