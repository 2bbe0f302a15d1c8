"""What is the service made of? The one place that builds objects and wires them."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from litestar import Litestar
from litestar.exceptions import HTTPException

from service.answers import AnswerCache
from service.api.claims import claims_routes
from service.api.health import health_routes
from service.api.problems import on_claimwire_error, on_http_exception, on_unexpected
from service.api.prompts import prompt_routes
from service.api.viewer import schema_routes
from service.cache.keys import code_revision
from service.cache.layered import Layered
from service.cache.memory import MemoryStore
from service.cache.sqlite import SQLiteStore, UnusableFile
from service.cache.store import Store
from service.drafting import Drafter
from service.errors import ClaimwireError, ConfigurationError
from service.extraction import Extractor
from service.llm.baseline import BaselineModel
from service.llm.breaker import Breaker
from service.llm.fallback import Fallback
from service.llm.ladder import Ladder
from service.llm.limiting import Limiting
from service.llm.model import LanguageModel
from service.llm.openai import OpenAIModel
from service.llm.recordings import Recordings
from service.llm.replay import ReplayModel, Unconfigured
from service.llm.retrying import RetryBudget, Retrying
from service.prompts.library import PromptLibrary
from service.settings import Settings

log = logging.getLogger(__name__)

IN_PROCESS = 64 << 20
"""Bytes that are kept in front of the cache's file."""
IN_PROCESS_TTL = 600.0
"""Seconds that they are kept there."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a service or a command works with."""

    settings: Settings
    prompts: PromptLibrary
    store: Store
    model: LanguageModel
    extractor: Extractor

    async def close(self) -> None:
        """Lets go of connections, files and threads."""
        await self.extractor.close()
        await self.model.close()
        await self.store.close()


def build(settings: Settings, model: LanguageModel | None = None) -> Parts:
    """Everything but HTTP; `model` instead of the configured one. Raises `ConfigurationError`."""
    prompts = PromptLibrary(settings.prompts)
    prompts.get(settings.prompt)
    store = build_store(settings)
    model = model or build_model(settings)
    drafter = Drafter(model, AnswerCache(store, settings.cache_ttl))
    extractor = Extractor(
        prompts,
        drafter,
        store,
        settings.cache_ttl,
        settings.deadline,
        settings.ask_unaccounted,
    )
    return Parts(settings, prompts, store, model, extractor)


def build_model(settings: Settings) -> LanguageModel:
    """The model that the settings ask for."""
    fallbacks = settings.fallbacks  # a mistyped one is told even where it is not used
    if settings.live:
        budget = RetryBudget()
        servers = [live_model(settings), *_fallback_models(settings, fallbacks)]
        slots = asyncio.Semaphore(settings.concurrency)
        models = [Retrying(Limiting(Breaker(Ladder(server)), slots), budget) for server in servers]
        return Fallback(models) if len(models) > 1 else models[0]
    # Rules change with the code, and with them what they answered.
    baseline = BaselineModel(code_revision())
    if settings.answered_by == "baseline":
        return baseline
    recordings = Recordings(settings.recordings)
    if settings.answered_by == "replay":
        return ReplayModel(recordings)
    return Unconfigured(recordings, baseline)


def live_model(settings: Settings) -> OpenAIModel:
    """The model behind `OPENAI_BASE_URL`, asked once per call. Raises `ConfigurationError`."""
    if not settings.openai_api_key and not settings.openai_base_url:
        raise ConfigurationError(
            "A live model needs OPENAI_API_KEY (OpenAI) or OPENAI_BASE_URL (any other server)."
        )
    key = settings.openai_api_key
    return OpenAIModel(
        settings.model,
        api_key=key.get_secret_value() if key else None,
        base_url=settings.openai_base_url,
        connections=settings.concurrency,
    )


def _fallback_models(settings: Settings, fallbacks: Sequence[tuple[str, str]]) -> list[OpenAIModel]:
    key = settings.fallback_api_key
    return [
        OpenAIModel(
            name,
            api_key=key.get_secret_value() if key else None,
            base_url=address,
            connections=settings.concurrency,
        )
        for name, address in fallbacks
    ]


def build_store(settings: Settings) -> Store:
    """The cache that the settings ask for; the process's own memory where that is no use."""
    if settings.cache == "memory:":
        return MemoryStore(settings.cache_bytes)
    scheme, _, path = settings.cache.partition(":///")
    if scheme != "sqlite" or not path:
        raise ConfigurationError("CLAIMWIRE_CACHE is sqlite:///path or memory:")
    try:
        file = SQLiteStore(Path(path), settings.cache_bytes)
    except UnusableFile as error:
        log.warning("cache: %s; answers are kept in memory only", error)
        return MemoryStore(min(IN_PROCESS, settings.cache_bytes), trouble=str(error))
    return Layered(MemoryStore(min(IN_PROCESS, settings.cache_bytes)), file, IN_PROCESS_TTL)


def create_app(settings: Settings, model: LanguageModel | None = None) -> Litestar:
    """The HTTP service. Raises `ConfigurationError` where it must not start."""
    parts = build(settings, model)

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await parts.close()

    return Litestar(
        route_handlers=[
            *claims_routes(parts.extractor, settings.prompt, settings.max_article_bytes),
            *prompt_routes(parts.prompts),
            *health_routes(parts.store, settings.answered_by),
            *schema_routes(),
        ],
        exception_handlers={
            ClaimwireError: on_claimwire_error,
            HTTPException: on_http_exception,
            Exception: on_unexpected,
        },
        lifespan=[lifespan],
        openapi_config=None,
        logging_config=None,
        debug=False,
    )
