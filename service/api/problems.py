"""Which status and problem type does an error have? (RFC 9457)"""

import logging
import math
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp, ExceptionHandlersMap, Receive, Scope, Send

from schemas.problem import FieldProblem, Problem
from service import errors
from service.api.body import shown
from service.errors import ClaimwireError, InvalidArticle, ModelError, TooMuch
from service.observing.account import current_account

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
PREFIX = "urn:claimwire:problem:"
RETRY_AFTER = 5
"""Seconds that a 503 asks for where nothing better is known."""
LONGEST_RETRY_AFTER = 3600
_AnyRequest = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status, the name in its type, its title."""

    status: int
    name: str
    title: str


TABLE: dict[type[ClaimwireError], Kind] = {
    errors.MalformedBody: Kind(400, "malformed-body", "The body cannot be read"),
    errors.InvalidEncoding: Kind(400, "invalid-encoding", "The body is not UTF-8"),
    errors.InvalidParameter: Kind(400, "invalid-parameter", "A parameter is not known"),
    errors.InvalidArticle: Kind(422, "invalid-article", "The body is no article"),
    errors.UnsupportedMediaType: Kind(
        415, "unsupported-media-type", "The body's media type is not read here"
    ),
    errors.NotAcceptable: Kind(406, "not-acceptable", "No acceptable format is written here"),
    errors.ForeignHost: Kind(421, "foreign-host", "The request is addressed to somebody else"),
    errors.ForeignPage: Kind(403, "foreign-page", "The request comes from somebody else's page"),
    errors.ArticleTooLarge: Kind(413, "article-too-large", "The article is too long"),
    errors.SlowBody: Kind(408, "slow-body", "The body took too long"),
    errors.KeyRequired: Kind(401, "key-required", "A valid key is needed"),
    errors.RateLimited: Kind(429, "rate-limited", "The quota is used up for now"),
    errors.Overloaded: Kind(503, "overloaded", "Too much is going on"),
    errors.UnknownPrompt: Kind(422, "unknown-prompt-version", "There is no such prompt"),
    errors.PromptNotFound: Kind(404, "unknown-prompt-version", "There is no such prompt"),
    errors.UnknownExtraction: Kind(404, "unknown-extraction", "There is no such answer"),
    errors.NoRecording: Kind(503, "no-recording", "There is no recorded answer"),
    errors.ModelUnavailable: Kind(
        503, "upstream-unavailable", "The language model cannot be reached"
    ),
    errors.QuotaExhausted: Kind(
        503, "upstream-quota-exhausted", "The language model's quota is used up"
    ),
    errors.CircuitOpen: Kind(503, "upstream-unavailable", "The language model is left alone"),
    errors.ModelKeyRefused: Kind(
        502, "upstream-auth", "The language model's server refuses our key"
    ),
    errors.ContextTooLong: Kind(
        413, "context-length-exceeded", "The article has a sentence too long for the model"
    ),
    errors.ModelBusy: Kind(503, "upstream-rate-limited", "The language model is busy"),
    errors.ModelTimeout: Kind(504, "upstream-timeout", "The language model did not answer in time"),
    errors.ModelMisconfigured: Kind(
        502, "upstream-misconfigured", "The language model's server refuses our request"
    ),
    errors.FeatureUnsupported: Kind(
        502, "upstream-misconfigured", "The language model's server takes no form of our request"
    ),
    errors.InvalidEnvelope: Kind(
        502, "upstream-invalid-response", "The language model's server sent no answer"
    ),
    errors.ModelRefused: Kind(422, "model-refused", "The language model declined"),
    errors.ContentFiltered: Kind(422, "content-filtered", "The answer was withheld"),
    errors.TruncatedAnswer: Kind(502, "upstream-truncated", "The answer ended too early"),
    errors.InvalidAnswer: Kind(
        502, "upstream-invalid-response", "The language model's answer is unusable"
    ),
    errors.PartialExtraction: Kind(502, "partial-extraction", "Only a part could be done"),
    errors.ShuttingDown: Kind(503, "shutting-down", "The service ends"),
}
"""Every error that can reach a caller. An error's subclasses share its row or have their own."""

