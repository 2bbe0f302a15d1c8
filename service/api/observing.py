"""What is seen of every request, whatever becomes of it?

One thin layer around the whole app, so that what no route knows is seen as well. A request has an
id (the caller's, where that is a sane one), a line in the log, and its place in the metrics; of its
address only the route's template is kept. Its answer says where its time went, and whether it was
stored.
"""

import logging
import re
import time
from collections.abc import Awaitable, Iterable
from typing import Any

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from service.access.door import Caller
from service.observing.account import Account, close_account, new_request_id, open_account
from service.observing.methods import named
from service.observing.metrics import UNMATCHED, Metrics

log = logging.getLogger(__name__)

_HEADER = b"x-request-id"
_SANE = re.compile(rb"[A-Za-z0-9_.-]{1,64}")


class Observing:
    """Wraps the app."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets the app answer, and writes down how that went."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        request_id = _request_id(scope["headers"])
        account, status = Account(request_id.decode()), 0

        def answer(message: Message) -> Awaitable[None]:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                timing = account.server_timing(time.perf_counter() - started).encode()
                headers = [*message["headers"], (_HEADER, request_id), (b"server-timing", timing)]
                if cache_status := account.cache_status:
                    headers.append((b"cache-status", cache_status.encode()))
                message["headers"] = headers
            return send(message)

        opened = open_account(account)
        self._metrics.in_flight.change(1)
        try:
            await self._app(scope, receive, answer)
        finally:
            self._metrics.in_flight.change(-1)
            self._note(scope, account, status, time.perf_counter() - started)
            close_account(opened)

    def _note(self, scope: Any, account: Account, status: int, seconds: float) -> None:  # noqa: ANN401  # litestar types its scope without what routing adds
        route = scope.get("path_template") or UNMATCHED
        outcome = account.problem or ("ok" if 0 < status < 500 else "broken")
        method = named(scope["method"])
        self._metrics.answered(route, method, status, outcome, account.cache, seconds)
        if not log.isEnabledFor(logging.INFO):
            return
        caller = scope.get("auth")
        known_caller = isinstance(caller, Caller)
        fields = {
            "key": caller.key if known_caller else None,
            "tenant": caller.tenant if known_caller and caller.key else None,
            "method": method,
            "route": route,
            "status": status,
            "ms": round(seconds * 1000, 1),
            "cache": account.cache or None,
            "calls": account.calls or None,
            "prompt_tokens": account.prompt_tokens or None,
            "completion_tokens": account.completion_tokens or None,
            "claims": account.claims,
            "rejected": account.rejected,
            "failed": account.failed,
            "outcome": outcome,
        }
        # Not `log.info`, which looks through the stack for its caller: half of what a line costs.
        log.handle(
            log.makeRecord(
                log.name, logging.INFO, log.name, 0, "request", (), None, extra={"fields": fields}
            )
        )


def _request_id(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    for name, value in headers:
        if name == _HEADER and _SANE.fullmatch(value):
            return value
    return new_request_id().encode()
