"""Is what an operator is given true of the service?"""

import ast
import json
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from service.api.problems import FOR_STATUS, TABLE
from service.cli.serve import serve
from service.observing.watching import KEY_REFUSED, QUOTA_EXHAUSTED
from service.settings import PREFIX, Settings
from tests import processes, wheels
from tests.api.test_observing_dashboard import exposed

CHECKOUT = wheels.CHECKOUT
DEPLOY = CHECKOUT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
COMPOSE = (DEPLOY / "compose.yaml").read_text() + (DEPLOY / "compose.env").read_text()
COMPOSED = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
ALERTS = (DEPLOY / "alerts.yaml").read_text()
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
OPERATIONS = (CHECKOUT / "docs" / "operations.md").read_text()
README = (CHECKOUT / "README.md").read_text()
SETTINGS = {
    name.upper() if name.startswith("openai_") else f"{PREFIX}{name.upper()}"
    for name in Settings.model_fields
}
ENDS = {KEY_REFUSED, QUOTA_EXHAUSTED}
"""What an alert can wait for among the outcomes of calls."""
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
        known = {"claimwire_requests_total": PROBLEMS, "claimwire_model_calls_total": ENDS}
        if name in known:
            assert set(re.findall(r'outcome="([^"]+)"', selector)) <= known[name]


def test_what_prometheus_is_told_is_what_the_rules_go_by() -> None:
    (told,) = (yaml.safe_load(one) for one in re.findall(r"```yaml\n(.+?)```", OPERATIONS, re.S))
    (job,) = told["scrape_configs"]
    assert set(re.findall(r'job="(\w+)"', ALERTS)) == {job["job_name"]}
    assert job["authorization"]["type"] == "Bearer"


def test_slow_is_three_quarters_of_the_default_deadline() -> None:
    (rule,) = (
        one
        for one in yaml.safe_load(ALERTS)["groups"][0]["rules"]
        if one["alert"] == "ClaimwireSlow"
    )
    seconds = float(rule["expr"].rpartition("> ")[2])
    assert seconds == 0.75 * Settings.model_fields["deadline"].default
    assert f"{seconds:.0f} s" in rule["annotations"]["summary"]
    (row,) = re.findall(r"^\| `ClaimwireSlow` .+$", OPERATIONS, re.M)
    assert f"{seconds:.0f} s" in row
    assert "CLAIMWIRE_DEADLINE" in row


def copied() -> list[tuple[str, str]]:
    """What the image is built from, and to where below its folder."""
    build = DOCKERFILE.partition("\nFROM ")[2].partition("\nFROM ")[0]
    lines = re.findall(r"^COPY (?!--from)(.+) (\S+)$", build, re.M)
    return [(one, to) for given, to in lines for one in given.split()]


def test_the_image_is_sent_what_it_copies() -> None:
    sent = re.findall(r"^!(\S+)$", (CHECKOUT / ".dockerignore").read_text(), re.M)
    assert sorted(sent) == sorted(one for one, _ in copied())
    assert all((CHECKOUT / one).exists() for one in sent)


def test_what_the_image_copies_makes_the_whole_wheel(tmp_path: Path) -> None:
    source = tmp_path / "src"
    source.mkdir()
    for one, to in copied():
        if (CHECKOUT / one).is_dir():
            shutil.copytree(CHECKOUT / one, source / to, ignore=shutil.ignore_patterns("*.pyc"))
        else:
            shutil.copy(CHECKOUT / one, source / to)
    installed = wheels.unpacked(source, tmp_path)
    for folder, found in wheels.bundled(installed).items():
        assert found == wheels.files(CHECKOUT / folder), folder
    for package in ("service", "schemas"):
        assert set(wheels.files(CHECKOUT / package)) <= set(wheels.files(installed / package))


def test_the_image_installs_only_what_is_locked_and_all_that_a_service_can_be_set_to() -> None:
    assert "pip download --require-hashes" in DOCKERFILE
    build, service = re.findall(r"pip install ([^\\\n]+)", DOCKERFILE)
    assert all("--no-index --find-links /locked" in one for one in (build, service))
    assert build.split()[-1] == "hatchling"
    extras = set(PROJECT["project"]["optional-dependencies"]) - {"dev", "servers"}
    assert service.split()[-1] == f'"claimwire[{",".join(sorted(extras))}]"'


def pins(lock: Path) -> dict[str, str]:
    """Each package that a lock names, with its version, markers and hashes."""
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^ +#.*\n", "", lock.read_text(), flags=re.M))
    return {entry.partition("==")[0]: entry.strip() for entry in entries}


def test_what_a_service_needs_is_locked_as_everything_is() -> None:
    everything, needed = (pins(CHECKOUT / one / "requirements.lock") for one in (".", "deploy"))
    assert len(needed) > 40
    for name, entry in needed.items():
        versions = [re.findall(r"==(\S+)|(sha256:\w+)", one) for one in (entry, everything[name])]
        assert versions[0] == versions[1], name
    extras = PROJECT["project"]["optional-dependencies"]
    asked = [*PROJECT["project"]["dependencies"], *extras["tracing"]]
    assert {re.split(r"[\[<>=; ]", one)[0] for one in asked} <= set(needed)
    for named in ("deploy/requirements.lock", "--require-hashes", "make wheel"):
        assert named in OPERATIONS


