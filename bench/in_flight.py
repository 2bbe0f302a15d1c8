"""How many articles are done a second, with many in flight?"""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

from bench.articles import of_length
from bench.programs import Program, Talker
from bench.rounds import Sample, Summary, figure, in_turn, measured
from bench.section import Plot, Section, Target
from bench.servers import Claimwire, Load, Model, peer

LEVELS = (1, 8, 64, 512)
WARMING = 5
"""Articles that each service has seen before it is measured."""
LENGTH = 2_000
"""Code points of an article; two windows."""
OURS, THEIRS = "Claimwire", "langextract in threads"


class Case(NamedTuple):
    """One line of the table."""

    who: str
    wait: int
    """Milliseconds that the model takes."""
    level: int
    """Articles in flight."""


def run(quick: bool) -> Section:
    """The service beside langextract in threads, in front of a quick and a slow model."""
    with tempfile.TemporaryDirectory() as name:
        found, memory = _compare(Path(name), quick)
    return _section(found, memory)


def _compare(folder: Path, quick: bool) -> tuple[dict[Case, Summary], dict[Case, float]]:
    seeds = count(100_000)
    memory: dict[Case, float] = {}

    def sample(
        case: Case, program: Program, many: int, act: Callable[[list[str]], dict[str, float]]
    ) -> Sample:
        articles = [of_length(next(seeds), LENGTH) for _ in range(many)]
        program.forget_peak()
        before = program.memory
        found = measured(program, lambda: act(articles), many)
        grown = (program.peak - before) / case.level
        memory[case] = max(grown, memory.get(case, 0.0))
        return found

    with ExitStack() as stack:
        model = stack.enter_context(Model(folder))
        load = stack.enter_context(Load(folder))
        contenders: dict[Case, Callable[[], Sample]] = {}

        for wait in (0, 200):
            url = model.url(f"wait-{wait}")
            claimwire = stack.enter_context(Claimwire(folder, url, concurrency=2048, queue=2048))
            for _ in range(WARMING):
                claimwire.extract(of_length(next(seeds), LENGTH))
            for level in LEVELS[:3] if quick else LEVELS:
                case, many = Case(OURS, wait, level), max(level, 6 if quick else 16)
                send = partial(_send, load, claimwire, level)
                contenders[case] = partial(sample, case, claimwire, many, send)
            talker = stack.enter_context(peer(folder, "extracting", url))
            for level in (1, 64) if quick else (1, 8, 64, 256):
                case, many = Case(THEIRS, wait, level), max(level, 2)
                tell = partial(_tell, talker, level)
                contenders[case] = partial(sample, case, talker, many, tell)
        slow = [case for case in contenders if case.who == THEIRS or case.level == LEVELS[-1]]
        summaries = in_turn(contenders, 1 if quick else 3, warm_up=False, once=slow)
    return summaries, memory


def _send(load: Load, claimwire: Claimwire, level: int, articles: list[str]) -> dict[str, float]:
    return load.send(claimwire, [*map(claimwire.request, articles)], level)


def _tell(talker: Talker, level: int, articles: list[str]) -> dict[str, float]:
    return talker.tell(articles=articles, at_once=level)


def _section(found: dict[Case, Summary], memory: dict[Case, float]) -> Section:
    at_64 = found[Case(OURS, 200, 64)]
    rows = [
        [
            who,
            f"{wait} ms",
            level,
            1 / summary.wall,
            summary.p50 * 1e3,
            summary.p99 * 1e3,
            summary.cpu * 1e3,
            summary.spread(1e3),
            memory[Case(who, wait, level)] / 1e3,
            _ratio(found, Case(who, wait, level)),
        ]
        for (who, wait, level), summary in found.items()
    ]
    return Section(
        name="in_flight",
        title="Many articles in flight",
        columns=[
            "who",
            "model",
            "in flight",
            "articles/s",
            "p50 ms",
            "p99 ms",
            "CPU ms each",
            "least to most",
            "kB each in flight",
            "x langextract, CPU",
        ],
        rows=rows,
        notes=[
            f"New articles of {LENGTH:,} characters, two windows each. CLAIMWIRE_CONCURRENCY is "
            "2048 for all: with its default of 64 calls at once, 64 articles of two windows wait "
            "for each other. The stub, the load generator and the service share two cores.",
            "langextract ran each line once, as did the service with 512 in flight; langextract is "
            "one process without HTTP in front, and is given whole clauses as quotes.",
            "kB in flight: the growth of resident memory, by articles; the most of all rounds.",
        ],
        targets=[
            Target(
                "64 articles of 2 kB in flight, model at 200 ms: articles a second",
                ">= 250",
                figure(1 / at_64.wall),
                1 / at_64.wall >= 250,
            ),
            Target(
                "64 articles of 2 kB in flight, model at 200 ms: p99",
                "< 400 ms",
                f"{figure(at_64.p99 * 1e3)} ms",
                at_64.p99 < 0.4,
            ),
        ],
        plots=[
            _plot("rate", "Articles a second, model at 200 ms", "articles/s", found, _rate),
            _plot("cost", "CPU of an article, model at 200 ms", "ms of CPU", found, _cost),
        ],
    )


def _rate(summary: Summary) -> float:
    return 1 / summary.wall


def _cost(summary: Summary) -> float:
    return summary.cpu * 1e3


def _ratio(found: dict[Case, Summary], case: Case) -> float | None:
    theirs = found.get(case._replace(who=THEIRS))
    return theirs.cpu / found[case].cpu if theirs else None


def _plot(
    name: str,
    title: str,
    y: str,
    found: dict[Case, Summary],
    value: Callable[[Summary], float],
) -> Plot:
    return Plot(
        name=f"in_flight_{name}",
        title=title,
        x="articles in flight",
        y=y,
        series={
            who: [
                (case.level, value(summary))
                for case, summary in found.items()
                if case.who == who and case.wait
            ]
            for who in (OURS, THEIRS)
        },
        log_x=True,
    )
