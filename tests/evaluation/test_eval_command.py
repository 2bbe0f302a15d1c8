"""Does `claimwire eval` do what its help says?"""

import json
import shutil
from pathlib import Path

import pytest

from service.evaluation.matching import RULE
from tests.cli.test_commands import claimwire
from tests.conftest import WIRE_STORY
from tests.evaluation.making import GOLD, TEXT, gold_claim

REPLAY = ("--prompt", "claims@1", "--model", "replay")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The article with recorded answers, with a gold of one claim."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    for path in (WIRE_STORY, WIRE_STORY.with_suffix(".json")):
        shutil.copy(path, folder / f"story{path.suffix}")
    chairman = gold_claim(
        "Gennady Andreyevich Zyuganov is Chairman of the Communist Party of the Russian "
        "Federation's Central Committee.",
        "Chairman of the Communist Party of the Russian Federation's Central Committee",
    )
    gold = GOLD.model_copy(update={"claims": [chairman], "rejected": []})
    (folder / "story.gold.json").write_text(gold.model_dump_json())
    return folder


def test_a_table_is_shown_and_json_and_html_are_written(folder: Path, tmp_path: Path) -> None:
    json_file, html_file = tmp_path / "run.json", tmp_path / "run.html"
    done = claimwire(
        "eval", str(folder), *REPLAY, "--json", str(json_file), "--html", str(html_file),
        "--price-in", "0.4", "--price-out", "replay=1.6",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    shown = done.stdout.decode()
    assert "1 of 1 articles" in shown
    assert max(map(len, shown.splitlines())) <= 100
    (run,) = json.loads(json_file.read_text())["runs"]
    assert run["metrics"]["recall"]["value"] == 1
    assert run["price"] == {"prompt": 0.4, "completion": 1.6}
    assert run["metrics"]["usd_per_article"]["value"] > 0
    assert html_file.read_text().startswith("<!doctype html>")

    again = claimwire("eval", str(folder), *REPLAY, "--against", str(json_file))
    assert again.returncode == 0, again.stderr
    flat = " ".join(again.stdout.decode().split())
    assert "From claims@1, replay to claims@1, replay, over 1 articles" in flat
    assert "F1 +0.00" in flat


def test_an_article_without_a_recorded_answer_is_listed_as_failed(folder: Path) -> None:
    (folder / "new.txt").write_text(TEXT)
    (folder / "new.gold.json").write_text(GOLD.model_dump_json())
    (folder / "bare.txt").write_text(TEXT)
    done = claimwire("eval", str(folder), *REPLAY)
    assert done.returncode == 4
    shown = " ".join(done.stdout.decode().split())
    assert "1 of 2 articles" in shown
    assert "new failed: No recorded answer fits this request." in shown
    assert "Without gold, not asked: bare" in shown


def test_a_judge_without_an_answer_is_listed_and_the_rest_shown(
    folder: Path, tmp_path: Path
) -> None:
    json_file = tmp_path / "run.json"
    done = claimwire("eval", str(folder), *REPLAY, "--judge", "replay", "--json", str(json_file))
    assert done.returncode == 4, done.stderr
    shown = " ".join(done.stdout.decode().split())
    assert "1 of 1 articles" in shown
    assert "By a judge" in shown
    assert "judged by replay with judge-entailment@1, judge-coverage@1, judge-context@1" in shown
    assert "No recorded answer fits this request." in shown
    (run,) = json.loads(json_file.read_text())["runs"]
    assert run["metrics"]["recall"]["value"] == 1
    assert run["judgement"]["metrics"]["entailed"]["value"] is None


def test_the_rule_stands_in_the_help() -> None:
    shown = " ".join(claimwire("eval", "--help").stdout.decode().split())
    assert RULE in shown


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["--prompt", "nope@1"], "no such prompt", id="unknown prompt"),
        pytest.param(["--model", "gpt-x"], "OPENAI_BASE_URL", id="no server"),
        pytest.param(["--judge", "gpt-x"], "OPENAI_BASE_URL", id="no server for the judge"),
        pytest.param(["--judge", "baseline"], "judges nothing", id="no judge"),
        pytest.param(["--price-in", "cheap"], "cheap", id="no price"),
        pytest.param(["--price-out", "-1"], "negative", id="negative price"),
        pytest.param(["--at-once", "0"], "at-once", id="nothing at once"),
        pytest.param(["--against", "pyproject.toml"], "no evaluation", id="no evaluation"),
    ],
)
def test_an_error_is_one_line(folder: Path, arguments: list[str], told: str) -> None:
    done = claimwire("eval", str(folder), *arguments)
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert told in line


def test_a_folder_with_a_gold_that_does_not_fit_is_refused(folder: Path) -> None:
    (folder / "story.gold.json").write_text(GOLD.model_dump_json())
    done = claimwire("eval", str(folder), *REPLAY)
    assert done.returncode == 2
    assert b"story.gold.json" in done.stderr
