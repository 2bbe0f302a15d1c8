"""What does one call to a model cost with a client library? `calls LIBRARY BASE_URL BODIES`.

Each gets the messages and the schema that the service sends. `create` and the bare POST only read
the answer; the others validate it.
"""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bench.talking import talk
from schemas.compact import CompactDraft

_Call = Callable[[dict[str, Any]], Awaitable[Any]]


@asynccontextmanager
async def bare(url: str) -> AsyncIterator[_Call]:
    """aiohttp's POST, and the bytes of the answer."""
    import aiohttp

    async with aiohttp.ClientSession() as session:

        async def call(body: dict[str, Any]) -> None:
            async with session.post(f"{url}/chat/completions", json=body) as response:
                await response.read()

        yield call


@asynccontextmanager
async def create(url: str) -> AsyncIterator[_Call]:
    """The OpenAI SDK's `create`, with its own transport."""
    import openai

    async with openai.AsyncOpenAI(api_key="none", base_url=url, max_retries=0) as client:
        yield lambda body: client.chat.completions.create(**body)


@asynccontextmanager
async def parse(url: str) -> AsyncIterator[_Call]:
    """The OpenAI SDK's `parse`, into our own model of the answer."""
    import openai

    async with openai.AsyncOpenAI(api_key="none", base_url=url, max_retries=0) as client:
        yield lambda body: client.chat.completions.parse(**body | {"response_format": CompactDraft})


@asynccontextmanager
async def instructor(url: str) -> AsyncIterator[_Call]:
    """instructor in the mode that sends a JSON Schema."""
    import instructor
    import openai

    client = instructor.from_openai(
        openai.AsyncOpenAI(api_key="none", base_url=url, max_retries=0),
        mode=instructor.Mode.JSON_SCHEMA,
    )

    async def call(body: dict[str, Any]) -> None:
        rest = {name: value for name, value in body.items() if name != "response_format"}
        await client.chat.completions.create(**rest, response_model=CompactDraft, max_retries=0)

    yield call


@asynccontextmanager
async def litellm(url: str) -> AsyncIterator[_Call]:
    """litellm as a library."""
    import litellm

    async def call(body: dict[str, Any]) -> None:
        await litellm.acompletion(
            **body | {"model": "openai/stub"}, api_base=url, api_key="none", num_retries=0
        )

    yield call


LIBRARIES = {one.__name__: one for one in (bare, create, parse, instructor, litellm)}


async def _calls(
    library: str, url: str, bodies: list[dict[str, Any]], count: int, at_once: int
) -> dict[str, Any]:
    """`count` calls, so many `at_once`, by going round the bodies."""
    left = iter(range(count))

    async def one_after_the_other(call: _Call) -> None:
        for number in left:
            await call(bodies[number % len(bodies)])

    async with asyncio.timeout(120), LIBRARIES[library](url) as call:
        await call(bodies[0])
        began, cpu = time.perf_counter(), time.process_time()
        await asyncio.gather(*(one_after_the_other(call) for _ in range(at_once)))
        return {"wall": time.perf_counter() - began, "cpu": time.process_time() - cpu}


def main(library: str, url: str, file: str) -> None:
    """Makes the calls that it is told to make."""
    bodies = json.loads(Path(file).read_text())["bodies"]
    talk(
        lambda command: asyncio.run(
            _calls(library, url, bodies, command["count"], command["at_once"])
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
