"""When does a line of the log go out?"""

import asyncio
import io
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lines import logging_to

log = logging.getLogger("service.of_the_test")


class Stream(io.StringIO):
    """Remembers what was written at once."""

    def __init__(self) -> None:
        super().__init__()
        self.writes: list[str] = []

    def write(self, text: str, /) -> int:
        self.writes.append(text)
        return len(text)


@pytest.fixture
def stream() -> Iterator[Stream]:
    with logging_to("console", "info"):
        stream = Stream()
        handler = next(
            one for one in logging.getLogger().handlers if type(one).__name__ == "_Lines"
        )
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(stream)
        yield stream


async def test_lines_of_one_round_go_out_together_at_its_end(stream: Stream) -> None:
    log.info("one")
    log.info("two")
    assert stream.writes == []
    await asyncio.sleep(0)
    (written,) = stream.writes
    assert [line.split()[-1] for line in written.splitlines()] == ["one", "two"]
    log.info("three")
    await asyncio.sleep(0)
    assert len(stream.writes) == 2


async def test_trouble_goes_out_at_once_after_what_was_before_it(stream: Stream) -> None:
    log.info("one")
    log.warning("two")
    (written,) = stream.writes
    assert [line.split()[-1] for line in written.splitlines()] == ["one", "two"]
    log.error("three")
    assert len(stream.writes) == 2


def test_without_a_loop_each_line_goes_out_at_once(stream: Stream) -> None:
    log.info("one")
    log.info("two")
    assert len(stream.writes) == 2


async def test_another_thread_takes_along_what_waits(stream: Stream) -> None:
    log.info("one")
    thread = threading.Thread(target=log.info, args=("two",))
    thread.start()
    thread.join()
    assert len(stream.writes) == 1
    await asyncio.sleep(0)
    assert len(stream.writes) == 1


def test_what_waits_for_a_loop_that_ended_goes_out_with_the_next_line(stream: Stream) -> None:
    ended, other = asyncio.new_event_loop(), asyncio.new_event_loop()
    ended.call_soon(log.info, "one")
    ended.call_soon(ended.stop)
    ended.run_forever()
    ended.close()
    assert stream.writes == []
    other.run_until_complete(_say("two"))
    other.close()
    assert "one" in stream.writes[0]


async def _say(what: str) -> None:
    log.info(what)
    await asyncio.sleep(0)


async def test_no_more_goes_out_at_once_than_a_pipe_takes_whole(stream: Stream) -> None:
    for _ in range(100):
        log.info("é" * 300)
    await asyncio.sleep(0)
    assert len(stream.writes) > 10
    assert all(len(one.encode()) <= 4096 and one.endswith("\n") for one in stream.writes)
    assert "".join(stream.writes).count("\n") == 100


async def test_a_log_that_cannot_be_written_is_told_and_stops_nothing(
    stream: Stream, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: str) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(stream, "write", full)
    log.info("one")
    await asyncio.sleep(0)
    log.warning("two")
    monkeypatch.undo()
    log.warning("three")
    (written,) = stream.writes
    assert "three" in written
    assert "two" not in written


_LEAVES = """
import asyncio, logging
from service.cli import life_cycle
from service.observing.logs import configure_logs
configure_logs("console", "info")
async def main():
    logging.getLogger("service").info("the last words")
    life_cycle._leave()
asyncio.run(main())
"""


def test_the_last_line_goes_out_before_the_process_leaves(tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as written:
        subprocess.run([sys.executable, "-c", _LEAVES], stderr=written, check=True, timeout=60)
    assert "the last words" in (tmp_path / "log").read_text()
