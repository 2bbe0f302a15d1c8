"""Does a tool that others wrote find an answer that the OpenAPI document does not describe?

Longer by hand, over a socket: `SCHEMATHESIS_HOOKS=tests.wire.worded schemathesis run
http://127.0.0.1:8000/schema/openapi.json --checks all --max-examples 2000`.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from litestar.enums import ScopeType
from litestar.types import Receive, Scope, Send

from service.api.openapi import openapi_document
from service.app import create_app
from service.settings import Settings
from tests import processes
from tests.wire import worded

CHECKOUT = Path(__file__).parents[2]
OPERATIONS = [
    (path, method)
    for path, operations in openapi_document(["claims"])["paths"].items()
    for method in operations
]


@pytest.fixture(scope="module")
def in_process() -> schemathesis.BaseSchema:
    """What the whole service describes, to be called in this process; on rules, which answer
    anything."""
    app = create_app(Settings(cache="memory:", backend="baseline"))

    async def endless(scope: Scope, receive: Receive, send: Send) -> None:
        """schemathesis ends an app after each test, and goes on with it in the next one."""
        if scope["type"] == ScopeType.HTTP:
            await app(scope, receive, send)

    return schemathesis.openapi.from_asgi("/schema/openapi.json", endless)


@pytest.mark.parametrize("mode", schemathesis.GenerationMode)
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_is_as_described(
    in_process: schemathesis.BaseSchema, path: str, method: str, mode: schemathesis.GenerationMode
) -> None:
    @settings(
        max_examples=25,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(in_process[path][method].as_strategy(mode))
    def answers(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate()

    try:
        answers()
    except Unsatisfiable:  # a route without parameters has no malformed request
        assert mode is schemathesis.GenerationMode.NEGATIVE


def test_every_phase_over_a_socket_finds_nothing(tmp_path: Path) -> None:
    with processes.service(tmp_path / "cache.sqlite") as (_, port):
        run = subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli", "run"),
                f"http://127.0.0.1:{port}/schema/openapi.json",
                *("--checks", "all", "--max-examples", "10"),
                *("--generation-deterministic", "--continue-on-failure"),
            ],
            cwd=tmp_path,
            env={**os.environ, "SCHEMATHESIS_HOOKS": worded.__name__, "PYTHONPATH": str(CHECKOUT)},
            capture_output=True,
            text=True,
        )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-1000:]
    assert "generated" in run.stdout
