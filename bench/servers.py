"""Which servers are measured, and how is each started?"""

import json
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.load import write_requests
from bench.programs import PEERS, PRODUCT, Server, Talker, free_port

LITELLM_KEY = "sk-bench"


class Model(Server):
    """The stub of a language model."""

    def __init__(self, folder: Path) -> None:
        super().__init__([PEERS / "python", "-m", "bench.stub"], {}, folder / "stub.log", "/")

    def url(self, how: str = "wait-0") -> str:
        """The base URL under which it answers so."""
        return f"http://127.0.0.1:{self.port}/{how}/v1"

    def counts(self) -> dict[str, int]:
        """What was asked since the last look."""
        counted = json.loads(self.ask("GET", "/counts")[1])
        names = ("calls", "again", "prompt_tokens", "cached_tokens", "completion_tokens")
        return {name: counted.get(name, 0) for name in names}


class Claimwire(Server):
    """The service as an operator runs it: with keys, metrics, its log, and a cache in a file."""

    def __init__(
        self,
        folder: Path,
        model_url: str,
        cache: str = "",
        command: Sequence[object] = (PRODUCT / "claimwire",),
        **settings: str | int | float,
    ) -> None:
        keys = folder / "keys.jsonl"
        self.key = _key(keys)
        environment = {
            "OPENAI_BASE_URL": model_url,
            "CLAIMWIRE_MODEL": "stub",
            "CLAIMWIRE_CACHE": cache or f"sqlite:///{folder / f'cache-{free_port()}.sqlite'}",
            "CLAIMWIRE_API_KEYS": str(keys),
            **{f"CLAIMWIRE_{name.upper()}": str(value) for name, value in settings.items()},
        }
        command = [*command, "serve", "--port", "0"]
        super().__init__(command, environment, folder / "claimwire.log", "/readyz")

    @property
    def headers(self) -> dict[str, str]:
        """Those of a request with an article."""
        return {"Authorization": f"Bearer {self.key}", "Content-Type": "text/plain"}

    def extract(self, article: str, timeout: float = 300) -> bytes:
        """The answer to an article; `RuntimeError` where it is not complete."""
        status, body = self.ask("POST", "/v1/claims", article.encode(), self.headers, timeout)
        if status != 200 or b'"complete":true' not in body:
            raise RuntimeError(f"{status}: {body[:300]!r}")
        return body

    def timed(self, article: str) -> dict[str, float]:
        """Seconds until the answer to an article is there."""
        began = time.perf_counter()
        self.extract(article)
        return {"wall": time.perf_counter() - began}

    def request(self, article: str) -> bytes:
        """An article as the bytes of its request."""
        return post("/v1/claims", article.encode(), self.headers)


def _key(file: Path) -> str:
    """The one key of a file, made where there is none yet."""
    kept = file.with_suffix(".key")
    if not kept.exists():
        command = [PRODUCT / "claimwire", "keys", "create", "--tenant", "bench"]
        made = subprocess.run(  # noqa: S603  # our own command
            [str(part) for part in command],
            env={"CLAIMWIRE_API_KEYS": str(file), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        kept.write_text(made.stdout.strip())
    return kept.read_text()


class Asgi(Server):
    """An app of `bench.peers.apps`, under uvicorn as the service runs it; answers have a size."""

    def __init__(self, folder: Path, app: str, size: int) -> None:
        port = free_port()
        flags = ["--loop", "uvloop", "--http", "httptools", "--no-access-log"]
        command = [PEERS / "python", "-m", "uvicorn", f"bench.peers.apps:{app}", *flags]
        log = folder / "asgi.log"
        command += ["--log-level", "warning", "--port", str(port)]
        super().__init__(command, {"BENCH_ANSWER": str(size)}, log, "/ready", port)


class LiteLLM(Server):
    """litellm's proxy with its cache in memory and one key."""

    def __init__(self, folder: Path, model_url: str) -> None:
        port = free_port()
        config = folder / "litellm.yaml"
        config.write_text(
            json.dumps(  # which is YAML, too
                {
                    "model_list": [
                        {
                            "model_name": "stub",
                            "litellm_params": {
                                "model": "openai/stub",
                                "api_base": model_url,
                                "api_key": "none",
                            },
                        }
                    ],
                    "litellm_settings": {
                        "cache": True,
                        "cache_params": {"type": "local"},
                        "telemetry": False,
                    },
                    "general_settings": {"master_key": LITELLM_KEY},
                }
            )
        )
        command = [PEERS / "litellm", "--config", config, "--host", "127.0.0.1"]
        super().__init__(
            [*command, "--port", str(port), "--num_workers", "1", "--telemetry", "False"],
            LITELLM_ENVIRONMENT,
            folder / "litellm.log",
            "/health/readiness",
            port,
        )

    @property
    def headers(self) -> dict[str, str]:
        """Those of a request."""
        return {"Authorization": f"Bearer {LITELLM_KEY}", "Content-Type": "application/json"}

    @staticmethod
    def body(text: str) -> bytes:
        """The body of a request about a text."""
        messages = [{"role": "user", "content": text}]
        return json.dumps({"model": "stub", "messages": messages}).encode()


LITELLM_ENVIRONMENT = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_LOCAL_BLOG_POSTS": "True",
    "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS": "True",
    "LITELLM_LOCAL_AUTOROUTER_PRESETS": "True",
    "LITELLM_LOCAL_POLICY_TEMPLATES": "True",
    "LITELLM_LOG": "ERROR",
}
"""Everything that it would fetch from elsewhere comes from its package."""


class Load(Talker):
    """The load generator."""

    def __init__(self, folder: Path) -> None:
        super().__init__([PEERS / "python", "-m", "bench.load"], folder / "load.log")
        self._file = folder / "requests"

    def send(
        self,
        server: Server,
        requests: Sequence[bytes],
        connections: int,
        count: int = 0,
        probe: str = "",
        timeout: float = 120,
    ) -> dict[str, Any]:
        """Sends the requests, or `count` by going round; `RuntimeError` unless all are answered
        with 200. `probe` is a path that is asked for again and again meanwhile."""
        write_requests(self._file, list(requests))
        said = self.tell(
            timeout + 10,
            file=str(self._file),
            port=server.port,
            connections=connections,
            count=count or len(requests),
            probe=f"GET {probe} HTTP/1.1\r\nHost: bench\r\n\r\n" if probe else "",
            timeout=timeout,
        )
        if set(said["statuses"]) != {"200"}:
            raise RuntimeError(f"not all were answered: {said['statuses']}\n{server.said()}")
        return said


def post(path: str, body: bytes, headers: Mapping[str, str]) -> bytes:
    """A whole POST request."""
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: bench",
        f"Content-Length: {len(body)}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def inside(folder: Path, module: str) -> Talker:
    """A program of `bench.inside`, with the service's own packages."""
    return Talker([PRODUCT / "python", "-m", f"bench.inside.{module}"], folder / f"{module}.log")


def peer(folder: Path, module: str, *arguments: str, python: Path = PEERS) -> Talker:
    """A program of `bench.peers`; with `python`, in another environment."""
    command = [python / "python", "-m", f"bench.peers.{module}", *arguments]
    return Talker(command, folder / f"{module}.log", LITELLM_ENVIRONMENT)
