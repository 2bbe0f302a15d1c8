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
    """The schema in which the model must answer."""
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
    repair: str
    """The template that asks again for what was invalid."""


class PromptList(Wire):
    """All released prompts, by name and version."""

    prompts: list[PromptSummary]
