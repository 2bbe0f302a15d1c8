"""Are the model's tokens counted, also while many ask at once?"""

import asyncio
import math

import httpx
import pytest
from litestar.testing import TestClient

from service.access.buckets import OwnBuckets, Policy
from service.access.limits import Limits, expected_tokens
from service.app import create_app
from service.conversation import Tokens
from service.errors import ModelUnavailable, RateLimited
from service.prompts.library import PromptLibrary
from service.resources import PROMPTS
from service.settings import Settings
from tests.api.keyed import ARTICLE, PLAIN, Clock, parameters, problem, scripted
from tests.api.test_limits_line import Gate, served
from tests.fakes import ScriptedModel

TOKENS = 110
"""What an answer of the scripted model costs."""
POLICY = Policy("tokens", 600)


async def left(buckets: OwnBuckets, tenant: str = "a") -> float:
    return (await buckets.take(tenant, POLICY, 0, needed=-math.inf))[1]


async def test_what_was_spent_too_much_has_to_come_back_first() -> None:
    clock = Clock()
    limits = Limits(None, 600, OwnBuckets(clock))
    async with limits.reserved("a", 300) as budget:
        await budget.spend([Tokens(prompt=1000, cached=900, completion=100), Tokens(completion=99)])
    with pytest.raises(RateLimited) as refused:
        await limits.check_tokens("a")
    assert math.ceil(refused.value.retry_after) == 60
    await limits.check_tokens("b")
    clock.now += 60
    await limits.check_tokens("a")


async def test_what_is_set_aside_is_settled_to_what_was_spent() -> None:
    buckets = OwnBuckets(Clock())
    limits = Limits(None, 600, buckets)
    async with limits.reserved("a", 400) as budget:
        assert await left(buckets) == 200
        await budget.spend([Tokens(prompt=90, completion=10)])
        assert await left(buckets) == 200  # out of what is set aside
        await budget.spend([Tokens(prompt=350)])
        assert await left(buckets) == 150  # and 50 beyond it
    assert await left(buckets) == 150
    async with limits.reserved("a", 100) as budget:
        await budget.spend([Tokens(completion=30)])
    assert await left(buckets) == 120
    assert await left(buckets, "b") == 600


@pytest.mark.parametrize("end", [ModelUnavailable("down"), asyncio.CancelledError()], ids=repr)
async def test_it_is_settled_when_the_work_fails_or_is_cancelled_too(end: BaseException) -> None:
    buckets = OwnBuckets(Clock())
    limits = Limits(None, 600, buckets)

    async def work() -> None:
        async with limits.reserved("a", 400) as budget:
            await budget.spend([Tokens(prompt=100)])
            raise end

    with pytest.raises(type(end)):
        await work()
    assert await left(buckets) == 500


async def test_no_more_than_a_quota_is_set_aside() -> None:
    buckets = OwnBuckets(Clock())
    limits = Limits(None, 600, buckets)
    async with limits.reserved("a", 1e6):
        with pytest.raises(RateLimited) as refused:
            await limits.check_tokens("a")
        assert refused.value.retry_after <= 60
        with pytest.raises(RateLimited):
            async with limits.reserved("a", 1):
                pytest.fail("There is nothing left.")
    assert await left(buckets) == 600


async def test_giving_back_never_fills_a_bucket_beyond_its_quota() -> None:
    clock = Clock()
    buckets = OwnBuckets(clock)
    async with Limits(None, 600, buckets).reserved("a", 600):
        clock.now += 60
    assert await left(buckets) == 600
    assert await buckets.take("a", POLICY, -100, needed=-math.inf) == (True, 600)


async def test_without_a_limit_nothing_is_counted() -> None:
    buckets = OwnBuckets(Clock())
    async with Limits(None, None, buckets).reserved("a", 600) as budget:
        await budget.spend([Tokens(prompt=1000)])
    assert await left(buckets) == 600


def test_an_article_is_expected_to_cost_its_windows_and_the_prompt_for_each() -> None:
    prompt = PromptLibrary(PROMPTS).get("claims@2")
    short, long = (expected_tokens("x" * size, prompt) for size in (500, 50_000))
    assert 3000 < short < 5000
    assert 50 * 1500 < long < 60 * 4000


async def test_sixty_posts_at_once_do_not_get_round_the_limit(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = Limits(None, TOKENS, OwnBuckets(clock := Clock()))
    monkeypatch.setattr("service.app.build_limits", lambda *_: limits)
    model = Gate()
    async with served(settings, model) as client:

        def post(number: int) -> "asyncio.Task[httpx.Response]":
            text = f"The mayor opened the bridge on day {number}."
            return asyncio.create_task(client.post("/v1/claims", content=text, headers=PLAIN))

        posts = {post(number) for number in range(60)}
        while len(posts) > 1:
            refused, posts = await asyncio.wait(posts, return_when=asyncio.FIRST_COMPLETED)
            for answered in [await one for one in refused]:
                assert problem(answered) == (429, "rate-limited")
                assert 1 <= int(answered.headers["Retry-After"]) <= 60
        model.may_answer.set()
        assert [(await one).status_code for one in posts] == [200]
        assert len(model.asked) == 1
        clock.now += 60
        assert (await post(60)).status_code == 200


def test_what_failed_costs_nothing(settings: Settings) -> None:
    def fail(_: object) -> None:
        raise ModelUnavailable("down")

    few = settings.model_copy(update={"tokens_per_minute": 1000})
    with TestClient(create_app(few, ScriptedModel(fail))) as client:  # type: ignore[arg-type]  # never answers
        failed = client.post("/v1/claims", content=ARTICLE, headers=PLAIN)
        assert failed.status_code == 503
        assert parameters(failed.headers["RateLimit"])["tokens"]["r"] == 1000


def test_the_models_tokens_are_counted_and_stored_answers_cost_none(settings: Settings) -> None:
    few = settings.model_copy(update={"tokens_per_minute": TOKENS + 50})
    model = scripted()
    with TestClient(create_app(few, model)) as client:

        def post(text: str) -> httpx.Response:
            return client.post("/v1/claims", content=text, headers=PLAIN)

        assert post(ARTICLE).status_code == 200
        first = post(ARTICLE)
        assert 50 <= parameters(first.headers["RateLimit"])["tokens"]["r"] <= 60
        assert first.headers["RateLimit-Policy"] == f'"tokens";q={TOKENS + 50};w=60;qu="tokens"'
        assert post(ARTICLE + " It rained.").status_code == 200
        refused = post(ARTICLE + " It snowed.")
        assert problem(refused) == (429, "rate-limited")
        assert "token" in refused.json()["detail"]
        assert 1 <= int(refused.headers["Retry-After"]) <= 60
        assert post(ARTICLE).headers["Cache-Status"] == "Claimwire; hit"
        assert len(model.asked) == 2
