"""How many articles wait for their turn?"""

import math

from service.access.line import Line, Place
from service.observing.metrics import Metrics


class WatchedLine(Line):
    """A line that counts who stands in it."""

    def __init__(
        self, metrics: Metrics, running: float = math.inf, waiting: float = math.inf
    ) -> None:
        super().__init__(running, waiting)
        self._queued = metrics.queued

    async def turn(self, place: Place, until: float) -> None:
        """Waits with the others."""
        self._queued.change(1)
        try:
            await super().turn(place, until)
        finally:
            self._queued.change(-1)
