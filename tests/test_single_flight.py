"""Is a thing done once, however many ask for it, and by somebody whatever happens?"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path

import apsw
import pytest

from service.cache.memory import MemoryStore
from service.cache.sqlite import SQLiteStore
from service.cache.store import Store
from service.errors import ModelTimeout, ModelUnavailable, ShuttingDown
from service.single_flight import SingleFlight

KEY = "result/1"
LEASE = 0.4
PATIENCE = 5.0


class Work:
    """Something to do that ends when it is told to, and leaves its result in a store."""

    def __init__(self, store: Store, error: Exception | None = None) -> None:
        self.store = store
        self.error = error
        self.runs = 0
        self.running = 0
        self.may_end = asyncio.Event()

    async def __call__(self) -> bytes:
        self.runs += 1
        self.running += 1
        try:
            await asyncio.wait_for(self.may_end.wait(), 5)
        finally:
            self.running -= 1
        if self.error:
            raise self.error
        result = b"run %d" % self.runs
        await self.store.put(KEY, result, 1000)
        return result


Run = Callable[[Work], Coroutine[None, None, bytes]]


def runner(flights: SingleFlight[bytes], patience: float = PATIENCE, key: str = KEY) -> Run:
    async def run(work: Work) -> bytes:
        deadline = asyncio.get_running_loop().time() + patience
        return await flights.run(key, work, lambda: work.store.get(KEY), deadline)

    return run


@pytest.fixture(autouse=True)
def _impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.single_flight.POLL", 0.01)
    monkeypatch.setattr("service.cache.sqlite.BUSY_TIMEOUT_MS", 10)


@pytest.fixture
async def flights() -> AsyncIterator[SingleFlight[bytes]]:
    flights: SingleFlight[bytes] = SingleFlight(MemoryStore(0), LEASE)
    yield flights
    await flights.close()


@pytest.fixture
def run(flights: SingleFlight[bytes]) -> Run:
    return runner(flights)


@pytest.fixture
def work() -> Work:
    return Work(MemoryStore(0))


@pytest.fixture
async def stores(tmp_path: Path) -> AsyncIterator[list[Store]]:
    """One file, as two processes have it open."""
    stores: list[Store] = [SQLiteStore(tmp_path / "cache.sqlite", 1 << 20) for _ in range(2)]
    yield stores
    for store in stores:
        await store.close()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110  # what is waited for sets no event
            await asyncio.sleep(0.005)


async def test_a_hundred_at_once_are_one_run_and_get_the_same_object(run: Run, work: Work) -> None:
    callers = [asyncio.create_task(run(work)) for _ in range(100)]
    await until(lambda: work.runs > 0)
    work.may_end.set()
    results = await asyncio.gather(*callers)
    assert work.runs == 1
    assert {id(result) for result in results} == {id(results[0])}


async def test_different_things_are_done_side_by_side(
    flights: SingleFlight[bytes], work: Work
) -> None:
    runs = [runner(flights, key=f"result/{number}")(work) for number in range(5)]
    callers = [asyncio.ensure_future(one) for one in runs]
    await until(lambda: work.running == 5)
    work.may_end.set()
    await asyncio.gather(*callers)


async def test_it_goes_on_when_its_first_caller_leaves(run: Run, work: Work) -> None:
    first, *others = [asyncio.create_task(run(work)) for _ in range(3)]
    await until(lambda: work.runs > 0)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    work.may_end.set()
    assert await asyncio.gather(*others) == [b"run 1"] * 2


@pytest.mark.parametrize("error", [None, ModelUnavailable("down")], ids=["well", "failing"])
async def test_it_goes_on_when_all_have_left(error: Exception | None) -> None:
    store = MemoryStore(1000)
    flights: SingleFlight[bytes] = SingleFlight(store, LEASE)
    run, work = runner(flights), Work(store, error)
    callers = [asyncio.create_task(run(work)) for _ in range(3)]
    await until(lambda: work.runs > 0)
    for caller in callers:
        caller.cancel()
    await asyncio.gather(*callers, return_exceptions=True)
    assert work.running == 1
    work.may_end.set()
    await until(lambda: not work.running)
    assert await store.get(KEY) == (b"run 1" if error is None else None)


async def test_a_failure_is_shared_and_forgotten(run: Run, work: Work) -> None:
    work.error = ModelUnavailable("down")
    work.may_end.set()
    outcomes = await asyncio.gather(*(run(work) for _ in range(100)), return_exceptions=True)
    assert (work.runs, set(map(id, outcomes))) == (1, {id(work.error)})
    work.error = None
    assert await run(work) == b"run 2"


async def test_the_second_process_waits_and_finds_the_firsts_result(stores: list[Store]) -> None:
    works = [Work(store) for store in stores]
    runs = [runner(SingleFlight(store, LEASE)) for store in stores]
    first = asyncio.create_task(runs[0](works[0]))
    await until(lambda: works[0].runs == 1)
    second = asyncio.create_task(runs[1](works[1]))
    await asyncio.sleep(2 * LEASE)  # the first one's lease is renewed all the time
    works[0].may_end.set()
    assert (await first, await second) == (b"run 1", b"run 1")
    assert works[1].runs == 0


async def test_what_another_process_has_just_done_is_not_done_again(stores: list[Store]) -> None:
    """Its result came after our caller's first look, and its lease was gone before our try."""
    await stores[0].put(KEY, b"theirs", 1000)
    work = Work(stores[1])
    assert await runner(SingleFlight(stores[1], LEASE))(work) == b"theirs"
    assert work.runs == 0


