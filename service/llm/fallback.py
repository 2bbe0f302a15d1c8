"""Who answers when the first server cannot?"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace

from service.conversation import Answer, ModelRequest
from service.errors import (
    InvalidAnswer,
    ModelError,
    ModelMisconfigured,
    ModelTimeout,
    ModelUnavailable,
)
from service.llm.model import LanguageModel

log = logging.getLogger(__name__)


class Fallback:
    """Asks models in order until one answers.

    The next is asked where a server fails, is silent, is left alone, is busy, has no quota left,
    refuses our key or sends what is no answer; not where it refuses the text. Each but the last has
    a part of the time only. An answer of another than the first says so.
    """

    def __init__(self, models: Sequence[LanguageModel]) -> None:
        self._models = models

    @property
    def identity(self) -> str:
        """That of the first."""
        return self._models[0].identity

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:
        """The first answer; raises what the first model raised where none answers."""
        errors: list[ModelError] = []
        for number, model in enumerate(self._models):
            share = self._share(number, deadline)
            try:
                async with asyncio.timeout_at(None if model is self._models[-1] else share):
                    answer = await model.answer(request, share)
            except TimeoutError:
                log.warning("model %d of %d: no answer in time", number + 1, len(self._models))
                errors.append(ModelTimeout("The language model's server did not answer in time."))
            except (ModelUnavailable, ModelMisconfigured, InvalidAnswer) as error:
                log.warning("model %d of %d: %s", number + 1, len(self._models), error)
                errors.append(error)
            else:
                return replace(answer, stand_in=number) if number else answer
        raise errors[0]

    def _share(self, number: int, deadline: float) -> float:
        """Until when a model may take: an equal part of what is left, the last one all of it."""
        now = asyncio.get_running_loop().time()
        return now + (deadline - now) / (len(self._models) - number)

    def judge(self, answer: Answer, usable: bool) -> None:
        """Tells the model that answered."""
        self._models[answer.stand_in].judge(answer, usable)

    async def close(self) -> None:
        """Closes all."""
        for model in self._models:
            await model.close()
