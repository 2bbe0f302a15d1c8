"""What does a cached answer cost?"""

import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from bench.articles import of_length
from bench.programs import Server
from bench.rounds import Sample, Summary, figure, in_turn, measured
from bench.section import Section, Target
from bench.servers import Asgi, Claimwire, LiteLLM, Load, Model, post

CONNECTIONS, FEW = 32, 8
ARTICLE = 4_000
"""Bytes, about."""


def run(quick: bool) -> Section:
    """Hits from memory and from the file, beside servers that do less, and litellm's."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Model(folder) as model, Load(folder) as load:
            hits, sizes = _hits(folder, model, load, quick)
            cold, hot = _from_file(folder, model, load, quick)
    return _section(hits, sizes, cold, hot)


def _hits(
    folder: Path, model: Model, load: Load, quick: bool
) -> tuple[dict[str, Summary], list[int]]:
    article = of_length(1, ARTICLE)
    with ExitStack() as stack:
        claimwire = stack.enter_context(Claimwire(folder, model.url("claims-1")))
        wordy = stack.enter_context(Claimwire(folder, model.url()))
        sizes = [len(article.encode()), *(len(one.extract(article)) for one in (claimwire, wordy))]
        litestar = stack.enter_context(Asgi(folder, "litestar", sizes[1]))
        bare = stack.enter_context(Asgi(folder, "bare", sizes[1]))
        litellm = stack.enter_context(LiteLLM(folder, model.url(f"size-{sizes[1]}")))
        plain = {"Content-Type": "text/plain"}
        asked = LiteLLM.body(article)
        requests = {
            "Claimwire, keys and metrics on": (claimwire, claimwire.request(article)),
            f"Claimwire, {sizes[2] // 1000} kB out": (wordy, wordy.request(article)),
            "Litestar, ordinary handler": (litestar, post("/fixed", article.encode(), plain)),
            "Litestar, @asgi handler": (litestar, post("/raw", article.encode(), plain)),
            "bare ASGI app": (bare, post("/", article.encode(), plain)),
            "litellm proxy, cache on": (
                litellm,
                post("/v1/chat/completions", asked, litellm.headers),
            ),
        }
        many = 1000 if quick else 4000

        def contender(server: Server, request: bytes) -> Sample:
            count = many // 40 if server is litellm else many
            return measured(server, lambda: load.send(server, [request], CONNECTIONS, count), count)

        contenders = {
            name: partial(contender, server, request)
            for name, (server, request) in requests.items()
        }
        return in_turn(contenders, 2 if quick else 7), sizes


def _from_file(folder: Path, model: Model, load: Load, quick: bool) -> tuple[Summary, Summary]:
    """Each of many articles once after a start, and the same again: from the file, from memory."""
    articles = [of_length(1000 + number, ARTICLE) for number in range(150 if quick else 500)]
    warming = of_length(999, ARTICLE)
    cache = f"sqlite:///{folder / 'kept.sqlite'}"
    with Claimwire(folder, model.url("claims-1"), cache) as claimwire:
        claimwire.extract(warming)
        requests = [claimwire.request(article) for article in articles]
        load.send(claimwire, requests, CONNECTIONS)
    found: dict[str, list[Sample]] = {"cold": [], "hot": []}
    for _ in range(1 if quick else 5):
        with Claimwire(folder, model.url("claims-1"), cache) as claimwire:
            claimwire.extract(warming)
            load.send(claimwire, [claimwire.request(warming)], CONNECTIONS, 500)
            for kept in found.values():
                kept.append(
                    measured(claimwire, lambda: load.send(claimwire, requests, FEW), len(requests))
                )
    return Summary(found["cold"]), Summary(found["hot"])


def _section(hits: dict[str, Summary], sizes: list[int], cold: Summary, hot: Summary) -> Section:
    ours, _, ordinary, _, bare, litellm = hits.values()
    rows: list[list[str | float | None]] = [
        [
            name,
            summary.cpu * 1e6,
            summary.spread(1e6),
            summary.wall * 1e6,
            1 / summary.wall,
            summary.p99 * 1e3,
            ordinary.cpu / summary.cpu,
            bare.cpu / summary.cpu,
        ]
        for name, summary in {
            **hits,
            "Claimwire, from the file only": cold,
            "Claimwire, the same from memory": hot,
        }.items()
    ]
    by_ordinary, by_bare = ordinary.cpu / ours.cpu, bare.cpu / ours.cpu
    by_memory = hot.cpu / cold.cpu
    return Section(
        name="hits",
        title="A cached answer over HTTP",
        columns=[
            "server",
            "CPU µs",
            "CPU µs, least to most",
            "wall µs",
            "requests/s",
            "p99 ms",
            "x ordinary handler",
            "x bare ASGI",
        ],
        rows=rows,
        notes=[
            f"{sizes[0]:,} bytes in, {sizes[1]:,} out, of the peers, too; {CONNECTIONS} "
            "connections, one process each. x is by CPU: 2 is half of the peer's cost.",
            "“From the file only”: each of many articles once after a start, then all again, over "
            f"{FEW} connections.",
        ],
        targets=[
            Target(
                "Cached answer, of the ordinary Litestar handler",
                ">= 1.5x",
                f"{figure(by_ordinary)}x ({figure(ours.cpu * 1e6)} µs)",
                by_ordinary >= 1.5,
            ),
            Target(
                "Cached answer, of the bare ASGI app",
                ">= 0.5x",
                f"{figure(by_bare)}x",
                by_bare >= 0.5,
            ),
            Target(
                "Cached answer, of litellm's proxy",
                ">= 50x",
                f"{figure(litellm.cpu / ours.cpu)}x",
                litellm.cpu / ours.cpu >= 50,
            ),
            Target(
                "Hit from SQLite only, of the hit from memory",
                ">= 0.8x",
                f"{figure(by_memory)}x ({figure(cold.cpu * 1e6)} µs)",
                by_memory >= 0.8,
            ),
        ],
    )
