"""Is the service alive, and can it work?"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from schemas.health import Backend, Health, Readiness
from service import __version__
from service.api.access import OPEN
from service.api.body import JSON
from service.cache.store import Store
from service.errors import ShuttingDown


async def _nothing() -> None:
    pass


@dataclass(slots=True)
class Life:
    """Where a process is in its life, between who runs it and who answers in it."""

    ending: bool = False
    """Whether it was told to end: it still answers, but nobody new should be sent here."""
    cut_off: Callable[[], Awaitable[None]] = _nothing
    """Ends what is still under way, so that who waits for it gets an answer."""


def health_routes(store: Store, backend: Backend, life: Life) -> list[HTTPRouteHandler]:
    """`GET /healthz` and `GET /readyz`."""

    @get("/healthz", operation_id="health", opt=OPEN)
    async def healthz() -> Response[bytes]:
        return Response(content=Health(status="ok").model_dump_json().encode(), media_type=JSON)

    @get("/readyz", operation_id="readiness", opt=OPEN)
    async def readyz() -> Response[bytes]:
        if life.ending:
            raise ShuttingDown("The service is about to end; send nobody here any more.")
        await store.check()
        readiness = Readiness(
            status="degraded" if store.trouble else "ready",
            backend=backend,
            cache=store.trouble or "ok",
            version=__version__,
        )
        return Response(content=readiness.model_dump_json().encode(), media_type=JSON)

    return [healthz, readyz]
