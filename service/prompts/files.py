"""What stands in a prompt file, and which files are released?

A prompt is a file `prompts/NAME/vN.md`: front matter in TOML between `+++` lines, then its parts,
each opened by a line `<!-- PART -->`. One that asks for claims has `system`, `user`, `repair`, and
pairs of `example article` and `example answer`; one that asks a judge for verdicts has `system`,
`user`, and examples with `example claims` between the two. A released file never changes: its
SHA-256 stands in `prompts/SHA256SUMS`.
"""

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from service.conversation import Message
from service.drafts import FORMS
from service.errors import PromptLibraryError
from service.prompts.examples import check_draft, check_verdicts, window_of_example
from service.prompts.prompt import (
    NAME,
    SECOND_LOOK,
    AnyPrompt,
    FrontMatter,
    JudgePrompt,
    Prompt,
    fill_judged,
)
from service.prompts.rendering import SLOT, TAG, fill_window
from service.prompts.verdicts import JUDGE_FORMS, JudgeForm

LOCK = "SHA256SUMS"
_FILE = re.compile(r"v([1-9][0-9]{0,5})\.md")
_PART = re.compile(r"^<!-- ([a-z ]+) -->\n", re.MULTILINE)
_ARTICLE, _CLAIMS, _ANSWER = "example article", "example claims", "example answer"


@dataclass(frozen=True, slots=True)
class Layout:
    """Which parts a kind of prompt has."""

    slots: Mapping[str, Sequence[str]]
    """The parts, each with the slots that it needs once."""
    example: tuple[str, ...]
    """The parts of an example, in order."""
    may_lack: frozenset[str] = frozenset()


_CLAIMS_LAYOUT = Layout(
    {
        "system": [],
        "user": ["context", "sentences"],
        "repair": ["errors"],
        SECOND_LOOK: ["context", "sentences", "problems"],
    },
    (_ARTICLE, _ANSWER),
    frozenset({SECOND_LOOK}),
)


def _judge_layout(form: JudgeForm) -> Layout:
    return Layout(
        {"system": [], "user": ["context", "sentences", *form.slots]}, (_ARTICLE, _CLAIMS, _ANSWER)
    )


def prompt_files(folder: Path) -> list[Path]:
    """Every prompt file of a library, released or not, in order of name and version."""
    if not folder.is_dir():
        raise PromptLibraryError(f"{folder} is no folder; prompts are looked for there")
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_dir() or str(inside) == LOCK or inside.name.startswith("."):
            continue
        if (
            len(inside.parts) != 2
            or not NAME.fullmatch(inside.parts[0])
            or not _FILE.fullmatch(inside.name)
        ):
            raise PromptLibraryError(f"{path} is no prompt: prompts are named NAME/vNUMBER.md")
    return sorted(folder.glob("*/v*.md"), key=lambda path: (path.parent.name, int(path.stem[1:])))


def read_lock(folder: Path) -> dict[str, str]:
    """The released digests by `NAME/vN.md`, from the file that `sha256sum -c` reads too."""
    path = folder / LOCK
    lines = path.read_text(errors="replace").splitlines() if path.is_file() else []
    locked = {}
    for line in lines:
        digest, _, name = line.partition("  ")
        if not re.fullmatch(r"[0-9a-f]{64}", digest) or not name:
            raise PromptLibraryError(f"{path} has a line that is no digest and name: {line!r}")
        locked[name] = digest
    return locked


def release(folder: Path, reference: str) -> AnyPrompt:
    """Checks the file of `NAME@VERSION` and locks its digest.

    Raises `PromptLibraryError` where it is malformed or that version was released already.
    """
    name, _, version = reference.partition("@")
    path = folder / name / f"v{version}.md"
    if path not in prompt_files(folder):
        raise PromptLibraryError(f"there is no {path} to release")
    locked = read_lock(folder)
    if f"{name}/{path.name}" in locked:
        raise PromptLibraryError(f"{reference} is released already, and a release never changes")
    prompt = load_prompt(path)
    locked[f"{name}/{path.name}"] = prompt.sha256
    lines = [f"{digest}  {file}\n" for file, digest in sorted(locked.items())]
    new = folder / f".{LOCK}.new"
    new.write_text("".join(lines))
    new.replace(folder / LOCK)
    return prompt


