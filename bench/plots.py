"""How do the numbers look?"""

from pathlib import Path

import matplotlib as mpl

from bench.section import Plot

mpl.use("svg")
mpl.rcParams["svg.hashsalt"] = "claimwire"  # the same bytes for the same numbers
mpl.rcParams["svg.fonttype"] = "none"

from matplotlib import pyplot  # noqa: E402  # after the backend is chosen
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter  # noqa: E402

_MARKERS = "osD^vPX"


def draw(plot: Plot, folder: Path) -> Path:
    """Writes a plot as SVG."""
    figure, axes = pyplot.subplots(figsize=(7, 4.2), layout="constrained")
    for marker, (name, points) in zip(_MARKERS, plot.series.items(), strict=False):
        xs, ys = zip(*sorted(points), strict=True)
        axes.plot(xs, ys, marker=marker, markersize=4, linewidth=1.5, label=name)
    axes.set(title=plot.title, xlabel=plot.x, ylabel=plot.y)
    for axis, log in ((axes.xaxis, plot.log_x), (axes.yaxis, plot.log_y)):
        if log:
            getattr(axes, f"set_{axis.axis_name}scale")("log")
            axis.set_major_locator(LogLocator(10, subs=(1, 2, 5)))
            axis.set_minor_formatter(NullFormatter())
        axis.set_major_formatter(FuncFormatter(_number))
    if not plot.log_y:
        axes.set_ylim(bottom=0)
    axes.grid(visible=True, linewidth=0.4, alpha=0.6)
    axes.legend(frameon=False)
    file = folder / f"{plot.name}.svg"
    figure.savefig(file, metadata={"Date": None})
    pyplot.close(figure)
    return file


def _number(value: float, _: int) -> str:
    return f"{value:,.0f}" if value >= 1 or value == 0 else f"{value:g}"