def test_packages_whose_inner_parts_are_used_are_bound_above() -> None:
    bounds = {re.split(r"[\[<>=; ]", one)[0]: one for one in PROJECT["project"]["dependencies"]}
    for package in ("uvicorn", "prometheus-client", "httpx-aiohttp"):
        assert re.search(r"<\d", bounds[package]), package


def test_the_image_runs_as_nobody_in_particular_and_names_no_secret() -> None:
    final = DOCKERFILE.rpartition("\nFROM ")[2]
    assert re.search(r"^USER 10001:10001$", final, re.M)
    assert "KEY=" not in re.sub(r"_KEYS=", "", DOCKERFILE)
    for service in COMPOSED["services"].values():
        assert service["read_only"] is True
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["cap_drop"] == ["ALL"]


def health_check(port: int) -> int:
    """How the image's own look at a service ends, where a proxy is set that leads nowhere."""
    listed = re.search(r"^HEALTHCHECK .*\\\n +CMD (\[.*\])$", DOCKERFILE, re.M)
    assert listed
    program, *arguments = json.loads(listed[1])
    assert (program, arguments[0], arguments[1].count("8000")) == ("python", "-c", 1)
    proxies = dict.fromkeys(("HTTP_PROXY", "http_proxy", "ALL_PROXY"), "http://127.0.0.1:9")
    looking = [sys.executable, "-c", arguments[1].replace("8000", str(port))]
    return subprocess.run(looking, env=proxies, capture_output=True, timeout=30).returncode


def test_the_health_check_tells_a_service_that_answers_from_others(tmp_path: Path) -> None:
    default = {option.name: option.default for option in serve.params}["port"]
    assert default == 8000
    assert "\nEXPOSE 8000\n" in DOCKERFILE
    with processes.service(tmp_path / "cache.sqlite") as (_, port):
        assert health_check(port) == 0
    assert health_check(port) != 0

    class Broken(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(503)

        def log_message(self, *args: object) -> None:
            """Silence."""

    with HTTPServer(("127.0.0.1", 0), Broken) as broken:
        threading.Thread(target=broken.handle_request).start()
        assert health_check(broken.server_port) != 0


def test_the_services_of_compose_find_each_other_and_keep_what_they_should() -> None:
    services = COMPOSED["services"]
    claimwire, redis = services["claimwire"], services["redis"]
    cache = urlsplit(claimwire["environment"]["CLAIMWIRE_CACHE"])
    assert cache.scheme == "redis"  # without TLS, as the server below is started
    assert services[cache.hostname] is redis
    assert (cache.port, cache.path) == (6379, "/0")
    assert list(claimwire["depends_on"]) == ["redis"]

    volumes = {
        one.split(":")[0]: one.split(":")[1] for of in (claimwire, redis) for one in of["volumes"]
    }
    assert set(volumes) == set(COMPOSED["volumes"])
    keys = re.search(r"CLAIMWIRE_API_KEYS=(\S+)/keys.jsonl", DOCKERFILE)
    assert keys
    assert volumes == {"keys": keys[1], "cache": "/data"}

    program, *arguments = redis["command"]
    assert program == "redis-server"
    assert dict(zip(arguments[::2], arguments[1::2], strict=True)) == {
        "--appendonly": "yes",
        "--save": "",
        "--maxmemory": "512mb",
        "--maxmemory-policy": "volatile-ttl",
    }
    assert "maxmemory-policy volatile-ttl" in README.replace("\n", " ")
    assert redis["healthcheck"]["test"][1:] == ["redis-cli", "ping"]

    # Whoever starts it gives it an address that `serve` refuses without keys, and one port.
    assert claimwire["command"][:3] == ["serve", "--host", "0.0.0.0"]  # noqa: S104  # in the container
    assert claimwire["ports"] == ["127.0.0.1:8000:8000"]


def test_every_setting_can_be_given_to_compose_without_editing_it() -> None:
    claimwire = COMPOSED["services"]["claimwire"]
    ours, theirs = claimwire["env_file"]
    assert (ours["path"], theirs) == ("compose.env", {"path": "claimwire.env", "required": False})
    given = re.findall(r"^(\w+)=", (DEPLOY / ours["path"]).read_text(), re.M)
    assert {*given} <= SETTINGS
    # What is here would win over the operator's file.
    assert set(claimwire["environment"]) == {"CLAIMWIRE_CACHE"}
    assert "deploy/claimwire.env" in (CHECKOUT / ".gitignore").read_text().split()


def test_containers_are_given_the_time_that_the_service_takes_to_end() -> None:
    from service.cli.life_cycle import LONGEST

    (seconds,) = re.findall(r"stop_grace_period: (\d+)s", COMPOSE)
    assert int(seconds) > LONGEST + 1


def test_only_the_tests_want_a_redis_and_they_do_without(tmp_path: Path) -> None:
    targets = re.findall(r"^(\w+):.*\n((?:\t.*\n)*)", (CHECKOUT / "Makefile").read_text(), re.M)
    assert [name for name, steps in targets if ".ci/redis" in steps] == ["test"]
    assert "redis" not in (CHECKOUT / ".ci" / "setup").read_text()
    (tmp_path / "id").symlink_to(shutil.which("id") or "")  # and nothing else is installed
    looked = subprocess.run(
        [shutil.which("bash") or "", str(CHECKOUT / ".ci" / "redis")],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert (looked.returncode, looked.stdout) == (0, "")
    assert looked.stderr.startswith("No redis-server here: the tests that need it will be skipped.")
