"""How does a model answer that is none?

The floor that an evaluation compares with. It gets the same requests as every model, and what it
answers is grounded and checked as theirs is.
"""

import asyncio
from collections.abc import Callable

from service.conversation import Answer, ModelRequest, Tokens
from service.drafts import FORMS
from service.errors import ModelMisconfigured
from service.llm.baseline.asking import asked_sentences
from service.llm.baseline.finding import Findings, find
from service.llm.baseline.writing import as_compact_draft, as_draft
from service.llm.limiting import ON_BEHALF_OF
from service.turns import Turns

BASELINE = "baseline-1"
"""Its name in answers; another number where it finds other claims."""
WRITERS: dict[str, Callable[[Findings], str]] = {
    "Draft": as_draft,
    "CompactDraft": as_compact_draft,
}
"""How each form of answer is written, by the names that prompts call them."""


class BaselineModel:
    """Takes every sentence for a claim, but for those whose words show that they are none."""

    def __init__(self, revision: str) -> None:
        self._revision = revision
        self._turns = Turns(1)

    @property
    def identity(self) -> str:
        """Changes with the code: it answers as its rules are now."""
        return f"{BASELINE}:{self._revision}"

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:  # the protocol's
        """What it finds in the request's sentences; nothing where it asks for anything else.

        Raises `ModelMisconfigured` for a form of answer that it does not know.
        """
        write = _writer(request)
        # All windows of an article ask at once; between two of them others have their turn.
        await self._turns.take(*ON_BEHALF_OF.get())
        try:
            await asyncio.sleep(0)
            text = write(find(asked_sentences(request.messages)))
        finally:
            self._turns.give_back()
        return Answer(text, "stop", Tokens(), BASELINE)

    def judge(self, answer: Answer, usable: bool) -> None:
        """Rules do not learn."""

    async def close(self) -> None:
        """Nothing to let go of."""


def _writer(request: ModelRequest) -> Callable[[Findings], str]:
    for name, write in WRITERS.items():
        if FORMS[name].schema == request.schema:
            return write
    raise ModelMisconfigured("The baseline knows no such form of answer.")
