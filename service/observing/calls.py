"""How is each call to the model seen?"""

from service.conversation import Answer, ModelRequest
from service.llm.dialect import Dialect
from service.llm.ladder import Server
from service.llm.model import LanguageModel, Wrapped
from service.observing.watching import Watcher


class WatchedServer(Wrapped):
    """A model's server: every call that goes out, in the form in which it does."""

    def __init__(self, server: Server, watcher: Watcher) -> None:
        super().__init__(server)
        self._server = server
        self._watcher = watcher

    async def answer(
        self, request: ModelRequest, deadline: float, dialect: Dialect | None = None
    ) -> Answer:
        """The server's answer."""
        dialect = dialect or Dialect()
        with self._watcher.call(dialect.rung.name.lower(), deadline) as call:
            answer = await self._server.answer(request, deadline, dialect)
            call.answered(answer.tokens)
        return answer


class WatchedModel(Wrapped):
    """A model that is no server: recordings, or rules."""

    def __init__(self, model: LanguageModel, watcher: Watcher) -> None:
        super().__init__(model)
        self._watcher = watcher

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:
        """The model's answer."""
        with self._watcher.call("none", deadline) as call:
            answer = await self._model.answer(request, deadline)
            call.answered(answer.tokens)
        return answer
