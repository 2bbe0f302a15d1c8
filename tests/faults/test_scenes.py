"""What happens between callers, when several of them meet faults together?"""

import asyncio
import json
import os
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import apsw
import httpx
import pytest

from service.api.problems import PREFIX
from service.app import create_app
from tests.faults.harness import (
    StubClient,
    post,
    read_articles,
    read_lines,
    serving,
    settings_for,
)

pytestmark = pytest.mark.xdist_group("fault-scenes")

KEY = "sk-canary-scene-5f0c"


@pytest.fixture
async def stub(stub_port: int) -> AsyncIterator[StubClient]:
    client = StubClient(stub_port)
    yield client
    await client.close()


@asynccontextmanager
async def service(
    stub: StubClient,
    name: str,
    **changes: Any,  # noqa: ANN401  # as Settings has them
) -> AsyncIterator[httpx.AsyncClient]:
    """The service in front of a scene's place in the stub."""
    app = create_app(settings_for(await stub.base_url(name), KEY, **changes))
    async with serving(app) as client:
        yield client


def numbered(number: int) -> str:
    return f"The number {number} bus was late on Monday. It carried {number + 7} people."


@pytest.mark.scene("L01")
async def test_a_hundred_identical_requests_make_one_call(stub: StubClient) -> None:
    async with service(stub, "L01.1/persistent") as client:
        replies = await asyncio.gather(*(post(client, numbered(1)) for _ in range(100)))
    assert {reply.status for reply in replies} == {200}
    assert len({reply.body for reply in replies}) == 1
    assert len((await stub.seen("L01.1/persistent")).calls) == 1


@pytest.mark.scene("L01")
async def test_a_shared_run_survives_its_first_caller(stub: StubClient) -> None:
    async with service(stub, "L01.2/persistent") as client:
        first = asyncio.create_task(post(client, numbered(1)))
        await asyncio.sleep(0.1)
        others = [asyncio.create_task(post(client, numbered(1))) for _ in range(5)]
        await asyncio.sleep(0.1)
        first.cancel()
        replies = await asyncio.gather(*others)
    assert {reply.status for reply in replies} == {200}
    assert len((await stub.seen("L01.2/persistent")).calls) == 1


@pytest.mark.scene("L01")
async def test_a_failure_is_shared_but_not_kept(stub: StubClient) -> None:
    async with service(stub, "L07.1/persistent") as client:
        replies = await asyncio.gather(*(post(client, numbered(1)) for _ in range(20)))
        calls = len((await stub.seen("L07.1/persistent")).calls)
        await stub.mend("L07.1/persistent")
        assert (await post(client, numbered(1))).status == 200
    assert {reply.status for reply in replies} == {503}
    assert calls <= 3


@pytest.mark.scene("L05")
async def test_no_more_calls_at_once_than_the_cap(stub: StubClient) -> None:
    async with service(stub, "L05/persistent", concurrency=8) as client:
        replies = await asyncio.gather(*(post(client, numbered(n)) for n in range(60)))
    assert {reply.status for reply in replies} == {200}
    calls = (await stub.seen("L05/persistent")).calls
    edges = sorted([(c["at"], 1) for c in calls] + [(c["done"], -1) for c in calls])
    running = [sum(step for _, step in edges[: n + 1]) for n in range(len(edges))]
    assert max(running) == 8


@pytest.mark.scene("L07")
async def test_retries_do_not_multiply_an_outage(stub: StubClient) -> None:
    slots, requests = asyncio.Semaphore(25), 200

    async def ask(client: httpx.AsyncClient, number: int) -> int:
        async with slots:
            return (await post(client, numbered(number))).status

    async with service(stub, "L07.2/persistent") as client:
        statuses = await asyncio.gather(*(ask(client, number) for number in range(requests)))
        await stub.mend("L07.2/persistent")
    assert set(statuses) == {503}
    assert len((await stub.seen("L07.2/persistent")).calls) <= 1.2 * requests


@pytest.mark.scene("L09")
async def test_bad_input_never_opens_the_breaker(stub: StubClient) -> None:
    bad = [f"{kind} article. {numbered(n)}" for n in range(25) for kind in ("Bad", "Filtered")]
    async with service(stub, "L09/persistent") as client:
        statuses = [(await post(client, text)).status for text in bad]
        good = await post(client, numbered(1))
    assert statuses == [413, 422] * 25
    assert good.status == 200


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting needs root")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)  # noqa: S607  # where the system has it


def fill(path: Path) -> None:
    """Writes until there is no room."""
    with path.open("wb", buffering=0) as file:
        for _ in range(1024):
            try:
                file.write(bytes(1024))
            except OSError:
                return


@pytest.mark.scene("L13")
async def test_a_full_disk_costs_the_cache_only(stub: StubClient, small_disk: Path) -> None:
    cache = f"sqlite:///{small_disk / 'cache.sqlite'}"
    filler = small_disk / "filler"
    async with service(stub, "L13/persistent", cache=cache) as client:
        fill(filler)
        replies = [await post(client, numbered(number)) for number in range(10)]
        assert (await client.get("/readyz")).status_code == 200
        filler.unlink()
        assert (await post(client, numbered(11))).status == 200
    assert {reply.status for reply in replies} == {200}
    async with service(stub, "L13/persistent", cache=cache) as client:
        assert (await post(client, numbered(11))).hit


@pytest.fixture
def odd_places(tmp_path: Path) -> Path:
    """A folder with a directory and a file in it."""
    (tmp_path / "directory").mkdir()
    (tmp_path / "file").touch()
    return tmp_path


