"""Do two processes on one cache share their work, and does one take over when the other dies?"""

import http.client
import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.fakes import draft, draft_claim

ARTICLE = b"The mayor opened the bridge on Monday."


class _SlowAtFirst(BaseHTTPRequestHandler):
    """Answers its first caller after `wait` seconds, everybody else at once."""

    wait = 1.0
    calls = 0

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        type(self).calls += 1
        if type(self).calls == 1:
            time.sleep(self.wait)
        message = {"role": "assistant", "content": draft(draft_claim("The mayor opened"))}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        body = json.dumps({"model": "stub-1", "choices": [choice]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Silence."""


@pytest.fixture
def slow() -> Iterator[tuple[type[_SlowAtFirst], str]]:
    handler = type("Handler", (_SlowAtFirst,), {"calls": 0})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield handler, f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()
    thread.join()


def start(model: str, cache: Path) -> tuple[subprocess.Popen[str], int]:
    process = subprocess.Popen(
        [sys.executable, "-m", "service.cli", "serve", "--port", "0"],
        env={
            "PATH": "/usr/bin:/bin",
            "CLAIMWIRE_CACHE": f"sqlite:///{cache}",
            "OPENAI_BASE_URL": model,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout
    listening = re.search(r":(\d+) ", process.stdout.readline())
    assert listening
    return process, int(listening[1])


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
def test_the_second_process_waits_for_the_first_or_takes_over(
    dies: bool, slow: tuple[type[_SlowAtFirst], str], tmp_path: Path
) -> None:
    handler, model = slow
    handler.wait = 20.0 if dies else 1.0
    services = [start(model, tmp_path / "cache.sqlite") for _ in range(2)]
    answers: list[list[bytes]] = [[], []]
    threads = [
        threading.Thread(target=post, args=(port, answers[number]))
        for number, (_, port) in enumerate(services)
    ]
    try:
        threads[0].start()
        while handler.calls == 0:
            time.sleep(0.01)
        threads[1].start()
        if dies:
            time.sleep(0.2)
            services[0][0].kill()
        for thread in threads:
            thread.join(timeout=30)
    finally:
        for process, _ in services:
            process.kill()
            process.communicate()
    (second,) = answers[1]
    assert len(json.loads(second)["claims"]) == 1
    assert handler.calls == (2 if dies else 1)
    assert dies or answers[0] == answers[1]
