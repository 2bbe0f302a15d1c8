"""What does a long article hold of memory?"""

import tempfile
from pathlib import Path

from bench.articles import of_length
from bench.section import Section
from bench.servers import inside

LENGTH = 100_000


def run(quick: bool) -> Section:
    """Python's own memory after each step from an article to its answer, by the article."""
    length = LENGTH // (4 if quick else 1)
    with tempfile.TemporaryDirectory() as name, inside(Path(name), "holding") as program:
        steps = program.tell(text=of_length(800_000, length))["steps"]
    return Section(
        name="holding",
        title="What a long article holds of memory",
        columns=["after", "x article", "most on the way, x article"],
        rows=[[step, held / length, most / length] for step, (held, most) in steps.items()],
        notes=[
            f"An article of {length:,} characters, by tracemalloc, without HTTP, calls and cache. "
            "The cache keeps the answer once more in memory.",
        ],
    )
