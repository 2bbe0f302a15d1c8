"""How long does one wait for the whole answer, and what does it cost, by the windows' size?"""

import json
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from bench.articles import of_sentences
from bench.programs import PRODUCT
from bench.rounds import figure
from bench.section import Plot, Section, Target
from bench.servers import Claimwire, Model

PACE = 80
"""Tokens a second that the model writes for each request."""
LENGTHS = (10, 30, 60, 120)
OURS = 8
"""The size that the service has."""
SIZES = (4, OURS, 16, 12, 30)


class Run(NamedTuple):
    """One article, with windows of one size."""

    sentences: int
    size: int
    seconds: float
    calls: int
    prompt: int
    cached: int
    completion: int


def run(quick: bool) -> Section:
    """Every article with every size, all at once, since all that they do is wait."""
    sizes, lengths = (SIZES[:2], LENGTHS[:3]) if quick else (SIZES, LENGTHS)
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        model = stack.enter_context(Model(folder))
        jobs = []
        for size in sizes:
            url = model.url(f"write-{PACE}")
            command = [PRODUCT / "python", "-m", "bench.inside.windowed", size]
            claimwire = stack.enter_context(
                Claimwire(folder, url, command=command, concurrency=256, deadline=300)
            )
            claimwire.extract(of_sentences(799_999, 1))
            jobs += [(claimwire, size, length) for length in lengths]
        with ThreadPoolExecutor(len(jobs)) as pool:
            runs = list(pool.map(lambda job: _wait(*job), jobs))
    return _section(runs)


def _wait(claimwire: Claimwire, size: int, length: int) -> Run:
    began = time.perf_counter()
    body = claimwire.extract(of_sentences(800_000 + length, length))
    seconds = time.perf_counter() - began
    usage = json.loads(body)["usage"]
    return Run(
        length,
        size,
        seconds,
        usage["calls"],
        usage["prompt_tokens"],
        usage["cached_tokens"],
        usage["completion_tokens"],
    )


def _section(runs: list[Run]) -> Section:
    ours = next(one for one in runs if one[:2] == (30, OURS))
    return Section(
        name="waiting",
        title=f"Waiting for the whole answer, a model that writes {PACE} tokens a second",
        columns=[
            "sentences",
            "window",
            "seconds",
            "calls",
            "prompt tokens",
            "of them a kept prefix",
            "output tokens",
        ],
        rows=[[*one] for one in sorted(runs)],
        notes=[
            "The stub takes 0.3 s to read and writes 2.7 tokens for each of the window's, as "
            "claims@2 makes a capable model do over the twelve seeds; a token is four characters. "
            f"The service has windows of at most {OURS} sentences; the size is a constant, which "
            "this benchmark puts in another's place.",
            "Nothing is streamed yet: the first claim comes with the last.",
            "Output tokens hardly depend on the windows' size here; that a real model repeats "
            "sources in each window, and loses some in long ones, is for `claimwire eval` to say.",
        ],
        targets=[
            Target(
                "Whole answer for a 30-sentence article at 80 tokens a second",
                "<= 20 s",
                f"{figure(ours.seconds)} s",
                ours.seconds <= 20,
            ),
        ],
        plots=[
            Plot(
                "waiting_time",
                f"Time to the whole answer, {PACE} tokens a second",
                "sentences of the article",
                "seconds",
                _lines(runs, "seconds"),
            ),
            Plot(
                "waiting_cost",
                "Prompt tokens, most of them a prefix that a server keeps",
                "sentences of the article",
                "prompt tokens",
                _lines(runs, "prompt"),
            ),
        ],
    )


def _lines(runs: list[Run], field: str) -> dict[str, list[tuple[float, float]]]:
    return {
        f"windows of {size}": [
            (one.sentences, getattr(one, field)) for one in sorted(runs) if one.size == size
        ]
        for size in sorted({one.size for one in runs})
    }
