"""Does nobody learn what another tenant asked, nor anybody what a key is?"""

from pathlib import Path

import pytest

from service.access.keys import create_key
from tests.api.keyed import UNKNOWN, Client, bearer, post
from tests.conftest import WIRE_STORY
from tests.fakes import ScriptedModel


def test_nobody_learns_what_another_tenant_asked(
    service: Client, model: ScriptedModel, ours: str, theirs: str
) -> None:
    first = post(service, ours)
    other = post(service, theirs)
    assert first.headers["Cache-Status"] == other.headers["Cache-Status"] == "Claimwire; fwd=miss"
    assert len(model.asked) == 2  # nor by how long an answer takes
    assert first.json()["id"] != other.json()["id"]
    assert post(service, ours).headers["Cache-Status"] == "Claimwire; hit"


def test_another_tenants_id_is_as_unknown_as_any(service: Client, ours: str, theirs: str) -> None:
    identifier = post(service, ours).json()["id"]
    place = f"/v1/claims/{identifier}"
    assert service.get(place, headers=bearer(ours)).status_code == 200
    another, unknown = (
        service.get(one, headers={**bearer(theirs), "If-None-Match": "*"})
        for one in (place, f"/v1/claims/{UNKNOWN}")
    )
    assert another.status_code == unknown.status_code == 404
    assert another.text.replace(identifier, UNKNOWN) == unknown.text
    assert set(another.headers) == set(unknown.headers)


def test_two_keys_of_one_tenant_see_the_same(
    service: Client, file: Path, ours: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.access.door.LOOK", 0.0)
    second = create_key(file, "ours")
    identifier = post(service, ours).json()["id"]
    assert post(service, second).headers["Cache-Status"] == "Claimwire; hit"
    assert service.get(f"/v1/claims/{identifier}", headers=bearer(second)).status_code == 200


def test_neither_key_nor_hash_gets_into_an_answer_or_the_log(
    service: Client, file: Path, ours: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    answers = [
        post(service, ours),
        post(service, ours[:-1]),
        service.get("/v1/prompts", headers={"Authorization": ours}),
        service.get("/v1/claims/nothing", headers=bearer(ours)),
    ]
    seen = "".join(f"{one.text}{one.headers}" for one in answers) + caplog.text
    secret = ours[12:]
    assert secret[:16] not in seen
    assert secret not in file.read_text()


def test_the_wire_story_is_answered_to_who_has_a_key(service: Client, ours: str) -> None:
    assert post(service, ours, WIRE_STORY.read_text()).status_code == 200
