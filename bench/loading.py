"""Where do the start's time and memory go?"""

import tempfile
from pathlib import Path
from statistics import median

from bench.section import Section
from bench.servers import Model, inside


def run(quick: bool) -> Section:
    """Seconds and resident memory of each thing that is loaded or made, in the start's order."""
    found: dict[str, list[tuple[float, int]]] = {}
    bare = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Model(folder) as model:
            for _ in range(2 if quick else 5):
                with inside(folder, "loading") as program:
                    said = program.tell(model_url=model.url(), folder=name)
                bare.append(said["bare"])
                for step, (seconds, size) in said["steps"].items():
                    found.setdefault(step, []).append((seconds, size))
    rows: list[list[str | float | None]] = [
        [step, median(s for s, _ in one), median(size for _, size in one) / 1e6]
        for step, one in found.items()
    ]
    return Section(
        name="loading",
        title="Where the start's time and memory go",
        columns=["loaded, in this order", "s", "MB"],
        rows=[["Python, asyncio and json", None, median(bare) / 1e6], *rows],
        notes=[
            "Medians of fresh processes; what an earlier line has loaded costs a later one "
            "nothing. The SDK loads the types of all its endpoints, whichever are used.",
        ],
    )
