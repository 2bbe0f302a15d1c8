"""What does an article cost: how many calls, how many tokens?"""

import json
import subprocess
import tempfile
from pathlib import Path

from bench.articles import of_sentences
from bench.programs import PRODUCT, ROOT
from bench.rounds import figure
from bench.section import Section, Target
from bench.servers import Claimwire, Model, peer

_METRICS = ("calls", "prompt_tokens", "completion_tokens", "output_ratio")


def run(quick: bool) -> Section:  # it is quick anyhow
    """The recorded answers of a capable model over the seeds, and calls beside langextract's."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows, share = _recorded(folder / "eval.json")
        ours, theirs = _calls(folder)
    return Section(
        name="cost",
        title="Calls and tokens of an article",
        columns=["article", "sentences", "calls", "prompt tokens", "output tokens", "out/article"],
        rows=rows,
        notes=[
            "Recorded answers of one capable model to claims@2 over seeds/, tokens by o200k_base, "
            "the article's by the estimate of `claimwire eval`; calls include the second look.",
            f"A generated article of 30 sentences (the stub's answers need no second look): {ours} "
            f"calls, langextract {theirs} a pass.",
        ],
        targets=[
            Target(
                "Calls for a 30-sentence article",
                "<= 4, and at most one repair",
                f"{ours}",
                ours <= 4,
            ),
            Target(
                "Output tokens, of the article's, over the seeds",
                "<= 2.5x",
                f"{figure(share)}x",
                share <= 2.5,
            ),
        ],
    )


def _recorded(file: Path) -> tuple[list[list[str | float | None]], float]:
    command = [PRODUCT / "claimwire", "eval", "--prompt", "claims@2", "--model", "replay"]
    subprocess.run(  # noqa: S603  # our own command
        [str(part) for part in [*command, "--json", file]],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "HOME": str(file.parent), "CLAIMWIRE_CACHE": "memory:"},
        capture_output=True,
        check=True,
        timeout=120,
    )
    (evaluated,) = json.loads(file.read_text())["runs"]
    rows: list[list[str | float | None]] = []
    for article in evaluated["articles"]:
        metrics, tally = article["metrics"], article["tally"]
        rows.append([article["name"], tally["sentences"], *(metrics[name] for name in _METRICS)])
    whole = {name: found["value"] for name, found in evaluated["metrics"].items()}
    sentences = sum(article["tally"]["sentences"] for article in evaluated["articles"])
    rows.append(["all", sentences, *(whole[name] for name in _METRICS)])
    return rows, whole["output_ratio"]


def _calls(folder: Path) -> tuple[int, int]:
    """What is asked for an article of 30 sentences, by us and by langextract."""
    article = of_sentences(900_000, 30)
    with Model(folder) as model:
        with Claimwire(folder, model.url()) as claimwire:
            claimwire.extract(article)
        ours = model.counts()["calls"]
        with peer(folder, "extracting", model.url()) as talker:
            model.counts()
            talker.tell(articles=[article], at_once=1)
        return ours, model.counts()["calls"]
