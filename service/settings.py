"""What can be set, and how? Read once at the start, then frozen."""

import os
import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from platformdirs import user_cache_path
from pydantic import AfterValidator, AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from schemas import health
from service.errors import ConfigurationError
from service.resources import PROMPTS, RECORDINGS

PREFIX = "CLAIMWIRE_"
Backend = Literal["auto", "openai", "replay", "baseline"]


def _is_address(value: str | None) -> str | None:
    if value is not None:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
            raise ValueError("is no address such as http://127.0.0.1:8080/v1")
        if parts.username is not None:
            raise ValueError("has a user name in it; a key goes into its own variable")
    return value


def _are_names(value: str) -> str:
    for name in value.split():
        if not re.fullmatch(r"(\*\.)?[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]", name):
            raise ValueError("is no list of names such as claims.example.org, without ports")
    return value.lower()


def _are_origins(value: str) -> str:
    for origin in value.split():
        if origin != "*" and not re.fullmatch(r"https?://[^\s/@]+", origin):
            raise ValueError("is no list of origins such as https://desk.example.org")
    return value.lower()


def _is_no_key(value: Path | None) -> Path | None:
    if value is not None and value.name.startswith("cw_"):
        raise ValueError("is the path of a file that `claimwire keys` writes, not a key")
    return value


def _default_cache() -> str:
    return f"sqlite:///{user_cache_path('claimwire') / 'cache.sqlite'}"


class Settings(BaseSettings):
    """Everything that an operator can decide. Names get the prefix `CLAIMWIRE_`, but for the two
    that every OpenAI client reads."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        frozen=True,
        extra="forbid",
        env_ignore_empty=True,
        hide_input_in_errors=True,  # an address can have a password in it
    )

    openai_api_key: Annotated[
        SecretStr | None, Field(validation_alias=AliasChoices("OPENAI_API_KEY", "openai_api_key"))
    ] = None
    """The key for the model's server."""

    openai_base_url: Annotated[
        str | None,
        Field(validation_alias=AliasChoices("OPENAI_BASE_URL", "openai_base_url")),
        AfterValidator(_is_address),
    ] = None
    """Where the model's server is, up to and with `/v1`. OpenAI's own without it."""

    model: str = "gpt-4.1-mini"
    """The model's name, as its server knows it."""

    fallback: str = ""
    """Models to ask when the first cannot: `MODEL@BASE_URL`, separated by spaces, in order."""

    fallback_api_key: SecretStr | None = None
    """The key for the servers in `fallback`. The first one's key is never sent to them."""

    backend: Backend = "auto"
    """`auto`: a live model once a key or a base URL is set, else recorded answers where they fit
    the request, else `baseline`: rules without a model."""

    cache: Annotated[str, Field(default_factory=_default_cache)]
    """`sqlite:///path`, `redis://[[user]:password@]host[:port][/database]`, the same with TLS as
    `rediss://`, or `memory:`."""

    cache_bytes: Annotated[int, Field(ge=0)] = 1 << 30
    """The most bytes that the cache keeps; the oldest entries go first. In Redis, whose `maxmemory`
    decides that: the most bytes of one entry."""

    cache_ttl: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 30 * 86400
    """Seconds after which an entry is stale."""

    recordings: Path = RECORDINGS
    """The folder of recorded answers."""

    prompts: Path = PROMPTS
    """The folder of released prompts."""

    prompt: str = "claims"
    """The prompt for callers who name none: `claims@1`, or `claims` for its latest version."""

    ask_unaccounted: bool = False
    """Whether sentences that a model left out are asked about once more, in one call."""

    max_article_bytes: Annotated[int, Field(ge=1)] = 1 << 20
    """The longest article, in bytes of its text as UTF-8."""

    concurrency: Annotated[int, Field(ge=1)] = 64
    """Calls to the model at the same time."""

    deadline: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 60
    """Seconds that a request may take."""

    grace: Annotated[float, Field(ge=0, le=20)] = 1
    """Seconds between SIGTERM, from when on `/readyz` says that the service ends, and the end of
    listening."""

    queue: Annotated[int, Field(ge=0)] = 64
    """Articles that may wait while `concurrency` of them are worked on; more are refused."""

    body_deadline: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 20
    """Seconds that the body of a request may take to come."""

    api_keys: Annotated[Path | None, AfterValidator(_is_no_key)] = None
    """The file with the hashes of the keys that callers need. None: nobody needs one."""

    requests_per_minute: Annotated[int | None, Field(ge=1)] = None
    """The most requests of one tenant. None: no limit."""

    tokens_per_minute: Annotated[int | None, Field(ge=1)] = None
    """The most tokens of the model, read and written, for one tenant. None: no limit."""

    log_format: Literal["console", "json"] = "console"
    """How a line of the log is written: for people, or as one JSON object."""

    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """What is worth a line. A request has one at `info`."""

    tracing: Literal["off", "otlp"] = "off"
    """`otlp`: spans of requests, windows and calls go to a collector, as the variables of
    OpenTelemetry say."""

    allowed_hosts: Annotated[str, AfterValidator(_are_names)] = ""
    """The names that the service answers to, separated by spaces, without ports; `*.example.org`
    for all below. None: to any."""

    cors_origins: Annotated[str, AfterValidator(_are_origins)] = ""
    """Origins whose pages may call from a browser, separated by spaces, or `*`. None: no page of
    anybody else's."""

    @property
    def fallbacks(self) -> list[tuple[str, str]]:
        """Name and address of each model in `fallback`; raises `ConfigurationError`."""
        pairs = [one.rpartition("@") for one in self.fallback.split()]
        for name, _, address in pairs:
            if not name or "://" in name or not re.fullmatch(r"https?://\S+", address):
                raise ConfigurationError(
                    f"{PREFIX}FALLBACK is a list of MODEL@BASE_URL, separated by spaces."
                )
        return [(name, address) for name, _, address in pairs]

    @property
    def answered_by(self) -> health.Backend:
        """The backend, with `auto` decided."""
        if self.backend != "auto":
            return self.backend
        return "openai" if self.openai_api_key or self.openai_base_url else "replay-or-baseline"

    @property
    def live(self) -> bool:
        """Whether a live model is to be asked."""
        return self.answered_by == "openai"


def read_settings() -> Settings:
    """The settings from the environment.

    Raises `ConfigurationError` for a value that makes no sense and for a variable with our prefix
    that is not known: a mistyped setting must not be silently without effect.
    """
    names = sorted(name for name in Settings.model_fields if not name.startswith("openai_"))
    known = [PREFIX + name.upper() for name in names]
    for variable in os.environ:
        if variable.upper().startswith(PREFIX) and variable.upper() not in known:
            raise ConfigurationError(
                f"{variable} is set, but there is no such setting. Known are: {', '.join(known)}."
            )
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        variable = name if name.isupper() else PREFIX + name.upper()
        raise ConfigurationError(f"{variable}: {first['msg']}") from error
