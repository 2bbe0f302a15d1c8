"""Does the demo show what it promises, the first time and the second?"""

import subprocess
import sys
from pathlib import Path


def demo(cache: Path) -> str:
    # A key in the environment must not make the demo ask anybody.
    environment = {"PATH": "/usr/bin:/bin", "OPENAI_API_KEY": "sk-canary", "COLUMNS": "100"}
    done = subprocess.run(
        [sys.executable, "-m", "service.cli", "demo", "--cache", str(cache)],
        env=environment,
        capture_output=True,
        timeout=60,
        check=True,
    )
    return " ".join(done.stdout.decode().split())


def test_the_demo_answers_first_from_the_recording_then_from_the_cache(tmp_path: Path) -> None:
    cache = tmp_path / "demo.sqlite"
    first, second = demo(cache), demo(cache)
    assert "claims in 10 sentences" in first
    assert "2 calls" in first
    assert "recorded" in first
    assert "OPENAI_API_KEY" in first
    assert "came from the cache" not in first
    assert "came from the cache" in second
