"""Can anything that a caller, a model or a key holds be found in the log?

Everything secret here has the word canary in it. The log is written at its most talkative.
"""

import asyncio
import contextlib
import io
import json
import logging
import socket
import threading
import warnings
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar.testing import TestClient

from service.access.keys import create_key
from service.app import create_app
from service.observing import logs
from service.observing.logs import Format
from service.settings import Settings
from tests import processes
from tests.fakes import draft, draft_claim
from tests.lines import logging_to
from tests.llm.test_openai_server import Script, listening

TEXT = "The canary sang on Monday. It cost 9 million canaries."
ARTICLE = {"text": TEXT, "title": "Canary sings", "url": "https://canary.example/canary"}
KEY = "sk-canary-0123456789"
FORMS: tuple[Format, ...] = ("console", "json")
SERVER_ERRORS = (400, 401, 403, 404, 408, 413, 422, 429, 500, 503)


def found(written: str) -> list[str]:
    """The lines that tell something."""
    lines = written.replace(Path(__file__).name, "").splitlines()
    return [line for line in lines if "canar" in line.lower()]


@pytest.fixture(params=FORMS)
def written(
    request: pytest.FixtureRequest, capfd: pytest.CaptureFixture[str]
) -> Iterator[io.StringIO]:
    """What is logged; nothing that is printed may tell anything, either."""
    with logging_to(request.param, "debug") as written:
        yield written
    assert written.getvalue()
    assert found(written.getvalue()) == []
    assert found("".join(capfd.readouterr())) == []


@pytest.mark.parametrize("keyed", [False, True], ids=["open", "with keys"])
def test_no_route_tells_what_it_was_asked(
    settings: Settings, tmp_path: Path, written: io.StringIO, keyed: bool
) -> None:
    path, authorization = tmp_path / "keys", {}
    if keyed:
        settings = settings.model_copy(update={"api_keys": path})
        authorization = {"Authorization": f"Bearer {create_key(path, 'desk')}"}
    app = create_app(settings)
    paths = {route.path for route in app.routes} | {"/canary", "/v1/claims/canary/canary"}
    bodies: tuple[tuple[str | bytes, str], ...] = (
        (json.dumps(ARTICLE), "application/json"),
        (json.dumps({**ARTICLE, "canary": 1}), "application/json"),
        (json.dumps({**ARTICLE, "published_at": "canary"}), "application/json"),
        ('{"canary": 1, "canary": 2}', "application/json"),
        ('{"canary', "application/json"),
        (TEXT, "text/plain"),
        (TEXT, "text/canary"),
        (b"canary \xff", "text/plain"),
        (TEXT * 30_000, "text/plain"),
    )
    queries = ("", "?prompt=canary", "?canary=canary", "?partial=canary", "?%ff%00canary")
    named = [path.replace("{", "canary{") for path in paths]
    with TestClient(app, raise_server_exceptions=False) as client:
        for where, query, method in product(named, queries, ("GET", "POST", "CANARY")):
            client.request(method, where + query, headers=authorization)
        for (body, kind), query in product(bodies, queries):
            headers = {"Content-Type": kind, "Cookie": "canary=1", "User-Agent": "canary"}
            client.post("/v1/claims" + query, content=body, headers=headers | authorization)
        for sent in ("Bearer canary", "canary", "Bearer cw_01234567_canary"):
            client.get("/v1/prompts", headers={"Authorization": sent, "X-Request-Id": "a canary"})
    for sent in authorization.values():
        assert sent.split("_")[-1] not in written.getvalue()


def saying(status: int, body: str) -> Script:
    async def script(_: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        raw = body.encode()
        writer.write(b"HTTP/1.1 %d Canary\r\nX-Canary: canary\r\n" % status)
        writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(raw), raw))

    return script


