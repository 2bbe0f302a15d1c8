"""Is every setting read by its name, and is no mistake in one without effect?"""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from platformdirs import user_cache_path
from pydantic import ValidationError

from service.errors import ConfigurationError, ModelKeyRefused
from service.parts import build_model
from service.settings import Settings, read_settings
from tests.llm.test_openai_server import listening, request

KEY = "sk-test-0123456789"


def test_without_an_environment_the_defaults_hold() -> None:
    settings = read_settings()
    assert settings.cache == f"sqlite:///{user_cache_path('claimwire')}/cache.sqlite"
    assert (settings.backend, settings.prompt, settings.deadline) == ("auto", "claims", 60)
    assert settings.max_article_bytes == 1 << 20
    assert settings.openai_api_key is None
    assert settings.openai_base_url is None


@pytest.mark.parametrize(
    ("variable", "value", "read"),
    [
        ("MODEL", "tiny", "tiny"),
        ("BACKEND", "replay", "replay"),
        ("CACHE", "memory:", "memory:"),
        ("CACHE_BYTES", "0", 0),
        ("CACHE_TTL", "0.5", 0.5),
        ("RECORDINGS", "/r", Path("/r")),
        ("PROMPTS", "/p", Path("/p")),
        ("PROMPT", "claims@1", "claims@1"),
        ("MAX_ARTICLE_BYTES", "1", 1),
        ("CONCURRENCY", "3", 3),
        ("DEADLINE", "1.5", 1.5),
        ("QUEUE", "0", 0),
        ("BODY_DEADLINE", "0.5", 0.5),
        ("API_KEYS", "/k.jsonl", Path("/k.jsonl")),
        ("REQUESTS_PER_MINUTE", "60", 60),
        ("TOKENS_PER_MINUTE", "1000", 1000),
        ("FALLBACK", "a@http://a.test/v1", "a@http://a.test/v1"),
        ("ALLOWED_HOSTS", "A.test *.b.test", "a.test *.b.test"),
        ("CORS_ORIGINS", "https://a.test *", "https://a.test *"),
    ],
)
def test_each_setting_is_read_from_its_variable(
    variable: str, value: str, read: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"CLAIMWIRE_{variable}", value)
    assert getattr(read_settings(), variable.lower()) == read


def test_the_key_and_the_address_are_read_as_every_client_reads_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:8080/v1")
    settings = read_settings()
    assert settings.openai_api_key is not None
    assert settings.openai_api_key.get_secret_value() == KEY
    assert settings.openai_base_url == "http://127.0.0.1:8080/v1"


