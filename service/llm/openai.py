"""How is an OpenAI-compatible server asked? The only module that knows the SDK.

The SDK's own retries, redirects and model building are off: it signs, sends and maps statuses.
Through aiohttp's transport, since a connection on which a server has sent one response too many
can then be closed instead of answering the next caller.
"""

import asyncio
import logging
import math
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
import httpx2
import openai
from aiohttp.client_reqrep import ClientRequest
from aiohttp.connector import Connection
from aiohttp.tracing import Trace
from openai._vendor.httpx_aiohttp import AiohttpTransport
from pydantic import BaseModel, ValidationError

from service.conversation import Answer, ModelRequest, Tokens
from service.errors import (
    ConfigurationError,
    ContentFiltered,
    InvalidAnswer,
    ModelBusy,
    ModelError,
    ModelMisconfigured,
    ModelRefused,
    ModelTimeout,
    ModelUnavailable,
)

MAX_RESPONSE = 8 << 20
"""Bytes that are read of a response, whatever its status."""
_KEEPALIVE = 60.0
_CONNECT_TIMEOUT = 5.0
_NO_KEY = "none"
_OPENAI = "https://api.openai.com/v1"

logging.getLogger("httpx2").setLevel(logging.WARNING)  # its line for each call costs 9 %


class _Message(BaseModel):
    content: str | list[dict[str, Any]] | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Completion(BaseModel):
    """What is read of a chat completion; servers differ in everything else."""

    choices: list[_Choice]
    model: str | None = None
    usage: Any = None


