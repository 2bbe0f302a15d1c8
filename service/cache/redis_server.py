"""How is a Redis server asked, and what when it does not answer?

Each question has a quarter of a second. After three in a row without an answer nobody asks any more
but one watcher, once a second, until the server answers again: being without it costs nothing.
"""

import asyncio
import contextvars
import logging
import re
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from redis.asyncio import ConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import (
    AuthenticationError,
    AuthorizationError,
    BusyLoadingError,
    RedisError,
    ResponseError,
)
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import TimeoutError as NoAnswerInTime

log = logging.getLogger(__name__)

TIMEOUT = 0.2
_GRACE = 0.05
"""Seconds in which to look at what came while the event loop was busy with other things."""
FAILURES = 3
"""Failures in a row after which the server is left alone."""
WATCH = 1.0
"""Seconds between two looks whether it is back, or, unasked, whether it is still there."""
_CONNECTIONS = 16
_FAULTS = (RedisError, OSError, ValueError)
"""What the client raises: its own, the network's, and over answers that make no sense."""
_TLS_OPTIONS = {"ssl_ca_certs", "ssl_certfile", "ssl_keyfile"}


class BadAddress(ValueError):
    """This is no address of a Redis server."""


class NoAnswer(Exception):
    """The server gave none; `RedisServer.trouble` says why where that lasts."""


class Refused(NoAnswer):
    """The server does not do that. The text is Redis's word for why, and nothing that we sent."""


class RedisServer:
    """The server at `redis://[[user]:password@]host[:port][/db]` or, with TLS, `rediss://`.

    Raises `BadAddress`; connects when it is first asked. Belongs to one event loop.
    """

    def __init__(self, url: str) -> None:
        self._address = _address(url)
        pool = ConnectionPool.from_url(
            url,
            max_connections=4 * _CONNECTIONS,  # never the limit: the slots below are
            socket_timeout=TIMEOUT,
            socket_connect_timeout=TIMEOUT,
            retry=Retry(NoBackoff(), 1),  # a connection that died while idle is made anew
            protocol=2,  # which every Redis, Valkey and their relatives speak
        )
        self._redis = Redis.from_pool(pool)
        self._slots = asyncio.Semaphore(_CONNECTIONS)
        self._closed = False
        self._failures = 0
        self._answered_at = float("-inf")
        self._watcher: asyncio.Task[None] | None = None
        self.trouble: str | None = None
        """Why it is left alone; None while it is not."""

    async def ask(self, *command: bytes | str | int) -> Any:  # noqa: ANN401  # as the command is
        """What the server says to a command. Raises `NoAnswer` and `Refused`."""
        if self._closed or self._watcher:
            raise NoAnswer
        async with self._slots:
            if self._watcher:  # since we began to wait
                raise NoAnswer
            try:
                answer = await self._within_time(*command)
            except ResponseError as error:
                self._answered()
                raise Refused(_word(error)) from error
            except _FAULTS as error:
                self._failed(error)
                raise NoAnswer from error
            self._answered()
            return answer

    async def check(self) -> None:
        """Makes sure that `trouble` is not older than a second or so. Raises `Refused`."""
        loop = asyncio.get_running_loop()
        while not (self._closed or self._watcher) and loop.time() - self._answered_at > WATCH:
            try:
                await self.ask("PING")
            except Refused:
                raise
            except NoAnswer:
                continue  # until it has failed often enough to count

    async def close(self) -> None:
        """Lets go of the connections once everybody who waits has been served."""
        if self._closed:
            return
        self._closed = True
        for _ in range(_CONNECTIONS):
            await self._slots.acquire()
        if self._watcher:
            self._watcher.cancel()
            await asyncio.gather(self._watcher, return_exceptions=True)
        with suppress(*_FAULTS):
            await self._redis.aclose()
        await asyncio.sleep(0)  # in which those that were cut off are closed, too

    async def _within_time(self, *command: bytes | str | int) -> Any:  # noqa: ANN401
        ask = self._redis.execute_command(*command)  # type: ignore[no-untyped-call]  # theirs
        asking = asyncio.ensure_future(ask)
        try:
            done, _ = await asyncio.wait({asking}, timeout=TIMEOUT)
            if not done:  # it may be the event loop that is late, and not the server
                done, _ = await asyncio.wait({asking}, timeout=_GRACE)
            if not done:
                raise NoAnswerInTime
            return asking.result()
        finally:
            if not asking.done():
                asking.cancel()
                # A connection that is left in the middle of an answer must be closed by then.
                await asyncio.gather(asking, return_exceptions=True)

    def _answered(self) -> None:
        self._failures = 0
        self._answered_at = asyncio.get_running_loop().time()

    def _failed(self, error: Exception) -> None:
        self._failures += 1
        if self._failures < FAILURES or self._watcher or self._closed:
            log.info("cache: %s", _why(error))
            return
        self.trouble = _why(error)
        log.warning("cache: %s at %s; the service goes on without", self.trouble, self._address)
        # It is nobody's: what it logs must not bear the id of the request that failed last.
        self._watcher = asyncio.create_task(self._watch(), context=contextvars.Context())

    async def _watch(self) -> None:
        """Waits until the server answers."""
        while self.trouble:
            await asyncio.sleep(WATCH)
            try:
                await self._within_time("PING")
            except _FAULTS as error:
                self.trouble = _why(error)
            else:
                self.trouble = None
        self._answered()
        self._watcher = None
        log.warning("cache: Redis at %s answers again", self._address)


def _address(url: str) -> str:
    """Host and port, without the password. Raises `BadAddress`."""
    try:
        parts = urlsplit(url)
        port = parts.port or 6379
    except ValueError as error:
        raise BadAddress("its port is no number") from error
    if parts.scheme not in ("redis", "rediss") or not parts.hostname or parts.fragment:
        raise BadAddress("it is redis://[[user]:password@]host[:port][/database]")
    if not re.fullmatch(r"(/\d*)?", parts.path):
        raise BadAddress("its database is a number")
    options = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    if options - _TLS_OPTIONS or (options and parts.scheme != "rediss"):
        known = ", ".join(sorted(_TLS_OPTIONS))
        raise BadAddress(f"its options are {known}, for rediss://")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{host}:{port}"


def _why(error: Exception) -> str:
    if isinstance(error, (AuthenticationError, AuthorizationError)):
        return "Redis refuses our name or password"
    if isinstance(error, BusyLoadingError):
        return "Redis is still loading"
    if isinstance(error, (NoAnswerInTime, TimeoutError)):
        return "Redis does not answer in time"
    if isinstance(error, (NoConnection, OSError)):
        return "Redis cannot be reached"
    return "Redis does not answer as Redis does"


def _word(error: ResponseError) -> str:
    """The code of an error. What follows it can repeat what was asked, an article's words too."""
    code = str(error).partition(" ")[0]
    if type(error) is ResponseError and re.fullmatch(r"[A-Z]{3,20}", code):
        return code
    return type(error).__name__
