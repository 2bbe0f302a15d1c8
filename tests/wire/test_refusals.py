"""Is what is refused before it is a request told, counted and logged like the rest?"""

import re
from pathlib import Path

import pytest

from tests import processes
from tests.wire.test_malformed_http import CLOSE, GET, port, send, status

__all__ = ["port"]  # a fixture
NOISE = b"\x00\r\n\r\n"
LONG = GET + b"X: a\r\n" * 9000


@pytest.mark.parametrize(("raw", "told"), [(NOISE, 400), (LONG, 431)], ids=["noise", "long"])
def test_a_refusal_has_the_headers_of_every_answer(port: int, raw: bytes, told: int) -> None:
    refusal, answer = (headers_of(send(port, one)) for one in (raw, GET + CLOSE + b"\r\n"))
    assert status(send(port, raw)) == told
    given = set(answer) - {"content-type", "content-length", "date", "server-timing"}
    assert {"content-security-policy", "referrer-policy", "x-frame-options"} < given
    for name in given - {"x-request-id"}:
        assert refusal[name] == answer[name], name
    assert re.fullmatch("[0-9a-f]{16}", refusal["x-request-id"])
    assert refusal["cache-control"] == "no-store"


def headers_of(answer: bytes) -> dict[str, str]:
    lines = answer.partition(b"\r\n\r\n")[0].decode().splitlines()[1:]
    pairs = [line.split(": ", 1) for line in lines]
    assert len({name for name, _ in pairs}) == len(pairs)
    return {name.lower(): value for name, value in pairs}


def test_a_refusal_is_counted_and_logged_as_what_a_caller_did(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with processes.service(tmp_path / "cache.sqlite", log=log) as (_, port):
        send(port, NOISE)
        send(port, LONG)
        send(port, GET + b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
        numbers = send(port, b"GET /metrics HTTP/1.1\r\nHost: x\r\n" + CLOSE + b"\r\n").decode()
    for outcome in ("bad-request", "head-too-large"):
        counted = rf'requests_total{{.*outcome="{outcome}",route="unmatched",status="4xx"}} 1\.0'
        assert re.search(counted, numbers), outcome
    lines = log.read_text().splitlines()
    assert sum("refused what is no request" in line for line in lines) == 2
    assert not [line for line in lines if "warning" in line or "uvicorn" in line]
