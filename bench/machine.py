"""On which machine, with which versions?"""

import json
import os
import platform
import re
import subprocess
from importlib.metadata import version
from pathlib import Path

from bench.programs import PRODUCT, ROOT

_PEERS = (
    *("langextract", "instructor", "litellm", "openai", "litestar", "aiohttp", "uvicorn", "pysbd"),
)
_OURS = ("openai", "litestar", "aiohttp", "uvicorn", "pydantic", "sentencex", "rapidfuzz", "apsw")
_VERSIONS = (
    "import json, platform, sys; from importlib.metadata import version; "
    "found = {'Python': platform.python_version()} | {n: version(n) for n in sys.argv[1:]}; "
    "print(json.dumps(found))"
)


def describe() -> dict[str, str]:
    """The machine, the code and the versions, each in words."""
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": f"{_memory() / 2**30:.0f} GiB",
        "kernel": f"{platform.system()} {platform.release()}",
        "code": _commit(),
        "Claimwire": _listed(_ours()),
        "peers": _listed(
            {"Python": platform.python_version()} | {name: version(name) for name in _PEERS}
        ),
    }


def load() -> str:
    """The load average over one minute."""
    return f"{os.getloadavg()[0]:.2f}"


def _listed(versions: dict[str, str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in versions.items())


def _processor() -> str:
    found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    return found[1] if found else platform.processor() or platform.machine()


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _ours() -> dict[str, str]:
    versions: dict[str, str] = json.loads(_said([str(PRODUCT / "python"), "-c", _VERSIONS, *_OURS]))
    return versions


def _commit() -> str:
    return _said(["git", "-C", str(ROOT), "describe", "--always", "--dirty=, changed"]) or "unknown"


def _said(command: list[str]) -> str:
    done = subprocess.run(  # noqa: S603  # git, and our own Python
        command, capture_output=True, text=True, check=False, timeout=60
    )
    return done.stdout.strip()
