"""Which prompts are released?"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from service.errors import PromptLibraryError, UnknownPrompt
from service.prompts.files import file_digest, load_prompt, prompt_files, read_lock
from service.prompts.prompt import AnyPrompt, JudgePrompt, Prompt
from service.prompts.verdicts import JudgeDraft

Kind = TypeVar("Kind", bound=AnyPrompt)


class PromptLibrary:
    """All released prompts, each checked.

    Raises `PromptLibraryError`, which names the file and what to do, for a file that is not what
    was released, not released at all, malformed, or whose examples are invalid or ungrounded.
    """

    def __init__(self, folder: Path) -> None:
        locked = read_lock(folder)
        self._prompts: dict[tuple[str, int], AnyPrompt] = {}
        for path in prompt_files(folder):
            name = f"{path.parent.name}/{path.name}"
            reference = f"{path.parent.name}@{path.stem[1:]}"
            if name not in locked:
                raise PromptLibraryError(
                    f"{path} is not released. Release it: claimwire prompts release {reference}"
                )
            if file_digest(path) != locked.pop(name):
                new = 1 + max(int(other.stem[1:]) for other in path.parent.glob("v*.md"))
                raise PromptLibraryError(
                    f"{path} was changed after its release. Put it back as it was; for a new "
                    f"version copy it to v{new}.md, and then: claimwire prompts release "
                    f"{path.parent.name}@{new}"
                )
            prompt = load_prompt(path)
            self._prompts[prompt.about.name, prompt.about.version] = prompt
        if locked:
            raise PromptLibraryError(f"{folder / next(iter(locked))} was released but is missing")
        if not self._prompts:
            raise PromptLibraryError(f"there are no prompts in {folder}")

    def __iter__(self) -> Iterator[AnyPrompt]:
        """The prompts of all kinds by name and version."""
        return (self._prompts[key] for key in sorted(self._prompts))

    def get(self, reference: str) -> Prompt:
        """The claims prompt `claims@1`, or for `claims` its latest version.

        Raises `UnknownPrompt`, for a prompt of another kind, too: it asks for no claims.
        """
        return _latest(reference, [one for one in self if isinstance(one, Prompt)])

    def judge(self, reference: str, draft: JudgeDraft) -> JudgePrompt:
        """The judge prompt of that name which asks for answers in that form; else
        `UnknownPrompt`."""
        judges = [one for one in self if isinstance(one, JudgePrompt)]
        return _latest(reference, [one for one in judges if one.about.draft == draft])

    def find(self, reference: str) -> AnyPrompt:
        """The prompt of that name, of whatever kind; else `UnknownPrompt`."""
        return _latest(reference, list(self))


def _latest(reference: str, prompts: Iterable[Kind]) -> Kind:
    name, _, version = reference.partition("@")
    fitting = [one for one in prompts if one.about.name == name]
    if version.isascii() and version.isdecimal() and len(version) < 7:
        fitting = [one for one in fitting if one.about.version == int(version)]
    elif version or "@" in reference:
        fitting = []
    if not fitting:
        known = ", ".join(map(str, prompts)) or "none"
        raise UnknownPrompt(f"There is no such prompt. Released are: {known}.")
    return max(fitting, key=lambda one: one.about.version)
