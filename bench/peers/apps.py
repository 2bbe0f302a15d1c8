"""What does HTTP cost by itself? The least that serves bytes, under the same uvicorn."""

import hashlib
import os
from typing import Any

from litestar import Litestar, Response, asgi, get, post

BODY = b"x" * int(os.environ["BENCH_ANSWER"])
_HEAD = [(b"content-type", b"application/json"), (b"content-length", str(len(BODY)).encode())]
_KEPT: dict[bytes, bytes] = {}


@post("/fixed", status_code=200)
async def fixed() -> Response[bytes]:
    """An ordinary handler."""
    return Response(content=BODY, media_type="application/json")


@asgi("/raw")
async def raw(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401  # as Litestar says
    """The least that Litestar routes to."""
    await send({"type": "http.response.start", "status": 200, "headers": _HEAD})
    await send({"type": "http.response.body", "body": BODY})


@get("/ready")
async def ready() -> str:
    """That it serves."""
    return "yes"


async def bare(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401  # as ASGI says
    """A cache of bytes, and nothing else: reads the body, digests it, looks it up."""
    if scope["type"] != "http":
        return
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    key = hashlib.blake2b(body, digest_size=20).digest()
    answer = _KEPT.setdefault(key, BODY)
    await send({"type": "http.response.start", "status": 200, "headers": _HEAD})
    await send({"type": "http.response.body", "body": answer})


litestar = Litestar([fixed, raw, ready], openapi_config=None, logging_config=None)