class OpenAIModel:
    """A model behind Chat Completions.

    `http_client` is for tests; without it, the connections are aiohttp's, at most `connections`.
    Raises `ConfigurationError` for a key or an address that no request can carry.
    """

    def __init__(
        self,
        model: str,
        api_key: str | None = None,
        base_url: str | None = None,
        connections: int = 64,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        if api_key and not (api_key.isascii() and api_key.isprintable()):
            raise ConfigurationError("OPENAI_API_KEY has characters that no HTTP header can carry.")
        self._model = model
        client = http_client or openai.DefaultAioHttpClient(
            transport=_transport(connections), trust_env=False
        )
        client.follow_redirects = False
        client.event_hooks["response"].append(_cap)
        try:
            self._client = openai.AsyncOpenAI(
                api_key=api_key or _NO_KEY,
                base_url=base_url or _OPENAI,  # without one, the SDK would read the environment
                max_retries=0,
                http_client=client,
                default_headers={"Accept-Encoding": "identity"},
            )
        except httpx2.InvalidURL as error:
            raise ConfigurationError(f"OPENAI_BASE_URL is no address: {error}") from error

    @property
    def identity(self) -> str:
        """The server's address and the model's name."""
        return f"openai:{self._client.base_url}:{self._model}"

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:
        """One call, never repeated. Raises the `ModelError` that says what the server did."""
        remaining = max(deadline - asyncio.get_running_loop().time(), 0.001)
        try:
            response = await self._client.post(
                "/chat/completions",
                cast_to=httpx2.Response,
                body=self._body(request),
                options={
                    "timeout": httpx2.Timeout(remaining, connect=min(_CONNECT_TIMEOUT, remaining))
                },
            )
        except (openai.APIConnectionError, aiohttp.ClientError, UnicodeError) as error:
            # What aiohttp's transport passes through: bad HTTP, and a host that has no IDNA form.
            raise _from_connection(error) from error
        except openai.APIStatusError as error:
            raise _from_status(error) from error
        return _read(response.content, self._model)

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.close()

    def _body(self, request: ModelRequest) -> dict[str, Any]:
        return {
            "model": self._model,
            "messages": [message._asdict() for message in request.messages],
            "response_format": {
                "type": "json_schema",
                "json_schema": {
                    "name": request.schema_name,
                    "strict": True,
                    "schema": request.schema,
                },
            },
            **request.params,
        }


class _Connector(aiohttp.TCPConnector):
    """Reuses no connection on which something came after the answer that it was opened for.

    aiohttp looks for that when an answer ends, but not again when the next request begins.
    """

    async def connect(
        self,
        req: ClientRequest,
        traces: list[Trace],
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109  # aiohttp's signature
    ) -> Connection:
        connection = await super().connect(req, traces, timeout)
        while connection.protocol and connection.protocol.should_close:
            connection.close()
            connection = await super().connect(req, traces, timeout)
        return connection


def _transport(connections: int) -> AiohttpTransport:
    transport = AiohttpTransport(trust_env=False)

    def session() -> aiohttp.ClientSession:  # made at the first request, inside the event loop
        connector = _Connector(
            limit=connections, keepalive_timeout=_KEEPALIVE, ssl=transport.ssl_context
        )
        return aiohttp.ClientSession(connector=connector)

    transport.client = session
    return transport


class _Capped(httpx2.AsyncByteStream):
    """A response's body that ends in an error past `MAX_RESPONSE` bytes."""

    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for chunk in self._stream:
            size += len(chunk)
            if size > MAX_RESPONSE:
                raise InvalidAnswer("The language model's server sent too long an answer.")
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()


async def _cap(response: httpx2.Response) -> None:
    # We ask for no compression; a small compressed body could unfold to any size.
    if response.headers.get("content-encoding", "identity") != "identity":
        await response.aclose()
        raise InvalidAnswer("The language model's server sent a compressed answer.")
    if isinstance(response.stream, httpx2.AsyncByteStream):
        response.stream = _Capped(response.stream)


def _read(body: bytes, asked: str) -> Answer:
    try:
        completion = _Completion.model_validate_json(body)
    except ValidationError as error:
        raise InvalidAnswer("The language model's server sent no chat completion.") from error
    if not completion.choices:
        raise InvalidAnswer("The language model's server sent a completion without choices.")
    choice = completion.choices[0]
    if choice.finish_reason == "content_filter":
        raise ContentFiltered("The language model's server withheld the answer to this text.")
    if choice.message.refusal:
        raise ModelRefused("The language model declined to work on this text.")
    return Answer(
        text=_text(choice.message.content),
        finish_reason=choice.finish_reason,
        tokens=_tokens(completion.usage),
        model=completion.model or asked,
    )


def _text(content: str | list[dict[str, Any]] | None) -> str:
    if isinstance(content, list):
        return "".join(part["text"] for part in content if isinstance(part.get("text"), str))
    return content or ""


def _tokens(usage: object) -> Tokens:
    """What the server says that it counted. An odd count is no reason to lose an answer."""

    def count(counts: object, name: str) -> int:
        found = counts.get(name) if isinstance(counts, dict) else None
        return max(found, 0) if isinstance(found, int) else 0

    details = usage.get("prompt_tokens_details") if isinstance(usage, dict) else None
    return Tokens(
        prompt=count(usage, "prompt_tokens"),
        cached=count(details, "cached_tokens"),
        completion=count(usage, "completion_tokens"),
    )


def _from_connection(error: Exception) -> ModelUnavailable:
    """What ended a connection. aiohttp's transport calls every end of one a timeout."""
    cause = error.__cause__.__cause__ if error.__cause__ else None
    ended = isinstance(cause, aiohttp.ClientConnectionError) and not isinstance(cause, TimeoutError)
    if isinstance(error, openai.APITimeoutError) and not ended:
        return ModelTimeout("The language model's server did not answer in time.")
    return ModelUnavailable("The connection to the language model's server failed.")


def _from_status(error: openai.APIStatusError) -> ModelError:
    """What a status means. The server's own words stay here: they can hold anything."""
    status = error.status_code
    if status == 429:
        failure: ModelError = ModelBusy("The language model's server asks for patience (429).")
    elif status in (408, 409) or status >= 500:
        failure = ModelUnavailable(f"The language model's server failed (status {status}).")
    elif status in (401, 403):
        failure = ModelMisconfigured(
            f"The language model's server refuses the service's key (status {status}). "
            "Its operator has to look at OPENAI_API_KEY."
        )
    else:
        failure = ModelMisconfigured(
            f"The language model's server refuses the request (status {status}). Its operator "
            "has to look at OPENAI_BASE_URL and CLAIMWIRE_MODEL, and whether that model can "
            "answer in a JSON schema."
        )
    failure.retry_after = _retry_after(error.response.headers)
    return failure


def _retry_after(headers: httpx2.Headers) -> float | None:
    """Seconds to wait, from `retry-after-ms` or `Retry-After` (seconds or an HTTP date)."""
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            seconds = float(headers[name]) / unit
        except (KeyError, ValueError):
            continue
        return max(seconds, 0.0) if math.isfinite(seconds) else None
    try:
        at = parsedate_to_datetime(headers.get("retry-after", ""))
    except (ValueError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max((at - datetime.now(UTC)).total_seconds(), 0.0)
