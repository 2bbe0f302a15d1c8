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
    """`sqlite:///path` or `memory:`."""

    cache_bytes: Annotated[int, Field(ge=0)] = 1 << 30
    """The most bytes that the cache keeps; the oldest entries go first."""

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
