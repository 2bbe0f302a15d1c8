"""Does trouble with the cache's file cost a caller more than a miss?"""

import http.client
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw
import pytest
from litestar.testing import TestClient

from service.app import create_app
from service.cache import keys
from service.settings import Settings
from tests.processes import service

ARTICLES = [f"The mayor opened bridge {number} on Monday. " * 20 for number in range(60)]


def call(port: int, path: str, body: str | None = None) -> tuple[int, dict[str, object], str]:
    """Status, body and Cache-Status."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    method = "GET" if body is None else "POST"
    connection.request(method, path, body, {"Content-Type": "text/plain"})
    response = connection.getresponse()
    answer = json.loads(response.read())
    connection.close()
    return response.status, answer, response.getheader("Cache-Status", "")


def test_a_full_disk_is_a_miss_and_a_line_in_the_log(tmp_path: Path) -> None:
    log, cache = tmp_path / "log", tmp_path / "cache.sqlite"
    with service(cache, file_size=400_000, log=log) as (_, port):
        answers = [call(port, "/v1/claims", article) for article in ARTICLES]
        ready = call(port, "/readyz")
        again = [call(port, "/v1/claims", article) for article in ARTICLES]
    assert {status for status, *_ in answers + again} == {200}
    assert [one[1] for one in answers] == [one[1] for one in again]
    assert (ready[0], ready[1]["status"]) == (200, "degraded")
    assert "writes were not possible" in log.read_text()
    assert "Traceback" not in log.read_text()
    with service(cache) as (_, port):  # there is room again
        assert call(port, "/v1/claims", ARTICLES[0])[2] == "Claimwire; hit"
        assert call(port, "/v1/claims", "The mayor opened one more.")[0] == 200
        assert call(port, "/readyz")[1]["status"] == "ready"


def nothing(_: Path) -> None:
    """An empty folder."""


def a_cache(path: Path) -> None:
    with TestClient(create_app(Settings(cache=f"sqlite:///{path}"))) as client:
        post(client)


def a_cache_in_use(path: Path) -> None:
    a_cache(path)
    (path.parent / f"{path.name}-wal").touch()


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that every user can look into; pytest's own are closed to others."""
    folder = Path(tempfile.mkdtemp())
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def post(client: TestClient) -> str:  # type: ignore[type-arg]  # of any app
    response = client.post(
        "/v1/claims", content=ARTICLES[0], headers={"Content-Type": "text/plain"}
    )
    assert response.status_code == 200
    return str(response.headers["Cache-Status"])


@pytest.mark.parametrize("make", [nothing, a_cache, a_cache_in_use])
def test_a_read_only_folder_is_a_miss_and_a_line_in_the_log(
    make: Callable[[Path], None], reachable: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = reachable / "cache.sqlite"
    make(path)
    for file in reachable.iterdir():
        file.chmod(0o444)
    reachable.chmod(0o555)
    before = {file.name: file.read_bytes() for file in reachable.iterdir()}
    was_root = os.geteuid() == 0
    if was_root:  # who may write anywhere
        os.seteuid(65534)
    try:
        with TestClient(create_app(Settings(cache=f"sqlite:///{path}"))) as client:
            assert [post(client), post(client)] == ["Claimwire; fwd=miss", "Claimwire; hit"]
            ready = client.get("/readyz")
    finally:
        if was_root:
            os.seteuid(0)
    assert (ready.status_code, ready.json()["status"]) == (200, "degraded")
    assert "answers are kept in memory only" in caplog.text
    assert {file.name: file.read_bytes() for file in reachable.iterdir()} == before


def test_a_file_of_another_version_is_left_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "cache.sqlite"
    a_cache(path)
    database = apsw.Connection(str(path))
    database.pragma("user_version", 7)
    database.close()
    before = path.read_bytes()
    with TestClient(create_app(Settings(cache=f"sqlite:///{path}"))) as client:
        assert post(client) == "Claimwire; fwd=miss"
        assert client.get("/readyz").json()["status"] == "degraded"
    assert path.read_bytes() == before
    assert "no cache of this version" in caplog.text


def test_two_versions_of_the_code_share_a_file_in_peace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(cache=f"sqlite:///{tmp_path / 'cache.sqlite'}")
    with TestClient(create_app(settings)) as ours, TestClient(create_app(settings)) as theirs:
        found = []
        for _ in range(2):
            found.append(post(ours))
            with monkeypatch.context() as patch:
                patch.setattr(keys, "code_revision", lambda: "another")
                found.append(post(theirs))
        assert found == ["Claimwire; fwd=miss"] * 2 + ["Claimwire; hit"] * 2
        for client in (ours, theirs):
            assert client.get("/readyz").json()["status"] == "ready"
