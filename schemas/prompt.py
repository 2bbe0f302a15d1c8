"""What does a caller learn about a prompt?"""

from typing import Any

from .wire import Wire


class PromptSummary(Wire):
    """A released prompt."""

    name: str
    version: int
    sha256: str
    """Of its file; in every answer that it was used for."""
    description: str
    changes: str
    """What is different from the version before."""
    draft: str
    """The schema in which the model must answer: `Draft` and `CompactDraft` hold claims, those that
    end in `Verdicts` what a judge makes of claims, for measuring."""
    params: dict[str, Any]
    """Sampling parameters, by their Chat Completions names."""


class PromptMessage(Wire):
    """One turn of the conversation."""

    role: str
    content: str


class PromptDetail(PromptSummary):
    """A released prompt with its texts."""

    opening: list[PromptMessage]
    """The same for every article: instructions and examples."""
    user: str
    """The template of the message with the article."""
    repair: str | None
    """The template that asks again for what was invalid; null for a judge's prompt."""
    second_look: str | None
    """The template that asks once about what a whole article left open, where there is one."""


class PromptList(Wire):
    """All released prompts, by name and version."""

    prompts: list[PromptSummary]
