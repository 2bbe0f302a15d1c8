"""What becomes of an article when a real server cannot do it?"""

from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from schemas.extraction import Extraction
from service.errors import ContextTooLong
from service.prompts.files import release
from service.resources import PROMPTS
from tests.live.conftest import CONTEXT, KEY
from tests.live.servers import Service, claimwire, problem, running, tiny_llm

pytestmark = pytest.mark.xdist_group("live")

SHORT = "The Elm Street bridge reopened on Monday. It carries about 9,000 cars a day."
UNREADABLE = "It reads " + "qx" * 700 + "."
"""A sentence with which a request has more tokens than the narrow server takes."""


def prompts_with_a_limit(folder: Path, tokens: int) -> Path:
    """A prompt library whose answers may have so many tokens."""
    text = (PROMPTS / "claims" / "v1.md").read_text()
    limited = text.replace("max_completion_tokens = 4000", f"max_completion_tokens = {tokens}")
    assert limited != text
    (folder / "claims").mkdir()
    (folder / "claims" / "v1.md").write_text(limited)
    release(folder, "claims@1")
    return folder


def test_an_answer_without_a_whole_claim_is_truncated_and_not_stored(
    llama: str, tmp_path: Path
) -> None:
    with Service(llama, prompts=prompts_with_a_limit(tmp_path, 20)) as service:
        assert problem(service.post(SHORT)) == (502, "upstream-truncated")
        asked = len(service.model.calls)
        assert asked == 3  # the whole and its halves
        assert {answer.finish_reason for answer in service.model.answers} == {"length"}
        assert problem(service.post(SHORT)) == (502, "upstream-truncated")
        assert len(service.model.calls) == 2 * asked


def test_a_window_that_is_cut_off_leaves_the_others(
    llama: str, tmp_path: Path, wire_story: str
) -> None:
    with Service(llama) as service:
        service.extraction(wire_story)
        longest = max(answer.tokens.completion for answer in service.model.answers)
    with Service(llama, prompts=prompts_with_a_limit(tmp_path, longest - 2)) as service:
        extraction = service.extraction(wire_story)
        assert "length" in {answer.finish_reason for answer in service.model.answers}
        again = service.post(wire_story)
    assert {failure.reason for failure in extraction.failures} <= {"truncated"}
    assert extraction.complete == (not extraction.failures)
    assert again.headers["Cache-Status"].endswith("hit") == extraction.complete


def test_a_prompt_that_leaves_no_room_for_the_answer_is_truncated(narrow: str) -> None:
    with Service(narrow, openai_api_key=KEY, prompt="claims@1") as service:
        used = service.extraction("It reads qx.").usage.prompt_tokens
        room = "It reads qx" + "qx" * ((CONTEXT - used - 40) // 2) + "."
        assert problem(service.post(room)) == (502, "upstream-truncated")
        assert service.model.answers[-1].finish_reason == "length"


def test_more_than_the_context_is_halved_once_and_then_too_long(narrow: str) -> None:
    with Service(narrow, openai_api_key=KEY, prompt="claims@1") as service:
        response = service.post(f"{UNREADABLE} {UNREADABLE}")
        assert problem(response) == (413, "context-length-exceeded")
        assert [type(call) for call in service.model.calls] == [ContextTooLong] * 3


def test_what_fits_the_context_is_done(narrow: str) -> None:
    with Service(narrow, openai_api_key=KEY, prompt="claims@1") as service:
        response = service.post(f"{SHORT} {SHORT} {UNREADABLE}")
        extraction = Extraction.model_validate_json(response.content)
        assert response.status_code == 200
        (failure,) = extraction.failures
        assert failure.reason == "too-long"
        assert 4 in failure.sentences
        assert not extraction.complete
        rejecting = service.post(f"{SHORT} {SHORT} {UNREADABLE}", "?partial=reject")
        assert problem(rejecting) == (502, "partial-extraction")
        assert rejecting.headers["Cache-Status"] == "Claimwire; fwd=miss"


@pytest.mark.parametrize("key", [None, "sk-another"], ids=["no key", "another key"])
def test_a_refused_key_is_the_operators_to_mend(narrow: str, key: str | None) -> None:
    with Service(narrow, openai_api_key=key) as service:
        response = service.post(SHORT)
        assert problem(response) == (502, "upstream-auth")
        assert "sk-" not in response.text
        assert len(service.model.calls) == 1


def test_the_doctor_names_a_refused_key_and_exits_so(narrow: str) -> None:
    done = claimwire("doctor", OPENAI_BASE_URL=narrow, OPENAI_API_KEY="sk-another")
    assert done.stdout.splitlines()[-1].startswith("Not usable: ")
    assert "OPENAI_API_KEY" in done.stdout
    assert "sk-another" not in done.stdout + done.stderr
    assert done.returncode == 3


def test_a_server_that_stops_is_unavailable_until_it_is_back() -> None:
    with ExitStack() as server:
        base_url = server.enter_context(running(tiny_llm()))
        with Service(base_url) as service:
            service.extraction(SHORT)
            server.close()
            gone = service.post("The council met on Tuesday.")
            assert problem(gone) == (503, "upstream-unavailable")
            assert int(gone.headers["Retry-After"]) >= 1
            assert service.post(SHORT).headers["Cache-Status"] == "Claimwire; hit"
            with running(tiny_llm(urlsplit(base_url).port or 0)) as again:
                assert again == base_url
                assert service.extraction("The council met on Tuesday.").complete
