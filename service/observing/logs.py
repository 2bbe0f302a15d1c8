"""What does a line of the log look like, and what can never be in one?

Nothing that a caller or a model wrote: no text, title, address, key or answer. What an exception
says may quote any of these, so only its type and the places that it went through are written, and
what a library says is cut down to its own words.

Lines that come in one round of the event loop go out together at its end, those of warnings and
errors, and of other threads, at once: only a process that is killed loses any.
"""

import asyncio
import json
import logging
import sys
import threading
import traceback
import warnings
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Literal, TextIO

from service.observing.account import current_account

Format = Literal["console", "json"]
Level = Literal["debug", "info", "warning", "error"]
_OURS = "service"
_OUR_SERVER = "uvicorn"  # says nothing of a request while its access log is off
_LONGEST = 500
_DEEPEST = 20
_AT_ONCE = 4096
"""Bytes that go out together: a pipe takes so many whole, whoever else writes to it (POSIX)."""
_NOTHING: Mapping[str, Any] = {}
log = logging.getLogger(__name__)


def configure_logs(form: Format, level: Level, stream: TextIO | None = None) -> None:
    """Makes this process's logs ours: to `stream` (standard error), and nowhere else."""
    handler = _Lines(stream or sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else ConsoleLines())
    handler.addFilter(_is_welcome)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    number = logging.getLevelNamesMapping()[level.upper()]
    logging.getLogger(_OURS).setLevel(number)
    logging.getLogger(_OUR_SERVER).setLevel(max(number, logging.INFO))
    # What no line shows need not be found out for each.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    # What Python itself would print, values included.
    warnings.showwarning = show_warning
    threading.excepthook = _mourn


def _is_welcome(record: logging.LogRecord) -> bool:
    """A library's details are not, at whatever level it was set: the SDK's have whole requests."""
    return record.levelno >= logging.WARNING or _is_ours(record.name)


@lru_cache
def _is_ours(logger: str) -> bool:
    return logger.partition(".")[0] in (_OURS, _OUR_SERVER)


class _Lines(logging.StreamHandler[TextIO]):
    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._waiting: list[str] = []
        self._size = 0
        """Bytes of what waits."""
        self._loop: asyncio.AbstractEventLoop | None = None
        """Which writes it at the end of its round."""

    def emit(self, record: logging.LogRecord) -> None:
        """Writes the line, or lets it wait."""
        try:
            line = self.format(record) + "\n"
            size = len(line.encode(errors="replace"))
            if self._size + size > _AT_ONCE:
                self.flush()
            self._waiting.append(line)
            self._size += size
            loop = asyncio._get_running_loop()
            if loop is None or record.levelno >= logging.WARNING:
                self.flush()
            elif loop is not self._loop:
                self._loop = loop
                loop.call_soon(self._end_round, record)
        except Exception:  # noqa: BLE001  # as the library does: no line is worth a request
            self.handleError(record)

    def flush(self) -> None:
        """Writes what waits. What cannot be written is not tried again."""
        with self.lock or nullcontext():
            lines, self._waiting, self._size, self._loop = self._waiting, [], 0, None
            if lines:
                self.stream.write("".join(lines))
            super().flush()

    def _end_round(self, record: logging.LogRecord) -> None:
        try:
            self.flush()
        except Exception:  # noqa: BLE001  # the loop would write it to the log
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # logging's
        """Python would print the record's arguments."""
        place = f"{record.pathname}:{record.lineno}"
        print(
            f"a line of the log could not be written: {place}", file=sys.__stderr__
        )  # the log is what is broken


def show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """As Python's, without the warning's words, which can repeat values."""
    log.warning("%s at %s:%d", category.__name__, filename, lineno)


def _mourn(args: threading.ExceptHookArgs) -> None:
    log.error("a thread ended by an error", exc_info=args.exc_value)


class ConsoleLines(logging.Formatter):
    """For people: time, level, message, and then what is known."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and one more for each step of an error."""
        said = [_time(record), f"{record.levelname.lower():7}", _message(record)]
        said += [f"{name}={value}" for name, value in _known(record).items() if value is not None]
        line = _printable(" ".join(said).rstrip())
        return "\n  ".join([line, *map(_printable, _error(record))])


class JsonLines(logging.Formatter):
    """For machines: one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, always."""
        said: dict[str, Any] = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        said |= {name: value for name, value in _known(record).items() if value is not None}
        if error := _error(record):
            said["error"] = error
        return _encode(said)


_encode = json.JSONEncoder(separators=(",", ":")).encode


def _time(record: logging.LogRecord) -> str:
    return f"{_second(int(record.created))}.{int(record.msecs):03}Z"


@lru_cache(maxsize=2)
def _second(since_1970: int) -> str:
    return f"{datetime.fromtimestamp(since_1970, UTC):%Y-%m-%dT%H:%M:%S}"


def _known(record: logging.LogRecord) -> Mapping[str, Any]:
    """Whose request it is about, and the fields it was given; those without a value are None."""
    fields: Mapping[str, Any] = getattr(record, "fields", _NOTHING)
    account = current_account()
    if account is None:
        return fields
    return {"request_id": account.request_id, "trace_id": account.trace_id or None, **fields}


def _error(record: logging.LogRecord) -> list[str]:
    error = record.exc_info and record.exc_info[1]
    return list(_outline(error)) if error else []


def _message(record: logging.LogRecord) -> str:
    if _is_ours(record.name):
        return record.getMessage()[:_LONGEST]
    # The first line, with nothing filled in: asyncio's later lines repeat exceptions.
    return str(record.msg).partition("\n")[0][:_LONGEST]


def _outline(error: BaseException, depth: int = 0) -> Iterator[str]:
    """An error's type, where it came through, and the same of what caused it."""
    number = f" [errno {error.errno}]" if isinstance(error, OSError) else ""
    yield f"{type(error).__module__}.{type(error).__qualname__}{number}"
    for frame in traceback.extract_tb(error.__traceback__, limit=-_DEEPEST):
        yield f"at {frame.filename}:{frame.lineno} in {frame.name}"
    if depth == _DEEPEST:
        return
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions[:_DEEPEST]:
            yield "of which"
            yield from _outline(one, depth + 1)
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before:
        yield "because of"
        yield from _outline(before, depth + 1)


def _printable(text: str) -> str:
    """No line break and no control sequence of anybody's."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
