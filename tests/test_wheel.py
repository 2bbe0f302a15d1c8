"""Does the wheel have everything in it, and does it run where there is nothing else?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import wheels


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel in the place of an installation."""
    return wheels.unpacked(wheels.CHECKOUT, tmp_path_factory.mktemp("wheel"))


def run(unpacked: Path, folder: Path, *arguments: str) -> str:
    """What the command prints in a folder, with nothing of the checkout on its path."""
    done = subprocess.run(
        # -P: the folder that it is called in is not on the path.
        [sys.executable, "-P", "-m", "service.cli", *arguments],
        cwd=folder,
        env={"PATH": os.defpath, "HOME": str(folder), "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_code_is_the_wheels(unpacked: Path, tmp_path: Path) -> None:
    where = subprocess.run(
        [sys.executable, "-P", "-c", "import service, schemas; print(service.__file__)"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.startswith(str(unpacked))


@pytest.mark.parametrize("folder", wheels.FOLDERS)
def test_every_file_that_is_no_code_is_inside(unpacked: Path, folder: str) -> None:
    assert wheels.bundled(unpacked)[folder] == wheels.files(wheels.CHECKOUT / folder)


def test_the_tests_and_what_a_developer_keeps_are_not_inside(unpacked: Path) -> None:
    assert sorted(
        path.name for path in unpacked.iterdir() if not path.name.endswith(".dist-info")
    ) == ["schemas", "service"]


def test_the_demo_runs_from_an_empty_folder(unpacked: Path, tmp_path: Path) -> None:
    shown = run(unpacked, tmp_path, "demo")
    assert "POST http://127.0.0.1:" in shown
    assert "recorded one" in shown


def test_the_prompts_are_the_released_ones(unpacked: Path, tmp_path: Path) -> None:
    listed = run(unpacked, tmp_path, "prompts", "list")
    assert "claims@1" in listed
    assert "claims@2" in listed


def test_the_command_is_installed_under_its_name(unpacked: Path) -> None:
    (points,) = unpacked.glob("*.dist-info/entry_points.txt")
    assert "claimwire = service.cli.main:main" in points.read_text()
