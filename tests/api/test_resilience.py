"""Does a caller get the right answer or a clear problem in time, whatever the servers do?"""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from schemas.article import Article
from service.app import create_app
from service.cache.keys import extraction_id, result_key
from service.cache.sqlite import SQLiteStore
from service.prompts.library import PromptLibrary
from service.resources import PROMPTS
from service.settings import Settings
from service.single_flight import LEASE
from tests.fakes import draft, draft_claim
from tests.llm.test_openai_server import Script, Server, listening, response

ARTICLE = "The mayor opened the bridge on Monday. It cost 9 million euros."
OTHER = "The council closed the library. It was open for nine years."
GOOD = draft(draft_claim("The mayor opened the bridge"), draft_claim("9 million euros"))
KEY, SPARE_KEY = "sk-first-0123456789", "sk-spare-0123456789"


def answering(text: str = GOOD, after: float = 0.0) -> Script:
    """A server that is well."""

    async def script(_: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(after)
        writer.write(response(text))

    return script


def saying(status: str, body: object) -> Script:
    """A server that says one thing to everybody."""

    async def script(_: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        raw = json.dumps(body).encode()
        writer.write(b"HTTP/1.1 %s\r\n" % status.encode())
        writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(raw), raw))

    return script


async def silence(_: dict[str, Any], writer: asyncio.StreamWriter) -> None:
    """A server that takes a request and says nothing."""


REFUSING = saying("401 Unauthorized", {"error": {"message": f"Incorrect API key: {KEY}"}})


class Service:
    """The whole service in this process, and the servers that it asks."""

    def __init__(self, client: httpx.AsyncClient, url: str, servers: list[Server]) -> None:
        self._client = client
        self.url = url
        self.servers = servers

    async def post(self, text: str = ARTICLE) -> httpx.Response:
        headers = {"Content-Type": "text/plain"}
        return await self._client.post("/v1/claims", content=text.encode(), headers=headers)

    async def get(self, path: str) -> httpx.Response:
        return await self._client.get(path)

    @property
    def asked(self) -> list[int]:
        """How often each server was asked."""
        return [len(server.heads) for server in self.servers]

    async def is_asked(self) -> None:
        """Returns once a request has reached a server."""
        while not any(self.asked):  # noqa: ASYNC110  # a server of ours sets no event
            await asyncio.sleep(0.005)


@asynccontextmanager
async def serving(
    tmp_path: Path, *scripts: Script, services: int = 1, deadline: float = 60
) -> AsyncIterator[list[Service]]:
    """Services that share a cache and ask these servers in order; they stand for processes."""
    async with AsyncExitStack() as stack:
        found = [await stack.enter_async_context(listening(script)) for script in scripts]
        fallback = " ".join(f"spare-{n}@{url}" for n, (url, _) in enumerate(found) if n)
        made = Settings(
            cache=f"sqlite:///{tmp_path / 'cache.sqlite'}",
            openai_api_key=KEY,
            openai_base_url=found[0][0],
            fallback=fallback,
            fallback_api_key=SPARE_KEY,
            deadline=deadline,
            prompt="claims@1",
        )
        ready = []
        for _ in range(services):
            app = create_app(made)
            await stack.enter_async_context(app.lifespan())
            transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]  # litestar types its scope
            client = httpx.AsyncClient(transport=transport, base_url="http://claimwire.test")
            await stack.enter_async_context(client)
            ready.append(Service(client, found[0][0], [server for _, server in found]))
        yield ready


def problem(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("urn:claimwire:problem:")


async def test_a_hundred_equal_requests_are_one_call_and_get_equal_bytes(tmp_path: Path) -> None:
    async with serving(tmp_path, answering(after=0.1)) as (service,):
        answers = await asyncio.gather(*(service.post() for _ in range(100)))
        assert service.asked == [1]
        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.content for answer in answers}) == 1
        assert len({answer.headers["ETag"] for answer in answers}) == 1
        assert len(answers[0].json()["claims"]) == 2


async def test_also_when_the_first_caller_leaves(tmp_path: Path) -> None:
    async with serving(tmp_path, answering(after=0.2)) as (service,):
        first = asyncio.create_task(service.post())
        await service.is_asked()
        others = [asyncio.create_task(service.post()) for _ in range(5)]
        await asyncio.sleep(0.02)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        answers = await asyncio.gather(*others)
        assert service.asked == [1]
        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.content for answer in answers}) == 1


async def test_what_nobody_waits_for_any_more_is_there_the_next_time(tmp_path: Path) -> None:
    async with serving(tmp_path, answering(after=0.1)) as (service,):
        only = asyncio.create_task(service.post())
        await service.is_asked()
        only.cancel()
        await asyncio.sleep(0.3)
        again = await service.post()
        assert (again.headers["Cache-Status"], service.asked) == ("Claimwire; hit", [1])


async def test_two_processes_on_one_cache_make_one_call(tmp_path: Path) -> None:
    async with serving(tmp_path, answering(after=0.2), services=2) as (one, other):
        answers = await asyncio.gather(*(service.post() for service in (one, other) * 20))
        assert one.asked == [1]
        assert len({answer.content for answer in answers}) == 1


