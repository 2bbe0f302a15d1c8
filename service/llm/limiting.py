"""How many calls are under way at the same time, and whose?"""

from collections.abc import Callable
from contextvars import ContextVar

from service.conversation import Answer, ModelRequest
from service.llm.model import LanguageModel, Wrapped
from service.turns import Turns

ON_BEHALF_OF = ContextVar("ON_BEHALF_OF", default=("", ""))
"""The tenant and the article that calls are made for."""


class Limiting(Wrapped):
    """Lets a call through once it has one of the slots, which several models can share.

    Slots go round: between tenants, and between the articles of each, so that an article of many
    windows is not all that is worked on. Inside of `Retrying`, so that whoever waits before asking
    again keeps nobody else waiting. `waiting` hears how many more, or fewer, wait for their turn.
    """

    def __init__(
        self,
        model: LanguageModel,
        slots: Turns,
        waiting: Callable[[int], None] = lambda more: None,
    ) -> None:
        super().__init__(model)
        self._slots = slots
        self._waiting = waiting

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:
        """The model's answer, when it is this call's turn."""
        self._waiting(1)
        try:
            await self._slots.take(*ON_BEHALF_OF.get())
        finally:
            self._waiting(-1)
        try:
            return await self._model.answer(request, deadline)
        finally:
            self._slots.give_back()
