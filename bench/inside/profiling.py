"""Where inside the service does the time of a request go?"""

import asyncio
import cProfile
import gc
import pstats
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.talking import talk
from service.access.keys import create_key
from service.app import create_app
from service.settings import Settings

_ROOT = Path(__file__).parents[2]
_CALL = tuple[str, int, str]


def profile(articles: list[str], model_url: str, hits: int) -> dict[str, Any]:
    """Seconds by area of code for one new article each, and for each of `hits` stored answers."""
    return asyncio.run(_profile(articles, model_url, hits))


async def _profile(articles: list[str], model_url: str, hits: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        keys = Path(folder) / "keys"
        key = create_key(keys, "bench")
        settings = Settings(
            cache=f"sqlite:///{folder}/cache.sqlite",
            api_keys=keys,
            openai_base_url=model_url,
            model="stub",
        )
        app = create_app(settings)

        async def post(article: str) -> None:
            await _post(app, article.encode(), key)

        async with app.lifespan():
            for article in articles[:5]:
                await post(article)
            gc.collect()
            gc.freeze()
            new = await _shares(post, articles[5:])
            stored = await _shares(post, articles[:1] * hits)
    return {"new": new, "stored": stored}


async def _post(app: Any, body: bytes, key: str) -> None:  # noqa: ANN401  # any ASGI app
    headers = [
        (b"host", b"127.0.0.1"),
        (b"content-type", b"text/plain"),
        (b"content-length", str(len(body)).encode()),
        (b"authorization", f"Bearer {key}".encode()),
    ]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/v1/claims",
        "raw_path": b"/v1/claims",
        "query_string": b"",
        "root_path": "",
        "headers": headers,
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
        "state": {},
    }
    statuses: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await app(scope, receive, send)
    if statuses != [200]:
        raise RuntimeError(f"{statuses}")


async def _shares(post: Callable[[str], Any], articles: list[str]) -> dict[str, float]:
    """The share of each area in what was worked, waiting left out."""
    profiler = cProfile.Profile()
    profiler.enable()
    for article in articles:
        await post(article)
    profiler.disable()
    spent: Counter[str] = Counter()
    for call, (_, _, own, _, callers) in pstats.Stats(profiler).stats.items():  # type: ignore[attr-defined]
        if call[0] != "~":
            spent[_area(call)] += own
        elif not any(word in call[2] for word in ("poll", "acquire", "select")):
            for caller, (_, _, by_it, _) in callers.items():
                spent[_area(caller)] += by_it
    whole = sum(spent.values())
    return {area: own / whole for area, own in spent.most_common(16)}


def _area(call: _CALL) -> str:
    path = Path(call[0])
    if path.is_relative_to(_ROOT / "service") or path.is_relative_to(_ROOT / "schemas"):
        parts = path.relative_to(_ROOT).with_suffix("").parts
        return ".".join(parts[:3] if parts[1:2] == ("text",) else parts[:2])
    if "site-packages" in path.parts:
        return path.parts[path.parts.index("site-packages") + 1].removesuffix(".py")
    return "Python's own: " + (path.parent.name if path.name == "__init__.py" else path.stem)


if __name__ == "__main__":
    talk(lambda command: profile(command["articles"], command["model_url"], command["hits"]))
