"""What stands in a prompt file, and which files are released?

A prompt is a file `prompts/NAME/vN.md`: front matter in TOML between `+++` lines, then its parts,
each opened by a line `<!-- PART -->`: `system`, `user`, `repair`, and pairs of `example article`
and `example answer`. A released file never changes: its SHA-256 stands in `prompts/SHA256SUMS`.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from schemas.draft import Draft
from schemas.extraction import Rejection
from service.conversation import Message
from service.errors import PromptLibraryError
from service.prompts.prompt import NAME, FrontMatter, Prompt
from service.prompts.rendering import SLOT, TAG, fill_window
from service.text.assembling import Assembler
from service.text.grounding import ArticleIndex, NotFound
from service.text.sentences import split_sentences
from service.text.windows import split_windows

LOCK = "SHA256SUMS"
_FILE = re.compile(r"v([1-9][0-9]{0,5})\.md")
_PART = re.compile(r"^<!-- ([a-z ]+) -->\n", re.MULTILINE)
_SLOTS = {"system": [], "user": ["context", "sentences"], "repair": ["errors"]}
_EXAMPLE = ("example article", "example answer")


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


def release(folder: Path, reference: str) -> Prompt:
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


def load_prompt(path: Path) -> Prompt:
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
    parts, examples = _parts(path, body)
    for part, slots in _SLOTS.items():
        _check_slots(path, part, parts[part], slots)
    return Prompt(
        about=about,
        sha256=hashlib.sha256(raw).hexdigest(),
        user=parts["user"],
        repair=parts["repair"],
        opening=(
            Message("system", parts["system"]),
            *(
                message
                for article, answer in examples
                for message in _example(path, parts["user"], article, answer)
            ),
        ),
    )


def _parts(path: Path, body: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    before, *pieces = _PART.split(body)
    named = [(name, text.strip("\n")) for name, text in zip(pieces[::2], pieces[1::2], strict=True)]
    parts = {name: text for name, text in named if name in _SLOTS}
    others = [name for name, _ in named if name not in _SLOTS]
    whole = len(parts) == len(_SLOTS) and len(named) == len(parts) + len(others)
    if before.strip() or not whole or others != [*_EXAMPLE] * (len(others) // 2):
        raise PromptLibraryError(
            f"{path} needs the parts {', '.join(_SLOTS)}, once each, and examples as pairs of "
            f"{' and '.join(_EXAMPLE)}; it has: {', '.join(name for name, _ in named)}"
        )
    texts = [text for name, text in named if name in _EXAMPLE]
    return parts, list(zip(texts[::2], texts[1::2], strict=True))


def _check_slots(path: Path, part: str, text: str, wanted: list[str]) -> None:
    found = [slot for slot in SLOT.findall(text) if slot != TAG or part != "user"]
    if sorted(found) != sorted(wanted):
        raise PromptLibraryError(
            f"{path} must have in its {part} part the slots {wanted}, once each; it has {found}"
        )


def _example(path: Path, user: str, article: str, answer: str) -> Iterator[Message]:
    sentences = split_sentences(article)
    if not sentences:
        raise PromptLibraryError(f"{path} has an example article without a sentence")
    (window,) = split_windows(sentences, size=len(sentences))
    try:
        draft = Draft.model_validate_json(answer)
    except ValidationError as error:
        raise PromptLibraryError(
            f"{path} has an example answer that is invalid: {error}"
        ) from error
    cited = {number for claim in draft.claims for number in claim.sentences}
    cited |= {number for refusal in draft.rejected for number in refusal.sentences}
    if cited != set(range(1, len(sentences) + 1)):
        raise PromptLibraryError(
            f"{path} has an example that accounts for the sentences {sorted(cited)} "
            f"where its article has {len(sentences)}"
        )
    index = ArticleIndex(article)
    assembler = Assembler(index, sentences)
    for claim in draft.claims:
        for passage in (claim.quote, *claim.times, *(hop.cue for hop in claim.chain)):
            if isinstance(found := index.locate(passage, window.span), NotFound) or (
                found.match != "exact"
            ):
                raise PromptLibraryError(
                    f"{path} has an example whose article does not say {passage!r}"
                )
        if isinstance(outcome := assembler.claim(claim, window), Rejection):
            raise PromptLibraryError(
                f"{path} has an example claim that its article does not bear out: {claim.claim!r} "
                f"({outcome.detail})"
            )
    yield Message("user", fill_window(user, article, None, window))
    yield Message("assistant", answer)
