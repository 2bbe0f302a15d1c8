"""Is bad input told clearly, and is the service as good as before after it?"""

import json
from typing import Any, NoReturn

import pytest
from litestar.testing import TestClient

from service.app import create_app
from service.settings import Settings
from tests.fakes import ScriptedModel, answer, draft, draft_claim

Client = TestClient[Any]
JSON = "application/json"
PLAIN = "text/plain"
ARTICLE = "The mayor opened the bridge on Monday."


def body(**fields: object) -> bytes:
    return json.dumps({"text": ARTICLE, **fields}).encode()


BAD_BODIES = [
    pytest.param(PLAIN, b"", 422, "invalid-article", "no words", id="empty text"),
    pytest.param(PLAIN, b" \n\t ", 422, "invalid-article", "no words", id="blank text"),
    pytest.param(PLAIN, b"... --- !", 422, "invalid-article", "no words", id="only punctuation"),
    pytest.param(JSON, b"", 400, "malformed-body", "no JSON", id="empty JSON body"),
    pytest.param(JSON, body(text=""), 422, "invalid-article", "no words", id="empty text in JSON"),
    pytest.param(JSON, b"{}", 422, "invalid-article", "/text", id="no text"),
    pytest.param(JSON, body(text=None), 422, "invalid-article", "/text", id="null text"),
    pytest.param(JSON, body(text=7), 422, "invalid-article", "/text", id="a number for text"),
    pytest.param(JSON, b"[]", 422, "invalid-article", "/", id="a list"),
    pytest.param(JSON, b'"text"', 422, "invalid-article", "/", id="a string"),
    pytest.param(JSON, b"null", 422, "invalid-article", "/", id="null"),
    pytest.param(JSON, b'{"text": "The may', 400, "malformed-body", "no JSON", id="cut short"),
    pytest.param(JSON, b"[" * 100_000, 400, "malformed-body", "deeply", id="100,000 deep"),
    pytest.param(
        JSON, b'{"text":' + b"[" * 99_999 + b"]" * 99_999 + b"}", 400, "malformed-body", "deeply",
        id="100,000 deep and closed",
    ),
    pytest.param(
        JSON, b'{"text": "a b", "text": "c d"}', 400, "malformed-body", "more than once",
        id="duplicate keys",
    ),
    pytest.param(JSON, b'{"text": NaN}', 400, "malformed-body", "NaN", id="NaN"),
    pytest.param(JSON, b'{"text": -Infinity}', 400, "malformed-body", "Infinity", id="Infinity"),
    pytest.param(JSON, b'{"text": ' + b"9" * 5000 + b"}", 400, "malformed-body", "", id="long int"),
    pytest.param(
        JSON, rb'{"text": "The \ud83d mayor"}', 422, "invalid-article", "surrogate",
        id="lone surrogate in the text",
    ),
    pytest.param(
        JSON, rb'{"text": "The mayor", "\udc00": 1}', 422, "invalid-article", "unicode",
        id="lone surrogate in a name",
    ),
    pytest.param(
        JSON, rb'{"text": "The mayor", "title": "\ud83d"}', 422, "invalid-article", "surrogate",
        id="lone surrogate in the title",
    ),
    pytest.param(JSON, body(txt=1), 422, "invalid-article", "/txt", id="unknown field"),
    pytest.param(
        JSON, body(published_at="17/08/2025"), 422, "invalid-article", "/published_at",
        id="a date in another form",
    ),
    pytest.param(
        JSON, body(published_at="2025-02-30"), 422, "invalid-article", "/published_at",
        id="a date that is none",
    ),
    pytest.param(
        JSON, body(published_at=1755388800), 422, "invalid-article", "/published_at",
        id="a date as a number",
    ),
    pytest.param(
        JSON, body(url="javascript:alert(1)"), 422, "invalid-article", "/url", id="a bad url"
    ),
    pytest.param(
        JSON, body(language="../../etc"), 422, "invalid-article", "/language", id="a bad language"
    ),
    pytest.param(PLAIN, b"caf\xe9 au lait", 400, "invalid-encoding", "byte 3", id="Latin-1"),
    pytest.param(JSON, b'{"text": "\xff"}', 400, "invalid-encoding", "byte 10", id="bad UTF-8"),
    pytest.param(
        JSON, ARTICLE.encode("utf-16"), 400, "invalid-encoding", "byte 0", id="UTF-16"
    ),
    pytest.param("text/csv", b"a,b", 415, "unsupported-media-type", "text/plain", id="CSV"),
    pytest.param("", b"a b", 415, "unsupported-media-type", "text/plain", id="no media type"),
    pytest.param(";;;=", b"a b", 415, "unsupported-media-type", "text/plain", id="odd media type"),
    pytest.param(
        "text/plain; charset=iso-8859-1", b"a b", 415, "unsupported-media-type", "UTF-8",
        id="another charset",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("media_type", "content", "status", "problem", "told"), BAD_BODIES)
def test_a_bad_body_is_a_clear_problem(
    client: Client, media_type: str, content: bytes, status: int, problem: str, told: str
) -> None:
    headers = {"Content-Type": media_type} if media_type else {}
    response = client.post("/v1/claims", content=content, headers=headers)
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    answered = response.json()
    assert answered["type"] == f"urn:claimwire:problem:{problem}"
    assert answered["status"] == status
    assert told in answered["detail"]
    assert client.get("/healthz").status_code == 200


def test_an_article_at_the_limit_is_read_and_one_byte_more_is_not(settings: Settings) -> None:
    small = settings.model_copy(update={"max_article_bytes": 100})
    model = ScriptedModel(lambda request: answer(draft()))
    with TestClient(create_app(small, model)) as client:
        for content, status in (("ä" * 50, 200), ("ä" * 50 + "b", 413)):
            response = client.post("/v1/claims", json={"text": content})
            assert response.status_code == status
    assert response.json()["type"].endswith(":article-too-large")
    assert "101 bytes" in response.json()["detail"]


def test_a_body_that_cannot_be_an_article_is_not_read_to_its_end(client: Client) -> None:
    response = client.post("/v1/claims", content=b"a" * (8 << 20), headers={"Content-Type": PLAIN})
    assert response.status_code == 413
    assert response.json()["type"].endswith(":article-too-large")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The\x00 mayor opened\x00 the bridge.", id="NUL"),
        pytest.param("".join(map(chr, range(32))) + "The mayor opened the bridge.", id="controls"),
        pytest.param(
            "\x7f\x85\x9f The mayor\u2028opened the\u200b bridge.", id="C1 and separators"
        ),
        pytest.param("\ufeffThe mayor\u202e opened \u2066the bridge.", id="byte order and bidi"),
        pytest.param("\U0010ffff\ufffe\ufdd0 The mayor opened the bridge.", id="noncharacters"),
    ],
)
def test_odd_characters_are_kept_and_the_rest_is_found(settings: Settings, text: str) -> None:
    model = ScriptedModel(lambda request: answer(draft(draft_claim("mayor opened the bridge"))))
    with TestClient(create_app(settings, model)) as client:
        extraction = client.post("/v1/claims", json={"text": text}).json()
    (claim,) = extraction["claims"]
    (selector,) = claim["selectors"]
    assert text[selector["start"] : selector["end"]] == selector["exact"]
    assert selector["exact"].startswith("mayor")
    asked = model.asked[0].messages[-1].content
    assert not any(ord(character) < 32 and character != "\n" for character in asked)


