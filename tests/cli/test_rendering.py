"""Does a person see everything that matters about a claim?"""

from dataclasses import replace

import pytest
from litestar.testing import TestClient

from schemas.extraction import Extraction, Failure, Rejection
from service.cli.rendering import print_extraction


@pytest.fixture
def extraction(client: TestClient, wire_story: str) -> Extraction:  # type: ignore[type-arg]  # of any app
    answer = client.post("/v1/claims", json={"text": wire_story, "published_at": "2025-08-17"})
    return Extraction.model_validate_json(answer.content)


def test_claims_sources_words_and_offsets_are_shown(
    extraction: Extraction, capsys: pytest.CaptureFixture[str]
) -> None:
    print_extraction(extraction, cached=False)
    shown = capsys.readouterr().out
    flat = " ".join(shown.split())
    assert "26 claims in 10 sentences" in shown
    for claim in extraction.claims:
        assert " ".join(claim.text.split()) in flat
        for selector in claim.selectors:
            assert f"[{selector.start}:{selector.end}]" in flat
    assert "Yonhap News Agency (“reported”) > Korean Central News Agency (“" in flat
    assert "2 calls, 5523 tokens in" in flat
    assert "recorded" in flat
    assert "from the cache" not in flat


def test_a_cached_answer_is_called_cached(
    extraction: Extraction, capsys: pytest.CaptureFixture[str]
) -> None:
    print_extraction(extraction, cached=True)
    assert "came from the cache" in capsys.readouterr().out


def test_what_was_dropped_and_what_failed_is_shown(
    extraction: Extraction, capsys: pytest.CaptureFixture[str]
) -> None:
    rejection = Rejection(
        quote="an invention", sentences=[3], reason="quote_not_found", detail="not there"
    )
    failure = Failure(start=5, end=9, sentences=[0], reason="timeout", detail="no answer in time")
    changed = extraction.model_copy(
        update={"rejected": [rejection], "failures": [failure], "complete": False}
    )
    print_extraction(changed, cached=False)
    shown = capsys.readouterr().out
    assert "not claimed, quote_not_found: “an invention” (not there)" in shown
    assert "not done [5:9], timeout: no answer in time" in shown


def test_nothing_in_an_article_or_an_answer_reaches_the_terminal_as_a_command(
    extraction: Extraction, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = extraction.claims[0]
    selector = replace(claim.selectors[0], exact="opened\x1b[2J it\x00")
    hop = replace(claim.attribution[0], cue="said\x1b]0;pwned\x07")
    hostile = claim.model_copy(
        update={"text": "A \x1b[31mred\u202e claim", "selectors": [selector], "attribution": [hop]}
    )
    changed = extraction.model_copy(update={"claims": [hostile], "model": "m\x1b[0m\x9b"})
    print_extraction(changed, cached=False)
    shown = capsys.readouterr().out
    assert not set(shown) & set("\x1b\x00\x07\x9b\u202e")
    assert "1 claim in 10 sentences" in shown
