"""Where does the time of a request go, inside the service?"""

import tempfile
from pathlib import Path

from bench.articles import of_length
from bench.section import Section
from bench.servers import Model, inside

_SHOWN = 14


def run(quick: bool) -> Section:
    """Shares of the service's own code and its libraries, for a new article and a stored answer."""
    count, hits = (15, 500) if quick else (60, 3000)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Model(folder) as model, inside(folder, "profiling") as program:
            articles = [of_length(700_000 + number, 2_000) for number in range(5 + count)]
            said = program.tell(articles=articles, model_url=model.url(), hits=hits)
    new, stored = list(said["new"].items()), list(said["stored"].items())
    rows = [
        [new[at][0], _percent(new[at][1]), stored[at][0], _percent(stored[at][1])]
        for at in range(min(_SHOWN, len(new), len(stored)))
    ]
    return Section(
        name="where",
        title="Where the time goes",
        columns=["a new article of 2 kB, 0 ms model", "share", "a stored answer", "share"],
        rows=rows,
        notes=[
            "Own time by cProfile, built-in functions with whoever calls them, waiting left out; "
            "without the HTTP server and the log. A profile makes small functions look dearer.",
        ],
    )


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"
