"""Which requests need no router?

Those for the route that is asked most often, spelled as it is written. Whatever else comes, other
spellings of the same included, goes to the framework's router, which costs as much as finding an
answer. What stands around the route is the same either way.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from litestar.enums import ScopeType
from litestar.handlers import ASGIRouteHandler
from litestar.types import ASGIApp, Receive, Scope, Send

from service.api.problems import Problems

_PLAIN_HOST = re.compile(rb"[A-Za-z0-9.:-]*")
"""One that the router does not refuse."""


class Direct:
    """Leads to `route` what is for it by `method`, and all else to `app`."""

    def __init__(
        self,
        app: ASGIApp,
        route: ASGIRouteHandler,
        method: str,
        middleware: Sequence[Callable[[ASGIApp], ASGIApp]],
    ) -> None:
        self._app = app
        self._route = route
        (self._path,) = route.paths
        self._method = method
        answer: ASGIApp = Problems(route.fn)
        for one in reversed(middleware):
            answer = one(answer)
        self._answer = Problems(answer)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, as ASGI has it."""
        if (
            scope["type"] == ScopeType.HTTP
            and scope["path"] == self._path
            and scope["method"] == self._method
            and not scope["root_path"]
            and _has_plain_host(scope["headers"])
        ):
            scope["route_handler"] = self._route
            scope["path_template"] = self._path
            await self._answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _has_plain_host(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    return all(_PLAIN_HOST.fullmatch(value) for name, value in headers if name == b"host")
