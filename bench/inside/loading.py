"""What does the service load, how long does that take, and what does it hold?

In the order of a start; what an earlier step has loaded costs a later one nothing.
"""

import importlib
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.talking import talk

_Steps = dict[str, Callable[[], object]]


def _imports(*names: str) -> Callable[[], object]:
    return lambda: [importlib.import_module(name) for name in names]


def steps(model_url: str, folder: str) -> _Steps:
    """By name, what is loaded or made."""

    def app() -> object:
        from service.app import create_app
        from service.settings import Settings

        return create_app(
            Settings(
                openai_base_url=model_url, model="stub", cache=f"sqlite:///{folder}/cache.sqlite"
            )
        )

    return {
        "pydantic, pydantic-settings": _imports("pydantic", "pydantic_settings"),
        "litestar": _imports("litestar"),
        "aiohttp, httpx2 and what joins them": _imports("aiohttp", "httpx2", "httpx_aiohttp"),
        "openai": _imports("openai"),
        "uvicorn, uvloop": _imports("uvicorn", "uvloop"),
        "the service's commands": _imports("service.cli.commands", "service.cli.life_cycle"),
        "the rest of the service": _imports("service.app", "service.llm.openai"),
        "the app, put together": app,
    }


def load(model_url: str, folder: str) -> dict[str, Any]:
    """For each step seconds, and bytes of resident memory."""
    found = {}
    for name, step in steps(model_url, folder).items():
        before, began = _resident(), time.perf_counter()
        step()
        found[name] = time.perf_counter() - began, _resident() - before
    return {"steps": found}


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    talk(lambda command: {"bare": _resident(), **load(command["model_url"], command["folder"])})
