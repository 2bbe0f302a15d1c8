"""What does a long article cost?"""

import tempfile
from functools import partial
from itertools import count
from pathlib import Path

from bench.articles import of_length
from bench.programs import Program
from bench.rounds import Sample, Summary, figure, in_turn, measured
from bench.section import Plot, Section, Target
from bench.servers import Claimwire, Model, peer

LENGTHS = (2_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
AIMS = {100_000: 0.3, 1_000_000: 3.0}
"""Seconds of CPU."""
WARMING = 5
"""Short articles that a service has seen before it is measured."""
OURS, THEIRS = "Claimwire", "langextract"
_Case = tuple[str, int]


def run(quick: bool) -> Section:
    """CPU time and memory by length, beside langextract's; the model answers at once."""
    with tempfile.TemporaryDirectory() as name:
        found, growth = _compare(Path(name), quick)
    return _section(found, growth)


def _compare(folder: Path, quick: bool) -> tuple[dict[_Case, Summary], dict[_Case, list[float]]]:
    seeds = count(300_000)
    growth: dict[_Case, list[float]] = {}

    with Model(folder) as model, peer(folder, "extracting", model.url()) as talker:

        def ours(length: int) -> Sample:
            article = of_length(next(seeds), length)
            with Claimwire(folder, model.url(), deadline=600) as claimwire:
                for _ in range(WARMING):
                    claimwire.extract(of_length(next(seeds), LENGTHS[0]))
                return _watched((OURS, length), claimwire, article)

        def _watched(case: _Case, program: Program, article: str) -> Sample:
            def act() -> dict[str, float]:
                if isinstance(program, Claimwire):
                    return program.timed(article)
                return talker.tell(articles=[article], at_once=1)

            program.forget_peak()
            before = program.memory
            sample = measured(program, act, 1)
            growth.setdefault(case, []).append((program.peak - before) / len(article))
            return sample

        def theirs(length: int) -> Sample:
            return _watched((THEIRS, length), talker, of_length(next(seeds), length))

        most, peers = (LENGTHS[3], LENGTHS[3]) if quick else (LENGTHS[-1], LENGTHS[-2])
        contenders = {
            **{(OURS, one): partial(ours, one) for one in LENGTHS if one <= most},
            **{(THEIRS, one): partial(theirs, one) for one in LENGTHS if one <= peers},
        }
        slow = [case for case in contenders if case[1] > LENGTHS[3]]
        found = in_turn(contenders, 1 if quick else 3, warm_up=False, once=slow)
    return found, growth


def _section(found: dict[_Case, Summary], growth: dict[_Case, list[float]]) -> Section:
    rows = [
        [
            who,
            length,
            summary.cpu,
            summary.spread(1),
            summary.wall,
            summary.cpu * 1e9 / length,
            max(growth[who, length]),
            _ratio(found, (who, length)),
        ]
        for (who, length), summary in found.items()
    ]
    targets = []
    for length, most in AIMS.items():
        if (OURS, length) not in found:
            continue
        cpu, grown = found[OURS, length].cpu, max(growth[OURS, length])
        kilobytes = f"{length // 1000:,} kB article, 0 ms model"
        targets += [
            Target(f"{kilobytes}: CPU", f"<= {most} s", f"{figure(cpu)} s", cpu <= most),
            Target(
                f"{kilobytes}: memory growth, of the article",
                "<= 10x",
                f"{figure(grown)}x",
                grown <= 10,
            ),
        ]
    lengths = sorted(length for who, length in found if who == OURS)
    each = [found[OURS, length].cpu / length for length in (lengths[-1], LENGTHS[1])]
    targets.append(
        Target(
            f"Linear in length: CPU of a character at {lengths[-1]:,}, of that at {LENGTHS[1]:,}",
            "<= 1.2x",
            f"{figure(each[0] / each[1])}x",
            each[0] / each[1] <= 1.2,
        )
    )
    return Section(
        name="length",
        title="Long articles, a model at 0 ms",
        columns=[
            "who",
            "characters",
            "CPU s",
            "least to most",
            "wall s",
            "CPU ns a character",
            "memory growth, x article",
            "x langextract, CPU",
        ],
        rows=rows,
        notes=[
            "One article at a time, lengths above 100,000 once, the others in turn; for each a "
            f"service that was just started and has answered {WARMING} short articles. "
            "langextract is one process for all lengths, so that its memory grows less with "
            "each. Growth: the highest resident memory over that before, the worst of all "
            "rounds. The stub answers in a process of its own.",
        ],
        targets=targets,
        plots=[
            Plot(
                name="length_cpu",
                title="CPU by article length, a model at 0 ms",
                x="characters",
                y="seconds of CPU",
                series={
                    name: [(length, one.cpu) for (who, length), one in found.items() if who == name]
                    for name in (OURS, THEIRS)
                },
                log_x=True,
                log_y=True,
            )
        ],
    )


def _ratio(found: dict[_Case, Summary], case: _Case) -> float | None:
    theirs = found.get((THEIRS, case[1]))
    return theirs.cpu / found[case].cpu if theirs else None
