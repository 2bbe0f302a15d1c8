"""Do several machines count a tenant's limits together, each for itself while they cannot?"""

import asyncio
import math
from collections.abc import AsyncIterator, Iterator

import pytest

from service.access.buckets import Policy
from service.access.limits import Limits
from service.access.redis_buckets import RedisBuckets
from service.cache.redis_server import RedisServer
from service.conversation import Tokens
from service.errors import RateLimited
from tests.redis_server import Server, free_port, needs_redis, redis_server

pytestmark = needs_redis
POLICY = Policy("requests", 10, window=1000.0)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with redis_server(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
async def machines(
    running: Server, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[list[RedisBuckets]]:
    monkeypatch.setattr("service.cache.redis_server.TIMEOUT", 10)  # for a busy machine
    with running.client() as client:
        client.flushall()
    servers = [RedisServer(running.url) for _ in range(2)]
    yield [RedisBuckets(server) for server in servers]
    for server in servers:
        await server.close()


async def test_two_machines_grant_a_quota_once(machines: list[RedisBuckets]) -> None:
    takes = [machines[n % 2].take("tenant", POLICY, 1, 1) for n in range(30)]
    granted = sum(taken for taken, _ in await asyncio.gather(*takes))
    assert granted == POLICY.quota


async def test_tenants_and_policies_are_apart(machines: list[RedisBuckets]) -> None:
    one, other = machines
    assert (await one.take("tenant", POLICY, 10, 1))[0]
    assert not (await other.take("tenant", POLICY, 1, 1))[0]
    assert (await other.take("another", POLICY, 1, 1))[0]
    assert (await other.take("tenant", Policy("tokens", 10, 1000.0), 1, 1))[0]


async def test_what_was_used_comes_back_with_time(
    running: Server, machines: list[RedisBuckets]
) -> None:
    one, other = machines
    await one.take("tenant", POLICY, 10, 1)
    with running.client() as client:  # as if it had been five hundred seconds ago
        client.hincrbyfloat("claimwire:1:limit:requests:tenant", "at", -500)
    taken, left = await other.take("tenant", POLICY, 1, 1)
    assert taken
    assert 4 <= left < 5


async def test_a_debt_is_kept_and_ends(running: Server, machines: list[RedisBuckets]) -> None:
    one, other = machines
    taken, left = await one.take("tenant", POLICY, 25, -math.inf)
    assert taken
    assert -15.1 < left <= -15
    assert not (await other.take("tenant", POLICY, 0, 1))[0]
    with running.client() as client:
        (key,) = client.scan_iter()
        assert 2_400_000 < client.pttl(key) <= 2_501_000


async def test_limits_hold_across_machines(machines: list[RedisBuckets]) -> None:
    one, other = (Limits(3, 100, buckets) for buckets in machines)
    for limits in (one, other, one):
        await limits.count_request("tenant")
    with pytest.raises(RateLimited):
        await other.count_request("tenant")
    async with one.reserved("tenant", 30) as budget:
        await budget.spend([Tokens(prompt=90, cached=0, completion=60)])
    with pytest.raises(RateLimited):
        await other.check_tokens("tenant")
    await other.check_tokens("another")


async def test_what_one_machine_sets_aside_is_set_aside_for_all(
    machines: list[RedisBuckets],
) -> None:
    one, other = (Limits(None, 10_000, buckets) for buckets in machines)
    async with one.reserved("tenant", 1e6) as budget:
        # What comes back in the meantime is far less than the next would set aside.
        async with other.reserved("another", 1e6):
            pass
        taken, left = await machines[1].take("tenant", Policy("tokens", 10_000), 0, needed=9_000)
        assert not taken
        await budget.spend([Tokens(prompt=4_000)])
    _, left = await machines[1].take("tenant", Policy("tokens", 10_000), 0, needed=0)
    assert 6_000 <= left <= 10_000


async def test_what_is_given_back_fills_no_bucket_beyond_its_quota(
    running: Server, machines: list[RedisBuckets]
) -> None:
    one, other = machines
    await one.take("tenant", POLICY, 4, 1)
    assert (await other.take("tenant", POLICY, -8, -math.inf))[1] == POLICY.quota
    await one.take("tenant", POLICY, 10, 1)
    with running.client() as client:
        (key,) = client.scan_iter()
        assert 900_000 < client.pttl(key) <= 1_001_000


async def test_without_its_server_each_machine_counts_for_itself() -> None:
    server = RedisServer(f"redis://127.0.0.1:{free_port()}")
    buckets = RedisBuckets(server)
    granted = [(await buckets.take("tenant", POLICY, 1, 1))[0] for _ in range(30)]
    assert sum(granted) == POLICY.quota
    await server.close()