@pytest.mark.parametrize(
    "prompt",
    [
        "nope",
        "claims@99",
        "../../etc/passwd",
        "claims@",
        "claims%00",
        "claims@1@1",
        "CLAIMS",
        "%ff",
    ],
)
def test_an_unknown_prompt_is_told_which_there_are(client: Client, prompt: str) -> None:
    response = client.post(f"/v1/claims?prompt={prompt}", json={"text": ARTICLE})
    assert response.status_code == 422
    assert response.json()["type"].endswith(":unknown-prompt-version")
    assert "claims@1" in response.json()["detail"]


@pytest.mark.parametrize(
    "query", ["partial=perhaps", "partial=", "promt=claims", "prompt=claims&prompt=claims"]
)
def test_an_unknown_parameter_is_a_problem(client: Client, query: str) -> None:
    response = client.post(f"/v1/claims?{query}", json={"text": ARTICLE})
    assert response.status_code in (400, 422)
    assert response.json()["type"].startswith("urn:claimwire:problem:")


@pytest.mark.parametrize(
    ("method", "path", "status", "problem"),
    [
        ("GET", "/v1/claims/" + "0" * 32, 404, "unknown-extraction"),
        ("GET", "/v1/claims/nope", 404, "unknown-extraction"),
        ("GET", "/v1/claims/..%2f..%2fetc", 404, "not-found"),
        ("GET", "/v1/claims", 405, "method-not-allowed"),
        ("DELETE", "/v1/claims", 405, "method-not-allowed"),
        ("POST", "/healthz", 405, "method-not-allowed"),
        ("GET", "/v1/prompts/claims/99", 404, "unknown-prompt-version"),
        ("GET", "/v1/prompts/..%2f/1", 404, "unknown-prompt-version"),
        ("GET", "/nowhere", 404, "not-found"),
        ("GET", "/%00", 404, "not-found"),
    ],
)
def test_what_is_not_there_is_a_problem(
    client: Client, method: str, path: str, status: int, problem: str
) -> None:
    response = client.request(method, path)
    assert response.status_code == status
    assert response.json()["type"].endswith(f":{problem}")
    if status == 405:
        assert response.headers["Allow"]


