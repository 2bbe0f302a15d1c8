"""How are contenders compared fairly? In turn, round after round, and by the median."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from bench.programs import Program

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sample:
    """One round of one contender, per request."""

    cpu: float
    """Seconds."""
    wall: float
    """Seconds until all were done, by how many they were."""
    p50: float = 0.0
    p99: float = 0.0


@dataclass(frozen=True, slots=True)
class Summary:
    """The rounds of one contender."""

    samples: Sequence[Sample]

    @property
    def cpu(self) -> float:
        """The median, in seconds."""
        return median(sample.cpu for sample in self.samples)

    @property
    def wall(self) -> float:
        """The median, in seconds."""
        return median(sample.wall for sample in self.samples)

    @property
    def p50(self) -> float:
        """The median of the medians, in seconds."""
        return median(sample.p50 for sample in self.samples)

    @property
    def p99(self) -> float:
        """The median of the 99th percentiles, in seconds."""
        return median(sample.p99 for sample in self.samples)

    def spread(self, unit: float) -> str:
        """The least and the most CPU, in so many parts of a second."""
        found = [sample.cpu * unit for sample in self.samples]
        return f"{figure(min(found))} to {figure(max(found))}"


def in_turn(
    contenders: Mapping[K, Callable[[], Sample]],
    rounds: int,
    warm_up: bool = True,
    once: Collection[K] = (),
) -> dict[K, Summary]:
    """A B C, A B C: what each gives in each round, those that take long `once` only. A round
    before all, unmeasured, warms them up."""
    found: dict[K, list[Sample]] = {name: [] for name in contenders}
    for number in range(-1 if warm_up else 0, rounds):
        for name, run in contenders.items():
            if name in once and number != 0:
                continue
            sample = run()
            if number >= 0:
                found[name].append(sample)
    return {name: Summary(samples) for name, samples in found.items()}


def measured(program: Program, act: Callable[[], Mapping[str, float]], requests: int) -> Sample:
    """What a program needed for so many requests that `act` has it do, and says the time of."""
    before = program.cpu
    said = act()
    cpu = program.cpu - before
    return Sample(
        cpu / requests, said["wall"] / requests, said.get("p50", 0.0), said.get("p99", 0.0)
    )


def figure(number: float) -> str:
    """Three digits of a number."""
    if number == 0:
        return "0"
    if abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}"
