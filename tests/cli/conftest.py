"""What do the command's tests share?"""

from collections.abc import Iterator

import pytest

from tests.processes import ChatServer, serving


@pytest.fixture
def chat_server() -> Iterator[str]:
    """The base URL of a server that speaks Chat Completions and always says the same."""
    with serving(ChatServer("The mayor opened the bridge")) as server:
        yield server.base_url
