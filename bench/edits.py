"""How much is asked again when an article was edited?"""

import tempfile
from collections.abc import Callable
from itertools import count, islice
from pathlib import Path
from statistics import mean

from bench.articles import join, sentences
from bench.section import Section, Target
from bench.servers import Claimwire, Model, peer

SENTENCES = 100
CHANGED = "The council will meet again in autumn to vote on the budget of the new swimming hall."
_Edit = Callable[[list[str], int], list[str]]
_EDITS: dict[str, _Edit] = {
    "nothing": lambda text, _: text,
    "one sentence changed": lambda text, at: [*text[:at], CHANGED, *text[at + 1 :]],
    "one sentence added": lambda text, at: [*text[:at], CHANGED, *text[at:]],
    "one sentence taken out": lambda text, at: [*text[:at], *text[at + 1 :]],
}
_ENDS: dict[str, _Edit] = {
    "the first sentence changed": lambda text, _: [CHANGED, *text[1:]],
    "one sentence added at the end": lambda text, _: [*text, CHANGED],
}


def run(quick: bool) -> Section:
    """Calls for the second version, by what was edited, of ours and of langextract."""
    places = range(5, SENTENCES, 19 if quick else 4)
    seeds = count(500_000)
    found: dict[str, list[int]] = {}
    theirs: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Model(folder) as model, Claimwire(folder, model.url("claims-1")) as claimwire:
            first = 0
            for edit, change in (_EDITS | _ENDS).items():
                for at in places if edit in _EDITS else places[:1]:
                    before = list(islice(sentences(next(seeds)), SENTENCES))
                    claimwire.extract(join(before))
                    first = model.counts()["calls"]
                    claimwire.extract(join(change(before, at)))
                    found.setdefault(edit, []).append(model.counts()["calls"])
            with peer(folder, "extracting", model.url()) as talker:
                before = list(islice(sentences(next(seeds)), SENTENCES))
                for edit in ("nothing", "one sentence changed"):
                    talker.tell(articles=[join(_EDITS[edit](before, 50))], at_once=1)
                    theirs[edit] = model.counts()["calls"]
    again = found["one sentence changed"]
    return Section(
        name="edits",
        title=f"An edited article of {SENTENCES} sentences",
        columns=["edited", "windows asked again: mean", "least", "most", "langextract's calls"],
        rows=[
            [edit, mean(calls), min(calls), max(calls), theirs.get(edit)]
            for edit, calls in found.items()
        ],
        notes=[
            f"The first version has {first} windows. Edited at {len(places)} places, a new "
            "article for each. A window is asked about again where its own sentences changed, or "
            "where its context did (the lead, the four sentences before it, those that introduce "
            "its names) and may matter: here claims are in their sentences' own words, and the "
            "new sentence names nobody. Claims with a resolved pronoun are asked for again. "
            "A sentence more or less moves the edges of other windows.",
        ],
        targets=[
            Target(
                "Edited article, one sentence in 100 changed",
                "1 window asked again",
                f"{mean(again):.2g} on average, {min(again)} to {max(again)}",
                max(again) == 1,
            )
        ],
    )