async def test_where_the_first_process_fails_the_second_tries(stores: list[Store]) -> None:
    works = [Work(stores[0], ModelUnavailable("down")), Work(stores[1])]
    runs = [runner(SingleFlight(store, LEASE)) for store in stores]
    first = asyncio.create_task(runs[0](works[0]))
    await until(lambda: works[0].runs == 1)
    second = asyncio.create_task(runs[1](works[1]))
    await asyncio.sleep(0.03)
    for work in works:
        work.may_end.set()
    with pytest.raises(ModelUnavailable):
        await first
    assert await second == b"run 1"


async def test_a_process_that_died_is_not_waited_for_longer_than_its_lease(
    stores: list[Store],
) -> None:
    await stores[0].acquire(KEY, "a process that died", LEASE)
    work = Work(stores[1])
    work.may_end.set()
    clock = asyncio.get_running_loop().time
    started = clock()
    assert await runner(SingleFlight(stores[1], LEASE))(work) == b"run 1"
    assert LEASE * 0.9 <= clock() - started < LEASE + 1


async def test_patience_with_another_process_ends(stores: list[Store]) -> None:
    works = [Work(store) for store in stores]
    first = asyncio.create_task(runner(SingleFlight(stores[0], LEASE))(works[0]))
    await until(lambda: works[0].runs == 1)
    clock = asyncio.get_running_loop().time
    started = clock()
    with pytest.raises(ModelTimeout, match="not done in time"):
        await runner(SingleFlight(stores[1], LEASE), patience=2 * LEASE)(works[1])
    assert clock() - started < 2 * LEASE + 1
    works[0].may_end.set()
    assert (await first, works[1].runs) == (b"run 1", 0)


async def test_patience_is_kept_by_the_clock_where_looking_takes_long() -> None:
    class Slow(MemoryStore):
        async def acquire(self, key: str, owner: str, ttl: float) -> bool:
            await asyncio.sleep(0.1)
            return False

    clock = asyncio.get_running_loop().time
    started = clock()
    with pytest.raises(ModelTimeout):
        await runner(SingleFlight(Slow(0)), patience=0.3)(Work(MemoryStore(0)))
    assert clock() - started < 1.5


async def test_closing_ends_what_is_under_way_and_gives_the_lease_back(
    stores: list[Store],
) -> None:
    flights: SingleFlight[bytes] = SingleFlight(stores[0], PATIENCE)
    work = Work(stores[0])
    caller = asyncio.create_task(runner(flights)(work))
    await until(lambda: work.running == 1)
    await flights.close()
    with pytest.raises(ShuttingDown):
        await caller
    assert work.running == 0
    assert await stores[1].acquire(KEY, "another process", PATIENCE)


async def test_closing_ends_the_waiting_for_another_process(stores: list[Store]) -> None:
    await stores[0].acquire(KEY, "a process that takes its time", PATIENCE)
    flights: SingleFlight[bytes] = SingleFlight(stores[1], PATIENCE)
    caller = asyncio.create_task(runner(flights)(Work(stores[1])))
    await asyncio.sleep(0.03)
    await asyncio.wait_for(flights.close(), 1)
    with pytest.raises(ShuttingDown):
        await caller


@pytest.mark.parametrize("trouble", ["locked", "closed"])
async def test_a_store_in_trouble_keeps_nobody_from_working(trouble: str, tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    store = SQLiteStore(path, 1 << 20)
    with contextlib.closing(apsw.Connection(str(path))) as lock:
        if trouble == "locked":
            lock.execute("BEGIN IMMEDIATE")
        else:
            await store.close()
        work = Work(MemoryStore(0))
        work.may_end.set()
        flights: SingleFlight[bytes] = SingleFlight(store, LEASE)
        assert await asyncio.wait_for(runner(flights)(work), 2) == b"run 1"
    if trouble == "locked":
        await store.close()


async def test_a_lost_lease_is_told_and_the_work_is_finished(
    stores: list[Store], caplog: pytest.LogCaptureFixture
) -> None:
    work = Work(stores[0])
    caller = asyncio.create_task(runner(SingleFlight(stores[0], LEASE))(work))
    await until(lambda: work.running == 1)
    await stores[1].release(KEY, (await owners(stores[1]))[0])
    await stores[1].acquire(KEY, "another process", 2 * LEASE)
    await until(lambda: "lost" in caplog.text)
    work.may_end.set()
    assert await caller == b"run 1"


async def owners(store: Store) -> list[str]:
    assert isinstance(store, SQLiteStore)
    return [str(owner) for (owner,) in store._reader.execute("SELECT owner FROM leases")]
