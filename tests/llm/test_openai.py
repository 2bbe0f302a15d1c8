"""Is a server asked as agreed, and is everything that it may answer understood?"""

import asyncio
import json
import math
import ssl
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpcore2
import httpx2
import pytest
import respx

import tests.httpcore2  # noqa: F401  # registers the mocker
from service.conversation import Answer, Message, ModelRequest, Tokens
from service.drafts import FORMS
from service.errors import (
    ConfigurationError,
    ContextTooLong,
    InvalidAnswer,
    InvalidEnvelope,
    ModelBusy,
    ModelError,
    ModelKeyRefused,
    ModelMisconfigured,
    ModelTimeout,
    ModelUnavailable,
)
from service.llm.dialect import Dialect, Rung
from service.llm.openai import OpenAIModel

KEY = "sk-test-0123456789"
URL = "http://model.test/v1/chat/completions"
SERVER_WORDS = f"the server's own words about {KEY}"
REQUEST = ModelRequest(
    messages=(Message("system", "Read."), Message("user", "[1] It rained in Köln. 🌧")),
    schema_name="claims",
    schema=FORMS["Draft"].schema,
    params={"temperature": 0, "max_completion_tokens": 4000},
)
GOOD = {
    "model": "tiny-1",
    "choices": [{"message": {"content": "{}"}, "finish_reason": "stop"}],
    "usage": {
        "prompt_tokens": 100,
        "completion_tokens": 20,
        "prompt_tokens_details": {"cached_tokens": 60},
    },
}


@pytest.fixture(scope="module")
def tls() -> ssl.SSLContext:
    """Made once: reading the machine's certificates takes longer than all the rest."""
    return ssl.create_default_context()


@pytest.fixture
async def model(tls: ssl.SSLContext) -> AsyncIterator[OpenAIModel]:
    client = httpx2.AsyncClient(verify=tls, follow_redirects=True)  # which it must not keep
    model = OpenAIModel("tiny", KEY, "http://model.test/v1", http_client=client)
    yield model
    await model.close()


@pytest.fixture
def server() -> Iterator[respx.Route]:
    with respx.mock(using="httpcore2") as router:
        yield router.post(URL)


async def ask(model: OpenAIModel) -> Answer:
    return await model.answer(REQUEST, asyncio.get_running_loop().time() + 5)


async def failure(model: OpenAIModel, kind: type[ModelError]) -> ModelError:
    """The error that asking raises: exactly of this kind, in our own words."""
    with pytest.raises(ModelError) as caught:
        await ask(model)
    assert type(caught.value) is kind
    assert "own words" not in str(caught.value)
    assert KEY not in str(caught.value)
    return caught.value


async def test_the_request_says_exactly_what_was_rendered(
    model: OpenAIModel, server: respx.Route
) -> None:
    server.respond(json=GOOD)
    assert await ask(model) == Answer("{}", "stop", Tokens(100, 60, 20), "tiny-1")
    sent = server.calls.last.request
    assert json.loads(sent.content) == {
        "model": "tiny",
        "messages": [
            {"role": "system", "content": "Read."},
            {"role": "user", "content": "[1] It rained in Köln. 🌧"},
        ],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "claims", "strict": True, "schema": FORMS["Draft"].schema},
        },
        "temperature": 0,
        "max_completion_tokens": 4000,
    }
    assert sent.headers["authorization"] == f"Bearer {KEY}"
    assert sent.headers["accept-encoding"] == "identity"
    assert sent.headers["content-type"] == "application/json"
    assert not any(name.startswith("x-stainless-") for name in sent.headers)


