"""How is a model's server started for a test, and how is the service asked in front of it?"""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from litestar.testing import TestClient
from pydantic import ValidationError

from schemas.draft import Draft
from schemas.extraction import Extraction
from service.app import create_app
from service.conversation import Answer, ModelRequest
from service.drafts import FORMS
from service.errors import ModelError
from service.llm.model import LanguageModel, Wrapped
from service.parts import build_model
from service.prompts.library import PromptLibrary
from service.resources import PROMPTS
from service.settings import Settings
from service.text.sentences import split_sentences
from service.text.windows import split_windows
from tests.live.tiny_llm import MODEL

PATIENCE = 30.0
"""Seconds that a server is given to be ready."""
BARE = {"PATH": "/usr/bin:/bin"}
"""All that our commands and servers know of the environment."""
ROOT = Path(__file__).parents[2]


@contextmanager
def running(
    command: Sequence[str], environment: Mapping[str, str] = BARE, path: str = "/v1"
) -> Iterator[str]:
    """The base URL of a server that prints its address when ready; it is killed at the end."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("wb") as written:
            process = subprocess.Popen(
                command, stdout=written, stderr=written, env=dict(environment), cwd=ROOT
            )
        try:
            yield _address(process, log) + path
        finally:
            process.kill()
            process.wait()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """What stands in the log as the server's address, once it does."""
    ready = re.compile(r"(?:ready at|running on|server listening on) (http://[\d.:]+)")
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        if found := ready.search(log.read_text(errors="replace")):
            return found[1]
        time.sleep(0.02)
    raise AssertionError(f"{process.args!r} is not ready:\n{log.read_text(errors='replace')}")


def tiny_llm(port: int = 0, **options: str | int) -> list[str]:
    """The command for a llama.cpp server."""
    named = {"port": port, **options}
    flags = [part for name, value in named.items() for part in (f"--{name}", str(value))]
    return [
        sys.executable,
        "-m",
        "tests.live.tiny_llm",
        *(flag.replace("_", "-") for flag in flags),
    ]


class Watched(Wrapped):
    """A model of which the tests see each call."""

    def __init__(self, model: LanguageModel) -> None:
        super().__init__(model)
        self.calls: list[Answer | ModelError] = []

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:
        try:
            answer = await super().answer(request, deadline)
        except ModelError as error:
            self.calls.append(error)
            raise
        self.calls.append(answer)
        return answer

    @property
    def answers(self) -> list[Answer]:
        return [call for call in self.calls if isinstance(call, Answer)]


class Service:
    """The whole service in this process, in front of one model's server, with an empty cache."""

    def __init__(self, base_url: str, **settings: Any) -> None:  # noqa: ANN401  # any setting
        self.settings = Settings(
            **{
                "openai_base_url": base_url,
                "model": MODEL,
                "cache": "memory:",
                "prompt": "claims@1",
                **settings,
            }
        )
        self.model = Watched(build_model(self.settings))
        self._client = TestClient(
            create_app(self.settings, self.model), raise_server_exceptions=False
        )

    def __enter__(self) -> "Service":
        self._client.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._client.__exit__()

    def post(self, text: str, query: str = "") -> httpx.Response:
        """The answer to an article."""
        headers = {"Content-Type": "text/plain"}
        return self._client.post(f"/v1/claims{query}", content=text.encode(), headers=headers)

    def extraction(self, text: str) -> Extraction:
        """The extraction of an article that can be done; all its claims are grounded."""
        response = self.post(text)
        assert response.status_code == 200, response.text
        extraction = Extraction.model_validate_json(response.content)
        for claim in extraction.claims:
            for selector in claim.selectors:
                assert text[selector.start : selector.end] == selector.exact
        return extraction


def fits_the_schema(text: str) -> bool:
    """Whether an answer fits the schema, if not what the schema cannot say, such as lengths."""
    try:
        Draft.model_validate_json(text)
    except ValidationError as error:
        return {one["type"] for one in error.errors()} == {"value_error"}  # our own validators'
    return True


def problem(response: httpx.Response) -> tuple[int, str]:
    """A problem's status and the end of its type."""
    assert response.headers["content-type"] == "application/problem+json"
    return response.status_code, str(response.json()["type"]).rpartition(":")[2]


def claimwire(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, without a cache, asking as `Service` does."""
    known = {"CLAIMWIRE_CACHE": "memory:", "CLAIMWIRE_MODEL": MODEL, "CLAIMWIRE_PROMPT": "claims@1"}
    return subprocess.run(
        [sys.executable, "-m", "service.cli", *arguments],
        capture_output=True,
        text=True,
        env={**BARE, **known, **environment},
        cwd=ROOT,
        timeout=60,
        check=False,
    )


def request_for(text: str) -> ModelRequest:
    """The request that the service makes for a short article."""
    prompt = PromptLibrary(PROMPTS).get("claims@1")
    (window,) = split_windows(split_sentences(text))
    messages = prompt.render(text, None, window)
    return ModelRequest(messages, prompt.about.name, FORMS["Draft"].schema, prompt.about.params)
