"""Whose folder of metrics is this, and is its owner still there?

Its owner has a lock on it for as long as it lives: however it ends, the lock is gone with it, and
no other process can be taken for it. Not for Windows, which knows no such locks.
"""

import fcntl
import logging
import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

log = logging.getLogger(__name__)

_PREFIX = "claimwire-metrics-"
_NAME = re.compile(rf"{_PREFIX}(\d+)-[^.]+")
_YOUNG = 60.0
"""Seconds in which a folder may not be locked yet, where a process of its owner's number lives."""


@contextmanager
def metrics_folder() -> Iterator[str]:
    """A folder of our own until the end. Those of owners that were killed are removed."""
    parent = Path(tempfile.gettempdir())
    for folder in parent.glob(f"{_PREFIX}*"):
        _remove_if_left(folder)
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-", dir=parent) as ours:
        lock = _open(ours)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield ours
        finally:
            os.close(lock)


def _remove_if_left(folder: Path) -> None:
    name = _NAME.fullmatch(folder.name)
    if name is None:
        return
    try:
        lock = _open(folder)
    except OSError:  # gone meanwhile, a link, no folder, or closed to us
        return
    try:
        about = os.fstat(lock)
        if about.st_uid == os.getuid() and stat.S_ISDIR(about.st_mode) and _is_left(lock, name[1]):
            shutil.rmtree(folder, ignore_errors=True)
            log.info("removed %s, whose owner is gone", folder)
    finally:
        os.close(lock)


def _is_left(lock: int, pid: str) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return not _lives(int(pid)) or time.time() - os.fstat(lock).st_mtime > _YOUNG


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass  # somebody else's
    return True


def _open(folder: str | Path) -> int:
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
