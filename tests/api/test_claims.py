"""Does an article come back as its claims?"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from httpx import Response
from litestar.testing import TestClient

from schemas.extraction import Extraction
from service.app import create_app
from service.conversation import Answer, ModelRequest
from service.errors import ModelRefused, ModelUnavailable
from service.settings import Settings
from tests.fakes import ScriptedModel, answer, draft, draft_claim

Client = TestClient[Any]
LONG_ARTICLE = " ".join(f"The mayor opened bridge number {n} in May." for n in range(12))


def post_text(client: Client, text: str, query: str = "") -> Response:
    headers = {"Content-Type": "text/plain"}
    return client.post(f"/v1/claims{query}", content=text.encode(), headers=headers)


def test_the_wire_story_gives_its_grounded_claims(client: Client, wire_story: str) -> None:
    response = post_text(client, wire_story)
    extraction = Extraction.model_validate_json(response.content)
    assert response.status_code == 200
    assert extraction.complete
    assert len(extraction.claims) > 20
    for claim in extraction.claims:
        for selector in claim.selectors:
            assert wire_story[selector.start : selector.end] == selector.exact
    for sentence in extraction.article.sentences:
        assert wire_story[sentence.start : sentence.end].strip()


def test_nested_sources_are_a_chain_from_the_outermost(client: Client, wire_story: str) -> None:
    extraction = Extraction.model_validate_json(post_text(client, wire_story).content)
    chains = {claim.text: [hop.source for hop in claim.attribution] for claim in extraction.claims}
    sent = next(text for text in chains if "sent a letter" in text and "anniversary" in text)
    assert chains[sent] == ["Yonhap News Agency", "Korean Central News Agency"]


def test_every_sentence_is_accounted_for(client: Client, wire_story: str) -> None:
    coverage = post_text(client, wire_story).json()["coverage"]
    assert coverage["sentences"] == 10
    assert coverage["claimed"] + coverage["rejected"] + len(coverage["unaccounted"]) == 10


def test_the_second_answer_is_a_hit_with_the_same_bytes(client: Client, wire_story: str) -> None:
    first, second = post_text(client, wire_story), post_text(client, wire_story)
    assert first.headers["Cache-Status"] == "Claimwire; fwd=miss"
    assert second.headers["Cache-Status"] == "Claimwire; hit"
    assert first.content == second.content
    assert "total;dur=" in second.headers["Server-Timing"]


def test_json_and_plain_text_give_the_same_claims(client: Client, wire_story: str) -> None:
    plain = post_text(client, wire_story).json()
    posted = client.post("/v1/claims", json={"text": wire_story}).json()
    assert posted["claims"] == plain["claims"]


def test_metadata_comes_back_with_the_article(client: Client, wire_story: str) -> None:
    about = {"published_at": "2025-08-17", "language": "en", "url": "https://example.org/a"}
    article = client.post("/v1/claims", json={"text": wire_story, **about}).json()["article"]
    assert {name: article[name] for name in about} == about
    assert article["chars"] == len(wire_story)


def test_an_answer_can_be_fetched_again_by_its_id(client: Client, wire_story: str) -> None:
    posted = post_text(client, wire_story)
    fetched = client.get(posted.headers["Content-Location"])
    assert fetched.content == posted.content
    assert fetched.headers["ETag"] == posted.headers["ETag"]
    unchanged = client.get(
        posted.headers["Content-Location"], headers={"If-None-Match": posted.headers["ETag"]}
    )
    assert (unchanged.status_code, unchanged.content) == (304, b"")


def test_answers_outlive_the_process(settings: Settings, wire_story: str) -> None:
    with TestClient(create_app(settings)) as before:
        first = post_text(before, wire_story)
    with TestClient(create_app(settings)) as after:
        second = post_text(after, wire_story)
    assert second.headers["Cache-Status"] == "Claimwire; hit"
    assert second.content == first.content


def test_recorded_answers_are_called_recorded(client: Client, wire_story: str) -> None:
    extraction = post_text(client, wire_story).json()
    assert "recorded" in extraction["warnings"][0]
    assert extraction["usage"]["calls"] == 2
    assert extraction["usage"]["completion_tokens"] > 1000


def test_without_a_model_or_a_recording_the_two_variables_are_named(client: Client) -> None:
    first = post_text(client, "The mayor opened the bridge on Monday.")
    extraction = Extraction.model_validate_json(first.content)
    assert [claim.text for claim in extraction.claims] == ["The mayor opened the bridge on Monday."]
    assert extraction.model.startswith("baseline")
    (warning,) = extraction.warnings
    assert "OPENAI_API_KEY" in warning
    assert "OPENAI_BASE_URL" in warning
    second = post_text(client, "The mayor opened the bridge on Monday.")
    assert second.headers["Cache-Status"] == "Claimwire; hit"
    assert second.content == first.content


def test_where_only_recorded_answers_are_wanted_there_is_a_problem(settings: Settings) -> None:
    # In the cache that the service with rules has filled.
    with TestClient(create_app(settings)) as client:
        assert post_text(client, "The mayor opened the bridge on Monday.").status_code == 200
    replay = settings.model_copy(update={"backend": "replay"})
    with TestClient(create_app(replay), raise_server_exceptions=False) as client:
        response = post_text(client, "The mayor opened the bridge on Monday.")
    assert response.status_code == 503
    assert response.json()["type"] == "urn:claimwire:problem:no-recording"
    assert int(response.headers["Retry-After"]) > 0


def failing_on(number: int, error: Exception) -> ScriptedModel:
    """A model that cannot do the window with a certain bridge."""

    def script(request: ModelRequest) -> Answer:
        asked = request.messages[-1].content.partition("<sentences")[2]
        if f"bridge number {number} " in asked:
            raise error
        return answer(draft(draft_claim("The mayor opened bridge number")))

    return ScriptedModel(script)


@pytest.fixture
def partial_client(settings: Settings) -> Iterator[Client]:
    model = failing_on(11, ModelUnavailable("The connection failed."))
    with TestClient(create_app(settings, model), raise_server_exceptions=False) as client:
        yield client


def test_a_part_that_fails_is_listed_and_the_rest_is_there(partial_client: Client) -> None:
    response = post_text(partial_client, LONG_ARTICLE)
    extraction = Extraction.model_validate_json(response.content)
    assert response.status_code == 200
    assert not extraction.complete
    assert extraction.claims
    (failure,) = extraction.failures
    assert (failure.reason, failure.sentences) == ("unavailable", [6, 7, 8, 9, 10, 11])
    assert set(extraction.coverage.unaccounted) >= set(failure.sentences)


def test_nothing_partial_is_stored(partial_client: Client) -> None:
    first, second = (post_text(partial_client, LONG_ARTICLE) for _ in range(2))
    assert second.headers["Cache-Status"] == "Claimwire; fwd=miss"
    assert "Content-Location" not in first.headers
    assert partial_client.get(f"/v1/claims/{first.json()['id']}").status_code == 404


def test_done_windows_are_not_asked_for_again(settings: Settings) -> None:
    model = failing_on(11, ModelUnavailable("The connection failed."))
    with TestClient(create_app(settings, model)) as client:
        assert post_text(client, LONG_ARTICLE).json()["usage"]["calls"] == 1
        assert post_text(client, LONG_ARTICLE).json()["usage"]["calls"] == 0
    assert len(model.asked) == 3


def test_all_or_nothing_is_a_problem_that_says_so(partial_client: Client) -> None:
    response = post_text(partial_client, LONG_ARTICLE, "?partial=reject")
    assert response.status_code == 502
    assert response.json()["type"].endswith(":partial-extraction")
    assert "1 of 2 parts" in response.json()["detail"]


def test_a_refusal_of_everything_is_a_problem(settings: Settings) -> None:
    def refuse(request: ModelRequest) -> Answer:
        raise ModelRefused("The language model declined to work on this text.")

    with TestClient(create_app(settings, ScriptedModel(refuse))) as client:
        response = post_text(client, "The mayor opened the bridge.")
    assert response.status_code == 422
    assert response.json()["type"].endswith(":model-refused")


def test_an_invented_quote_is_a_rejection_never_a_claim(settings: Settings) -> None:
    invented = draft_claim("The mayor closed bridge number 7 in May")
    model = ScriptedModel(lambda request: answer(draft(invented)))
    with TestClient(create_app(settings, model)) as client:
        extraction = post_text(client, "The mayor opened the bridge on Monday.").json()
    assert extraction["claims"] == []
    (rejection,) = extraction["rejected"]
    assert rejection["reason"] == "quote_not_found"
    assert rejection["quote"] == invented["quote"]


def test_the_requested_prompt_is_in_the_answer(client: Client, wire_story: str) -> None:
    latest = post_text(client, wire_story, "?prompt=claims@1").json()["prompt"]
    assert (latest["name"], latest["version"]) == ("claims", 1)
    listed = client.get("/v1/prompts").json()["prompts"]
    assert latest["sha256"] in [prompt["sha256"] for prompt in listed]


def test_emoji_and_combining_marks_keep_their_offsets(settings: Settings) -> None:
    text = "👩‍🚒 Zoe\u0308 Nguyễn opened the bridge\r\non Monday. 東京で火事があった。"
    quotes = [draft_claim("Zoë Nguyễn opened the bridge on Monday"), draft_claim("火事があった")]
    model = ScriptedModel(lambda request: answer(draft(*quotes)))
    with TestClient(create_app(settings, model)) as client:
        claims = client.post(
            "/v1/claims",
            content=json.dumps({"text": text}).encode(),
            headers={"Content-Type": "application/json"},
        ).json()["claims"]
    assert [claim["selectors"][0]["exact"] for claim in claims] == [
        "Zoe\u0308 Nguyễn opened the bridge\r\non Monday",
        "火事があった",
    ]
