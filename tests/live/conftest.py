"""What do the tests against real servers share?"""

import importlib.util
import platform
from collections.abc import Iterator

import pytest

from tests.live.servers import running, tiny_llm

WHEELS = {
    ("Linux", "x86_64"),
    ("Linux", "aarch64"),
    ("Darwin", "x86_64"),
    ("Darwin", "arm64"),
    ("Windows", "AMD64"),
}
"""Where `xllamacpp` has wheels; not on Linux with musl."""
CONTEXT = 3072
"""Tokens that a request to the `narrow` server can have: a short article's has 2300."""
KEY = "sk-the-one-that-is-taken"
"""The key that the `narrow` server takes."""


def _need_llama() -> None:
    """Skips where there is no wheel. Where there is one, a missing one is a mistake."""
    here = platform.system(), platform.machine()
    musl = here[0] == "Linux" and platform.libc_ver()[0] != "glibc"
    if (here not in WHEELS or musl) and importlib.util.find_spec("xllamacpp") is None:
        pytest.skip(f"xllamacpp, which brings llama.cpp's server, has no wheel for {here}")


@pytest.fixture(scope="session")
def llama() -> Iterator[str]:
    """The base URL of a llama.cpp server with a random model."""
    _need_llama()
    with running(tiny_llm()) as base_url:
        yield base_url


@pytest.fixture(scope="session")
def narrow() -> Iterator[str]:
    """The base URL of one with little context, that wants a key."""
    _need_llama()
    with running(tiny_llm(context=CONTEXT, api_key=KEY)) as base_url:
        yield base_url
