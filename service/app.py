"""How is the service put together? Around the parts: routes, keys, limits, logs, headers."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from litestar import Litestar
from litestar.routes import HTTPRoute
from litestar.types import ASGIApp

from service.access.door import Door
from service.access.limits import Limits
from service.access.listening import check_host
from service.api.access import Access
from service.api.claims import extract_route, get_route
from service.api.direct import Direct
from service.api.headers import Headers
from service.api.health import Life, health_routes
from service.api.metrics import metrics_routes
from service.api.observing import Observing
from service.api.offer import Offer
from service.api.problems import HANDLERS, MISTAKE, OUR_FAILURES
from service.api.prompts import prompt_routes
from service.api.viewer import schema_routes
from service.errors import ConfigurationError
from service.llm.model import LanguageModel
from service.observing.metrics import Metrics
from service.observing.queues import WatchedLine
from service.observing.spans import NO_SPANS
from service.observing.watching import Watcher
from service.parts import build, build_redis
from service.settings import Settings

if TYPE_CHECKING:
    from service.cache.redis_server import RedisServer
    from service.observing.tracing import Tracing


def build_limits(settings: Settings, redis: "RedisServer | None" = None) -> Limits:
    """How much a tenant may use: of all who share the server together, or of this process."""
    rates = (settings.requests_per_minute, settings.tokens_per_minute)
    if redis is None:
        return Limits(*rates)
    from service.access.redis_buckets import RedisBuckets

    return Limits(*rates, RedisBuckets(redis))


def build_tracing(settings: Settings) -> "Tracing | None":
    """Tracing, where the settings ask for it: only then is OpenTelemetry loaded at all."""
    if settings.tracing == "off":
        return None
    try:
        from service.observing.tracing import otlp

        return otlp()
    except ImportError as error:
        raise ConfigurationError(
            "CLAIMWIRE_TRACING=otlp needs OpenTelemetry: pip install 'claimwire[tracing]'."
        ) from error


def create_app(
    settings: Settings,
    model: LanguageModel | None = None,
    host: str = "127.0.0.1",
    life: Life | None = None,
    tracing: "Tracing | None" = None,
) -> Litestar:
    """The HTTP service, to listen on `host`. Raises `ConfigurationError` where it must not start:
    without keys it is for this machine only."""
    door = Door(settings.api_keys)
    check_host(host, door.is_open)
    redis = build_redis(settings)
    limits = build_limits(settings, redis)
    tracing = tracing or build_tracing(settings)
    metrics = Metrics()
    watcher = Watcher(metrics, tracing or NO_SPANS)
    line = WatchedLine(metrics, settings.concurrency, settings.queue)
    parts = build(settings, model, limits, line, watcher, redis)
    metrics.follow_cache(lambda: parts.store.trouble is not None)
    offer = Offer(
        keys=not door.is_open,
        limited=bool(limits.policies),
        named=bool(settings.allowed_hosts),
        backend=settings.answered_by,
    )
    life = life or Life()
    life.cut_off = parts.extractor.close

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        await parts.store.check()  # so that the log tells at once what is missing
        keeping = asyncio.create_task(metrics.keep_fresh())
        try:
            yield
        finally:
            keeping.cancel()
            await parts.close()
            metrics.refresh()  # for the other processes, after the last of ours
            if tracing:
                await asyncio.to_thread(tracing.close)

    extract_claims = extract_route(
        parts.extractor, settings.prompt, settings.max_article_bytes, settings.body_deadline
    )
    middleware: list[Callable[[ASGIApp], ASGIApp]] = [
        *([tracing.middleware] if tracing else []),
        Access(door, limits),
    ]
    app = Litestar(
        route_handlers=[
            extract_claims,
            get_route(parts.extractor),
            *prompt_routes(parts.prompts),
            *health_routes(parts.store, settings.answered_by, life),
            *metrics_routes(metrics),
            *schema_routes(parts.prompts, offer),
        ],
        exception_handlers=HANDLERS,
        middleware=middleware,
        lifespan=[lifespan],
        openapi_config=None,
        logging_config=None,
        debug=False,
        pdb_on_exception=False,  # or LITESTAR_PDB in the environment would decide
    )
    app.state.metrics = metrics  # for `Connection`, which refuses what never gets here
    metrics.expect_answers("/v1/claims", "POST", OUR_FAILURES)
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            for method in route.methods:
                metrics.expect_answers(route.path_format, method, [MISTAKE])
    app.asgi_handler = Headers(
        Direct(app.asgi_handler, extract_claims, "POST", middleware),
        frozenset(settings.allowed_hosts.split()),
        frozenset(settings.cors_origins.split()),
    )
    app.asgi_handler = Observing(app.asgi_handler, metrics)  # around all: it sees refusals, too
    return app
