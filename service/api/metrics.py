"""How do the numbers get to Prometheus?"""

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from service.api.access import UNCOUNTED
from service.observing.metrics import Metrics

TEXT = "text/plain; version=0.0.4"  # the framework adds the charset


def metrics_routes(metrics: Metrics) -> list[HTTPRouteHandler]:
    """`GET /metrics`."""

    @get("/metrics", operation_id="metrics", opt=UNCOUNTED)
    async def numbers() -> Response[bytes]:
        return Response(content=metrics.exposition(), media_type=TEXT)

    return [numbers]
