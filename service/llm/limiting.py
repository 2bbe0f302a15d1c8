"""How many calls are under way at the same time?"""

import asyncio

from service.conversation import Answer, ModelRequest
from service.llm.model import LanguageModel, Wrapped


class Limiting(Wrapped):
    """Lets a call through once it has one of the `slots`, which several models can share.

    Inside of `Retrying`, so that whoever waits before asking again keeps nobody else waiting.
    """

    def __init__(self, model: LanguageModel, slots: asyncio.Semaphore) -> None:
        super().__init__(model)
        self._slots = slots

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:
        """The model's answer, when it is this call's turn."""
        async with self._slots:
            return await self._model.answer(request, deadline)
