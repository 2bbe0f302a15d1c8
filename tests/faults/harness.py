"""How does a case of the catalogue run through the real service?"""

import asyncio
import contextvars
import json
import logging
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
from litestar import Litestar

from service.app import create_app
from service.settings import Settings

Json = dict[str, Any]

HERE = Path(__file__).parent
DEADLINE = 8.0
"""Seconds of `CLAIMWIRE_DEADLINE`, for cases that do not say otherwise."""
AT_ONCE = 4
"""Cases that run side by side where they compute more than they wait."""
SPREAD = 0.02
"""Seconds between the starts of those that wait."""
NEVER_GOOD = ("dns_fail", "plain_on_tls", "tls_self_signed")
"""Faults of the address itself, which no server can mend."""
AFTERWARDS = "The Riverton library opens again on Tuesday. It was closed for nine weeks."

_running: contextvars.ContextVar[list[str] | None] = contextvars.ContextVar("logs", default=None)


@dataclass(frozen=True, slots=True)
class Case:
    """A line of the catalogue, in one of its modes."""

    id: str
    mode: str
    title: str
    article: str
    how: Json
    expect: Json
    deadline: float

    @property
    def name(self) -> str:
        return f"{self.id}/{self.mode}"

    @property
    def key(self) -> str:
        """The API key that the service is given: it must turn up nowhere."""
        return f"sk-canary-{self.id}-{self.mode}-5f0c"

    @property
    def mendable(self) -> bool:
        return not (self.how["kind"] == "tcp" and self.how["steps"][0] in NEVER_GOOD)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the service answered, and after how many seconds."""

    status: int
    headers: httpx.Headers
    body: bytes
    wall: float

    @property
    def json(self) -> Json:
        value: Json = json.loads(self.body)
        return value

    @property
    def hit(self) -> bool:
        return bool(self.headers.get("cache-status") == "Claimwire; hit")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the stub saw of a case up to then."""

    calls: list[Json]
    connections: int
    stolen: int
    mistakes: list[str]


@dataclass(slots=True)
class Run:
    """All that came of a case."""

    first: Reply
    seen: Seen
    again: Reply | None = None
    """The same article once more; where the first answer must not be kept, from a good server."""
    again_calls: int = 0
    after: Reply | None = None
    """Another article, from a good server."""
    logs: list[str] = field(default_factory=list)


def read_lines() -> list[Json]:
    """The catalogue as it is written."""
    return [json.loads(line) for line in (HERE / "catalogue.jsonl").read_text().splitlines()]


def read_articles() -> dict[str, str]:
    """The articles that the cases name."""
    articles = json.loads((HERE / "articles.json").read_text())
    return {
        name: text if isinstance(text, str) else "".join(part * n for part, n in text["rep"])
        for name, text in articles.items()
    }


def read_cases() -> list[Case]:
    """Every case that is no scene, persistent and, where that makes sense, once."""
    articles = read_articles()
    cases = []
    for line in read_lines():
        if line["how"]["kind"] == "scene":
            continue
        case = Case(
            line["id"],
            "persistent",
            line["title"],
            articles[line["article"]],
            line["how"],
            line["expect"],
            line.get("deadline", DEADLINE),
        )
        cases.append(case)
        if "once" in line:
            once = {"action": line["expect"]["action"], **line["once"]}
            cases.append(replace(case, mode="once", expect=once))
    return cases


