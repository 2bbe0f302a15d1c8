"""How is the form found that a server takes?"""

import asyncio
import logging
from dataclasses import replace

from service.conversation import Answer, ModelRequest
from service.errors import FeatureUnsupported
from service.llm.dialect import Dialect
from service.llm.model import Wrapped
from service.llm.openai import OpenAIModel

log = logging.getLogger(__name__)

REMEMBERED = 3600.0
"""Seconds after which a server is tried again from the top: it may have been updated."""
UNUSABLE = 3
"""Unusable answers in a row after which a server is taken not to keep to the form."""


class Ladder(Wrapped):
    """Asks in the strictest form that the server takes, and remembers it for all requests.

    Goes one step down where the server names a feature or parameter that it does not know, or
    where answers in a form are unusable again and again; never because it is busy or failing.
    """

    def __init__(self, model: OpenAIModel, remembered: float = REMEMBERED) -> None:
        super().__init__(model)
        self._openai = model
        self._remembered = remembered
        self._dialect = Dialect()
        self._until = 0.0
        self._unusable = 0

    @property
    def dialect(self) -> Dialect:
        """The form that is used now."""
        return self._dialect

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:
        """The answer in the first form that the server takes."""
        now = asyncio.get_running_loop().time()
        if now >= self._until:
            self._dialect = Dialect()
        dialect = self._dialect
        while True:
            try:
                answer = await self._openai.answer(request, deadline, dialect)
            except FeatureUnsupported as error:
                below = dialect.without(error.named, request)
                if below is None:
                    raise
                dialect = below
            else:
                self._learn(dialect, now)
                return replace(answer, rung=dialect.rung.name.lower())

    def judge(self, answer: Answer, usable: bool) -> None:
        """Counts unusable answers in a row, and steps down when there are too many."""
        if answer.rung != self._dialect.rung.name.lower():
            return  # given before the last step down
        self._unusable = 0 if usable else self._unusable + 1
        below = self._dialect.lower()
        if self._unusable >= UNUSABLE and below:
            self._learn(below, asyncio.get_running_loop().time())

    def _learn(self, dialect: Dialect, now: float) -> None:
        """Remembers a form, once the server has taken it."""
        if dialect != self._dialect or now >= self._until:
            self._until = now + self._remembered
        if dialect != self._dialect:
            log.info("the model's server is asked in the form %s from now on", dialect)
            self._dialect = dialect
            self._unusable = 0
