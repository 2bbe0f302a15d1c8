"""How is the form found that a server takes?"""

import asyncio
import logging
import math
from dataclasses import replace
from typing import Protocol

from service.conversation import Answer, ModelRequest
from service.errors import FeatureUnsupported
from service.llm.dialect import Dialect
from service.llm.model import LanguageModel, Wrapped

log = logging.getLogger(__name__)

REMEMBERED = 3600.0
"""Seconds after which a server is tried again from the top: it may have been updated."""
UNUSABLE = 3
"""Unusable answers in a row after which a server is taken not to keep to the form."""


class Server(LanguageModel, Protocol):
    """A model that can be asked in several forms."""

    async def answer(
        self, request: ModelRequest, deadline: float, dialect: Dialect = ...
    ) -> Answer:
        """The answer to the request in one form; never asked again."""
        ...


class Ladder(Wrapped):
    """Asks in the strictest form that the server takes, and remembers it for all requests.

    Goes one step down where the server names a feature or parameter that it does not know, or
    where answers in a form are unusable again and again; never because it is busy or failing.
    """

    def __init__(self, model: Server, remembered: float = REMEMBERED) -> None:
        super().__init__(model)
        self._server = model
        self._remembered = remembered
        self._dialect = Dialect()
        self._until = math.inf
        self._unusable = 0

    @property
    def dialect(self) -> Dialect:
        """The form that is used now."""
        return self._dialect

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:
        """The answer in the first form that the server takes."""
        if self._now() >= self._until:
            self._dialect, self._until = Dialect(), math.inf
        started = dialect = self._dialect
        while True:
            try:
                answer = await self._server.answer(request, deadline, dialect)
            except FeatureUnsupported as error:
                below = dialect.without(error.named, request)
                if below is None:
                    self._forget(dialect, started)
                    raise
                # A refusal counts at once: what comes of the next form may take long, or fail.
                dialect = self._dialect if self._dialect.is_below(dialect) else below
                self._learn(dialect)
            else:
                return replace(answer, rung=dialect.rung.name.lower())

    def judge(self, answer: Answer, usable: bool) -> None:
        """Counts unusable answers in a row, and steps down when there are too many."""
        if answer.rung != self._dialect.rung.name.lower():
            return  # given before the last step down
        self._unusable = 0 if usable else self._unusable + 1
        below = self._dialect.lower()
        if self._unusable >= UNUSABLE and below:
            self._learn(below)

    def _learn(self, dialect: Dialect) -> None:
        """Remembers a form that is further down than the one remembered."""
        if dialect.is_below(self._dialect):
            log.info("from now on the model's server is asked in this form: %s", dialect)
            self._dialect = dialect
            self._until = self._now() + self._remembered
            self._unusable = 0

    def _forget(self, dialect: Dialect, started: Dialect) -> None:
        """Goes back where a server refused every form: that was not about the form."""
        if self._dialect == dialect:
            self._dialect = started

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
