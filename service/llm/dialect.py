"""In which form does a server take a request?"""

import json
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from service.conversation import ModelRequest
from service.llm.classifying import PARAMETERS, TOO_LARGE

_TOKEN_LIMITS = {"max_completion_tokens": "max_tokens", "max_tokens": "max_completion_tokens"}


class Rung(IntEnum):
    """How the answer's schema is asked for, the strictest first."""

    STRICT = 0
    SCHEMA = 1
    TOOL = 2
    JSON = 3
    TEXT = 4


@dataclass(frozen=True, slots=True)
class Dialect:
    """One form of request, and what a server does not take of it."""

    rung: Rung = Rung.STRICT
    dropped: frozenset[str] = frozenset()
    renamed: bool = False
    """Whether the limit of tokens goes by its other name."""

    def __str__(self) -> str:
        parts = [self.rung.name.lower(), *(f"without {name}" for name in sorted(self.dropped))]
        return ", ".join([*parts, "the limit of tokens renamed"] if self.renamed else parts)

    def body(self, request: ModelRequest, model: str) -> dict[str, Any]:
        """The body of the Chat Completions request."""
        return {
            "model": model,
            "messages": self._messages(request),
            **self._form(request),
            **self._params(request.params),
        }

    def without(self, named: Set[str], request: ModelRequest) -> "Dialect | None":
        """The next form to try when a server refuses what is `named`; None when none is left.

        A parameter is renamed or left out once. Anything else is the form of the answer, and
        one rung down is tried.
        """
        params = self._params(request.params)
        if TOO_LARGE in named:
            limits = frozenset(_TOKEN_LIMITS) & set(params)
            return replace(self, dropped=self.dropped | limits) if limits else None
        for name in sorted(named & set(PARAMETERS) & set(params)):
            if name in _TOKEN_LIMITS and not self.renamed:
                return replace(self, renamed=True)
            return replace(self, dropped=self.dropped | {name})
        if named and named <= set(PARAMETERS):
            return None  # it refuses what was not sent
        if self.rung is Rung.TOOL and "tool_choice" in named and "tool_choice" not in self.dropped:
            return replace(self, dropped=self.dropped | {"tool_choice"})
        return self.lower()

    def is_below(self, other: "Dialect") -> bool:
        """Whether this form asks less of a server than another."""
        ours = (self.rung, len(self.dropped), self.renamed)
        return ours > (other.rung, len(other.dropped), other.renamed)

    def lower(self) -> "Dialect | None":
        """One rung down; None from the last."""
        return replace(self, rung=Rung(self.rung + 1)) if self.rung < Rung.TEXT else None

    def _messages(self, request: ModelRequest) -> list[dict[str, str]]:
        messages: list[dict[str, str]] = [message._asdict() for message in request.messages]
        if self.rung >= Rung.JSON:
            # Exactly one system message: some chat templates refuse a second.
            schema = json.dumps(request.schema, ensure_ascii=False, separators=(",", ":"))
            messages[0]["content"] += f"\n\nThe JSON object must fit this JSON Schema:\n{schema}"
        return messages

    def _form(self, request: ModelRequest) -> dict[str, Any]:
        name, schema = request.schema_name, request.schema
        match self.rung:
            case Rung.STRICT | Rung.SCHEMA:
                described: dict[str, Any] = {"name": name, "schema": schema}
                if self.rung is Rung.STRICT:
                    described["strict"] = True
                return {"response_format": {"type": "json_schema", "json_schema": described}}
            case Rung.TOOL:
                form: dict[str, Any] = {
                    "tools": [
                        {"type": "function", "function": {"name": name, "parameters": schema}}
                    ]
                }
                if "tool_choice" not in self.dropped:
                    form["tool_choice"] = {"type": "function", "function": {"name": name}}
                return form
            case Rung.JSON:
                return {"response_format": {"type": "json_object"}}
            case Rung.TEXT:
                return {}

    def _params(self, params: Mapping[str, Any]) -> dict[str, Any]:
        renamed = {
            _TOKEN_LIMITS.get(name, name) if self.renamed else name: value
            for name, value in params.items()
        }
        return {name: value for name, value in renamed.items() if name not in self.dropped}
