"""Is nothing left under the folder of temporary files by processes that were killed?"""

import fcntl
import os
import shutil
import signal
import tempfile
import time
from pathlib import Path

import pytest

from service.observing.folder import metrics_folder
from tests import processes

GONE = 2**22 + 1
"""A number that no process has: above the highest that Linux gives."""


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def left(place: Path, pid: int, age: float = 0.0) -> Path:
    """What a process left."""
    folder = place / f"claimwire-metrics-{pid}-abcd_123"
    folder.mkdir()
    (folder / "counter_1.db").write_bytes(b"numbers")
    then = time.time() - age
    os.utime(folder, (then, then))
    return folder


def test_a_folder_goes_with_its_owner(tmp_path: Path) -> None:
    with metrics_folder() as ours:
        assert Path(ours).is_dir()
        assert f"-{os.getpid()}-" in ours
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_owner_left_is_removed(tmp_path: Path) -> None:
    folder = left(tmp_path, GONE)
    with metrics_folder():
        assert not folder.exists()


def test_a_number_that_another_process_has_now_is_no_owner(tmp_path: Path) -> None:
    folder = left(tmp_path, os.getppid(), age=3600)
    with metrics_folder():
        assert not folder.exists()


def test_who_has_just_begun_and_has_no_lock_yet_is_left_alone(tmp_path: Path) -> None:
    folder = left(tmp_path, os.getppid())
    with metrics_folder():
        assert folder.exists()


def test_an_owner_that_lives_keeps_its_folder_however_old(tmp_path: Path) -> None:
    folder = left(tmp_path, GONE, age=3600)  # as another container's would look
    lock = os.open(folder, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        with metrics_folder():
            assert folder.exists()
    finally:
        os.close(lock)


@pytest.mark.parametrize("name", ["claimwire-metrics-", "claimwire-metrics-1x-abc", "other-1-abc"])
def test_what_has_another_name_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with metrics_folder():
        assert (tmp_path / name).exists()


def test_neither_a_link_nor_somebody_elses_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "precious").mkdir()
    link = tmp_path / f"claimwire-metrics-{GONE}-link"
    link.symlink_to(tmp_path / "precious")
    with metrics_folder():
        assert link.exists()
    link.unlink()
    folder = left(tmp_path, GONE)
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    with metrics_folder():
        assert folder.exists()
    shutil.rmtree(folder)


def test_a_service_removes_what_one_that_was_killed_left(tmp_path: Path) -> None:
    def folders() -> set[Path]:
        return set(tmp_path.glob("claimwire-metrics-*"))

    options = ("--workers", "2")
    with processes.service(tmp_path / "cache", options=options, TMPDIR=str(tmp_path)) as (one, _):
        first = folders()
        assert len(first) == 1
        with processes.service(tmp_path / "cache", options=options, TMPDIR=str(tmp_path)):
            assert first < folders()  # it lives
        os.kill(one.pid, signal.SIGKILL)
        one.wait()
    assert first <= folders()
    with processes.service(tmp_path / "cache", options=options, TMPDIR=str(tmp_path)):
        assert len(folders()) == 1
        assert not first & folders()
