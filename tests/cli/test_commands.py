"""Does the command do what it says, and are its errors one line?"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.conftest import WIRE_STORY


def claimwire(
    *arguments: str,
    cache: Path | None = None,
    stdin: bytes = b"",
    environment: Mapping[str, str] = MappingProxyType({}),
) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, on a cache of its own."""
    known = {
        "PATH": "/usr/bin:/bin",
        "CLAIMWIRE_CACHE": f"sqlite:///{cache}" if cache else "memory:",
        "CLAIMWIRE_PROMPT": "claims@1",  # whose form `tests.fakes` writes
    }
    return subprocess.run(
        [sys.executable, "-m", "service.cli", *arguments],
        input=stdin,
        capture_output=True,
        env={**known, **environment},
        timeout=60,
        check=False,
    )


def test_a_piped_extraction_is_json() -> None:
    done = claimwire("extract", str(WIRE_STORY))
    assert done.returncode == 0
    assert len(json.loads(done.stdout)["claims"]) > 20
    assert b"2 of 2 parts" in done.stderr


def test_standard_input_is_read_and_the_second_time_nothing_is_asked(tmp_path: Path) -> None:
    cache = tmp_path / "cache.sqlite"
    first = claimwire("extract", "-", cache=cache, stdin=WIRE_STORY.read_bytes())
    second = claimwire("extract", "-", cache=cache, stdin=WIRE_STORY.read_bytes())
    assert first.stdout == second.stdout
    assert b"parts" not in second.stderr


def test_an_article_as_json_brings_its_metadata(tmp_path: Path) -> None:
    file = tmp_path / "article.json"
    article = {"text": WIRE_STORY.read_text(), "published_at": "2025-08-17"}
    file.write_text(json.dumps(article))
    done = claimwire("extract", str(file), "--language", "en")
    described = json.loads(done.stdout)["article"]
    assert (described["published_at"], described["language"]) == ("2025-08-17", "en")


def test_prompts_are_listed_and_shown() -> None:
    assert b"claims@1" in claimwire("prompts", "list").stdout
    shown = claimwire("prompts", "show", "claims").stdout
    assert b"## system" in shown
    assert b"{{sentences}}" in shown


def test_a_new_prompt_version_is_released_once(tmp_path: Path) -> None:
    folder = tmp_path / "prompts" / "claims"
    folder.mkdir(parents=True)
    source = Path("prompts/claims/v1.md").read_text().replace("version = 1", "version = 2")
    (folder / "v2.md").write_text(source)
    prompts = {"CLAIMWIRE_PROMPTS": str(folder.parent)}
    unreleased = claimwire("prompts", "list", environment=prompts)
    assert unreleased.returncode == 2
    assert b"claimwire prompts release claims@2" in unreleased.stderr
    assert claimwire("prompts", "release", "claims@2", environment=prompts).returncode == 0
    assert b"claims@2" in claimwire("prompts", "list", environment=prompts).stdout
    assert claimwire("prompts", "release", "claims@2", environment=prompts).returncode == 2


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "told"),
    [
        pytest.param(["extract", "nowhere.txt"], {}, 2, "nowhere.txt", id="no such file"),
        pytest.param(["extract", "/"], {}, 2, "directory", id="a folder"),
        pytest.param(["extract"], {}, 2, "FILE", id="no file named"),
        pytest.param(["extract", "-"], {}, 2, "no words", id="empty input"),
        pytest.param(["doctor"], {}, 2, "OPENAI_BASE_URL", id="no model"),
        pytest.param(
            ["doctor"], {"CLAIMWIRE_BACKEND": "baseline"}, 2, "is baseline", id="no model wanted"
        ),
        pytest.param(
            ["extract", "LICENSE"], {"CLAIMWIRE_BACKEND": "replay"}, 3, "claimwire record",
            id="no recording",
        ),
        pytest.param(["record", "LICENSE"], {}, 2, "needs a live model", id="nothing to record"),
        pytest.param(["prompts", "show", "nope"], {}, 2, "claims@1", id="unknown prompt"),
        pytest.param(
            ["extract", "LICENSE", "--published-at", "yesterday"], {}, 2, "/published_at",
            id="bad date",
        ),
        pytest.param(
            ["prompts", "list"], {"CLAIMWIRE_MODLE": "x"}, 2, "CLAIMWIRE_MODLE", id="mistyped"
        ),
        pytest.param(
            ["prompts", "list"], {"CLAIMWIRE_DEADLINE": "soon"}, 2, "CLAIMWIRE_DEADLINE",
            id="bad setting",
        ),
        pytest.param(
            ["extract", "LICENSE"], {"CLAIMWIRE_CACHE": "mysql://"}, 2, "sqlite:///", id="bad cache"
        ),
        pytest.param(["serve", "--host", "0.0.0.0"], {}, 2, "loopback", id="open to everyone"),  # noqa: S104  # refused
        pytest.param(["nonsense"], {}, 2, "nonsense", id="unknown command"),
    ],
)  # fmt: skip
def test_an_error_is_one_line_and_a_code(
    arguments: list[str], environment: dict[str, str], code: int, told: str
) -> None:
    done = claimwire(*arguments, environment=environment)
    lines = [line for line in done.stderr.decode().splitlines() if "parts of" not in line]
    assert done.returncode == code
    assert len(lines) == 1
    assert lines[0].startswith("claimwire: ")
    assert told in lines[0]


def test_a_live_answer_is_recorded_and_replayed(tmp_path: Path, chat_server: str) -> None:
    article = tmp_path / "article.txt"
    article.write_text("The mayor opened the bridge on Monday.")
    recordings = str(tmp_path / "recordings")
    live = {"OPENAI_BASE_URL": chat_server, "CLAIMWIRE_RECORDINGS": recordings}
    recorded = claimwire("record", str(article), environment=live)
    assert recorded.returncode == 0, recorded.stderr
    assert b"1 claims" in recorded.stdout
    replayed = claimwire("extract", str(article), environment={"CLAIMWIRE_RECORDINGS": recordings})
    (claim,) = json.loads(replayed.stdout)["claims"]
    assert claim["selectors"][0]["exact"] == "The mayor opened the bridge"
