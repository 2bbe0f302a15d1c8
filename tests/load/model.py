"""What stands in for a model's server that takes a fixed time for each call?"""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from tests.fakes import draft, draft_claim

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")


@asynccontextmanager
async def model_server(quote: str, seconds: float) -> AsyncIterator[str]:
    """Its base URL, on loopback: every call is answered with the same claim after so many seconds,
    however many there are at once."""
    message = {"role": "assistant", "content": draft(draft_claim(quote))}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    usage = {"prompt_tokens": 2000, "completion_tokens": 100}
    body = json.dumps({"model": "stub-1", "choices": [choice], "usage": usage}).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    answer = head.encode() + b"\r\n" + body

    callers = set[asyncio.Task[None]]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if task := asyncio.current_task():
            callers.add(task)
            task.add_done_callback(callers.discard)
        with suppress(OSError, asyncio.IncompleteReadError):  # its caller has ended
            while True:
                length = _LENGTH.search(await reader.readuntil(b"\r\n\r\n"))
                await reader.readexactly(int(length[1]) if length else 0)
                await asyncio.sleep(seconds)
                writer.write(answer)
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=512)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    finally:
        server.close()
        if callers:  # those that have ended, which is about to be noticed
            await asyncio.wait(callers, timeout=5)
