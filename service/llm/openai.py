"""How is an OpenAI-compatible server asked? The only module that knows the SDK.

The SDK's own retries, redirects and model building are off: it signs and sends. Through aiohttp's
transport, since a connection on which a server has sent one response too many can then be closed
instead of answering the next caller.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import replace

import aiohttp
import httpx2
import openai
import pydantic_core

from service.conversation import Answer, ModelRequest
from service.errors import ConfigurationError
from service.llm.classifying import classify, read_error
from service.llm.dialect import Dialect, Rung
from service.llm.envelope import read_completion
from service.llm.transport import cap, from_connection, retry_after, transport

Mark = Callable[[MutableMapping[str, str]], None]
"""Puts something of its own into a request's headers."""
LONGEST_TOKEN = 20
"""Code points that no tokenizer averages on a text: fewer tokens than that were not all of it."""
_CONNECT_TIMEOUT = 5.0
_NO_KEY = "none"
_OPENAI = "https://api.openai.com/v1"
_STRICT = Dialect()
_OMITTED = """
Arch Async Lang OS Package-Version Read-Timeout Retry-Count Runtime Runtime-Version
"""
"""What the SDK would tell every server about the machine that it runs on, and itself."""
_HEADERS: dict[str, str | openai.Omit] = {
    "Accept-Encoding": "identity",
    **{f"X-Stainless-{name}": openai.Omit() for name in _OMITTED.split()},
}

for _name in ("httpx2", "httpcore2", "openai"):
    # A line for each call costs 9 %, and the SDK's at DEBUG have the whole request in them.
    logging.getLogger(_name).setLevel(logging.WARNING)


def _marking(mark: Mark) -> Callable[[httpx2.Request], Awaitable[None]]:
    async def hook(request: httpx2.Request) -> None:
        mark(request.headers)

    return hook


class OpenAIModel:
    """A model behind Chat Completions.

    `http_client` is for tests; without it, the connections are aiohttp's, at most `connections`.
    `mark` may add headers to each request.
    Raises `ConfigurationError` for a key or an address that no request can carry.
    """

    def __init__(
        self,
        model: str,
        api_key: str | None = None,
        base_url: str | None = None,
        connections: int = 64,
        http_client: httpx2.AsyncClient | None = None,
        mark: Mark | None = None,
    ) -> None:
        if api_key and not (api_key.isascii() and api_key.isprintable()):
            raise ConfigurationError("OPENAI_API_KEY has characters that no HTTP header can carry.")
        self._model = model
        self._key = api_key
        address = base_url or _OPENAI
        secure = not address.lower().startswith("http://")
        client = http_client or httpx2.AsyncClient(transport=transport(connections, secure))
        client.follow_redirects = False
        client.headers.clear()  # each would give way to one of the SDK's
        client.event_hooks["response"].append(cap)
        if mark:
            client.event_hooks["request"].append(_marking(mark))
        try:
            self._client = openai.AsyncOpenAI(
                api_key=api_key or _NO_KEY,
                base_url=address,  # without one, the SDK would read the environment
                max_retries=0,
                http_client=client,
            )
        except httpx2.InvalidURL as error:
            raise ConfigurationError(f"OPENAI_BASE_URL is no address: {error}") from error

    @property
    def identity(self) -> str:
        """The server's address and the model's name."""
        return f"openai:{self._client.base_url}:{self._model}"

    async def answer(
        self, request: ModelRequest, deadline: float, dialect: Dialect = _STRICT
    ) -> Answer:
        """One call, never repeated. Raises the `ModelError` that says what the server did."""
        remaining = max(deadline - asyncio.get_running_loop().time(), 0.001)
        try:
            response = await self._client.post(
                "/chat/completions",
                cast_to=httpx2.Response,
                content=pydantic_core.to_json(dialect.body(request, self._model)),
                options={
                    "headers": _HEADERS,
                    "timeout": httpx2.Timeout(remaining, connect=min(_CONNECT_TIMEOUT, remaining)),
                },
            )
        except (openai.APIConnectionError, aiohttp.ClientError, UnicodeError) as error:
            # What aiohttp's transport passes through: bad HTTP, and a host that has no IDNA form.
            raise from_connection(error, isinstance(error, openai.APITimeoutError)) from error
        except openai.APIStatusError as error:
            headers = error.response.headers
            failure = classify(read_error(error.status_code, error.response.content), headers)
            failure.retry_after = retry_after(headers)
            raise failure from error
        answer = read_completion(
            response.content, response.headers, self._model, dialect.rung is Rung.TOOL
        )
        if self._key and self._key in answer.text + answer.model:  # some servers repeat headers
            text, model = (said.replace(self._key, "***") for said in (answer.text, answer.model))
            answer = replace(answer, text=text, model=model)
        counted, sent = answer.tokens.prompt, sum(len(one.content) for one in request.messages)
        return replace(answer, cut_short=0 < counted < sent / LONGEST_TOKEN)

    def judge(self, answer: Answer, usable: bool) -> None:
        """Nothing is learned from one answer here; see `Ladder`."""

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.close()
