"""What does a service or a command work with? The one place that builds these parts."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from service.access.limits import Limits
from service.access.line import Line
from service.answers import AnswerCache
from service.cache.keys import code_revision
from service.cache.layered import Layered
from service.cache.memory import MemoryStore
from service.cache.sqlite import SQLiteStore, UnusableFile
from service.cache.store import Store
from service.drafting import Drafter
from service.errors import ConfigurationError
from service.extraction import Extractor
from service.hands import Hands
from service.llm.baseline import BaselineModel
from service.llm.breaker import Breaker
from service.llm.fallback import Fallback
from service.llm.ladder import Ladder
from service.llm.limiting import Limiting
from service.llm.model import LanguageModel
from service.llm.recordings import Recordings
from service.llm.replay import ReplayModel, Unconfigured
from service.llm.retrying import RetryBudget, Retrying
from service.observing.calls import WatchedModel, WatchedServer
from service.observing.watching import Watcher
from service.prompts.library import PromptLibrary
from service.settings import Settings
from service.turns import Turns

if TYPE_CHECKING:
    from service.cache.redis_server import RedisServer
    from service.llm.openai import Mark, OpenAIModel

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


def build(
    settings: Settings,
    model: LanguageModel | None = None,
    limits: Limits | None = None,
    line: Line | None = None,
    watcher: Watcher | None = None,
    redis: "RedisServer | None" = None,
) -> Parts:
    """Everything but HTTP; `model` instead of the configured one, without limits where none are
    given, and unseen without a `watcher`. Raises `ConfigurationError`."""
    prompts = PromptLibrary(settings.prompts)
    prompts.get(settings.prompt)
    store = build_store(settings, watcher, redis)
    model = _watched(model, watcher) if model else build_model(settings, watcher)
    hands = Hands()
    drafter = Drafter(model, AnswerCache(store, settings.cache_ttl), watcher, hands)
    extractor = Extractor(
        prompts,
        drafter,
        store,
        settings.cache_ttl,
        settings.deadline,
        settings.ask_unaccounted,
        limits,
        line,
        watcher,
        hands,
    )
    return Parts(settings, prompts, store, model, extractor)


def build_model(settings: Settings, watcher: Watcher | None = None) -> LanguageModel:
    """The model that the settings ask for."""
    fallbacks = settings.fallbacks  # a mistyped one is told even where it is not used
    if settings.live:
        budget = RetryBudget()
        mark = watcher.pass_on if watcher else None
        servers = [live_model(settings, mark), *_fallback_models(settings, fallbacks, mark)]
        slots = Turns(settings.concurrency)
        models = [_guarded(one, n, slots, budget, watcher) for n, one in enumerate(servers)]
        return Fallback(models) if len(models) > 1 else models[0]
    # Rules change with the code, and with them what they answered.
    baseline = BaselineModel(code_revision())
    if settings.answered_by == "baseline":
        return _watched(baseline, watcher)
    recordings = Recordings(settings.recordings)
    if settings.answered_by == "replay":
        return _watched(ReplayModel(recordings), watcher)
    return _watched(Unconfigured(recordings, baseline), watcher)


def _watched(model: LanguageModel, watcher: Watcher | None) -> LanguageModel:
    return WatchedModel(model, watcher) if watcher else model


def _guarded(
    server: "OpenAIModel",
    number: int,
    slots: Turns,
    budget: RetryBudget,
    watcher: Watcher | None,
) -> LanguageModel:
    """A server with everything that stands between it and us; the first has the number 0."""
    if watcher is None:
        return Retrying(Limiting(Breaker(Ladder(server)), slots), budget)
    breaker = Breaker(Ladder(WatchedServer(server, watcher)))
    watcher.follow_server(number, breaker)
    return Retrying(Limiting(breaker, slots, watcher.waiting), budget, retried=watcher.retried)


def live_model(settings: Settings, mark: "Mark | None" = None) -> "OpenAIModel":
    """The model behind `OPENAI_BASE_URL`, asked once per call. Raises `ConfigurationError`."""
    if not settings.openai_api_key and not settings.openai_base_url:
        raise ConfigurationError(
            "A live model needs OPENAI_API_KEY (OpenAI) or OPENAI_BASE_URL (any other server)."
        )
    # Loaded where it is wanted: the SDK takes as long as all the rest, and 25 MB.
    from service.llm.openai import OpenAIModel

    key = settings.openai_api_key
    return OpenAIModel(
        settings.model,
        api_key=key.get_secret_value() if key else None,
        base_url=settings.openai_base_url,
        connections=settings.concurrency,
        mark=mark,
    )


def _fallback_models(
    settings: Settings, fallbacks: Sequence[tuple[str, str]], mark: "Mark | None"
) -> "list[OpenAIModel]":
    from service.llm.openai import OpenAIModel

    key = settings.fallback_api_key
    return [
        OpenAIModel(
            name,
            api_key=key.get_secret_value() if key else None,
            base_url=address,
            connections=settings.concurrency,
            mark=mark,
        )
        for name, address in fallbacks
    ]


def build_store(
    settings: Settings, watcher: Watcher | None = None, redis: "RedisServer | None" = None
) -> Store:
    """The cache that the settings ask for; the process's own memory where that is no use."""
    if settings.cache == "memory:":
        return MemoryStore(settings.cache_bytes)
    if redis := redis or build_redis(settings):
        from service.cache.redis_store import RedisStore

        return _layered(settings, RedisStore(redis, settings.cache_bytes), watcher)
    scheme, _, path = settings.cache.partition(":///")
    if scheme != "sqlite" or not path:
        raise ConfigurationError(
            "CLAIMWIRE_CACHE is sqlite:///path, redis://host:port/database (with TLS rediss://) "
            "or memory:"
        )
    try:
        file = SQLiteStore(Path(path), settings.cache_bytes)
    except UnusableFile as error:
        log.warning("cache: %s; answers are kept in memory only", error)
        return MemoryStore(min(IN_PROCESS, settings.cache_bytes), trouble=str(error))
    return _layered(settings, file, watcher)


def _layered(settings: Settings, back: Store, watcher: Watcher | None) -> Store:
    front = MemoryStore(min(IN_PROCESS, settings.cache_bytes))
    if watcher is None:
        return Layered(front, back, IN_PROCESS_TTL)
    return Layered(front, back, IN_PROCESS_TTL, watcher.metrics.read)


def build_redis(settings: Settings) -> "RedisServer | None":
    """The server that the cache and the limits share, where the settings name one."""
    if not settings.cache.startswith(("redis:", "rediss:")):
        return None
    # Loaded where it is wanted: the client takes a third of a second.
    from service.cache.redis_server import BadAddress, RedisServer

    try:
        return RedisServer(settings.cache)
    except BadAddress as error:  # whose text has no password in it
        raise ConfigurationError(f"CLAIMWIRE_CACHE is no address of a server: {error}.") from None
