"""Whose is the line that says that Redis answers again?"""

import asyncio
import logging
from contextvars import ContextVar

import pytest

from service.cache import redis_server
from service.cache.redis_server import NoAnswer, RedisServer

WHOSE: ContextVar[str] = ContextVar("whose", default="nobody's")


async def test_the_watchers_lines_are_no_requests(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    lines: dict[str, str] = {}

    def note(record: logging.LogRecord) -> bool:
        lines[record.getMessage().rpartition("; ")[2]] = WHOSE.get()
        return True

    monkeypatch.setattr(redis_server, "WATCH", 0.01)
    monkeypatch.setattr(caplog.handler, "filters", [note])
    caplog.set_level(logging.INFO)
    server = RedisServer("redis://127.0.0.1:1/0")
    broken, answers = OSError("nobody there"), asyncio.Event()

    async def answer(*_: object) -> str:
        if not answers.is_set():
            raise broken
        return "PONG"

    monkeypatch.setattr(server, "_within_time", answer)
    WHOSE.set("a request's")
    for _ in range(redis_server.FAILURES):
        with pytest.raises(NoAnswer):
            await server.ask("GET", "x")
    answers.set()
    async with asyncio.timeout(30):
        while server.trouble:  # noqa: ASYNC110  # it sets no event
            await asyncio.sleep(0.01)
    await server.close()
    assert lines["the service goes on without"] == "a request's"
    assert lines["cache: Redis at 127.0.0.1:1 answers again"] == "nobody's"
