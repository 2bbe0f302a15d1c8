"""What does it cost? `python -m bench [--quick] [NAME ...]` measures all, or some."""

import argparse
import time
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from subprocess import SubprocessError

from rich.console import Console

from bench import machine
from bench.report import show, write
from bench.section import Section, Target

BENCHMARKS = (
    *("hits", "new", "in_flight", "flood", "length", "grounding", "sentences", "waiting"),
    *("cost", "edits", "prefix", "start", "where", "loading", "holding"),
)
FOLDER = Path(__file__).parent


def main() -> None:
    """Runs the benchmarks; the results of all, but not of some, are written."""
    parser = argparse.ArgumentParser(prog="bench", description="Measures Claimwire and its peers.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds")
    options = parser.parse_args()
    if unknown := set(options.names) - set(BENCHMARKS):
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    console = Console(width=max(Console().width, 150), highlight=False)
    about = machine.describe()
    for name, what in about.items():
        console.print(f"{name}: {what}", markup=False)
    began, before = time.monotonic(), machine.load()
    sections: list[Section] = []
    for name in options.names or BENCHMARKS:
        start = time.monotonic()
        section = _run(name, options.quick, console)
        took = (
            f"{name}: {time.monotonic() - start:.0f} s, load average {machine.load()} at its end."
        )
        sections.append(replace(section, notes=[*section.notes, took]))
        show(sections[-1], console)
    about["run"] = (
        f"{'quick, ' * options.quick}{time.monotonic() - began:.0f} s; load average "
        f"{before} before it, {machine.load()} at its end"
    )
    console.print(about["run"])
    if not options.names:
        folder = FOLDER / ".quick" if options.quick else FOLDER  # git does not know of `.quick`
        page = write(sections, about, folder)
        console.print(f"Written: {page.relative_to(FOLDER.parent)}")
    missed = [target for section in sections for target in section.targets if not target.met]
    console.print(f"{len(missed)} targets are missed.")


def _run(name: str, quick: bool, console: Console) -> Section:
    """A benchmark's result, or that it has none: the others have theirs all the same."""
    try:
        section: Section = import_module(f"bench.{name}").run(quick)
    except (LookupError, OSError, RuntimeError, SubprocessError, ValueError) as error:
        console.print_exception()
        what = repr(error)
        missed = [Target(name, "it runs", what.splitlines()[0][:200], met=False)]
        return Section(name, f"{name}: no result", ["what happened"], [[what]], targets=missed)
    return section


if __name__ == "__main__":
    main()
