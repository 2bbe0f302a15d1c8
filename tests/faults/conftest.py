"""What do the fault tests share?"""

import asyncio
from collections.abc import Iterator

import pytest

from tests.faults.harness import Case, Run, read_cases, run_all, running_stub


@pytest.fixture(scope="session")
def stub_port() -> Iterator[int]:
    """A stub of this session's own."""
    with running_stub() as port:
        yield port


@pytest.fixture(scope="session")
def runs(stub_port: int, request: pytest.FixtureRequest) -> dict[str, Run]:
    """The runs of all cases that this session's tests are about, done side by side."""
    wanted = [
        case
        for item in request.session.items
        if isinstance(item, pytest.Function)
        and isinstance(
            case := getattr(item, "callspec", None) and item.callspec.params.get("case"), Case
        )
    ]
    return asyncio.run(run_all(stub_port, wanted or read_cases()))


def pytest_configure(config: pytest.Config) -> None:
    """The scenes of the catalogue are tests of their own, marked with their ids."""
    config.addinivalue_line("markers", "scene(id): the scene of the catalogue that a test plays")
