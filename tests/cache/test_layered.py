"""Does the quick store stand in front of the slow one, and not in its way?"""

import pytest

from service.cache.layered import Layered
from service.cache.memory import MemoryStore
from service.cache.store import Store

DAY = 86400.0
TTL = 60.0


class Watched(MemoryStore):
    """Counts what is asked of it, and can be in trouble."""

    def __init__(self) -> None:
        self.now = 0.0
        super().__init__(1000, lambda: self.now)
        self.gets = 0
        self.closed = False
        self.worry: str | None = None

    async def get(self, key: str) -> bytes | None:
        self.gets += 1
        return await super().get(key)

    @property
    def trouble(self) -> str | None:
        return self.worry

    async def close(self) -> None:
        self.closed = True


@pytest.fixture
def front() -> Watched:
    return Watched()


@pytest.fixture
def back() -> Watched:
    return Watched()


@pytest.fixture
def layered(front: Store, back: Store) -> Layered:
    return Layered(front, back, TTL)


async def test_the_back_is_asked_once_for_what_only_it_has(
    layered: Layered, front: Watched, back: Watched
) -> None:
    await back.put("key", b"value", DAY)
    assert [await layered.get("key") for _ in range(3)] == [b"value"] * 3
    assert (front.gets, back.gets) == (3, 1)


async def test_a_miss_is_not_remembered(layered: Layered, back: Watched) -> None:
    assert await layered.get("key") is None
    await back.put("key", b"value", DAY)
    assert await layered.get("key") == b"value"


async def test_both_get_what_is_put(layered: Layered, front: Watched, back: Watched) -> None:
    await layered.put("key", b"value", DAY)
    assert await front.get("key") == await back.get("key") == b"value"


@pytest.mark.parametrize("put_by_us", [True, False], ids=["put", "read through"])
async def test_the_front_forgets_before_the_back(
    put_by_us: bool, layered: Layered, front: Watched, back: Watched
) -> None:
    await (layered if put_by_us else back).put("key", b"value", DAY)
    await layered.get("key")
    front.now = back.now = TTL - 1
    assert await front.get("key") == b"value"
    front.now = back.now = TTL
    assert await front.get("key") is None
    assert await layered.get("key") == b"value"
    assert await front.get("key") == b"value"


async def test_a_short_life_is_not_longer_in_front(layered: Layered, front: Watched) -> None:
    await layered.put("key", b"value", 5)
    front.now = 5
    assert await front.get("key") is None


async def test_what_the_back_cannot_keep_is_still_in_front(layered: Layered, back: Watched) -> None:
    await layered.put("key", b"value", DAY)
    back.now = DAY
    assert await layered.get("key") == b"value"


async def test_both_are_closed(layered: Layered, front: Watched, back: Watched) -> None:
    await layered.close()
    assert (front.closed, back.closed) == (True, True)


async def test_the_trouble_of_either_is_told(
    layered: Layered, front: Watched, back: Watched
) -> None:
    assert layered.trouble is None
    front.worry = "front"
    assert layered.trouble == "front"
    back.worry = "back"
    assert layered.trouble == "back"
