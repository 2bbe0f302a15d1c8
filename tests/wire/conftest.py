"""What do the tests of the wire share?"""

from collections.abc import Iterator

import pytest
from litestar.testing import TestClient

from service.app import create_app
from service.settings import Settings
from tests.wire.described import Client, Document


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """One service for all tests of a module, on rules: it answers anything, and must be as good
    after each test as it was before."""
    app = create_app(Settings(cache="memory:", backend="baseline"))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def document(client: Client) -> Document:
    """The OpenAPI document, as it is served."""
    described: Document = client.get("/schema/openapi.json").json()
    return described
