"""Are keys made, listed and revoked, and is nothing that opens kept?"""

import json
import re
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.access.keys import create_key, find_key, read_keys, revoke_key
from service.errors import ConfigurationError
from tests.cli.test_commands import claimwire

EVERYWHERE = "0.0.0.0"  # noqa: S104  # nobody is to be let do that
KEY = re.compile(rb"cw_([0-9a-f]{8})_[0-9a-f]{64}\n")


def keys(file: Path, *arguments: str) -> tuple[int, bytes, bytes]:
    done = claimwire("keys", *arguments, environment={"CLAIMWIRE_API_KEYS": str(file)})
    return done.returncode, done.stdout, done.stderr


def test_a_key_is_made_listed_and_revoked(tmp_path: Path) -> None:
    file = tmp_path / "keys.jsonl"
    code, made, told = keys(file, "create", "--tenant", "newsroom")
    assert (code, b"newsroom" in told) == (0, True)
    form = KEY.fullmatch(made)
    assert form  # and nothing else: it can be piped
    identifier = form[1].decode()
    assert b"valid" in keys(file, "list")[1]
    assert keys(file, "revoke", identifier)[0] == 0
    assert keys(file, "revoke", identifier)[0] == 0
    code, listed, _ = keys(file, "list")
    assert listed.startswith(f"{identifier}  newsroom  made 20".encode())
    assert b"revoked 20" in listed
    assert made.strip() not in file.read_bytes() + listed
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["create"], b"--tenant"),
        (["create", "--tenant", "public"], b"public"),
        (["create", "--tenant", "News Room"], b"small letters"),
        (["create", "--tenant", "a" * 64], b"at most 63"),
        (["create", "--tenant", "a:b"], b"small letters"),
        (["revoke", "00000000"], b"claimwire keys create"),
        (["list"], b"claimwire keys create"),
    ],
)
def test_a_mistake_is_one_line(tmp_path: Path, arguments: list[str], told: bytes) -> None:
    code, _, error = keys(tmp_path / "keys.jsonl", *arguments)
    assert (code, error.count(b"\n")) == (2, 1)
    assert told in error


def test_the_file_has_to_be_named_and_a_key_is_no_file() -> None:
    assert b"CLAIMWIRE_API_KEYS" in claimwire("keys", "list").stderr
    key = f"cw_{'0' * 8}_{'1' * 64}"
    told = claimwire("keys", "list", environment={"CLAIMWIRE_API_KEYS": key}).stderr
    assert b"not a key" in told
    assert b"1111" not in told


@pytest.mark.parametrize("host", [EVERYWHERE, "::"])
def test_serve_refuses_other_addresses_without_keys(host: str) -> None:
    done = claimwire("serve", "--host", host, "--port", "0")
    assert done.returncode == 2
    assert b"claimwire keys create" in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_serve_refuses_a_broken_file_of_keys(tmp_path: Path) -> None:
    broken = {"CLAIMWIRE_API_KEYS": str(tmp_path / "nowhere.jsonl")}
    done = claimwire("serve", "--host", EVERYWHERE, "--port", "0", environment=broken)
    assert done.returncode == 2
    assert b"nowhere.jsonl" in done.stderr


def test_many_may_add_at_once(tmp_path: Path) -> None:
    file = tmp_path / "keys.jsonl"
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: create_key(file, "a"), range(200)))
    known = read_keys(file)
    assert len(known) == 200
    assert all(find_key(known, key) for key in made)


def test_a_line_that_ends_in_the_middle_is_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "keys.jsonl"
    key = create_key(file, "a")
    create_key(file, "b")
    file.write_bytes(file.read_bytes()[:-9])
    assert list(read_keys(file)) == [key[3:11]]
    assert "line 2 ends in the middle" in caplog.text


def test_a_file_that_somebody_edited_is_added_to_on_a_line_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "keys.jsonl"
    first = create_key(file, "a")
    file.write_text("\n" + file.read_text().rstrip("\n"))
    second = create_key(file, "b")
    assert {key.tenant for key in read_keys(file).values()} == {"a", "b"}
    revoke_key(file, first[3:11])
    assert not find_key(read_keys(file), first)
    assert find_key(read_keys(file), second)


def test_a_key_cannot_be_made_valid_again(tmp_path: Path) -> None:
    file = tmp_path / "keys.jsonl"
    key = create_key(file, "a")
    revoke_key(file, key[3:11])
    with file.open("a") as lines:
        lines.write(file.read_text().splitlines()[0] + "\n")
    with pytest.raises(ConfigurationError, match="given before"):
        read_keys(file)


def test_each_line_says_what_was_done_and_when(tmp_path: Path) -> None:
    file = tmp_path / "keys.jsonl"
    revoke_key(file, create_key(file, "a")[3:11])
    made, revoked = map(json.loads, file.read_text().splitlines())
    assert set(made) == {"id", "tenant", "hash", "created"}
    assert set(revoked) == {"id", "revoked"}