@pytest.mark.scene("L14")
@pytest.mark.parametrize("path", ["directory", "directory/missing/cache", "file/cache"])
async def test_an_unusable_cache_path_is_done_without(
    stub: StubClient, odd_places: Path, path: str
) -> None:
    cache = f"sqlite:///{odd_places / path}"
    async with service(stub, "L14/persistent", cache=cache) as client:
        assert (await post(client, numbered(1))).status == 200
        assert (await post(client, numbered(1))).hit
        ready = await client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["status"] == ("ready" if "missing" in path else "degraded")


@pytest.fixture
def read_only(tmp_path: Path) -> Path:
    """A folder into which nobody may write."""
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    tmp_path.chmod(0o500)
    return tmp_path


@pytest.mark.scene("L14")
async def test_a_read_only_cache_directory_is_done_without(
    stub: StubClient, read_only: Path
) -> None:
    cache = f"sqlite:///{read_only / 'cache.sqlite'}"
    async with service(stub, "L14/persistent", cache=cache) as client:
        assert (await post(client, numbered(2))).status == 200
        assert (await client.get("/readyz")).json()["status"] == "degraded"


@pytest.mark.scene("L24")
async def test_long_articles_do_not_block_the_event_loop(stub: StubClient) -> None:
    text = " ".join(numbered(number) for number in range(1200))
    waits: list[float] = []
    async with service(stub, "L24/persistent", deadline=90, concurrency=8) as client:
        asked = asyncio.gather(*(post(client, f"{text} This is copy {n}.") for n in range(4)))
        while not asked.done():
            started = time.monotonic()
            assert (await client.get("/healthz")).status_code == 200
            waits.append(time.monotonic() - started)
            await asyncio.sleep(0.01)
    assert {reply.status for reply in asked.result()} == {200}
    assert sorted(waits)[int(len(waits) * 0.99)] < 0.2


@pytest.mark.scene("L27")
async def test_a_compressed_article_is_not_unpacked(stub: StubClient) -> None:
    async with service(stub, "L27/persistent") as client:
        response = await client.post(
            "/v1/claims",
            content=b"\x1f\x8b\x08" + bytes(10_000),
            headers={"Content-Type": "text/plain", "Content-Encoding": "gzip"},
        )
    assert response.status_code == 415
    assert response.json()["type"] == PREFIX + "unsupported-media-type"
    assert (await stub.seen("L27/persistent")).calls == []


TRAVERSALS = ["../../etc/passwd", "%2e%2e", "\x00", "v1/../v2", "claims@../1", "a" * 5000]


@pytest.mark.scene("L30")
async def test_a_prompt_is_looked_up_and_never_opened(stub: StubClient) -> None:
    async with service(stub, "L30/persistent") as client:
        for prompt in TRAVERSALS:
            response = await client.post(
                "/v1/claims", params={"prompt": prompt}, json={"text": numbered(1)}
            )
            assert response.status_code == 422
            assert response.json()["type"] == PREFIX + "unknown-prompt-version"
        for path in ("..%2F..%2Fetc/passwd", "claims/..%2F1", "claims/%2e%2e"):
            assert (await client.get(f"/v1/prompts/{path}")).status_code == 404
    assert (await stub.seen("L30/persistent")).calls == []


@pytest.mark.scene("L31")
async def test_template_marks_in_an_article_are_text(stub: StubClient) -> None:
    article = read_articles()["template"]
    async with service(stub, "L31/persistent") as client:
        reply = await post(client, article)
    (call,) = (await stub.seen("L31/persistent")).calls
    window = json.loads(call["body"])["messages"][-1]
    spans = reply.json["article"]["sentences"]
    assert len(spans) == 6
    for number, span in enumerate(spans, 1):
        assert f"[{number}] {article[span['start'] : span['end']]}\n" in window["content"]


@pytest.mark.scene("L36")
async def test_asking_again_costs_little_more_than_asking(stub: StubClient) -> None:
    async with service(stub, "L36/persistent") as client:
        reply = await post(client, read_articles()["long"])
    first, again = [call["body"] for call in (await stub.seen("L36/persistent")).calls]
    assert reply.status == 502
    assert len(again) <= 1.3 * len(first)


@pytest.mark.scene("L37")
async def test_a_response_too_many_is_nobody_elses_answer(stub: StubClient) -> None:
    texts = [numbered(number) for number in (1, 2, 3)]
    async with service(stub, "L37/persistent", concurrency=1) as client:
        replies = [await post(client, text) for text in texts]
    for text, reply in zip(texts, replies, strict=True):
        assert reply.status == 200
        assert len(reply.json["claims"]) == 2
        assert all(s["exact"] in text for c in reply.json["claims"] for s in c["selectors"])


@pytest.mark.scene("L39")
def test_sqlite_is_past_its_corruption_bug() -> None:
    assert tuple(map(int, apsw.sqlite_lib_version().split("."))) >= (3, 51, 3)


def test_every_scene_is_held_somewhere(request: pytest.FixtureRequest) -> None:
    here = {
        mark.args[0]
        for value in vars(request.module).values()
        for mark in getattr(value, "pytestmark", [])
        if mark.name == "scene"
    }
    scenes = {line["id"]: line for line in read_lines() if line["how"]["kind"] == "scene"}
    elsewhere = {case for case, line in scenes.items() if "elsewhere" in line}
    assert here & elsewhere == set()
    assert here | elsewhere | {"L32"} == set(scenes)  # L32 holds in every run of test_catalogue
