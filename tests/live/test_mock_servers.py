"""What do servers that others wrote to try out clients make of the service?"""

import importlib.util
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.fakes import draft, draft_claim
from tests.live.servers import Service, claimwire, problem, running

pytestmark = pytest.mark.xdist_group("live")

Json = dict[str, Any]
ARTICLE = "The Elm Street bridge reopened on Monday. It carries about 9,000 cars a day."
QUOTE = "The Elm Street bridge reopened"
ANSWER = draft(draft_claim(QUOTE))
AIMOCK = Path(__file__).parent / "node_modules/@copilotkit/aimock/dist/cli.js"
SCRIPTED: list[Json] = [
    {
        "match": {"model": "without-schemas", "responseFormat": "json_schema"},
        "response": {"error": {"message": "response_format is not supported"}, "status": 400},
    },
    {
        "match": {"model": "without-schemas", "toolName": "claims"},
        "response": {"toolCalls": [{"name": "claims", "arguments": ANSWER}]},
    },
    {
        "match": {"model": "cut-off"},
        "response": {"content": ANSWER[:60], "finishReason": "length"},
    },
    {
        "match": {"model": "good"},
        "response": {"content": ANSWER, "usage": {"prompt_tokens": 700, "completion_tokens": 90}},
    },
]
"""What aimock answers, by the model's name; 404 to any other."""


