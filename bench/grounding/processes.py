"""How is a side kept in a process of its own, and ended when it takes too long?"""

import json
import os
import select
import subprocess
from types import TracebackType
from typing import Self

from bench.grounding.sides import Answer, Request
from bench.programs import PEERS, PRODUCT, ROOT

_HOMES = {"claimwire": PRODUCT, "langextract": PEERS}


class Side:
    """A running side. It is started again after a question that it did not answer in time."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._end()

    def ask(self, request: Request, seconds: float) -> Answer | None:
        """The answer, or None if it took longer than `seconds`."""
        process = self._process = self._process or self._start()
        assert process.stdin  # noqa: S101  # both are pipes
        assert process.stdout  # noqa: S101
        process.stdin.write(json.dumps(request) + "\n")
        process.stdin.flush()
        if not select.select([process.stdout], [], [], seconds)[0]:
            self._end()
            return None
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name} ended without an answer")
        answer: Answer = json.loads(line)
        return answer

    def _start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(  # noqa: S603  # our own command
            [str(_HOMES[self.name] / "python"), "-m", "bench.grounding.serving", self.name],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None