class StubClient:
    """The stub, seen from the tests."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30)

    async def base_url(self, name: str) -> str:
        """Where the service has to be pointed for a case."""
        address: str = (await self._client.get(f"/_base/{name}")).json()["base_url"]
        return address

    async def seen(self, name: str) -> Seen:
        """What has come for a case."""
        return Seen(**(await self._client.get(f"/_log/{name}")).json())

    async def mend(self, name: str) -> None:
        """Makes the server good from now on."""
        await self._client.post(f"/_good/{name}")

    async def close(self) -> None:
        await self._client.aclose()


@contextmanager
def running_stub() -> Iterator[int]:
    """The stub in a process of its own; gives its port."""
    command = [sys.executable, "-m", "tests.faults.stub"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HERE.parents[1]
    ) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield int(process.stdout.readline())
        finally:
            process.stdin.close()
            process.wait(10)


class _ByCase(logging.Handler):
    """Keeps what is logged with the case on whose behalf it is."""

    def emit(self, record: logging.LogRecord) -> None:
        if (logs := _running.get()) is not None:
            logs.append(self.format(record))


@contextmanager
def logs_by_case() -> Iterator[None]:
    """Everything that the service logs goes to the `captured` list that it runs under."""
    root, service, handler = logging.getLogger(), logging.getLogger("service"), _ByCase()
    before = root.level, service.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    service.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(before[0])
        service.setLevel(before[1])


def captured() -> list[str]:
    """A new list for what is logged from here on, in this task and those it starts."""
    logs: list[str] = []
    _running.set(logs)
    return logs


@asynccontextmanager
async def serving(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    """The whole service, asked without a socket between."""
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]  # litestar types its scope
    async with (
        app.lifespan(),
        httpx.AsyncClient(transport=transport, base_url="http://service") as client,
    ):
        yield client


def settings_for(base_url: str, key: str, **changes: Any) -> Settings:  # noqa: ANN401  # as Settings has them
    """A service that asks the stub, with a cache of its own."""
    chosen = {"cache": "memory:", "prompt": "claims@1", "deadline": DEADLINE, **changes}
    return Settings(openai_api_key=key, openai_base_url=base_url, **chosen)


async def post(client: httpx.AsyncClient, text: str) -> Reply:
    """Asks for an article's claims."""
    started = time.monotonic()
    response = await client.post("/v1/claims", json={"text": text}, timeout=60)
    wall = time.monotonic() - started
    return Reply(response.status_code, response.headers, response.content, wall)


async def prepare(case: Case, stub: StubClient) -> Litestar:
    """A service of the case's own."""
    base_url = await stub.base_url(case.name)
    return create_app(settings_for(base_url, case.key, deadline=case.deadline))


async def run_case(case: Case, app: Litestar, stub: StubClient) -> Run:
    """The fault, then the same again, then another article, through one service."""
    logs = captured()
    async with serving(app) as client:
        first = await post(client, case.article)
        run = Run(first, await stub.seen(case.name), logs=logs)
        if not case.mendable:
            return run
        if case.expect["cache"] == "never":
            await stub.mend(case.name)
        before = len((await stub.seen(case.name)).calls)
        run.again = await post(client, case.article)
        run.again_calls = len((await stub.seen(case.name)).calls) - before
        await stub.mend(case.name)
        run.after = await post(client, AFTERWARDS)
    return run


def _waits(case: Case) -> bool:
    """Whether a case's time passes in waiting, and is measured."""
    slow = case.expect["action"] in ("retry", "fail") or case.how["kind"] in ("tcp", "seq")
    return slow or case.deadline != DEADLINE


async def run_all(port: int, cases: Iterable[Case]) -> dict[str, Run]:
    """Every case. Those that wait start one after the other, with their services made before;
    those that compute follow while they wait, a few at once, so that nobody's time is another's
    work."""
    stub = StubClient(port)
    runs: dict[str, Run] = {}
    chosen = list(cases)
    slots = asyncio.Semaphore(AT_ONCE)

    async def compute(case: Case, delay: float) -> None:
        await asyncio.sleep(delay)
        async with slots:
            runs[case.name] = await run_case(case, await prepare(case, stub), stub)

    async def wait(case: Case, app: Litestar, delay: float) -> None:
        await asyncio.sleep(delay)
        runs[case.name] = await run_case(case, app, stub)

    with logs_by_case():
        slowest = sorted(chosen, key=lambda case: case.how["kind"] != "tcp")
        waiting = [(case, await prepare(case, stub)) for case in slowest if _waits(case)]
        async with asyncio.TaskGroup() as group:
            for number, (case, app) in enumerate(waiting):
                group.create_task(wait(case, app, number * SPREAD))
            for case in chosen:
                if not _waits(case):
                    group.create_task(compute(case, len(waiting) * SPREAD))
        await stub.close()
    return runs
