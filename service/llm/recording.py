"""How are a model's answers kept?"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from service.conversation import Answer, ModelRequest
from service.llm.model import LanguageModel, Wrapped
from service.llm.recordings import save


class Recording(Wrapped):
    """Wraps a model and writes every answer it gives into a folder.

    Each says where it came from: in the caller's words, or the model's name and the day.
    """

    def __init__(
        self,
        model: LanguageModel,
        folder: Path,
        recorded_from: str | None = None,
        on_save: Callable[[Path], None] = lambda path: None,
    ) -> None:
        super().__init__(model)
        self._folder = folder
        self._recorded_from = recorded_from
        self._on_save = on_save

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:
        """The model's answer, unedited, after it was written."""
        answer = await self._model.answer(request, deadline)
        origin = self._recorded_from or f"{answer.model}, asked live on {datetime.now(UTC).date()}"
        self._on_save(save(self._folder, request, answer, origin))
        return answer