async def test_different_requests_do_not_wait_for_each_other(tmp_path: Path) -> None:
    async with serving(tmp_path, answering(after=0.2)) as (service,):
        started = time.monotonic()
        texts = [f"The mayor opened the bridge on Monday {n}." for n in range(20)]
        answers = await asyncio.gather(*map(service.post, texts))
        assert {answer.status_code for answer in answers} == {200}
        assert (service.asked, time.monotonic() - started < 2) == ([20], True)


async def test_a_failure_is_shared_but_not_kept(tmp_path: Path) -> None:
    async with serving(tmp_path, REFUSING) as (service,):
        answers = await asyncio.gather(*(service.post() for _ in range(20)))
        assert {problem(answer) for answer in answers} == {(502, "upstream-auth")}
        assert service.asked == [1]
        assert KEY not in "".join(f"{answer.text}{answer.headers}" for answer in answers)
        service.servers[0].script = answering()
        assert (await service.post()).json()["complete"]


async def test_a_stand_in_is_named_and_its_answer_not_stored(tmp_path: Path) -> None:
    async with serving(tmp_path, REFUSING, answering()) as (service,):
        answer = await service.post()
        extraction = answer.json()
        assert (answer.status_code, extraction["complete"]) == (200, True)
        (warning,) = extraction["warnings"]
        assert "tiny-1 stood in" in warning
        assert "Content-Location" not in answer.headers
        assert (await service.get(f"/v1/claims/{extraction['id']}")).status_code == 404
        service.servers[0].script = answering()
        again = await service.post()
        assert again.json()["warnings"] == []
        assert again.headers["Cache-Status"] == "Claimwire; fwd=miss"
        assert again.headers["Content-Location"].endswith(extraction["id"])
        assert service.asked == [2, 1]


async def test_each_server_sees_its_own_key_and_no_other(tmp_path: Path) -> None:
    async with serving(tmp_path, REFUSING, REFUSING, answering()) as (service,):
        assert (await service.post()).status_code == 200
        first, *spares = ("".join(server.heads) for server in service.servers)
        assert f"bearer {KEY}" in first
        assert SPARE_KEY not in first
        for spare in spares:
            assert f"bearer {SPARE_KEY}" in spare
            assert KEY not in spare


async def test_where_all_fail_the_first_ones_problem_is_told(tmp_path: Path) -> None:
    overflow = saying("400 Bad Request", {"error": {"message": "no such model"}})
    async with serving(tmp_path, REFUSING, overflow) as (service,):
        assert problem(await service.post()) == (502, "upstream-auth")
        assert service.asked == [1, 1]


ODD: dict[str, tuple[object, int]] = {
    "a model's name that is no Unicode": (
        {"model": "tiny\udfff", "choices": [{"message": {"content": GOOD}}]},
        200,
    ),
    "an answer that is no Unicode": (
        {"choices": [{"message": {"content": f"\ud800 {GOOD}"}}]},
        200,
    ),
    "an error with a number of 5,000 digits": ({"error": {"code": "9" * 5000}}, 503),
    "tokens beyond counting": (
        {"choices": [{"message": {"content": GOOD}}], "usage": {"prompt_tokens": 10**4000}},
        200,
    ),
}


@pytest.mark.parametrize(("body", "status"), ODD.values(), ids=ODD)
async def test_odd_answers_are_no_mistake_of_ours(
    body: object, status: int, tmp_path: Path
) -> None:
    async with serving(tmp_path, saying("200 OK", body)) as (service,):
        assert (await service.post()).status_code == status
        assert (await service.post()).status_code == status


async def test_a_silent_server_takes_no_longer_than_the_deadline(tmp_path: Path) -> None:
    async with serving(tmp_path, silence, deadline=0.4) as (service,):
        started = time.monotonic()
        assert problem(await service.post()) == (504, "upstream-timeout")
        assert 0.36 <= time.monotonic() - started < 1.4


async def test_waiting_for_a_process_that_died_is_part_of_the_deadline(tmp_path: Path) -> None:
    async with serving(tmp_path, silence, deadline=1.0) as (service,):
        url = f"openai:{service.url}/:gpt-4.1-mini"
        prompt = PromptLibrary(PROMPTS).get("claims")
        key = result_key(extraction_id(Article(text=ARTICLE), prompt.reference, url))
        dead = SQLiteStore(tmp_path / "cache.sqlite", 1 << 20)
        dead._clock = lambda: time.time() - LEASE + 0.8
        assert await dead.acquire(key, "a process that died", LEASE)
        await dead.close()
        started = time.monotonic()
        assert problem(await service.post()) == (504, "upstream-timeout")
        assert service.asked == [1]
        assert 0.9 <= time.monotonic() - started < 1.6


async def test_a_silent_server_is_left_alone_and_the_next_one_asked(tmp_path: Path) -> None:
    async with serving(tmp_path, silence, answering(), deadline=1.0) as (service,):
        texts = [f"The mayor opened the bridge on Monday {n}." for n in range(12)]
        await asyncio.gather(*map(service.post, texts))
        started = time.monotonic()
        answer = await service.post(OTHER)
        assert answer.status_code == 200
        assert "stood in" in answer.json()["warnings"][0]
        assert (service.asked[0], time.monotonic() - started < 1.0) == (12, True)
