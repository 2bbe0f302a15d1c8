"""Is the service alive, and can it work?"""

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from schemas.health import Backend, Health, Readiness
from service import __version__
from service.api.body import JSON
from service.cache.store import Store


def health_routes(store: Store, backend: Backend) -> list[HTTPRouteHandler]:
    """`GET /healthz` and `GET /readyz`."""

    @get("/healthz", operation_id="health")
    async def healthz() -> Response[bytes]:
        return Response(content=Health(status="ok").model_dump_json().encode(), media_type=JSON)

    @get("/readyz", operation_id="readiness")
    async def readyz() -> Response[bytes]:
        readiness = Readiness(
            status="degraded" if store.trouble else "ready",
            backend=backend,
            cache=store.trouble or "ok",
            version=__version__,
        )
        return Response(content=readiness.model_dump_json().encode(), media_type=JSON)

    return [healthz, readyz]