def file_digest(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def load_prompt(path: Path) -> AnyPrompt:
    """The prompt in a file, checked but for its digest. Raises `PromptLibraryError`."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise PromptLibraryError(f"{path} cannot be read: {error.strerror}") from error
    try:
        opening, head, body = (*raw.decode().split("+++\n", 2), "", "")[:3]
        about = FrontMatter.model_validate(tomllib.loads(head))
    except ValueError as error:  # bad UTF-8, bad TOML and bad fields are all of this kind
        raise PromptLibraryError(f"{path} has no good front matter: {error}") from error
    if opening:
        raise PromptLibraryError(f"{path} does not begin with its front matter, a line +++")
    if (about.name, f"v{about.version}") != (path.parent.name, path.stem):
        raise PromptLibraryError(f"{path} calls itself {about.name}@{about.version}")
    sha256 = hashlib.sha256(raw).hexdigest()
    if about.draft == "Draft" or about.draft == "CompactDraft":  # as mypy can follow it
        return _claims_prompt(path, about, sha256, body)
    return _judge_prompt(path, about, sha256, body, JUDGE_FORMS[about.draft])


def _claims_prompt(path: Path, about: FrontMatter, sha256: str, body: str) -> Prompt:
    parts, examples = _parts(path, body, _CLAIMS_LAYOUT)
    opening = [Message("system", parts.pop("system"))]
    for article, answer in examples:
        window = window_of_example(path, article)
        check_draft(path, FORMS[about.draft], article, window, answer)
        asked = fill_window(parts["user"], article, None, window)
        opening += [Message("user", asked), Message("assistant", answer)]
    return Prompt(about, sha256, parts, tuple(opening))


def _judge_prompt(
    path: Path, about: FrontMatter, sha256: str, body: str, form: JudgeForm
) -> JudgePrompt:
    parts, examples = _parts(path, body, _judge_layout(form))
    opening = [Message("system", parts.pop("system"))]
    for article, claims, answer in examples:
        window = window_of_example(path, article)
        check_verdicts(path, form, window, claims, answer)
        listed = claims.splitlines()
        asked = fill_judged(parts["user"], form, article, None, window, listed)
        opening += [Message("user", asked), Message("assistant", answer)]
    return JudgePrompt(about, sha256, parts, tuple(opening), form)


def _parts(path: Path, body: str, layout: Layout) -> tuple[dict[str, str], list[tuple[str, ...]]]:
    """The parts by name, and the examples, checked for being there and for their slots."""
    before, *pieces = _PART.split(body)
    named = [(name, text.strip("\n")) for name, text in zip(pieces[::2], pieces[1::2], strict=True)]
    parts = {name: text for name, text in named if name in layout.slots}
    others = [name for name, _ in named if name not in layout.slots]
    size = len(layout.example)
    lacking = layout.slots.keys() - parts.keys() - layout.may_lack
    whole = not lacking and len(named) == len(parts) + len(others)
    if before.strip() or not whole or others != [*layout.example] * (len(others) // size):
        optional = f" ({', '.join(layout.may_lack)} is optional)" if layout.may_lack else ""
        raise PromptLibraryError(
            f"{path} needs the parts {', '.join(layout.slots)}{optional}, once each, and examples "
            f"each of {' and '.join(layout.example)}; it has: "
            f"{', '.join(name for name, _ in named)}"
        )
    for part, template in parts.items():
        _check_slots(path, part, template, layout.slots[part])
    texts = [text for name, text in named if name in layout.example]
    return parts, [tuple(texts[at : at + size]) for at in range(0, len(texts), size)]


def _check_slots(path: Path, part: str, text: str, wanted: Sequence[str]) -> None:
    found = [slot for slot in SLOT.findall(text) if slot != TAG or "sentences" not in wanted]
    if sorted(found) != sorted(wanted):
        raise PromptLibraryError(
            f"{path} must have in its {part} part the slots {list(wanted)}, once each; it has "
            f"{found}"
        )
