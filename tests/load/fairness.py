"""Is one tenant served while another asks for far more than can be done?

    python -m tests.load.fairness --seconds 30

starts a model's server and the service with two tenants. Of `flood` there are forty callers, each
of whom asks again a tenth of a second after it was refused, and at once after it was served; `calm`
posts an article each 0.7 seconds. Every article is new. Where `calm` is refused, this exits with 1.
"""

import argparse
import asyncio
import os
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from service.access.keys import create_key
from tests.load.model import model_server
from tests.load.overload import Callers, percentile
from tests.processes import service

FLOOD = 40
"""Callers."""
AGAIN = 0.1
"""Seconds after which each asks again."""
CALM = 0.7
"""Seconds between two articles."""


@dataclass
class Report:
    """What came of it."""

    statuses: dict[str, Counter[int]] = field(
        default_factory=lambda: {"flood": Counter(), "calm": Counter()}
    )
    taken: list[float] = field(default_factory=list)
    """Seconds that each of the calm one's articles took."""

    def __str__(self) -> str:
        return (
            f"calm {dict(self.statuses['calm'])}, in {percentile(self.taken, 50):.2f} s for 50 %, "
            f"longest {max(self.taken):.2f} s; flood {dict(self.statuses['flood'])}; "
            f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
        )


async def run(seconds: float, model: float, running: int = 4, waiting: int = 4) -> Report:
    """Lets both ask for so many seconds."""
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "keys.jsonl"
        keys = {tenant: create_key(file, tenant) for tenant in report.statuses}
        async with model_server("The mayor opened", model) as base_url:
            with service(
                Path(folder) / "cache.sqlite",
                OPENAI_BASE_URL=base_url,
                CLAIMWIRE_API_KEYS=str(file),
                CLAIMWIRE_CONCURRENCY=str(running),
                CLAIMWIRE_QUEUE=str(waiting),
            ) as (_, port):
                async with aiohttp.ClientSession(
                    connector=aiohttp.TCPConnector(limit=0)
                ) as session:
                    callers = {name: Callers(port, session, key) for name, key in keys.items()}
                    await _ask(callers, report, seconds)
    return report


async def _ask(callers: dict[str, Callers], report: Report, seconds: float) -> None:
    until = time.monotonic() + seconds

    async def post(tenant: str) -> int:
        status, _ = await callers[tenant].post()
        report.statuses[tenant][status] += 1
        return status

    async def insist() -> None:
        while time.monotonic() < until:
            if await post("flood") != 200:
                await asyncio.sleep(AGAIN)

    async def calmly() -> None:
        began = time.monotonic()
        await post("calm")
        report.taken.append(time.monotonic() - began)

    async with asyncio.TaskGroup() as group:
        for _ in range(FLOOD):
            group.create_task(insist())
        while time.monotonic() < until:
            await asyncio.sleep(CALM)
            group.create_task(calmly())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--model", type=float, default=1.0, help="seconds that each call takes")
    given = parser.parse_args()
    report = asyncio.run(run(given.seconds, given.model))
    print(report)  # noqa: T201  # that is what it is for
    raise SystemExit(set(report.statuses["calm"]) != {200})


if __name__ == "__main__":
    main()
