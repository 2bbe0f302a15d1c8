"""Which expectations did we change, and why? `python -m tests.faults.changes` prints them."""

import json
import sys

from tests.faults.harness import read_lines


def table() -> str:
    """The rows of README.md, with cases of the same change in one."""
    rows: dict[tuple[str, str], list[str]] = {}
    for line in read_lines():
        if "changed" in line:
            changes = "; ".join(
                f"`{name}` {_shown(line['was'].get(name))} → {_shown(line['expect'].get(name))}"
                for name in line["was"]
            )
            rows.setdefault((changes, line["changed"]), []).append(line["id"])
    shown = [
        f"| {', '.join(cases)} | {changes} | {reason} |"
        for (changes, reason), cases in rows.items()
    ]
    return "\n".join(["| Cases | Change | Reason |", "|---|---|---|", *shown, ""])


def _shown(value: object) -> str:
    return "–" if value is None else json.dumps(value)


if __name__ == "__main__":
    sys.stdout.write(table())
