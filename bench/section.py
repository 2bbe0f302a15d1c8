"""What does one benchmark say?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Plot:
    """Lines in one coordinate system; each series is a list of (x, y)."""

    name: str
    """Of the SVG file, without its ending."""
    title: str
    x: str
    y: str
    series: Mapping[str, Sequence[tuple[float, float]]]
    log_x: bool = False
    log_y: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that was to be reached, and what was."""

    work: str
    aim: str
    reached: str
    met: bool


@dataclass(frozen=True, slots=True)
class Section:
    """The result of one benchmark: a table, and what to know when reading it."""

    name: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str | float | None]]
    notes: Sequence[str] = ()
    targets: Sequence[Target] = ()
    plots: Sequence[Plot] = field(default=())