FOR_STATUS: dict[int, Kind] = {
    400: Kind(400, "bad-request", "The request cannot be read"),
    404: Kind(404, "not-found", "There is nothing here"),
    405: Kind(405, "method-not-allowed", "This method is not known here"),
    413: Kind(413, "article-too-large", "The body is too long"),
    431: Kind(431, "head-too-large", "The head of the request is too long"),
    500: Kind(500, "internal-error", "Something went wrong here"),
}
"""What the framework refuses by itself, by status."""
MISTAKE = FOR_STATUS[500].status, FOR_STATUS[500].name
OUR_FAILURES = {
    MISTAKE,
    *((kind.status, kind.name) for kind in TABLE.values() if kind.status >= 500),
}
"""Status and name of each problem that is not the caller's."""

_HEADERS = {
    401: {"WWW-Authenticate": 'Bearer realm="claimwire"'},
    408: {"Connection": "close"},  # the rest of the body is not waited for
}
_WAITED_FOR = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)


def kind_of(error: ClaimwireError) -> Kind:
    """The row of an error, or of the nearest class above it."""
    return next((TABLE[cls] for cls in type(error).__mro__ if cls in TABLE), FOR_STATUS[500])


def on_claimwire_error(request: _AnyRequest, error: ClaimwireError) -> Response[bytes]:
    """The problem for an error of ours."""
    fields = [
        FieldProblem(pointer=field.pointer, detail=field.detail)
        for field in (error.errors if isinstance(error, InvalidArticle) else [])
    ]
    kind = kind_of(error)
    wait = error.retry_after if isinstance(error, ModelError | TooMuch) else None
    response = _response(request, kind, str(error), fields, wait)
    response.headers.update(_HEADERS.get(kind.status, {}))
    return response


def on_http_exception(request: _AnyRequest, error: HTTPException) -> Response[bytes]:
    """The problem for what the framework refuses: our words, its status and headers."""
    if error.status_code >= 500:
        return on_unexpected(request, error)
    kind = FOR_STATUS.get(error.status_code, FOR_STATUS[400])
    details = {
        404: "No route leads here. GET /schema lists what there is.",
        405: "This route knows other methods; the Allow header lists them.",
        413: "The body is longer than that of any article that is read here.",
    }
    response = _response(request, kind, details.get(error.status_code, "The request is malformed."))
    response.headers.update(error.headers or {})
    return response


def on_unexpected(request: _AnyRequest, error: Exception) -> Response[bytes]:
    """The problem for an error that nobody foresaw: logged in full, told in one sentence."""
    log.error("unexpected error", exc_info=error)  # on which route, the request's line says
    return _response(
        request, FOR_STATUS[500], "The service made a mistake. It has been written to its log."
    )


HANDLERS: ExceptionHandlersMap = {
    ClaimwireError: on_claimwire_error,
    HTTPException: on_http_exception,
    Exception: on_unexpected,
}


class Problems:
    """Answers the errors of an app, as the framework does around its routes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, as ASGI has it."""
        try:
            await self._app(scope, receive, send)
        except Exception as error:  # noqa: BLE001  # as unexpected as it may be
            await send_problem(error, scope, receive, send)


async def send_problem(error: Exception, scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the problem for an error."""
    request = Request[Any, Any, Any](scope)
    handler = next(HANDLERS[cls] for cls in type(error).__mro__ if cls in HANDLERS)
    await handler(request, error).to_asgi_response(app=None, request=request)(scope, receive, send)


def _response(
    request: _AnyRequest,
    kind: Kind,
    detail: str,
    fields: list[FieldProblem] | None = None,
    wait: float | None = None,
) -> Response[bytes]:
    if account := current_account():
        account.problem = kind.name
    problem = Problem(
        type=PREFIX + kind.name,
        title=kind.title,
        status=kind.status,
        detail=detail,
        instance=shown(request.scope["path"]),
        errors=fields or [],
    )
    headers = {"Cache-Control": "no-store"}
    if kind.status in _WAITED_FOR:
        seconds = min(RETRY_AFTER if wait is None else wait, LONGEST_RETRY_AFTER)
        headers["Retry-After"] = str(max(1, math.ceil(seconds)))
    return Response(
        content=problem.model_dump_json(exclude_defaults=True).encode(),
        status_code=kind.status,
        media_type=MEDIA_TYPE,
        headers=headers,
    )
