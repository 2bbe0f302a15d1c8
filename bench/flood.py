"""What happens when a thousand new articles come at once, and the model takes its time?"""

import tempfile
from itertools import count
from pathlib import Path

from bench.articles import of_sentences
from bench.rounds import figure
from bench.section import Section, Target
from bench.servers import Claimwire, Load, Model

SECONDS = 6.0
"""That the model takes."""
SENTENCES = 8
"""Of an article: one window."""
EACH, MEMORY = 1.5e-3, 100e3
"""Seconds and bytes that an article may add, the bytes beside four times its own."""


def run(quick: bool) -> Section:
    """Time, memory, and how soon `/healthz` answers meanwhile."""
    many = 250 if quick else 1_000
    seeds = count(400_000)
    articles = [of_sentences(next(seeds), SENTENCES) for _ in range(many)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (
            Model(folder) as model,
            Load(folder) as load,
            Claimwire(
                folder, model.url(f"wait-{SECONDS * 1000:.0f}"), concurrency=many, queue=many
            ) as claimwire,
        ):
            claimwire.extract(of_sentences(next(seeds), SENTENCES))
            claimwire.forget_peak()
            before, cpu = claimwire.memory, claimwire.cpu
            requests = [*map(claimwire.request, articles)]
            said = load.send(claimwire, requests, many, probe="/healthz")
            cpu = (claimwire.cpu - cpu) / many
            memory = (claimwire.peak - before) / many - 4 * sum(map(len, articles)) / many
    each = (said["wall"] - SECONDS) / many
    probe = said["probe"]
    return Section(
        name="flood",
        title=f"{many:,} new articles at once, a model at {SECONDS:.0f} s",
        columns=[
            "articles",
            "wall s",
            "ms each past 6 s",
            "CPU ms each",
            "kB each beside 4x the article",
            "/healthz p50 ms",
            "/healthz p99 ms",
            "longest ms",
        ],
        rows=[
            [
                many,
                said["wall"],
                each * 1e3,
                cpu * 1e3,
                memory / 1e3,
                *(probe[name] * 1e3 for name in ("p50", "p99", "longest")),
            ]
        ],
        notes=[
            f"Articles of {SENTENCES} sentences, one window each. CLAIMWIRE_CONCURRENCY and "
            "CLAIMWIRE_QUEUE are high enough for all to be worked on; one process; the stub and "
            "the load generator share the two cores with it. Memory: the most that was resident "
            "over that before.",
        ],
        targets=[
            Target(
                f"{many:,} new articles at once, model at 6 s: time",
                "6 s + 1.5 ms each",
                f"6 s + {figure(each * 1e3)} ms each",
                each <= EACH,
            ),
            Target(
                f"{many:,} new articles at once: memory of each",
                "<= 100 kB + 4x the article",
                f"{figure(memory / 1e3)} kB + 4x the article",
                memory <= MEMORY,
            ),
            Target(
                f"{many:,} new articles at once: p99 of /healthz",
                "< 100 ms",
                f"{figure(probe['p99'] * 1e3)} ms",
                probe["p99"] < 0.1,
            ),
        ],
    )