@pytest.mark.parametrize("variable", ["OPENAI_API_KEY", "OPENAI_BASE_URL", "CLAIMWIRE_MODEL"])
def test_an_empty_variable_is_none(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = Settings()
    monkeypatch.setenv(variable, "")
    assert read_settings() == expected
    assert not read_settings().live


@pytest.mark.parametrize(
    "variable",
    ["CLAIMWIRE_MODLE", "CLAIMWIRE_", "CLAIMWIRE_OPENAI_API_KEY", "claimwire_modle"],
)
def test_a_mistyped_variable_is_named(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "x")
    with pytest.raises(ConfigurationError, match=f"^{variable} is set.*CLAIMWIRE_MODEL"):
        read_settings()


BAD = [
    ("CLAIMWIRE_BACKEND", "gpt"),
    ("CLAIMWIRE_CACHE_BYTES", "-1"),
    ("CLAIMWIRE_CACHE_BYTES", "1 GiB"),
    ("CLAIMWIRE_CACHE_TTL", "0"),
    ("CLAIMWIRE_CACHE_TTL", "inf"),
    ("CLAIMWIRE_MAX_ARTICLE_BYTES", "0"),
    ("CLAIMWIRE_CONCURRENCY", "0"),
    ("CLAIMWIRE_CONCURRENCY", "1.5"),
    ("CLAIMWIRE_DEADLINE", "0"),
    ("CLAIMWIRE_DEADLINE", "nan"),
    ("CLAIMWIRE_DEADLINE", "inf"),
    ("OPENAI_BASE_URL", "user:secret@127.0.0.1"),
    ("OPENAI_BASE_URL", "file:///secret"),
]


@pytest.mark.parametrize(("variable", "value"), BAD)
def test_a_bad_value_is_one_clear_line(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigurationError, match=f"^{variable}: ") as caught:
        read_settings()
    assert "\n" not in str(caught.value)
    assert "secret" not in f"{caught.value}{caught.value.__cause__}"


def test_a_key_is_shown_nowhere() -> None:
    settings = Settings(openai_api_key=KEY, fallback_api_key=KEY)
    assert (
        KEY not in f"{settings} {settings!r} {settings.model_dump()} {settings.model_dump_json()}"
    )


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().model = "other"  # type: ignore[misc]  # that is what is tested


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(ValidationError, match="modle"):
        Settings.model_validate({"modle": "tiny"})


@pytest.mark.parametrize(
    ("backend", "key", "url", "live"),
    [
        ("auto", None, None, False),
        ("auto", KEY, None, True),
        ("auto", None, "http://127.0.0.1/v1", True),
        ("openai", None, None, True),
        ("replay", KEY, "http://127.0.0.1/v1", False),
        ("baseline", KEY, "http://127.0.0.1/v1", False),
    ],
)
def test_a_live_model_is_asked_where_one_is_set(
    backend: str, key: str | None, url: str | None, live: bool
) -> None:
    fields = {"backend": backend, "openai_api_key": key, "openai_base_url": url}
    assert Settings.model_validate(fields).live is live


FALLBACKS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "none": ("", []),
    "blank": ("  \n", []),
    "one": ("tiny@http://127.0.0.1:8080/v1", [("tiny", "http://127.0.0.1:8080/v1")]),
    "two, in order": (
        " b@https://b.test/v1\n  a@http://a.test/v1 ",
        [("b", "https://b.test/v1"), ("a", "http://a.test/v1")],
    ),
    "a name with a slash, a colon and an @": (
        "org/tiny:7b@q4@http://a.test/v1",
        [("org/tiny:7b@q4", "http://a.test/v1")],
    ),
}


@pytest.mark.parametrize(("value", "models"), FALLBACKS.values(), ids=FALLBACKS)
def test_models_to_fall_back_on_are_read_in_order(
    value: str, models: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMWIRE_FALLBACK", value)
    assert read_settings().fallbacks == models


@pytest.mark.parametrize(
    "value",
    [
        "tiny",
        "http://a.test/v1",
        "@http://a.test/v1",
        "tiny@",
        "tiny@a.test/v1",
        "tiny@file:///v1",
        "tiny@http://",
        "tiny@http://user:secret@a.test/v1",
        "tiny@http://a.test/v1 other",
        "tiny@http://a.test/v1,other@http://b.test/v1",
        "tiny @ http://a.test/v1",
    ],
)
def test_a_mistyped_fallback_stops_the_service_at_its_start(value: str) -> None:
    with pytest.raises(ConfigurationError, match="CLAIMWIRE_FALLBACK") as caught:
        build_model(Settings(openai_api_key=KEY, fallback=value))
    assert "secret" not in str(caught.value)


def test_also_where_no_live_model_is_asked() -> None:
    with pytest.raises(ConfigurationError, match="CLAIMWIRE_FALLBACK"):
        build_model(Settings(backend="replay", fallback="tiny"))


SPARE = "sk-spare-0123456789"


@pytest.mark.parametrize("spare", [None, SPARE])
async def test_the_first_key_is_never_sent_to_a_fallback(spare: str | None) -> None:
    async def refuse(_: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n")

    async with listening(refuse) as (url, first), listening(refuse) as (spare_url, second):
        settings = Settings(
            openai_api_key=KEY,
            openai_base_url=url,
            fallback=f"tiny@{spare_url}",
            fallback_api_key=spare,
        )
        model = build_model(settings)
        assert model.identity == f"openai:{url}/:gpt-4.1-mini"
        with pytest.raises(ModelKeyRefused):
            await model.answer(request(), asyncio.get_running_loop().time() + 5)
        await model.close()
    assert f"authorization: bearer {KEY}" in first.heads[0]
    assert f"authorization: bearer {spare or 'none'}\r\n" in second.heads[0]
    assert KEY not in second.heads[0]
