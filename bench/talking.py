"""How does a measured program hear what to do? A line of JSON in, a line of JSON out."""

import json
import sys
import time
from collections.abc import Callable
from typing import Any, TextIO


def talk(carry_out: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Carries out one command after the other, until standard input ends.

    With each answer goes how long it took by the clock (`wall`) and of CPU time (`cpu`), unless it
    says so itself.
    """
    out, sys.stdout = sys.stdout, sys.stderr  # what libraries print is no answer
    _write(out, {})
    for line in sys.stdin:
        command = json.loads(line)
        began, cpu = time.perf_counter(), time.process_time()
        said = carry_out(command)
        wall, cpu = time.perf_counter() - began, time.process_time() - cpu
        _write(out, {"wall": wall, "cpu": cpu, **said})


def _write(out: TextIO, said: dict[str, Any]) -> None:
    out.write(json.dumps(said) + "\n")
    out.flush()