class LLMock:
    """A running `llmock`, and its say on how it was asked."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self._control = base_url.removesuffix("/v1") + "/_llmock"

    def script(self, *behaviors: Json) -> None:
        """What happens to the next requests; to all of them with `times` None."""
        httpx.post(f"{self._control}/reset", timeout=10).raise_for_status()
        if behaviors:
            script = {"behaviors": behaviors}
            httpx.post(f"{self._control}/scenario", json=script, timeout=10).raise_for_status()

    def verdict(self) -> Json:
        """How the client of the requests since then did."""
        found: Json = httpx.get(f"{self._control}/verdict", timeout=10).json()
        return found


@pytest.fixture(scope="session")
def running_llmock() -> Iterator[LLMock]:
    if importlib.util.find_spec("llmock") is None:
        pytest.skip("llmock is not installed")
    serving = [sys.executable, "-m", "uvicorn", "--factory", "llmock.main:create_app"]
    with running([*serving, "--port", "0"]) as base_url:
        yield LLMock(base_url)


@pytest.fixture
def mock(running_llmock: LLMock) -> LLMock:
    """A server that nothing is scripted for."""
    running_llmock.script()
    return running_llmock


@pytest.fixture(scope="session")
def running_aimock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    node = shutil.which("node")
    if node is None or not AIMOCK.is_file():
        pytest.skip("aimock is not installed: it takes Node.js 20 and `npm ci` in tests/live")
    answers = tmp_path_factory.mktemp("aimock") / "answers.json"
    answers.write_text(json.dumps({"fixtures": SCRIPTED}))
    serving = [node, str(AIMOCK), "--port", "0", "--fixtures", str(answers), "--validate-on-load"]
    with running(serving) as base_url:
        yield base_url


@pytest.fixture
def aimock(running_aimock: str) -> Iterator[str]:
    """The base URL of a server with nothing broken."""
    yield running_aimock
    httpx.delete(_chaos(running_aimock), timeout=10).raise_for_status()


def _chaos(base_url: str) -> str:
    return base_url.removesuffix("/v1") + "/__aimock/chaos"


def test_what_llmock_makes_up_is_rejected(mock: LLMock) -> None:
    with Service(mock.base_url) as service:
        extraction = service.extraction(ARTICLE)
        assert [answer.rung for answer in service.model.answers] == ["strict"]
    assert extraction.complete
    assert extraction.claims == []
    assert "quote_not_found" in {rejection.reason for rejection in extraction.rejected}
    assert extraction.usage.prompt_tokens > 1000


def test_what_llmock_quotes_is_grounded(mock: LLMock) -> None:
    mock.script({"type": "reply", "text": ANSWER})
    with Service(mock.base_url) as service:
        (claim,) = service.extraction(ARTICLE).claims
    assert claim.selectors[0].exact == QUOTE


FAULTS = [
    pytest.param({"status": 429, "retry_after": 0.6}, 3, id="busy, with Retry-After"),
    pytest.param({"status": 500}, 2, id="failing"),
    pytest.param({"status": 529}, 2, id="overloaded"),
]


@pytest.mark.parametrize(("fault", "attempts"), FAULTS)
def test_a_fault_that_passes_is_outlasted_as_llmock_wants_it(
    mock: LLMock, fault: Json, attempts: int
) -> None:
    mock.script({"type": "fail", **fault, "times": attempts - 1}, {"type": "reply", "text": ANSWER})
    with Service(mock.base_url) as service:
        assert len(service.extraction(ARTICLE).claims) == 1
    verdict = mock.verdict()
    assert (verdict["calls"], verdict["attempts"]) == (1, attempts)
    assert verdict["findings"] == []


LASTING = [
    pytest.param({"status": 503}, 503, "upstream-unavailable", 3, id="outage"),
    pytest.param(
        {"status": 429, "retry_after": 300}, 503, "upstream-rate-limited", 1, id="busy for long"
    ),
    pytest.param({"status": 401}, 502, "upstream-auth", 1, id="refused key"),
    pytest.param({"status": 404}, 502, "upstream-misconfigured", 1, id="unknown model"),
    pytest.param(
        {"status": 400, "code": "context_length_exceeded",
         "message": "This model's maximum context length was exceeded."},
        413, "context-length-exceeded", 3, id="context overflow",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "status", "kind", "attempts"), LASTING)
def test_a_fault_that_lasts_is_a_problem_and_no_storm(
    mock: LLMock, fault: Json, status: int, kind: str, attempts: int
) -> None:
    mock.script({"type": "fail", **fault, "times": None})
    with Service(mock.base_url) as service:
        response = service.post(ARTICLE)
    assert problem(response) == (status, kind)
    assert ("Retry-After" in response.headers) == (status == 503)
    verdict = mock.verdict()
    assert verdict["attempts"] == attempts
    assert verdict["errors"] == 0


def test_the_doctor_sees_that_llmock_keeps_the_form_and_quotes_nothing(mock: LLMock) -> None:
    done = claimwire("doctor", OPENAI_BASE_URL=mock.base_url)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1].startswith("Weak: the form is kept as json_schema, strict")


def test_what_aimock_quotes_is_grounded(aimock: str) -> None:
    with Service(aimock, model="good") as service:
        extraction = service.extraction(ARTICLE)
        assert [answer.rung for answer in service.model.answers] == ["strict"]
    assert extraction.claims[0].selectors[0].exact == QUOTE
    assert (extraction.usage.prompt_tokens, extraction.usage.completion_tokens) == (700, 90)


def test_a_server_without_schemas_is_asked_through_a_tool(aimock: str) -> None:
    with Service(aimock, model="without-schemas") as service:
        first = service.extraction(ARTICLE)
        second = service.extraction(f"{ARTICLE} It rained.")
        assert [answer.rung for answer in service.model.answers] == ["tool", "tool"]
    assert [len(one.claims) for one in (first, second)] == [1, 1]


@pytest.mark.parametrize(
    ("model", "status", "kind"),
    [
        pytest.param("cut-off", 502, "upstream-truncated", id="cut off"),
        pytest.param("nobody's", 502, "upstream-misconfigured", id="unknown model"),
    ],
)
def test_what_aimock_cannot_answer_is_a_problem(
    aimock: str, model: str, status: int, kind: str
) -> None:
    with Service(aimock, model=model) as service:
        assert problem(service.post(ARTICLE)) == (status, kind)


@pytest.mark.parametrize(
    ("fault", "status", "kind"),
    [
        pytest.param("dropRate", 503, "upstream-unavailable", id="failing"),
        pytest.param("disconnectRate", 503, "upstream-unavailable", id="hanging up"),
        pytest.param("rateLimitRate", 503, "upstream-rate-limited", id="busy"),
        pytest.param("malformedRate", 502, "upstream-invalid-response", id="malformed"),
    ],
)
def test_chaos_is_a_problem_and_over_when_it_ends(
    aimock: str, fault: str, status: int, kind: str
) -> None:
    with Service(aimock, model="good", deadline=2) as service:
        httpx.post(_chaos(aimock), json={fault: 1}, timeout=10).raise_for_status()
        assert problem(service.post(ARTICLE)) == (status, kind)
        httpx.delete(_chaos(aimock), timeout=10).raise_for_status()
        assert len(service.extraction(ARTICLE).claims) == 1


def test_the_doctor_finds_aimock_good(aimock: str) -> None:
    done = claimwire("doctor", OPENAI_BASE_URL=aimock, CLAIMWIRE_MODEL="good")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1].startswith("Good: articles are asked for as json_schema,")
