"""With which code does the service end when a worker is killed before it serves?"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")
def test_a_worker_that_is_killed_as_it_starts_is_a_failure_like_any_other(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "service.cli", "serve", "--port", "0", "--workers", "2"],
        env={"PATH": os.defpath, "CLAIMWIRE_CACHE": f"sqlite:///{tmp_path / 'cache.sqlite'}"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        end = time.monotonic() + 30
        while not (started := listed.read_text().split()):
            assert time.monotonic() < end
            time.sleep(0.01)
        os.kill(int(started[0]), signal.SIGKILL)
        assert process.wait(timeout=60) == 1  # not 247
    finally:
        process.kill()
        process.wait()
