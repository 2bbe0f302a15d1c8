"""How do tests build the wheel, and what has to be in it?"""

import subprocess
import sys
import zipfile
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
FOLDERS = {"prompts": "prompts", "seeds": "seeds", "tests/recordings": "recordings"}
"""What is no code: where it is in the repository, and in `service/_bundled`."""
_NOT_SHIPPED = {".DS_Store", "__pycache__"}


def unpacked(source: Path, folder: Path) -> Path:
    """The wheel of a source tree, built without a network, and unpacked in the place of an
    installation, which is somewhere in `folder`."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")],
        cwd=source,
        check=True,
        capture_output=True,
    )
    (wheel,) = (folder / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def bundled(installed: Path) -> dict[str, dict[str, bytes]]:
    """The files of each folder that is no code, in an installation."""
    return {name: files(installed / "service" / "_bundled" / to) for name, to in FOLDERS.items()}


def files(root: Path) -> dict[str, bytes]:
    """What is in a folder and shipped."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not _NOT_SHIPPED & set(path.parts)
    }
