"""How soon does it work, and what does it hold at rest?"""

import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.articles import of_sentences
from bench.programs import PEERS, PRODUCT, Program
from bench.rounds import figure
from bench.section import Section, Target
from bench.servers import LITELLM_ENVIRONMENT, Claimwire, LiteLLM, Model

_Found = dict[str, list[float]]
_IMPORTED = re.compile(r"import time:\s+(\d+) \|")


def run(quick: bool) -> Section:
    """Import, start until ready and until the first answer, and memory, beside litellm's proxy."""
    ours: _Found = {}
    theirs: _Found = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Model(folder) as model:
            _claimwire(folder, model, ours)  # files are read from the disk, code is compiled
            ours.clear()
            for number in range(2 if quick else 5):
                _claimwire(folder, model, ours)
                if number < (1 if quick else 2):
                    _litellm(folder, model, theirs)
    return _section(ours, theirs)


def _claimwire(folder: Path, model: Model, found: _Found) -> None:
    imported = _import_time(folder, "service.app", PRODUCT)
    _start(
        lambda: Claimwire(folder, model.url()),
        lambda one: one.extract(of_sentences(600_000, 3)) if isinstance(one, Claimwire) else None,
        {"import s": imported},
        found,
    )


def _litellm(folder: Path, model: Model, found: _Found) -> None:
    imported = _import_time(folder, "litellm.proxy.proxy_server", PEERS)

    def ask(one: Program) -> None:
        if isinstance(one, LiteLLM):
            one.ask("POST", "/v1/chat/completions", one.body("What is new?"), one.headers)

    _start(lambda: LiteLLM(folder, model.url("size-16000")), ask, {"import s": imported}, found)


def _start(
    make: Callable[[], Program],
    ask: Callable[[Program], object],
    figures: dict[str, float],
    found: _Found,
) -> None:
    began = time.perf_counter()
    with make() as program:
        figures["ready s"] = time.perf_counter() - began
        figures["MB at rest"] = program.memory / 1e6
        ask(program)
        figures["first answer s"] = time.perf_counter() - began
        figures["CPU s"] = program.cpu
        figures["MB after it"] = program.memory / 1e6
    for name, value in figures.items():
        found.setdefault(name, []).append(value)


def _import_time(folder: Path, module: str, python: Path) -> float:
    """Seconds, as `-X importtime` adds them up."""
    log = folder / "imports.log"
    log.write_text("")
    command = [python / "python", "-X", "importtime", "-c", f"import {module}"]
    with Program(command, LITELLM_ENVIRONMENT, log) as program:
        program.process.wait(timeout=120)
    return sum(int(microseconds) for microseconds in _IMPORTED.findall(log.read_text())) / 1e6


def _section(ours: _Found, theirs: _Found) -> Section:
    names = list(ours)
    first, rest = median(ours["first answer s"]), median(ours["MB at rest"])
    return Section(
        name="start",
        title="Import, start, memory at rest",
        columns=["", "Claimwire", "least to most", "litellm proxy", "x litellm"],
        rows=[
            [
                name,
                median(ours[name]),
                f"{figure(min(ours[name]))} to {figure(max(ours[name]))}",
                median(theirs[name]),
                median(theirs[name]) / median(ours[name]),
            ]
            for name in names
        ],
        notes=[
            "Ready: from the start of the process until /readyz (litellm: /health/readiness) is "
            "200; first answer: until a new article (a chat completion) is answered, a model at "
            "0 ms. Import: of service.app and of litellm.proxy.proxy_server, by -X importtime.",
        ],
        targets=[
            Target("Start to first answer", "<= 1.5 s", f"{figure(first)} s", first <= 1.5),
            Target("Memory at rest", "<= 100 MB", f"{figure(rest)} MB", rest <= 100),
        ],
    )
