"""What do all tests share?"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient

from service.app import create_app
from service.resources import SEEDS
from service.settings import PREFIX, Settings

# A developer's own settings must not decide what the tests see.
for _name in [name for name in os.environ if name.startswith((PREFIX, "OPENAI_"))]:
    del os.environ[_name]

WIRE_STORY = SEEDS / "000_d4ea6180c786b20e.txt"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The defaults, with a cache of its own, and the prompt whose form `tests.fakes` writes."""
    return Settings(cache=f"sqlite:///{tmp_path / 'cache.sqlite'}", prompt="claims@1")


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:  # type: ignore[type-arg]  # of any app
    """The whole service on recorded answers, in this process."""
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def wire_story() -> str:
    """The first seed's text."""
    return WIRE_STORY.read_bytes().decode()
