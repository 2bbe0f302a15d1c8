"""Is the file of keys heeded, at the start and while the service runs?"""

import hmac
from pathlib import Path

import pytest
from litestar.testing import TestClient

from service.access.door import LOOK, Door
from service.access.keys import revoke_key
from service.app import create_app
from service.errors import ConfigurationError, KeyRequired
from service.settings import Settings
from tests.api.keyed import WRONG, Client, Clock, bearer

EVERYWHERE = "0.0.0.0"  # noqa: S104  # what is not allowed without keys


def test_a_running_service_notices_a_revoked_key(
    service: Client, file: Path, ours: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.access.door.LOOK", 0.0)
    assert service.get("/v1/prompts", headers=bearer(ours)).status_code == 200
    revoke_key(file, ours[3:11])
    assert service.get("/v1/prompts", headers=bearer(ours)).status_code == 401


def knocks(door: Door, key: str) -> bool:
    try:
        door.caller([f"Bearer {key}".encode()])
    except KeyRequired:
        return False
    return True


def test_the_file_is_looked_at_once_a_second(file: Path, ours: str) -> None:
    clock = Clock()
    door = Door(file, clock)
    revoke_key(file, ours[3:11])
    assert knocks(door, ours)
    clock.now += LOOK
    assert not knocks(door, ours)


@pytest.mark.parametrize("damage", ["gone", "damaged"])
def test_a_file_that_breaks_locks_nobody_out_and_lets_nobody_in(
    file: Path, ours: str, revoked: str, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    door, whole = Door(file, clock), file.read_bytes()
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(whole + b'{"id": "\n')
    for _ in range(3):
        clock.now += LOOK
        assert (knocks(door, ours), knocks(door, revoked)) == (True, False)
    assert len([line for line in caplog.messages if "stay valid" in line]) == 1
    file.write_bytes(whole)
    revoke_key(file, ours[3:11])
    clock.now += LOOK
    assert not knocks(door, ours)


BROKEN = {
    "no file": None,
    "no JSON": b"cw_00000000\n",
    "a key itself": f"{WRONG}\n".encode(),
    "a field too many": b'{"id":"00000000","revoked":"2026-01-01T00:00:00Z","by":"me"}\n',
    "a short hash": b'{"id":"00000000","tenant":"a","hash":"0","created":"2026-01-01T00:00Z"}\n',
    "no UTF-8": b"\xff\n",
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_the_service_does_not_start_on_a_broken_file(
    settings: Settings, file: Path, content: bytes | None
) -> None:
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigurationError, match=r"keys\.jsonl"):
        create_app(settings.model_copy(update={"api_keys": file}))


def test_who_has_no_file_of_keys_yet_is_told_how_to_make_one(
    settings: Settings, file: Path
) -> None:
    with pytest.raises(ConfigurationError, match="claimwire keys create") as caught:
        create_app(settings.model_copy(update={"api_keys": file}))
    assert str(file) in str(caught.value)
    assert "Errno" not in str(caught.value)


def test_every_key_is_compared_once_and_in_constant_time(
    file: Path, ours: str, revoked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[tuple[bytes, bytes]] = []
    really = hmac.compare_digest

    def counting(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return really(one, other)

    door = Door(file)
    monkeypatch.setattr("service.access.keys.hmac.compare_digest", counting)
    almost = ours[:-1] + ("0" if ours[-1] != "0" else "1")
    presented = [ours, almost, revoked, WRONG, "cw_", ours.upper()]
    assert [knocks(door, one) for one in presented] == [True, *[False] * 5]
    assert [(len(one), len(other)) for one, other in compared] == [(32, 32)] * len(presented)


def test_an_empty_file_of_keys_is_not_an_open_door(settings: Settings, file: Path) -> None:
    file.touch()
    with TestClient(create_app(settings.model_copy(update={"api_keys": file}))) as client:
        assert client.get("/v1/prompts").status_code == 401


@pytest.mark.parametrize("host", [EVERYWHERE, "::", "192.168.1.7", "example.org", "", "127.1.x"])
def test_without_keys_the_service_is_for_this_machine(settings: Settings, host: str) -> None:
    with pytest.raises(ConfigurationError, match="claimwire keys create"):
        create_app(settings, host=host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_on_this_machine_nobody_needs_a_key(settings: Settings, host: str) -> None:
    with TestClient(create_app(settings, host=host)) as client:
        assert client.get("/v1/prompts", headers=bearer(WRONG)).status_code == 200


def test_with_keys_it_may_listen_anywhere(settings: Settings, file: Path, ours: str) -> None:
    app = create_app(settings.model_copy(update={"api_keys": file}), host=EVERYWHERE)
    with TestClient(app) as client:
        assert client.get("/v1/prompts").status_code == 401
