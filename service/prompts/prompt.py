"""What is a prompt?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, StrictFloat, StrictInt

from schemas.extraction import PromptReference
from schemas.wire import Wire
from service.conversation import Message
from service.prompts.rendering import fill, fill_window
from service.text.windows import Window

Parameter = Annotated[
    str,
    Field(
        pattern="^(frequency_penalty|max_completion_tokens|presence_penalty|seed|temperature|top_p)$"
    ),
]
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class FrontMatter(Wire):
    """What a prompt file says about itself."""

    name: Annotated[str, Field(pattern=f"^{NAME.pattern}$")]
    version: Annotated[int, Field(ge=1)]
    description: str
    draft: Literal["Draft"]
    """The schema that it wants answers in."""
    changes: str
    """What is different from the version before, and what measuring showed."""
    params: dict[Parameter, StrictInt | Annotated[StrictFloat, Field(allow_inf_nan=False)]]
    """Sampling parameters, by their Chat Completions names."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A released prompt."""

    about: FrontMatter
    sha256: str
    user: str
    repair: str
    opening: tuple[Message, ...]
    """The system message and the examples: the same for every request, rendered once."""

    @property
    def reference(self) -> PromptReference:
        """Name, version and digest, as answers give them."""
        return PromptReference(name=self.about.name, version=self.about.version, sha256=self.sha256)

    def render(self, text: str, title: str | None, window: Window) -> tuple[Message, ...]:
        """The messages that ask for a window: instructions first, the article last."""
        return (*self.opening, Message("user", fill_window(self.user, text, title, window)))

    def render_repair(
        self, asked: Sequence[Message], answer: str, errors: str
    ) -> tuple[Message, ...]:
        """The messages that ask once more for what was invalid in `answer`."""
        request = fill(self.repair, {"errors": errors})
        return (*asked, Message("assistant", answer), Message("user", request))
