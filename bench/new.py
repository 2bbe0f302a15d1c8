"""What does a new article of one window cost, beside what its one call to the model costs?"""

import json
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from itertools import count
from pathlib import Path

from bench.articles import of_sentences
from bench.programs import PEERS, PRODUCT, Talker
from bench.rounds import Sample, Summary, figure, in_turn, measured
from bench.section import Section, Target
from bench.servers import Claimwire, Load, Model, inside, peer

AT_ONCE = 32
FEW, MANY = 1, 8
"""Sentences of an article; eight, the most of one window, have about ten claims."""


def run(quick: bool) -> Section:
    """The service with everything on, beside libraries that only call and validate."""
    with tempfile.TemporaryDirectory() as name:
        summaries, claims = _compare(Path(name), quick)
    return _section(summaries, claims)


def _compare(folder: Path, quick: bool) -> tuple[dict[str, Summary], dict[int, int]]:
    with ExitStack() as stack:
        model = stack.enter_context(Model(folder))
        load = stack.enter_context(Load(folder))
        claimwire = stack.enter_context(Claimwire(folder, model.url()))
        files = {size: _bodies(folder, size) for size in (FEW, MANY)}

        def library(module: str, size: int = MANY, python: Path = PRODUCT) -> Talker:
            file = str(files[size])
            return stack.enter_context(
                peer(folder, "calls", module, model.url(), file, python=python)
            )

        talkers = {
            "bare aiohttp POST, the same 1 claim": library("bare", FEW),
            "bare aiohttp POST, the same 10 claims": library("bare"),
            "openai create": library("create"),
            "openai parse": library("parse"),
            "instructor": library("instructor", python=PEERS),
            "litellm, as a library": library("litellm", python=PEERS),
        }
        seeds = count(10_000)
        many = 48 if quick else 96

        def ours(size: int) -> Sample:
            requests = [claimwire.request(_article(next(seeds), size)) for _ in range(many)]
            return measured(claimwire, lambda: load.send(claimwire, requests, AT_ONCE), many)

        def theirs(talker: Talker) -> Sample:
            said = talker.tell(count=many, at_once=AT_ONCE)
            return Sample(said["cpu"] / many, said["wall"] / many)

        contenders: dict[str, Callable[[], Sample]] = {
            "Claimwire, 1 claim": lambda: ours(FEW),
            "Claimwire, 10 claims": lambda: ours(MANY),
            **{name: partial(theirs, one) for name, one in talkers.items()},
        }
        claims = {
            size: len(json.loads(claimwire.extract(_article(9_999, size)))["claims"])
            for size in (FEW, MANY)
        }
        model.counts()
        summaries = in_turn(contenders, 2 if quick else 5)
        if model.counts()["again"]:
            raise RuntimeError("the stub's answers had to be repaired")
        return summaries, claims


def _article(seed: int, size: int) -> str:
    text = of_sentences(seed, size)
    return text if size > FEW else text.rstrip(".").split(", and ")[0] + "."


def _bodies(folder: Path, size: int) -> Path:
    file = folder / f"bodies-{size}.json"
    articles = [_article(20_000 + number, size) for number in range(AT_ONCE)]
    with inside(folder, "requests") as program:
        file.write_text(json.dumps(program.tell(articles=articles)))
    return file


def _section(summaries: dict[str, Summary], claims: dict[int, int]) -> Section:
    few = summaries["bare aiohttp POST, the same 1 claim"].cpu
    many = summaries["bare aiohttp POST, the same 10 claims"].cpu
    above = {
        name: summary.cpu - (few if "1 claim" in name and "10" not in name else many)
        for name, summary in summaries.items()
    }
    ours = above["Claimwire, 10 claims"]
    rows = [
        [
            name,
            summary.cpu * 1e3,
            summary.spread(1e3),
            summary.wall * 1e3,
            above[name] * 1e3,
            above[name] / ours if above[name] > 0 else None,
        ]
        for name, summary in summaries.items()
    ]
    return Section(
        name="new",
        title="A new article of one window, a model at 0 ms",
        columns=[
            "who",
            "CPU ms",
            "CPU ms, least to most",
            "wall ms",
            "CPU ms above the bare POST",
            "of Claimwire's with 10 claims",
        ],
        rows=rows,
        notes=[
            f"{AT_ONCE} at once. Articles of {FEW} and {MANY} sentences, of which the one that was "
            f"looked at had {claims[FEW]} and {claims[MANY]} claims.",
            "Claimwire's is everything: HTTP, keys, metrics, log line, call, validation, "
            "grounding, checks, dates, two layers of cache. The libraries' is one call with the "
            "same messages and schema; `create` and the bare POST do not even validate.",
        ],
        targets=[
            Target(
                f"New article of one window, {what}: CPU above a bare aiohttp POST",
                "<= 1.0 ms",
                f"{figure(above[f'Claimwire, {what}'] * 1e3)} ms",
                above[f"Claimwire, {what}"] <= 1e-3,
            )
            for what in ("1 claim", "10 claims")
        ],
    )
