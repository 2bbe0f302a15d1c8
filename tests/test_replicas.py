"""Do several machines on one Redis share their work, and does each go on without it?"""

import http.client
import json
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import ChatServer, service, serving
from tests.redis_server import Server, needs_redis, redis_server

pytestmark = needs_redis
PATIENCE = 30
ARTICLE = "The mayor opened the bridge on Monday."


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Server]:
    with redis_server(tmp_path) as server:
        yield server


def call(port: int, path: str, body: str | None = None) -> tuple[int, bytes, str]:
    """Status, body and Cache-Status."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        method = "GET" if body is None else "POST"
        connection.request(method, path, body, {"Content-Type": "text/plain"})
        response = connection.getresponse()
        return response.status, response.read(), response.getheader("Cache-Status", "")
    except (OSError, http.client.HTTPException):
        return 0, b"", ""  # it was killed
    finally:
        connection.close()


def readiness(port: int) -> tuple[str, str]:
    status, body, _ = call(port, "/readyz")
    assert status == 200
    ready = json.loads(body)
    return ready["status"], ready["cache"]


def until_ready(port: int, status: str) -> None:
    end = time.monotonic() + PATIENCE
    while readiness(port)[0] != status:
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_hundred_callers_of_two_machines_are_one_call_to_the_model(
    redis: Server, tmp_path: Path
) -> None:
    model = ChatServer("The mayor opened", wait=1.0)
    answers: list[tuple[int, bytes, str]] = []
    with (
        serving(model),
        service(
            tmp_path / "no file", CLAIMWIRE_CACHE=redis.url, OPENAI_BASE_URL=model.base_url
        ) as (_, one),
        service(
            tmp_path / "no file", CLAIMWIRE_CACHE=redis.url, OPENAI_BASE_URL=model.base_url
        ) as (_, two),
    ):
        threads = [
            threading.Thread(
                target=lambda port: answers.append(call(port, "/v1/claims", ARTICLE)),
                args=((one, two)[number % 2],),
            )
            for number in range(100)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        identifier = json.loads(answers[0][1])["id"]
        found = [call(port, f"/v1/claims/{identifier}")[:2] for port in (one, two)]
    assert model.calls == 1
    assert {answer[:2] for answer in answers} == {(200, answers[0][1])} == set(found)


def test_a_machine_takes_over_from_one_that_dies(redis: Server, tmp_path: Path) -> None:
    model = ChatServer("The mayor opened", wait=20.0, only_first=True)
    with (
        serving(model),
        service(
            tmp_path / "no file", CLAIMWIRE_CACHE=redis.url, OPENAI_BASE_URL=model.base_url
        ) as (first, one),
        service(
            tmp_path / "no file", CLAIMWIRE_CACHE=redis.url, OPENAI_BASE_URL=model.base_url
        ) as (_, two),
    ):
        thread = threading.Thread(target=call, args=(one, "/v1/claims", ARTICLE))
        thread.start()
        while model.calls == 0:
            time.sleep(0.01)
        first.kill()
        thread.join()
        status, body, _ = call(two, "/v1/claims", ARTICLE)
    assert (status, len(json.loads(body)["claims"]), model.calls) == (200, 1, 2)


def test_without_its_redis_the_service_goes_on_says_so_and_recovers(
    redis: Server, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    with service(tmp_path / "no file", log=log, CLAIMWIRE_CACHE=redis.url) as (_, port):
        assert readiness(port) == ("ready", "ok")
        assert call(port, "/v1/claims", ARTICLE)[0] == 200
        redis.kill()
        assert readiness(port)[0] in ("ready", "degraded")  # it has answered a moment ago
        for number in range(20):
            assert call(port, "/v1/claims", f"The mayor opened bridge {number}.")[0] == 200
        until_ready(port, "degraded")
        assert readiness(port)[1] == "Redis cannot be reached"
        assert call(port, "/v1/claims", ARTICLE)[2] == "Claimwire; hit"  # from its own memory
        redis.start()
        until_ready(port, "ready")
        _, body, _ = call(port, "/v1/claims", "The mayor opened one more.")
        with redis.client() as client:
            assert any(json.loads(body)["id"].encode() in key for key in client.scan_iter())
    assert log.read_text().count("the service goes on without") == 1
    assert log.read_text().count("answers again") == 1


def test_a_service_starts_without_its_redis(redis: Server, tmp_path: Path) -> None:
    redis.kill()
    log = tmp_path / "log"
    with service(tmp_path / "no file", log=log, CLAIMWIRE_CACHE=redis.url) as (_, port):
        assert readiness(port) == ("degraded", "Redis cannot be reached")
        assert call(port, "/v1/claims", ARTICLE)[0] == 200
        assert "the service goes on without" in log.read_text()
        redis.start()
        until_ready(port, "ready")


def test_a_redis_that_hangs_holds_up_nobody(redis: Server, tmp_path: Path) -> None:
    with service(tmp_path / "no file", CLAIMWIRE_CACHE=redis.url) as (_, port):
        assert call(port, "/v1/claims", ARTICLE)[0] == 200
        assert redis.process
        redis.process.send_signal(signal.SIGSTOP)
        for number in range(20):
            assert call(port, "/v1/claims", f"The mayor opened bridge {number}.")[0] == 200
        assert readiness(port) == ("degraded", "Redis does not answer in time")
        redis.process.send_signal(signal.SIGCONT)
        until_ready(port, "ready")
