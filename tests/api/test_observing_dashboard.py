"""Does the dashboard show what there is?"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from service.observing.metrics import Metrics

DASHBOARD = Path(__file__).parents[2] / "deploy" / "grafana-dashboard.json"
_OF_PROMETHEUS = {"job", "le"}


def expressions() -> list[str]:
    panels = json.loads(DASHBOARD.read_text())["panels"]
    return [target["expr"] for panel in panels for target in panel.get("targets", ())]


def exposed() -> dict[str, set[str]]:
    """Every metric, under the names that its series have, with its labels."""
    found: dict[str, set[str]] = {}
    for metric in vars(Metrics()).values():
        for name, kind, labels in _described(getattr(metric, "metric", metric)):
            series = ("_bucket", "_count", "_sum") if kind == "histogram" else ("",)
            name += "_total" if kind == "counter" else ""
            found |= {f"{name}{ending}": set(labels) for ending in series}
    return found


def _described(metric: Any) -> list[tuple[str, str, tuple[str, ...]]]:  # noqa: ANN401  # any attribute
    return [
        (one.name, one.type, metric._labelnames)
        for one in (metric.describe() if hasattr(metric, "_labelnames") else ())
    ]


@pytest.mark.parametrize("expression", expressions())
def test_what_it_names_exists_with_these_labels(expression: str) -> None:
    metrics = exposed() | {"claimwire_build": {"version"}}
    used = re.findall(r"(claimwire_\w+)\{([^}]*)\}", expression)
    assert len(used) == expression.count("claimwire_") > 0
    for name, selector in used:
        known = metrics[name] | _OF_PROMETHEUS
        assert set(re.findall(r"(\w+)[=!]", selector)) <= known
        grouped = re.findall(r"by \(([^)]*)\)", expression)
        assert {label.strip() for part in grouped for label in part.split(",")} <= known


def test_nothing_that_there_is_is_left_out() -> None:
    whole = " ".join(expressions())
    names = {re.sub(r"_(bucket|count|sum)$", "", name) for name in exposed()}
    assert [name for name in sorted(names) if name not in whole] == []


def test_routes_that_it_names_are_served() -> None:
    named = set(re.findall(r'route="([^"]+)"', " ".join(expressions())))
    assert named == {"/v1/claims"}


def test_panels_do_not_overlap() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in json.loads(DASHBOARD.read_text())["panels"]:
        at = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert not cells & taken
        assert all(x < 24 for x, _ in cells)
        taken |= cells
