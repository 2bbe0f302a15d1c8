"""How do tests call a service that has keys and limits?"""

import re
from typing import Any

import httpx
from litestar.testing import TestClient

from tests.fakes import ScriptedModel, answer, draft, draft_claim

Client = TestClient[Any]
ARTICLE = "The mayor opened the bridge on Monday."
PLAIN = {"Content-Type": "text/plain"}
UNKNOWN = "0" * 32
"""An id that no answer has."""
WRONG = "cw_" + "0" * 8 + "_" + "0" * 64
"""A key of the right form that nobody was given."""


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def post(service: Client, key: str, text: str = ARTICLE) -> httpx.Response:
    return service.post("/v1/claims", content=text, headers={**PLAIN, **bearer(key)})


def scripted() -> ScriptedModel:
    return ScriptedModel(lambda _: answer(draft(draft_claim("The mayor opened the bridge"))))


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def problem(one: httpx.Response) -> tuple[int, str]:
    return one.status_code, one.json()["type"].removeprefix("urn:claimwire:problem:")


def parameters(field: str) -> dict[str, dict[str, int]]:
    """A RateLimit field: policies, and their numbers."""
    return {
        re.findall(r'^"(\w+)"', item.strip())[0]: {
            name: int(value) for name, value in re.findall(r";(\w+)=(\d+)", item)
        }
        for item in field.split(",")
    }
