"""Do two processes on one cache share their work, and does one take over when the other dies?"""

import http.client
import json
import threading
import time
from pathlib import Path

import pytest

from tests.processes import ChatServer, service, serving

ARTICLE = b"The mayor opened the bridge on Monday."


def post(port: int, answers: list[bytes]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("POST", "/v1/claims", ARTICLE, {"Content-Type": "text/plain"})
        answers.append(connection.getresponse().read())
    except OSError:
        answers.append(b"")  # the process was killed
    finally:
        connection.close()


@pytest.mark.parametrize("dies", [False, True], ids=["lives", "dies"])
def test_the_second_process_waits_for_the_first_or_takes_over(dies: bool, tmp_path: Path) -> None:
    cache = tmp_path / "cache.sqlite"
    slow = ChatServer("The mayor opened", wait=20.0 if dies else 1.0, only_first=True)
    answers: list[list[bytes]] = [[], []]
    with (
        serving(slow) as model,
        service(cache, OPENAI_BASE_URL=model.base_url) as (first, first_port),
        service(cache, OPENAI_BASE_URL=model.base_url) as (_, second_port),
    ):
        ports = (first_port, second_port)
        threads = [
            threading.Thread(target=post, args=pair) for pair in zip(ports, answers, strict=True)
        ]
        threads[0].start()
        while model.calls == 0:
            time.sleep(0.01)
        threads[1].start()
        if dies:
            time.sleep(0.2)
            first.kill()
        for thread in threads:
            thread.join(timeout=30)
    (second,) = answers[1]
    assert len(json.loads(second)["claims"]) == 1
    assert slow.calls == (2 if dies else 1)
    assert dies or answers[0] == answers[1]