async def _canary_and_gone(_: dict[str, Any], writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{canary")
    await writer.drain()
    writer.close()


async def _no_http(_: dict[str, Any], writer: asyncio.StreamWriter) -> None:
    writer.write(b"canary canary canary\r\n\r\n")
    writer.close()


async def _silence(_: dict[str, Any], writer: asyncio.StreamWriter) -> None:
    """Nothing."""


def _answering(text: str, **choice: object) -> str:
    message = {"content": text, "refusal": "canary"} if "refused" in choice else {"content": text}
    return json.dumps({"model": "canary-1", "choices": [{"message": message, **choice}]})


SERVERS: dict[str, Script] = {
    **{
        f"status {status}": saying(status, json.dumps({"error": {"message": f"{KEY}: {TEXT}"}}))
        for status in SERVER_ERRORS
    },
    "an error that is no JSON": saying(500, TEXT),
    "an unknown parameter": saying(
        400, json.dumps({"error": {"message": f"temperature {TEXT}", "param": "canary"}})
    ),
    "a good answer": saying(200, _answering(draft(draft_claim("The canary sang")))),
    "a quote that is not there": saying(200, _answering(draft(draft_claim("canary canary")))),
    "an invalid claim": saying(200, _answering(draft({"canary": TEXT}))),
    "prose": saying(200, _answering(TEXT)),
    "half an answer": saying(200, _answering('{"claims": [{"canary', finish_reason="length")),
    "a refusal": saying(200, _answering("", refused=True)),
    "a filter": saying(200, _answering(TEXT, finish_reason="content_filter")),
    "no envelope": saying(200, json.dumps({"canary": TEXT})),
    "no JSON": saying(200, TEXT),
    "a redirect": saying(302, TEXT),
    "an end in the middle": _canary_and_gone,
    "no HTTP": _no_http,
    "silence": _silence,
}


@pytest.mark.parametrize("script", SERVERS.values(), ids=SERVERS)
async def test_no_failure_of_a_model_tells_what_was_said(
    script: Script, written: io.StringIO
) -> None:
    async with listening(script) as (url, _):
        settings = Settings(
            cache="memory:",
            openai_api_key=KEY,
            openai_base_url=url,
            fallback=f"canary@{url}",
            prompt="claims@1",
            deadline=1,
        )
        app = create_app(settings)
        transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]  # litestar types its scope
        async with app.lifespan(), httpx.AsyncClient(transport=transport) as client:
            for query in ("", "?partial=reject"):
                await client.post(f"http://x/v1/claims{query}", json=ARTICLE, timeout=10)


def _stumble() -> None:
    canary = TEXT
    errors = [ValueError(canary), OSError(28, canary)]
    raise ExceptionGroup(canary, errors) from KeyError(canary)


def _in_a_thread() -> None:
    raise RuntimeError(TEXT)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_no_mistake_of_ours_tells_what_it_was_about(written: io.StringIO) -> None:
    try:
        _stumble()
    except ExceptionGroup:
        logging.getLogger("service.api").exception("it went wrong")
    thread = threading.Thread(target=_in_a_thread)
    thread.start()
    thread.join()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = logs.show_warning
        warnings.warn(TEXT, UserWarning, stacklevel=1)
    lines = written.getvalue()
    for told in ("ExceptionGroup", "KeyError", "OSError [errno 28]", "RuntimeError", "UserWarning"):
        assert told in lines
    assert "in _stumble" in lines


def test_a_slip_in_a_line_tells_where_it_is_and_no_more(written: io.StringIO) -> None:
    logging.getLogger("service").warning("something else")
    (ours,) = (one for one in logging.getLogger().handlers if one.formatter and one.filters)
    slip = {"name": "service", "msg": "%d %s", "args": ("no number", TEXT), "levelno": 30}
    ours.handle(logging.makeLogRecord(slip))


async def test_no_library_tells_more_than_its_own_words(written: io.StringIO) -> None:
    for name in ("openai", "httpx2", "httpcore2", "aiohttp.client", "asyncio", "made.up"):
        logger = logging.getLogger(name)
        before, logger.level = logger.level, logging.DEBUG
        logger.debug("Request options: %s", ARTICLE)
        logger.warning("it says %s", TEXT)
        logger.error("a task ended\nfuture: <Task exception=%s>", TEXT)
        logger.level = before
    asyncio.get_running_loop().call_exception_handler(
        {"message": "Task exception was never retrieved", "exception": ValueError(TEXT)}
    )
    assert "it says %s" in written.getvalue()
    assert "ValueError" in written.getvalue()


def test_nobody_can_forge_a_line(written: io.StringIO) -> None:
    logging.getLogger("service").warning("one\n2026 info forged\x1b[2J\u2028")
    assert len(written.getvalue().splitlines()) == 1
    assert "\x1b" not in written.getvalue()


@pytest.mark.parametrize("form", FORMS)
def test_the_command_tells_nothing_either(tmp_path: Path, form: Format) -> None:
    log = tmp_path / "log"
    said = processes.ChatServer("The canary sang")
    environment: dict[str, Any] = {
        "OPENAI_API_KEY": KEY,
        "OPENAI_BASE_URL": said.base_url,
        "OPENAI_LOG": "debug",
        "PYTHONASYNCIODEBUG": "1",
        "PYTHONWARNINGS": "always",
        "CLAIMWIRE_LOG_LEVEL": "debug",
        "CLAIMWIRE_LOG_FORMAT": form,
    }
    with (
        processes.serving(said),
        processes.service(tmp_path / "cache", log=log, **environment) as (_, port),
    ):
        for query in ("", "?prompt=canary", "?canary"):
            httpx.post(f"http://127.0.0.1:{port}/v1/claims{query}", json=ARTICLE, timeout=30)
        for raw in (b"CANARY /canary", b"POST /v1/claims HTTP/1.1\r\ncanary: \x00\r\n\r\ncanary"):
            with socket.create_connection(("127.0.0.1", port)) as connection:
                connection.sendall(raw + b"\r\n\r\n")
                connection.shutdown(socket.SHUT_WR)
                with contextlib.suppress(OSError):
                    connection.recv(1 << 16)
    lines = log.read_text()
    assert "/v1/claims" in lines
    assert found(lines) == []
    if form == "json":
        assert [line for line in lines.splitlines() if not line.startswith("{")] == []
