"""Who answers when the first server cannot?"""

import logging
from collections.abc import Sequence
from dataclasses import replace

from service.conversation import Answer, ModelRequest
from service.errors import ModelMisconfigured, ModelUnavailable
from service.llm.model import LanguageModel

log = logging.getLogger(__name__)


class Fallback:
    """Asks models in order until one answers.

    The next is asked where a server fails, is left alone, is busy, has no quota left or refuses
    our key; not where it refuses the text. An answer of another than the first says so.
    """

    def __init__(self, models: Sequence[LanguageModel]) -> None:
        self._models = models

    @property
    def identity(self) -> str:
        """That of the first."""
        return self._models[0].identity

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:
        """The first answer; raises what the first model raised where none answers."""
        errors = []
        for number, model in enumerate(self._models):
            try:
                answer = await model.answer(request, deadline)
            except (ModelUnavailable, ModelMisconfigured) as error:
                log.warning("model %d of %d: %s", number + 1, len(self._models), error)
                errors.append(error)
            else:
                return replace(answer, stand_in=number) if number else answer
        raise errors[0]

    def judge(self, answer: Answer, usable: bool) -> None:
        """Tells the model that answered."""
        self._models[answer.stand_in].judge(answer, usable)

    async def close(self) -> None:
        """Closes all."""
        for model in self._models:
            await model.close()
