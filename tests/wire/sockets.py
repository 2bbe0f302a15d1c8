"""How do tests speak to a service without a client in between?"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn

from service.api.connection import Connection
from service.app import create_app
from service.settings import Settings

Pair = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def connected(
    protocol: type[Connection], api_keys: Path | None = None
) -> AsyncIterator[Pair]:
    """A connection to a service that speaks HTTP by `protocol`."""
    app = create_app(Settings(cache="memory:", backend="baseline", api_keys=api_keys))
    config = uvicorn.Config(app, http=protocol, ws="none", port=0, log_config=None)
    server = uvicorn.Server(config)
    bound = config.bind_socket()
    bound.listen()
    running = asyncio.create_task(server.serve(sockets=[bound]))
    reader, writer = await asyncio.open_connection(*bound.getsockname())
    try:
        yield reader, writer
    finally:
        writer.close()
        server.should_exit = True
        await running
