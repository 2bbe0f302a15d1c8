"""How are the results written: as text, as JSON, as a page?"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.plots import draw
from bench.rounds import figure
from bench.section import Section, Target

_TARGETS = ("work", "aim", "reached", "met")
Cell = str | float | None


def show(section: Section, console: Console) -> None:
    """The tables of a section, for a terminal."""
    console.print(_table(section.title, section.columns, section.rows))
    for note in section.notes:
        console.print(f"  {note}", style="dim", markup=False, highlight=False)
    if section.targets:
        console.print(_table("", _TARGETS, _target_rows(section.targets)))


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Table:
    table = Table(title=title or None, title_justify="left", title_style="bold")
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if _is_words(rows, number) else "right")
    for row in rows:
        table.add_row(*(_cell(cell) for cell in row))
    return table


def write(sections: Sequence[Section], about: Mapping[str, str], folder: Path) -> Path:
    """Writes `results/results.json`, for programs, and the page with its plots, for people."""
    (folder / "results").mkdir(parents=True, exist_ok=True)
    found = {"about": dict(about), "sections": [asdict(section) for section in sections]}
    found_file = folder / "results" / "results.json"
    found_file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    page = folder / "RESULTS.md"
    page.write_text(_page(sections, about, folder / "results"))
    return page


def _page(sections: Sequence[Section], about: Mapping[str, str], folder: Path) -> str:
    lines = [
        "# Results",
        "",
        "Written by `make bench`; [README.md](README.md) says how it measures.",
        "",
        *(f"- {name}: {what}" for name, what in about.items()),
        "",
        "## Targets",
        "",
        *_markdown(_TARGETS, _target_rows([one for it in sections for one in it.targets])),
    ]
    for section in sections:
        lines += ["", f"## {section.title}", "", *_markdown(section.columns, section.rows)]
        for note in section.notes:
            lines += ["", note]
        for plot in section.plots:
            file = draw(plot, folder)
            lines += ["", f"![{plot.title}](results/{file.name})"]
    return "\n".join(lines) + "\n"


def _target_rows(targets: Sequence[Target]) -> list[list[Cell]]:
    return [[one.work, one.aim, one.reached, "yes" if one.met else "**no**"] for one in targets]


def _markdown(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[str]:
    rule = "|".join("---" if _is_words(rows, n) else "--:" for n in range(len(columns)))
    head = " | ".join(_escaped(column) for column in columns)
    body = [" | ".join(_escaped(_cell(cell)) for cell in row) for row in rows]
    return [f"| {head} |", f"|{rule}|", *(f"| {line} |" for line in body)]


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _is_words(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    return any(isinstance(row[column], str) for row in rows)


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    return f"{cell:,}" if isinstance(cell, int) else figure(cell)
