"""What do tests of a service that needs keys share?"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient

from service.access.keys import create_key, revoke_key
from service.app import create_app
from service.settings import Settings
from tests.api.keyed import Client, scripted
from tests.fakes import ScriptedModel


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "keys.jsonl"


@pytest.fixture
def ours(file: Path) -> str:
    return create_key(file, "ours")


@pytest.fixture
def theirs(file: Path) -> str:
    return create_key(file, "theirs")


@pytest.fixture
def revoked(file: Path) -> str:
    key = create_key(file, "ours")
    revoke_key(file, key[3:11])
    return key


@pytest.fixture
def model() -> ScriptedModel:
    return scripted()


@pytest.fixture
def service(
    settings: Settings, file: Path, ours: str, theirs: str, revoked: str, model: ScriptedModel
) -> Iterator[Client]:
    """The service with keys of two tenants."""
    app = create_app(settings.model_copy(update={"api_keys": file}), model)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