@pytest.mark.parametrize("path", ["/v1/claims/" + "0" * 32])
def test_a_format_that_is_not_written_here_is_not_acceptable(client: Client, path: str) -> None:
    assert client.get(path, headers={"Accept": "text/csv"}).status_code == 406
    assert client.get(path, headers={"Accept": "text/csv, */*;q=0.1"}).status_code == 404
    assert client.get(path, headers={"Accept": ";;;"}).status_code in (404, 406)


def test_a_hundred_thousand_fields_cost_no_more_than_their_reading(client: Client) -> None:
    fields = b",".join(b'"%d":0' % number for number in range(100_000))
    content = b"{" + fields + b"}"
    response = client.post("/v1/claims", content=content, headers={"Content-Type": JSON})
    assert response.status_code == 400
    assert "more than 100 fields" in response.json()["detail"]


def test_a_long_article_without_a_recording_is_refused_at_once(settings: Settings) -> None:
    text = " ".join(f"Sentence {number} tells of the mayor's bridge." for number in range(5000))
    app = create_app(settings.model_copy(update={"backend": "replay"}))
    with TestClient(app, raise_server_exceptions=False) as client:
        response = client.post("/v1/claims", json={"text": text})
    assert response.status_code == 503


def test_a_compressed_body_is_refused(client: Client) -> None:
    headers = {"Content-Type": PLAIN, "Content-Encoding": "gzip"}
    response = client.post("/v1/claims", content=b"\x1f\x8b", headers=headers)
    assert response.status_code == 415


def test_a_mistake_of_ours_is_told_in_one_sentence(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(request: object) -> NoReturn:
        raise ZeroDivisionError("secret detail")

    app = create_app(settings, ScriptedModel(break_down))
    with TestClient(app, raise_server_exceptions=False) as client:
        response = client.post("/v1/claims", json={"text": ARTICLE})
    assert response.status_code == 500
    assert response.json()["type"].endswith(":internal-error")
    assert "secret" not in response.text
    assert "ZeroDivisionError" in caplog.text
