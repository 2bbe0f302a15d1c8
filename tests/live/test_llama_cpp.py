"""Does the service work with a real server, llama.cpp's own, whose model knows nothing?"""

import asyncio
import json

import httpx
import pytest

from service.errors import FeatureUnsupported
from service.llm.dialect import Dialect, Rung
from service.llm.envelope import read_completion
from service.llm.openai import OpenAIModel
from tests.conftest import WIRE_STORY
from tests.live.servers import Service, claimwire, fits_the_schema, request_for
from tests.live.tiny_llm import MODEL

pytestmark = pytest.mark.xdist_group("live")

SHORT = "The Elm Street bridge reopened on Monday. It carries about 9,000 cars a day."


def test_an_article_is_done_whatever_the_model_says(llama: str, wire_story: str) -> None:
    with Service(llama) as service:
        extraction = service.extraction(wire_story)
        answers = service.model.answers
    assert extraction.complete
    assert len(answers) >= 2
    for answer in answers:
        assert fits_the_schema(answer.text)
        assert (answer.finish_reason, answer.rung, answer.model) == ("stop", "strict", MODEL)
    assert extraction.claims or "quote_not_found" in {one.reason for one in extraction.rejected}
    coverage = extraction.coverage
    assert coverage.sentences == (coverage.claimed + coverage.rejected + len(coverage.unaccounted))


def test_the_servers_counts_are_added_up(llama: str, wire_story: str) -> None:
    with Service(llama) as service:
        usage = service.extraction(wire_story).usage
        spent = [answer.tokens for answer in service.model.answers]
    assert usage.calls == len(spent)
    assert usage.prompt_tokens == sum(tokens.prompt for tokens in spent) > 1000
    assert usage.cached_tokens == sum(tokens.cached for tokens in spent)
    assert usage.completion_tokens == sum(tokens.completion for tokens in spent) > 50


def test_the_instructions_are_a_prefix_that_the_server_keeps(llama: str) -> None:
    with Service(llama) as service:
        service.extraction("The council met on Tuesday.")
        usage = service.extraction(SHORT).usage
    assert usage.cached_tokens > usage.prompt_tokens / 2


def test_the_ladder_stays_where_the_server_keeps_to_the_schema(llama: str) -> None:
    with Service(llama) as service:
        for number in range(5):
            service.extraction(f"The mayor opened bridge {number} in May.")
        assert {answer.rung for answer in service.model.answers} == {"strict"}


def test_the_second_post_asks_nothing(llama: str) -> None:
    with Service(llama) as service:
        first = service.post(SHORT)
        asked = len(service.model.calls)
        second = service.post(SHORT)
        assert len(service.model.calls) == asked
    assert first.headers["Cache-Status"] == "Claimwire; fwd=miss"
    assert second.headers["Cache-Status"] == "Claimwire; hit"
    assert first.content == second.content


def test_the_same_request_gets_the_same_text_past_the_cache(llama: str) -> None:
    extractions, texts = [], []
    for _ in range(2):
        with Service(llama) as service:
            extractions.append(service.extraction(SHORT))
            texts.append([answer.text for answer in service.model.answers])
    first, second = extractions
    assert texts[0] == texts[1]
    assert (first.claims, first.rejected) == (second.claims, second.rejected)


@pytest.mark.parametrize("rung", list(Rung), ids=lambda rung: rung.name.lower())
async def test_each_form_is_answered_or_refused_in_words(llama: str, rung: Rung) -> None:
    model = OpenAIModel(MODEL, base_url=llama)
    deadline = asyncio.get_running_loop().time() + 30
    try:
        answer = await model.answer(request_for(SHORT), deadline, Dialect(rung))
    except FeatureUnsupported:
        answer = None
    await model.close()
    if rung <= Rung.SCHEMA:
        assert answer
        assert fits_the_schema(answer.text)
    elif rung is Rung.JSON and answer:
        # Some JSON object is all that this form enforces: the schema is in the prompt only.
        assert isinstance(json.loads(answer.text), dict)
    assert answer is None or (answer.finish_reason == "stop" and answer.text.strip())


def test_what_was_recorded_is_replayed_to_the_byte(
    llama: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = str(tmp_path_factory.mktemp("recordings"))
    with Service(llama) as service:
        live = service.post(WIRE_STORY.read_text()).json()
    recorded = claimwire("record", str(WIRE_STORY), "--to", folder, OPENAI_BASE_URL=llama)
    assert recorded.returncode == 0, recorded.stderr
    with Service("", openai_base_url=None, backend="replay", recordings=folder) as service:
        replayed = service.post(WIRE_STORY.read_text()).json()
    for part in ("claims", "rejected", "coverage"):
        assert json.dumps(replayed[part]) == json.dumps(live[part])
    assert f"{len(live['claims'])} claims, {len(live['rejected'])} rejections" in recorded.stdout


def test_the_doctor_says_what_the_server_can_do(llama: str) -> None:
    done = claimwire("doctor", OPENAI_BASE_URL=llama)
    assert done.returncode in (0, 3), done.stderr
    head, *rows, verdict = [line for line in done.stdout.splitlines() if line]
    assert head == f"{llama}, model {MODEL}"
    assert [row[2:22].rstrip() for row in rows] == [
        "json_schema, strict", "json_schema", "tool call", "json_object", "plain text",
    ]  # fmt: skip
    assert verdict.startswith(("Good: ", "Weak: "))
    assert "tokens are not reported" not in verdict
    assert "prompt tokens cached" in verdict


def test_a_real_stream_is_read_with_its_usage(llama: str) -> None:
    """We ask for no stream; a proxy may send one all the same. This is what one looks like."""
    request = request_for(SHORT)
    body = {
        **Dialect().body(request, MODEL),
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    streamed = httpx.post(f"{llama}/chat/completions", json=body, timeout=30)
    whole = httpx.post(f"{llama}/chat/completions", json=Dialect().body(request, MODEL), timeout=30)
    assert streamed.headers["content-type"].startswith("text/event-stream")
    read = [
        read_completion(one.content, one.headers, MODEL, tool=False) for one in (streamed, whole)
    ]
    assert read[0].text == read[1].text
    assert fits_the_schema(read[0].text)
    assert read[0].tokens.prompt == read[1].tokens.prompt > 1000
    assert read[0].tokens.completion == read[1].tokens.completion > 10