async def test_without_a_key_none_of_the_environment_is_sent(
    monkeypatch: pytest.MonkeyPatch, server: respx.Route, tls: ssl.SSLContext
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_ADMIN_KEY", KEY)
    server.respond(json=GOOD)
    client = httpx2.AsyncClient(verify=tls)
    model = OpenAIModel("tiny", None, "http://model.test/v1", http_client=client)
    await ask(model)
    await model.close()
    assert KEY not in repr(server.calls.last.request.headers.raw)


@pytest.mark.parametrize("ambient", ["", "http://elsewhere.test/v1"])
def test_without_an_address_it_is_openai_whatever_the_environment_says(
    ambient: str, monkeypatch: pytest.MonkeyPatch, tls: ssl.SSLContext
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", ambient)
    model = OpenAIModel("tiny", KEY, None, http_client=httpx2.AsyncClient(verify=tls))
    assert model.identity == "openai:https://api.openai.com/v1/:tiny"


@pytest.mark.parametrize(
    ("key", "url", "variable"),
    [
        pytest.param("schlüssel", "http://model.test/v1", "OPENAI_API_KEY", id="umlaut"),
        pytest.param("sk-1\n", "http://model.test/v1", "OPENAI_API_KEY", id="line break"),
        pytest.param("sk-1", "http://\u2028.test/v1", "OPENAI_BASE_URL", id="no host"),
    ],
)
def test_what_no_request_can_carry_stops_the_service_at_its_start(
    key: str, url: str, variable: str, tls: ssl.SSLContext
) -> None:
    with pytest.raises(ConfigurationError, match=variable) as caught:
        OpenAIModel("tiny", key, url, http_client=httpx2.AsyncClient(verify=tls))
    assert key not in str(caught.value)


STATUSES: dict[int, type[ModelError]] = {
    **dict.fromkeys([301, 302, 307], ModelMisconfigured),
    **dict.fromkeys([400, 404, 422], ModelMisconfigured),
    **dict.fromkeys([401, 403], ModelKeyRefused),
    **dict.fromkeys([409, 500, 502, 503, 529], ModelUnavailable),
    408: ModelTimeout,
    413: ContextTooLong,
    429: ModelBusy,
}


@pytest.mark.parametrize(("status", "kind"), STATUSES.items())
async def test_each_status_is_one_call_and_one_kind_of_error(
    status: int, kind: type[ModelError], model: OpenAIModel, server: respx.Route
) -> None:
    server.respond(status, json={"error": {"message": SERVER_WORDS}}, headers={"location": URL})
    error = await failure(model, kind)
    assert server.call_count == 1  # neither repeated by the SDK nor redirected
    assert str(status) in str(error) or status == 413


@pytest.mark.parametrize(
    ("raised", "kind"),
    [
        pytest.param(httpcore2.ConnectError(SERVER_WORDS), ModelUnavailable, id="refused"),
        pytest.param(httpcore2.ReadError(SERVER_WORDS), ModelUnavailable, id="dropped"),
        pytest.param(httpcore2.RemoteProtocolError(SERVER_WORDS), ModelUnavailable, id="no HTTP"),
        pytest.param(httpcore2.ReadTimeout(SERVER_WORDS), ModelTimeout, id="read timeout"),
        pytest.param(httpcore2.ConnectTimeout(SERVER_WORDS), ModelTimeout, id="connect timeout"),
    ],
)
async def test_a_connection_that_fails_is_told_from_one_that_is_slow(
    raised: Exception, kind: type[ModelError], model: OpenAIModel, server: respx.Route
) -> None:
    server.mock(side_effect=raised)
    await failure(model, kind)
    assert server.call_count == 1


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        pytest.param({}, None, id="none"),
        pytest.param({"retry-after": "7"}, 7, id="seconds"),
        pytest.param({"retry-after": "1", "retry-after-ms": "2500"}, 2.5, id="milliseconds"),
        pytest.param({"retry-after": "3", "retry-after-ms": "soon"}, 3, id="bad milliseconds"),
        pytest.param({"retry-after": "-5"}, 0, id="negative"),
        pytest.param({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0, id="past"),
        pytest.param({"retry-after": "Wed, 21 Oct 99999 07:28:00 GMT"}, None, id="no such year"),
        pytest.param({"retry-after": f"21 Oct 2015 07:28:00 +{'9' * 20}"}, None, id="no such zone"),
        *(pytest.param({"retry-after": ever}, math.inf, id=ever) for ever in ("inf", "1e999")),
        *(
            pytest.param({"retry-after": odd}, None, id=odd or "empty")
            for odd in ("", "soon", "nan")
        ),
    ],
)
async def test_retry_after_is_read_where_it_makes_sense(
    headers: dict[str, str], seconds: float | None, model: OpenAIModel, server: respx.Route
) -> None:
    server.respond(429, headers=headers)
    assert (await failure(model, ModelBusy)).retry_after == seconds


async def test_retry_after_may_be_a_date(model: OpenAIModel, server: respx.Route) -> None:
    at = datetime.now(UTC) + timedelta(seconds=30)
    server.respond(503, headers={"retry-after": format_datetime(at, usegmt=True)})
    seconds = (await failure(model, ModelUnavailable)).retry_after
    assert seconds == pytest.approx(30, abs=5)


UNUSABLE: dict[str, tuple[bytes, type[ModelError]]] = {
    "empty": (b"", InvalidEnvelope),
    "a page": (b"<html>the server's own words</html>", InvalidAnswer),
    "cut JSON": (json.dumps(GOOD).encode()[:-9], InvalidEnvelope),
    "an error": (json.dumps({"error": {"message": SERVER_WORDS, "code": 429}}).encode(), ModelBusy),
}


@pytest.mark.parametrize(("body", "kind"), UNUSABLE.values(), ids=UNUSABLE)
async def test_what_is_no_answer_is_an_error_in_our_words(
    body: bytes, kind: type[ModelError], model: OpenAIModel, server: respx.Route
) -> None:
    server.respond(200, content=body)
    await failure(model, kind)


async def test_only_in_the_tool_form_is_a_tool_call_the_answer(
    model: OpenAIModel, server: respx.Route
) -> None:
    call = {"function": {"name": "claims", "arguments": '{"claims": []}'}}
    message = {"content": "{}", "tool_calls": [call]}
    server.respond(json={**GOOD, "choices": [{"message": message}]})
    deadline = asyncio.get_running_loop().time() + 5
    assert (await model.answer(REQUEST, deadline, Dialect(Rung.STRICT))).text == "{}"
    assert (await model.answer(REQUEST, deadline, Dialect(Rung.TOOL))).text == '{"claims": []}'
