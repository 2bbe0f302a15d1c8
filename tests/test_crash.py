"""Does what was acknowledged outlive crashes? `tests.crash.kill_loop` does the same at length."""

from pathlib import Path

import pytest

from tests.crash.kill_loop import EARLY, SLOWEST_START, Report, run
from tests.redis_server import needs_redis, redis_server

ROUNDS = EARLY


@pytest.mark.parametrize("workers", [1, 2])
def test_nothing_acknowledged_is_lost_to_kill_9(workers: int, tmp_path: Path) -> None:
    report = run(ROUNDS if workers == 1 else 2, tmp_path, workers)
    assert report.acknowledged > 0
    assert (report.lost, report.changed, report.unexpected) == (0, 0, [])
    assert report.damage == "ok"


@needs_redis
def test_nothing_acknowledged_is_lost_with_redis(tmp_path: Path) -> None:
    with redis_server(tmp_path) as server:
        report = run(2, tmp_path, cache=server.url)
    assert report.acknowledged > 0
    assert (report.lost, report.changed, report.unexpected) == (0, 0, [])


@pytest.mark.parametrize(
    ("report", "faults"),
    [
        (Report(starts=[1.0, 1.0, 9.0]), 0),
        (Report(starts=[1.0, SLOWEST_START + 0.1, SLOWEST_START + 0.1]), 1),
        (Report(starts=[1.0], lost=1, changed=1, unexpected=["POST 500"], damage="no"), 4),
    ],
    ids=["quick", "slow to start", "broken"],
)
def test_the_loop_judges_what_it_reports(report: Report, faults: int) -> None:
    assert len(report.faults) == faults
