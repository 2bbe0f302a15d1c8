"""Which routes need a key, and whose request is it?

What is asked is the handler that a path leads to, not the path: no spelling of a path goes past it,
and a route that says nothing needs a key.
"""

from typing import Any

from litestar import Request
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from service.access.door import Caller, Door
from service.access.limits import Limits
from service.api.problems import send_problem
from service.errors import RateLimited

OPEN = {"needs_no_key": True}
"""The `opt` of a route that answers everybody, and whose requests are not counted."""
UNCOUNTED = {"is_not_limited": True}
"""That of a route that needs a key, but is no use of the service: its requests are not counted."""


class Access(ASGIMiddleware):
    """Lets requests with a valid key in, counts them, and says in each answer what is left.

    Whose the request is stands in `scope["auth"]` from then on, as a `Caller`.
    """

    scopes = (ScopeType.HTTP, ScopeType.ASGI)
    exclude_opt_key = "needs_no_key"

    def __init__(self, door: Door, limits: Limits) -> None:
        self._door = door
        self._limits = limits
        self._limited = bool(limits.policies)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """One request, as ASGI has it."""
        given = [value for name, value in scope["headers"] if name == b"authorization"]
        caller = self._door.caller(given)
        scope["auth"] = caller
        if not self._limited or scope["route_handler"].opt.get("is_not_limited"):
            await next_app(scope, receive, send)
            return

        async def send_with_fields(message: Message) -> None:
            if message["type"] == "http.response.start":
                fields = await self._limits.fields(caller.tenant)
                message["headers"] = [*message["headers"], *fields]
            await send(message)

        try:
            await self._limits.count_request(caller.tenant)
        except RateLimited as error:  # an answer from further out would not have the fields
            await send_problem(error, scope, receive, send_with_fields)
        else:
            await next_app(scope, receive, send_with_fields)


def tenant_of(request: Request[Any, Any, Any]) -> str:
    """Whose request it is."""
    caller: Caller = request.auth
    return caller.tenant
