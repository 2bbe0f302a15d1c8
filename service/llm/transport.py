"""How do bytes travel to a model's server, and how many come back?"""

import math
import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
import httpx2
from aiohttp.client_reqrep import ClientRequest
from aiohttp.connector import Connection
from aiohttp.tracing import Trace
from httpx_aiohttp.httpx2 import AiohttpTransport

from service.errors import (
    InvalidAnswer,
    ModelError,
    ModelMisconfigured,
    ModelTimeout,
    ModelUnavailable,
)
from service.llm.classifying import MAX_ERROR

MAX_RESPONSE = 8 << 20
"""Bytes that are read of an answer."""
_KEEPALIVE = 60.0


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


def transport(connections: int, secure: bool = True) -> AiohttpTransport:
    """aiohttp's connections, at most so many; of the environment, neither proxies nor certificates
    are used. Without `secure` no certificate is trusted, since none is read: that takes time."""
    verify = True if secure else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    carrier = AiohttpTransport(verify, trust_env=False)  # SSL_CERT_FILE, SSL_CERT_DIR

    def session() -> aiohttp.ClientSession:  # made at the first request, inside the event loop
        connector = _Connector(
            limit=connections, keepalive_timeout=_KEEPALIVE, ssl=carrier.ssl_context
        )
        return aiohttp.ClientSession(connector=connector, trust_env=False)  # HTTP_PROXY, .netrc

    carrier.client = session
    return carrier


class _Capped(httpx2.AsyncByteStream):
    """A response's body up to `limit` bytes; past them it ends, or is an error."""

    def __init__(self, stream: httpx2.AsyncByteStream, limit: int, strict: bool) -> None:
        self._stream = stream
        self._limit = limit
        self._strict = strict

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for chunk in self._stream:
            size += len(chunk)
            if size > self._limit:
                if self._strict:
                    raise InvalidAnswer("The language model's server sent too long an answer.")
                return
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()


async def cap(response: httpx2.Response) -> None:
    """Bounds what is read of a response: an answer to `MAX_RESPONSE`, an error to its beginning."""
    strict, limit = response.is_success, MAX_RESPONSE if response.is_success else MAX_ERROR
    # We ask for no compression; a small compressed body could unfold to any size.
    if response.headers.get("content-encoding", "identity") != "identity":
        if strict:
            await response.aclose()
            raise InvalidAnswer("The language model's server sent a compressed answer.")
        del response.headers["content-encoding"]  # an error's status says enough
        limit = 0
    if isinstance(response.stream, httpx2.AsyncByteStream):
        response.stream = _Capped(response.stream, limit, strict)


def from_connection(error: Exception, timed_out: bool) -> ModelError:
    """What ended a connection. `timed_out` is what the SDK makes of it, and not to be trusted:
    aiohttp's transport calls every end of a connection a timeout."""
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return ModelMisconfigured(
            "The language model's server has no certificate that is trusted here, or does not "
            "speak TLS. Its operator has to look at OPENAI_BASE_URL."
        )
    if any(isinstance(cause, aiohttp.ClientPayloadError) for cause in causes):
        return ModelUnavailable("The connection to the language model's server broke off.")
    ended = any(
        isinstance(cause, aiohttp.ClientConnectionError) and not isinstance(cause, TimeoutError)
        for cause in causes
    )
    if timed_out and not ended:
        return ModelTimeout("The language model's server did not answer in time.")
    return ModelUnavailable("The connection to the language model's server failed.")


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def retry_after(headers: httpx2.Headers) -> float | None:
    """Seconds to wait, from `retry-after-ms` or `Retry-After` (seconds or an HTTP date).

    None where that cannot be read; infinite where the number is.
    """
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        try:
            seconds = float(headers[name]) / unit
        except (KeyError, ValueError):
            continue
        return None if math.isnan(seconds) else max(seconds, 0.0)
    try:
        at = parsedate_to_datetime(headers.get("retry-after", ""))
    except (ValueError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max((at - datetime.now(UTC)).total_seconds(), 0.0)
