"""Which models do tests put in the place of a real one?"""

import json
from collections.abc import Callable

from service.conversation import Answer, ModelRequest, Tokens

Script = Callable[[ModelRequest], Answer]


class ScriptedModel:
    """Answers with what a function makes of the request, and remembers what it was asked."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self.asked: list[ModelRequest] = []

    @property
    def identity(self) -> str:
        return "scripted"

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:
        self.asked.append(request)
        return self._script(request)

    def judge(self, answer: Answer, usable: bool) -> None:
        pass

    async def close(self) -> None:
        pass


def answer(text: str, finish_reason: str | None = "stop") -> Answer:
    """An answer of the scripted model."""
    return Answer(text, finish_reason, Tokens(prompt=100, cached=40, completion=10), "scripted-1")


def draft_claim(quote: str, **changes: object) -> dict[str, object]:
    """A valid claim of a draft, for a quote in the first sentence."""
    return {
        "sentences": [1],
        "quote": quote,
        "chain": [],
        "claim": f"It is the case that {quote}.",
        "types": ["event"],
        "certainty": "certain",
        "polarity": "positive",
        "times": [],
        "check_worthiness": "high",
        **changes,
    }


def draft(*claims: object, rejected: object = ()) -> str:
    """The JSON of a draft."""
    return json.dumps({"rejected": list(rejected), "claims": list(claims)})  # type: ignore[call-overload]  # any iterable
