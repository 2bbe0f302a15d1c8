"""Which prompts are released?"""

from collections.abc import Iterator
from pathlib import Path

from service.errors import PromptLibraryError, UnknownPrompt
from service.prompts.files import file_digest, load_prompt, prompt_files, read_lock
from service.prompts.prompt import Prompt


class PromptLibrary:
    """All released prompts, each checked.

    Raises `PromptLibraryError`, which names the file and what to do, for a file that is not what
    was released, not released at all, malformed, or whose examples are invalid or ungrounded.
    """

    def __init__(self, folder: Path) -> None:
        locked = read_lock(folder)
        self._prompts: dict[tuple[str, int], Prompt] = {}
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

    def __iter__(self) -> Iterator[Prompt]:
        """The prompts by name and version."""
        return (self._prompts[key] for key in sorted(self._prompts))

    def get(self, reference: str) -> Prompt:
        """The prompt `claims@1`, or for `claims` its latest version; else `UnknownPrompt`."""
        name, _, version = reference.partition("@")
        versions = [number for known, number in self._prompts if known == name]
        if version.isascii() and version.isdecimal() and len(version) < 7:
            versions = [number for number in versions if number == int(version)]
        elif version or "@" in reference:
            versions = []
        if not versions:
            known = ", ".join(f"{prompt.about.name}@{prompt.about.version}" for prompt in self)
            raise UnknownPrompt(f"There is no such prompt. Released are: {known}.")
        return self._prompts[name, max(versions)]
