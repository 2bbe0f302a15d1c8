"""Does nobody get more than their share, and does the service say so at once?"""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from service.access.buckets import OwnBuckets, Policy
from service.access.keys import create_key
from service.api.body import longest_body, read_body
from service.app import create_app
from service.errors import ArticleTooLarge, MalformedBody, SlowBody
from service.settings import Settings
from tests.api.keyed import ARTICLE, PLAIN, Client, Clock, parameters, problem, scripted

# Bodies


class Sender:
    """Gives a body piece by piece, and remembers how many were taken; then it waits for ever."""

    def __init__(self, *pieces: bytes, whole: bool = True, leaves: bool = False) -> None:
        self.pieces = list(pieces)
        self.whole = whole
        self.leaves = leaves
        self.taken = 0

    async def __call__(self) -> Any:  # noqa: ANN401  # any message of ASGI
        await asyncio.sleep(0)
        if self.taken == len(self.pieces):
            if self.leaves:
                return {"type": "http.disconnect"}
            await asyncio.Event().wait()
        self.taken += 1
        last = self.whole and self.taken == len(self.pieces)
        return {
            "type": "http.request",
            "body": self.pieces[self.taken - 1],
            "more_body": not last,
        }


async def test_a_body_is_read_whole() -> None:
    assert await read_body(Sender(b"one ", b"", b"two"), None, 7, 5) == b"one two"
    assert await read_body(Sender(b""), "0", 0, 5) == b""


async def test_of_a_body_that_is_here_no_time_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asyncio, "timeout", None)
    assert await read_body(Sender(b"one ", b"two"), None, 7, 5, is_here=True) == b"one two"
    with pytest.raises(ArticleTooLarge):
        await read_body(Sender(b"one ", b"two"), None, 6, 5, is_here=True)


@pytest.mark.parametrize("announced", ["11", "9" * 5000, "0011"])
async def test_what_is_announced_too_long_is_not_read_at_all(announced: str) -> None:
    sender = Sender(b"x" * 11)
    with pytest.raises(ArticleTooLarge):
        await read_body(sender, announced, 10, 5)
    assert sender.taken == 0


@pytest.mark.parametrize("announced", [None, "5", "-5", "ten", "1e9", "\u0663"])
async def test_a_body_is_read_no_further_than_it_may_be_long(announced: str | None) -> None:
    sender = Sender(*[b"xxxxx"] * 100)
    with pytest.raises(ArticleTooLarge):
        await read_body(sender, announced, 10, 5)
    assert sender.taken == 3


async def test_a_body_that_stops_coming_is_not_waited_for() -> None:
    with pytest.raises(SlowBody):
        await read_body(Sender(b"x", whole=False), "2", 10, 0.05)


async def test_a_caller_who_leaves_is_no_mistake_of_ours() -> None:
    with pytest.raises(MalformedBody):
        await read_body(Sender(b"x", whole=False, leaves=True), "2", 10, 5)


def test_a_long_body_is_told_as_a_problem(settings: Settings) -> None:
    small = settings.model_copy(update={"max_article_bytes": 10})
    with TestClient(create_app(small, scripted())) as client:
        for content in (b"x" * (longest_body(10) + 1), iter([b"x" * 40_000] * 3)):
            answered = client.post("/v1/claims", content=content, headers=PLAIN)
            assert problem(answered) == (413, "article-too-large")


# Requests


POLICY = Policy("requests", 60)


async def test_a_bucket_grants_its_quota_at_once_and_then_what_comes_back() -> None:
    clock = Clock()
    buckets = OwnBuckets(clock)
    granted = [(await buckets.take("a", POLICY, 1, 1))[0] for _ in range(62)]
    assert granted == [True] * 60 + [False] * 2
    clock.now += 2.5
    granted = [(await buckets.take("a", POLICY, 1, 1))[0] for _ in range(3)]
    assert granted == [True, True, False]
    clock.now += 1e6
    assert await buckets.take("a", POLICY, 0, 0) == (True, 60)


async def test_refusals_cost_nothing() -> None:
    clock = Clock()
    buckets = OwnBuckets(clock)
    for _ in range(1000):
        await buckets.take("a", POLICY, 1, 1)
    clock.now += 1
    assert (await buckets.take("a", POLICY, 1, 1))[0]


async def test_tenants_and_policies_have_their_own_buckets() -> None:
    buckets = OwnBuckets(Clock())
    await buckets.take("a", POLICY, 60, 0)
    assert (await buckets.take("b", POLICY, 1, 1))[0]
    assert (await buckets.take("a", Policy("tokens", 60), 1, 1))[0]


def test_requests_are_counted_told_and_refused(settings: Settings) -> None:
    few = settings.model_copy(update={"requests_per_minute": 3})
    with TestClient(create_app(few, scripted())) as client:
        answers = [client.post("/v1/claims", content=ARTICLE, headers=PLAIN) for _ in range(4)]
        assert [one.status_code for one in answers] == [200, 200, 200, 429]
        assert problem(answers[3]) == (429, "rate-limited")
        left = [parameters(one.headers["RateLimit"])["requests"]["r"] for one in answers]
        assert left == [2, 1, 0, 0]
        assert {one.headers["RateLimit-Policy"] for one in answers} == {'"requests";q=3;w=60'}
        assert 1 <= int(answers[3].headers["Retry-After"]) <= 20
        assert 1 <= parameters(answers[3].headers["RateLimit"])["requests"]["t"] <= 60
        assert client.get("/v1/prompts").status_code == 429
        for path in ("/healthz", "/readyz", "/schema"):
            free = client.get(path)
            assert free.status_code == 200
            assert "RateLimit" not in free.headers


def test_mistakes_of_a_caller_are_counted_and_told_too(settings: Settings) -> None:
    few = settings.model_copy(update={"requests_per_minute": 9})
    with TestClient(create_app(few, scripted())) as client:
        assert '"requests";r=8' in client.post("/v1/claims").headers["RateLimit"]
        unknown = client.get(f"/v1/claims/{'0' * 32}")
        assert (unknown.status_code, '"requests";r=7' in unknown.headers["RateLimit"]) == (
            404,
            True,
        )


def test_without_limits_nothing_is_said_of_them(client: Client) -> None:
    answered = client.get("/v1/prompts")
    assert not {"RateLimit", "RateLimit-Policy"} & set(answered.headers)


def test_a_tenants_limits_are_its_own_and_its_keys_share_them(
    settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "keys.jsonl"
    ours, also_ours, theirs = (create_key(file, name) for name in ("ours", "ours", "theirs"))
    few = settings.model_copy(update={"api_keys": file, "requests_per_minute": 2})
    with TestClient(create_app(few, scripted())) as client:

        def status(key: str) -> int:
            headers = {"Authorization": f"Bearer {key}"}
            return client.get("/v1/prompts", headers=headers).status_code

        assert [status(key) for key in (ours, also_ours, ours, also_ours)] == [200, 200, 429, 429]
        assert status("cw_") == 401
        assert status(theirs) == 200
