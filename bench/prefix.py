"""How much of a request does a real server know already?

llama.cpp's own server, over a model of random weights (`tests.live.tiny_llm`): the words are noise,
the prefix cache is real.
"""

import http.client
import json
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import mean
from typing import Any

from bench.articles import of_sentences
from bench.programs import PRODUCT, Server
from bench.rounds import figure
from bench.section import Section, Target
from bench.servers import Claimwire

SENTENCES = 32
_Usage = dict[str, Any]


def run(quick: bool) -> Section:
    """`cached_tokens` of each call for two articles, one call at a time and two."""
    rows: list[list[str | float | None]] = []
    later: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        for at_once in (1,) if quick else (1, 2):
            for article, usages in enumerate(_calls(Path(name), at_once), 1):
                for which, some in (("first", usages[:1]), ("other", usages[1:])):
                    shares = [_cached(usage) / usage["prompt_tokens"] for usage in some]
                    prompt = mean(usage["prompt_tokens"] for usage in some)
                    cached = mean(map(_cached, some))
                    calls = f"the {which} {len(some)}"
                    rows.append([at_once, article, calls, prompt, cached, min(shares)])
                    later += shares if at_once == 1 and (article, which) != (1, "first") else []
    return Section(
        name="prefix",
        title="The prefix that a server keeps",
        columns=[
            "calls at once",
            "article",
            "calls",
            "prompt tokens",
            "of them cached",
            "least share",
        ],
        rows=rows,
        notes=[
            f"llama.cpp's server from xllamacpp with two slots, two new articles of {SENTENCES} "
            "sentences, claims@2. Tokens are those of the random model's vocabulary, by which an "
            "article takes more than by others. Its answers are noise, so that some calls are "
            "repairs. With two calls at once, the first of each slot finds nothing.",
        ],
        targets=[
            Target(
                "Prefix cache: least share of a prompt that is cached, after the first call",
                "> 0.5",
                figure(min(later)),
                min(later) > 0.5,
            )
        ],
    )


def _cached(usage: _Usage) -> int:
    counted: int = usage.get("prompt_tokens_details", {}).get("cached_tokens", 0)
    return counted


def _calls(folder: Path, at_once: int) -> Iterator[list[_Usage]]:
    """For each article, what the server counted for each call."""
    command = [PRODUCT / "python", "-m", "tests.live.tiny_llm"]
    with Server(command, {}, folder / "llama.log", "/health") as llama:
        usages: list[_Usage] = []
        with (
            _overheard(llama.port, usages) as url,
            Claimwire(folder, url, concurrency=at_once, deadline=120) as claimwire,
        ):
            for article in (1, 2):
                text = of_sentences(950_000 + article, SENTENCES).encode()
                claimwire.ask("POST", "/v1/claims", text, claimwire.headers)
                yield usages.copy()
                usages.clear()


@contextmanager
def _overheard(port: int, usages: list[_Usage]) -> Iterator[str]:
    """The base URL of something that passes on what it is asked, and keeps the counts."""

    class Between(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:  # the library's name
            body = self.rfile.read(int(self.headers["Content-Length"]))
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("POST", self.path, body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            answer = response.read()
            connection.close()
            if response.status == http.client.OK:
                usages.append(json.loads(answer)["usage"])
            self.send_response(response.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Between)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
