"""What is a language model, to the rest of the service?"""

from typing import Protocol

from service.conversation import Answer, ModelRequest


class LanguageModel(Protocol):
    """Something that answers a rendered request. Behaviour is added by wrapping one in another."""

    @property
    def identity(self) -> str:
        """What distinguishes it from other models; part of every cache key."""
        ...

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:
        """The model's answer, or a `ModelError`.

        `deadline` is a time of the event loop's clock, in seconds: no waiting or asking again
        goes beyond it. The caller enforces it; a model need only not plan past it.
        """
        ...

    def judge(self, answer: Answer, usable: bool) -> None:
        """Hears whether an answer of its could be used."""
        ...

    async def close(self) -> None:
        """Lets go of connections and files."""
        ...


class Wrapped:
    """A model that passes on everything but what a subclass adds."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model

    @property
    def identity(self) -> str:
        """That of the model."""
        return self._model.identity

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:
        """The model's answer."""
        return await self._model.answer(request, deadline)

    def judge(self, answer: Answer, usable: bool) -> None:
        """Tells the model."""
        self._model.judge(answer, usable)

    async def close(self) -> None:
        """Closes the model."""
        await self._model.close()
