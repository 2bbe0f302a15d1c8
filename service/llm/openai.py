"""How is an OpenAI-compatible server asked? The only module that knows the SDK.

The SDK's own retries, redirects and model building are off: it signs, sends and maps statuses.
Through aiohttp's transport, since a connection on which a server has sent one response too many
is then closed instead of answering the next caller.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx2
import openai
from pydantic import BaseModel, ValidationError

from service.conversation import Answer, ModelRequest, Tokens
from service.errors import (
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

logging.getLogger("httpx2").setLevel(logging.WARNING)  # its line for each call costs 9 %


class _Message(BaseModel):
    content: str | list[dict[str, Any]] | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _CachedTokens(BaseModel):
    cached_tokens: int | None = None


class _Usage(BaseModel):
    prompt_tokens: int = 0
    completion_tokens: int = 0
    prompt_tokens_details: _CachedTokens | None = None


class _Completion(BaseModel):
    """What is read of a chat completion; servers differ in everything else."""

    choices: list[_Choice]
    model: str | None = None
    usage: _Usage | None = None


class OpenAIModel:
    """A model behind Chat Completions.

    `http_client` is for tests; without it, the connections are aiohttp's, at most `connections`.
    """

    def __init__(
        self,
        model: str,
        api_key: str | None = None,
        base_url: str | None = None,
        connections: int = 64,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        self._model = model
        client = http_client or openai.DefaultAioHttpClient(
            limits=httpx2.Limits(max_connections=connections, keepalive_expiry=_KEEPALIVE),
            trust_env=False,
        )
        client.follow_redirects = False
        client.event_hooks["response"].append(_cap)
        self._client = openai.AsyncOpenAI(
            api_key=api_key or _NO_KEY,
            base_url=base_url,
            max_retries=0,
            http_client=client,
            default_headers={"Accept-Encoding": "identity"},
        )

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
        except openai.APITimeoutError as error:
            raise ModelTimeout("The language model's server did not answer in time.") from error
        except openai.APIConnectionError as error:
            raise ModelUnavailable(
                "The connection to the language model's server failed."
            ) from error
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
    usage = completion.usage or _Usage()
    cached = usage.prompt_tokens_details.cached_tokens if usage.prompt_tokens_details else 0
    return Answer(
        text=_text(choice.message.content),
        finish_reason=choice.finish_reason,
        tokens=Tokens(usage.prompt_tokens, cached or 0, usage.completion_tokens),
        model=completion.model or asked,
    )


def _text(content: str | list[dict[str, Any]] | None) -> str:
    if isinstance(content, list):
        return "".join(part["text"] for part in content if isinstance(part.get("text"), str))
    return content or ""


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
            return max(float(headers[name]) / unit, 0.0)
        except (KeyError, ValueError):
            continue
    try:
        at = parsedate_to_datetime(headers.get("retry-after", ""))
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max((at - datetime.now(UTC)).total_seconds(), 0.0)
