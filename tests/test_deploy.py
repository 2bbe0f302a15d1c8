"""Is what an operator is given true of the service?"""

import ast
import re
from pathlib import Path

import pytest

from service.api.problems import FOR_STATUS, TABLE
from service.settings import PREFIX, Settings
from tests.api.test_observing_dashboard import exposed

CHECKOUT = Path(__file__).parents[1]
DOCKERFILE = (CHECKOUT / "deploy" / "Dockerfile").read_text()
COMPOSE = (CHECKOUT / "deploy" / "compose.yaml").read_text()
ALERTS = (CHECKOUT / "deploy" / "alerts.yaml").read_text()
OPERATIONS = (CHECKOUT / "docs" / "operations.md").read_text()
README = (CHECKOUT / "README.md").read_text()
SETTINGS = {
    name.upper() if name.startswith("openai_") else f"{PREFIX}{name.upper()}"
    for name in Settings.model_fields
}
PROBLEMS = {kind.name for kind in [*TABLE.values(), *FOR_STATUS.values()]}


def test_every_setting_is_in_the_readme_and_no_other() -> None:
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.M))
    assert listed == SETTINGS


@pytest.mark.parametrize(
    "text", [DOCKERFILE, COMPOSE, OPERATIONS], ids=["image", "compose", "page"]
)
def test_every_setting_that_is_named_exists(text: str) -> None:
    assert set(re.findall(rf"\b{PREFIX}[A-Z_]+\b", text)) <= SETTINGS


def test_every_threat_has_a_control_whose_test_there_is() -> None:
    rows = re.findall(r"^\| [^|]+ \| [^|]+ \| (`tests/[^|]+) \|$", OPERATIONS, re.M)
    named = [one for row in rows for one in re.findall(r"`(tests/[\w/.]+)::(\w+)`", row)]
    assert len(rows) >= 25
    missing = [one for one in named if one[1] not in functions(CHECKOUT / one[0])]
    assert missing == []


def functions(path: Path) -> set[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.parse(path.read_text()).body if isinstance(node, kinds)}


def test_every_alert_is_explained_and_no_other() -> None:
    assert re.findall(r"alert: (\w+)", ALERTS) == re.findall(
        r"^\| `(Claimwire\w+)`", OPERATIONS, re.M
    )


def test_alerts_look_at_metrics_labels_and_problems_that_there_are() -> None:
    metrics = exposed() | {"claimwire_build": {"version"}}
    used = re.findall(r"(claimwire_\w+)(?:\{([^}]*)\})?", ALERTS)
    assert len(used) > 15
    for name, selector in used:
        assert set(re.findall(r"(\w+)=", selector)) <= metrics[name], name
        if name == "claimwire_requests_total":
            assert set(re.findall(r'outcome="([^"]+)"', selector)) <= PROBLEMS


def test_the_image_is_sent_what_the_wheel_is_made_of() -> None:
    sent = re.findall(r"^!(\S+)$", (CHECKOUT / ".dockerignore").read_text(), re.M)
    build = DOCKERFILE.partition("\nFROM ")[2].partition("\nFROM ")[0]
    copied = {
        source
        for line in re.findall(r"^COPY (?!--from)(.+) \S+$", build, re.M)
        for source in line.split()
    }
    project = (CHECKOUT / "pyproject.toml").read_text()
    packages = re.search(r'^packages = \["(\w+)", "(\w+)"\]', project, re.M)
    included = re.findall(r'^"([\w/]+)" = "service/_bundled/', project, re.M)
    assert packages
    assert {*packages.groups(), *included, "pyproject.toml", "requirements.lock"} <= copied
    assert sorted(sent) == sorted(copied)
    assert all((CHECKOUT / one).exists() for one in sent)


def test_the_image_installs_only_what_is_locked() -> None:
    assert "pip download --require-hashes" in DOCKERFILE
    installs = re.findall(r"pip install ([^\\\n]+)", DOCKERFILE)
    assert len(installs) == 2
    assert all("--no-index --find-links /locked" in one for one in installs)


def test_the_image_runs_as_nobody_in_particular_and_names_no_secret() -> None:
    final = DOCKERFILE.rpartition("\nFROM ")[2]
    assert re.search(r"^USER 10001:10001$", final, re.M)
    assert "KEY=" not in re.sub(r"_KEYS=", "", DOCKERFILE)
    for kept in ("read_only: true", "no-new-privileges:true", "cap_drop"):
        assert COMPOSE.count(kept) == 2


def test_containers_are_given_the_time_that_the_service_takes_to_end() -> None:
    from service.cli.life_cycle import LONGEST

    (seconds,) = re.findall(r"stop_grace_period: (\d+)s", COMPOSE)
    assert int(seconds) > LONGEST + 1
