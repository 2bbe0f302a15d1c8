"""What is said to a language model, and what comes back?"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

Role = Literal["system", "user", "assistant"]


class Message(NamedTuple):
    """One turn of the conversation."""

    role: Role
    content: str


@dataclass(frozen=True)
class ModelRequest:
    """A rendered request: everything that decides the answer but the model itself."""

    messages: tuple[Message, ...]
    schema_name: str
    schema: Mapping[str, Any]
    """The JSON Schema that the answer must fit."""
    params: Mapping[str, Any]
    """Sampling parameters by their Chat Completions names."""

    def as_json(self) -> dict[str, Any]:
        """The request as plain JSON, the way recordings keep it."""
        return {
            "messages": [message._asdict() for message in self.messages],
            "schema_name": self.schema_name,
            "schema": dict(self.schema),
            "params": dict(self.params),
        }

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the exact request, in hex: equal only for equal requests."""
        canonical = json.dumps(self.as_json(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Tokens:
    """What an answer cost, in tokens; zeros where the server does not say."""

    prompt: int = 0
    cached: int = 0
    """Those of the prompt's tokens that the server had in its prefix cache."""
    completion: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model answered."""

    text: str
    finish_reason: str | None
    """`stop`, `length`, or what else the server says; None where it says nothing."""
    tokens: Tokens
    model: str
    """The model's name, as it gave it."""
    recorded_from: str | None = None
    """For a recorded answer, where it came from; None for a live one."""
    cut_short: bool = False
    """Whether the server counted so few tokens that it cannot have read the whole request."""
    rung: str | None = None
    """The form in which a live model was asked."""
    stand_in: int = 0
    """How many models before this one in order could not answer."""
    notices: tuple[str, ...] = ()
    """What whoever reads the claims must know about who answered."""
