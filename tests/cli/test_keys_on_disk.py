"""Does the file of keys say what was done, on a disk that is full or fails, too?"""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from service.access.keys import create_key, find_key, read_keys, revoke_key
from service.errors import ConfigurationError


def keys_on_full_disk(file: Path, room: int, *arguments: str) -> tuple[int, bytes, bytes]:
    """Code, output and errors of `claimwire keys`, where the file may grow by `room` bytes."""
    most = file.stat().st_size + room

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    done = subprocess.run(
        [sys.executable, "-m", "service.cli", "keys", *arguments],
        env={
            "PATH": "/usr/bin:/bin",
            "CLAIMWIRE_API_KEYS": str(file),
            "PYTHONDONTWRITEBYTECODE": "1",  # half written, it would break whoever reads it
        },
        preexec_fn=limit,
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "keys.jsonl"


@pytest.mark.parametrize("room", [0, 20], ids=["no byte", "a half line"])
def test_what_could_not_be_written_was_not_done(file: Path, room: int) -> None:
    key = create_key(file, "a")
    before = file.read_bytes()
    for arguments in (["revoke", key[3:11]], ["create", "--tenant", "b"]):
        code, told, error = keys_on_full_disk(file, room, *arguments)
        assert (code, told, error.count(b"\n")) == (2, b"", 1)
        assert b"could not be written" in error
        assert file.read_bytes() == before
    revoke_key(file, key[3:11])  # there is room again
    assert not find_key(read_keys(file), key)


def test_a_file_that_was_only_begun_is_no_obstacle(file: Path) -> None:
    file.touch()
    assert keys_on_full_disk(file, 20, "create", "--tenant", "a")[0] == 2
    assert file.read_bytes() == b""
    key = create_key(file, "a")
    assert find_key(read_keys(file), key)


def test_a_line_that_ends_in_the_middle_is_cut_off_and_not_sealed_in(file: Path) -> None:
    first = create_key(file, "a")
    whole = file.read_bytes()
    file.write_bytes(whole + whole[:40])
    second = create_key(file, "b")
    assert file.read_bytes().startswith(whole + b'{"id": "' + second[3:11].encode())
    known = read_keys(file)
    assert all(find_key(known, key) for key in (first, second))


@pytest.mark.parametrize("again", [create_key, revoke_key], ids=["create", "revoke"])
def test_what_is_said_to_be_done_was_read_again(
    file: Path, monkeypatch: pytest.MonkeyPatch, again: object
) -> None:
    key = create_key(file, "a")
    monkeypatch.setattr(os, "write", lambda _, line: len(line))  # a disk that lies
    with pytest.raises(ConfigurationError, match="somebody else"):
        revoke_key(file, key[3:11]) if again is revoke_key else create_key(file, "b")


def test_each_line_is_on_the_disk_before_it_is_told(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[bytes] = []
    monkeypatch.setattr(os, "fsync", lambda _: synced.append(file.read_bytes()))
    key = create_key(file, "a")
    assert synced == [file.read_bytes()]
    revoke_key(file, key[3:11])
    assert synced[1:] == [file.read_bytes()]


def test_what_the_disk_refuses_to_keep_was_not_done(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = create_key(file, "a")

    def refuse(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(ConfigurationError, match="Input/output error"):
        revoke_key(file, key[3:11])
    assert find_key(read_keys(file), key)
