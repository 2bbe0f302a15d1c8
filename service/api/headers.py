"""Who may reach the service through a browser, by which name, and what may a browser do with it?

Stands around everything else, so that what the framework refuses by itself has these headers, too,
and so that whatever can be asked with GET can be asked with HEAD.
"""

from collections.abc import Awaitable, Iterable

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send
from litestar.utils import normalize_path

from service.api.problems import send_problem
from service.errors import BadRequest, ForeignHost, ForeignPage

POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""Nothing is loaded, run, framed or submitted: what is sent here is data. A page of ours says what
it needs beyond that."""
_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),  # for browsers older than frame-ancestors
)
_POLICY = (b"content-security-policy", POLICY.encode())
_OURS_ONLY = (b"cross-origin-resource-policy", b"same-origin")
FOR_NOBODY = (*_ALWAYS, _POLICY, _OURS_ONLY)
"""All that an answer has which no page is meant to read: what is refused before it gets here."""
_PROBES = ("/healthz", "/readyz")
"""Asked by schedulers that know an address, and no name. They tell nobody anything."""
_READS = ("GET", "HEAD", "OPTIONS")
_PREFLIGHT = (
    (b"access-control-allow-methods", b"GET, POST"),
    (
        b"access-control-allow-headers",
        b"Accept, Authorization, Content-Type, If-None-Match, X-Request-Id, "
        b"traceparent, tracestate",
    ),
    (b"access-control-max-age", b"600"),
    (b"cache-control", b"no-store"),
)
_EXPOSED = (
    b"access-control-expose-headers",
    b"Cache-Status, Content-Location, ETag, RateLimit, RateLimit-Policy, Retry-After, "
    b"Server-Timing, X-Request-Id",
)
_Header = tuple[bytes, bytes]


class Headers:
    """Refuses names that are not ours and pages of others, and puts our headers on all answers.

    `hosts` are names without ports, `*.example.org` for all below; none means any. `origins` are
    the pages' origins that may read the answers, such as `https://desk.example.org`, or `*`.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str], origins: frozenset[str]) -> None:
        self._app = app
        self._hosts = {host for host in hosts if "*" not in host}
        self._domains = tuple(host.removeprefix("*") for host in hosts if "*" in host)
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, as ASGI has it."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        given: dict[bytes, bytes] = dict(scope["headers"])
        ours = self._cross_origin(given.get(b"origin"))
        is_head = scope["method"] == "HEAD"
        if is_head:  # asked as GET within, and answered as HEAD
            scope["method"] = "GET"

        def send_with_headers(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start":
                message["headers"] = _all(message["headers"], ours)
                if is_head:
                    scope["method"] = "HEAD"
            elif is_head and message["type"] == "http.response.body":
                message["body"] = b""
            return send(message)

        if error := self._refusal(scope, given):
            # Bodies are refused unread: the name or the page is wrong whatever they say.
            await send_problem(error, scope, receive, send_with_headers)
        elif self._origins and b"access-control-request-method" in given:
            await send_with_headers(
                {"type": "http.response.start", "status": 204, "headers": _PREFLIGHT}
            )
            await send_with_headers({"type": "http.response.body", "body": b"", "more_body": False})
        else:
            await self._app(scope, receive, send_with_headers)

    def _cross_origin(self, origin: bytes | None) -> tuple[_Header, ...]:
        """What lets the page read the answer; without settings, what forbids it."""
        if not self._origins:
            return (_OURS_ONLY,)
        if "*" in self._origins:
            return ((b"access-control-allow-origin", b"*"), _EXPOSED)
        vary = (b"vary", b"Origin")
        if origin is None or not self._knows(origin):
            return (vary,)
        return ((b"access-control-allow-origin", origin), _EXPOSED, vary)

    def _knows(self, origin: bytes) -> bool:
        return "*" in self._origins or origin.decode("latin-1") in self._origins

    def _refusal(self, scope: HTTPScope, given: dict[bytes, bytes]) -> BadRequest | None:
        if (self._hosts or self._domains) and normalize_path(scope["path"]) not in _PROBES:
            named = [value for name, value in scope["headers"] if name == b"host"]
            if len(named) != 1 or not self._is_ours(named[0].decode("latin-1")):
                return ForeignHost("The service does not answer to the name in the Host header.")
        # A browser sends text/plain to anybody without asking first. Nobody else has this header.
        if (
            given.get(b"sec-fetch-site") in (b"cross-site", b"same-site")
            and scope["method"] not in _READS
            and not self._knows(given.get(b"origin", b""))
        ):
            return ForeignPage("A page from elsewhere may not post here.")
        return None

    def _is_ours(self, host: str) -> bool:
        name, _, port = host.lower().rpartition(":")
        if not name or not port.isdecimal():
            name = host.lower()
        name = name.removesuffix(".")
        return name in self._hosts or ("*" not in name and name.endswith(self._domains))


def _all(headers: Iterable[_Header], ours: tuple[_Header, ...]) -> list[_Header]:
    """What an answer has by itself, and what each has."""
    headers = [*headers, *_ALWAYS, *ours]
    names = [name for name, _ in headers]
    if b"allow" in names:
        headers = [_with_head(header) for header in headers]
    if b"content-security-policy" not in names:
        headers.append(_POLICY)
    return headers


def _with_head(header: _Header) -> _Header:
    """An `Allow` header tells of HEAD, too."""
    name, value = header
    if name != b"allow" or b"GET" not in value:
        return header
    return name, b", ".join(sorted({*value.split(b", "), b"HEAD"}))
