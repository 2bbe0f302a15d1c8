"""What is a prompt?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StrictFloat, StrictInt

from schemas.extraction import PromptReference
from schemas.wire import Wire
from service.conversation import Message, ModelRequest
from service.drafts import FORMS, Form
from service.prompts.rendering import fill, fill_window
from service.prompts.verdicts import AFTER, CLAIMS, JudgeDraft, JudgeForm
from service.text.windows import Window

Parameter = Annotated[
    str,
    Field(
        pattern="^(frequency_penalty|max_completion_tokens|presence_penalty|seed|temperature|top_p)$"
    ),
]
SECOND_LOOK = "second look"
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class FrontMatter(Wire):
    """What a prompt file says about itself."""

    name: Annotated[str, Field(pattern=f"^{NAME.pattern}$")]
    version: Annotated[int, Field(ge=1)]
    description: str
    draft: Literal["Draft", "CompactDraft"] | JudgeDraft
    """The form that it wants answers in: of claims, or of verdicts on claims."""
    changes: str
    """What is different from the version before, and what measuring showed."""
    params: dict[Parameter, StrictInt | Annotated[StrictFloat, Field(allow_inf_nan=False)]]
    """Sampling parameters, by their Chat Completions names."""


@dataclass(frozen=True, slots=True)
class AnyPrompt:
    """A released prompt of any kind."""

    about: FrontMatter
    sha256: str
    parts: Mapping[str, str]
    """Its templates by name, but for `system`."""
    opening: tuple[Message, ...]
    """The system message and the examples: the same for every request, rendered once."""

    @property
    def reference(self) -> PromptReference:
        """Name, version and digest, as answers give them."""
        return PromptReference(name=self.about.name, version=self.about.version, sha256=self.sha256)

    def __str__(self) -> str:
        return f"{self.about.name}@{self.about.version}"


@dataclass(frozen=True)
class Prompt(AnyPrompt):
    """A prompt that asks for claims. Its parts: `user`, `repair`, and maybe `second look`."""

    @property
    def form(self) -> Form:
        """The form that it wants answers in."""
        return FORMS[self.about.draft]

    @cached_property
    def frame(self) -> str:
        """The digest of all that its requests have in common."""
        return self.request(self.opening).digest

    def request(self, messages: tuple[Message, ...]) -> ModelRequest:
        """The messages with all else that decides the answer."""
        return ModelRequest(messages, self.about.name, self.form.schema, self.about.params)

    def render(self, text: str, title: str | None, window: Window) -> tuple[Message, ...]:
        """The messages that ask for a window: instructions first, the article last."""
        return (
            *self.opening,
            Message("user", fill_window(self.parts["user"], text, title, window)),
        )

    def render_repair(
        self, asked: Sequence[Message], answer: str, errors: str
    ) -> tuple[Message, ...]:
        """The messages that ask once more for what was invalid in `answer`."""
        request = fill(self.parts["repair"], {"errors": errors})
        return (*asked, Message("assistant", answer), Message("user", request))

    @property
    def has_second_look(self) -> bool:
        """Whether it can ask about what a whole article left open."""
        return SECOND_LOOK in self.parts

    def render_second_look(
        self, text: str, title: str | None, window: Window, problems: Sequence[str]
    ) -> tuple[Message, ...]:
        """The messages that ask once about what a whole article left open."""
        asked = fill_window(self.parts[SECOND_LOOK], text, title, window, problems=problems)
        return (*self.opening, Message("user", asked))


@dataclass(frozen=True, slots=True)
class JudgePrompt(AnyPrompt):
    """A prompt that asks for verdicts on claims. Its only part is `user`."""

    form: JudgeForm
    """The form that it wants answers in."""

    def request(
        self,
        text: str,
        title: str | None,
        window: Window,
        claims: Sequence[str],
        after: Sequence[str] = (),
    ) -> ModelRequest:
        """What asks for verdicts on `claims` of a window, beside the sentences that come `after`
        it where the form shows them."""
        asked = fill_judged(self.parts["user"], self.form, text, title, window, claims, after)
        messages = (*self.opening, Message("user", asked))
        return ModelRequest(messages, self.about.name, self.form.schema, self.about.params)


def fill_judged(
    template: str,
    form: JudgeForm,
    text: str,
    title: str | None,
    window: Window,
    claims: Sequence[str],
    after: Sequence[str] = (),
) -> str:
    """A user message for a judge: as for claims, and the claims numbered from 1."""
    numbered = [f"[{number}] {claim}" for number, claim in enumerate(claims, 1)]
    lists = {CLAIMS: numbered, AFTER: after}
    shown = {name: lists[name] for name in form.slots}
    return fill_window(template, text, title, window, **shown)
