"""How fast are sentences found?"""

import tempfile
from functools import partial
from pathlib import Path

from bench.articles import of_length
from bench.programs import Talker
from bench.rounds import Sample, figure, in_turn
from bench.section import Section, Target
from bench.servers import inside, peer

AIMS = {20_000: 2e-3, 1_000_000: 150e-3}
"""Seconds by characters."""
OURS, THEIRS = "Claimwire", "pysbd"


def run(quick: bool) -> Section:
    """Our sentences beside pysbd's."""
    counts: dict[tuple[str, int], int] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with inside(folder, "splitting") as ours, peer(folder, "splitting") as theirs:

            def sample(talker: Talker, who: str, length: int) -> Sample:
                said = talker.tell(text=of_length(700_000, length))
                counts[who, length] = said["sentences"]
                return Sample(said["cpu"], said["wall"])

            contenders = {
                (who, length): partial(sample, talker, who, length)
                for length in AIMS
                for who, talker in ((OURS, ours), (THEIRS, theirs))
            }
            slow = [(THEIRS, 1_000_000)]
            if quick:
                del contenders[THEIRS, 1_000_000]
            found = in_turn(contenders, 3 if quick else 7, once=slow)
    return Section(
        name="sentences",
        title="Sentences",
        columns=["who", "characters", "sentences", "CPU ms", "least to most", "x pysbd"],
        rows=[
            [
                who,
                length,
                counts[who, length],
                summary.cpu * 1e3,
                summary.spread(1e3),
                found[THEIRS, length].cpu / summary.cpu if (THEIRS, length) in found else None,
            ]
            for (who, length), summary in found.items()
        ],
        notes=[
            "pysbd does the long text once; it gives places, too (char_span)."
            + " Left out of a quick run." * quick
        ],
        targets=[
            Target(
                f"Sentences of {length // 1000:,} kB",
                f"<= {figure(aim * 1e3)} ms",
                f"{figure(found[OURS, length].cpu * 1e3)} ms",
                found[OURS, length].cpu <= aim,
            )
            for length, aim in AIMS.items()
        ],
    )
