"""How does a model answer that only remembers?"""

from collections.abc import Iterator
from dataclasses import replace

from service.conversation import Answer, ModelRequest
from service.errors import NoRecording
from service.llm.model import LanguageModel
from service.llm.recordings import Recordings


class ReplayModel:
    """Answers from recordings, each for exactly the request that it was recorded for."""

    def __init__(self, recordings: Recordings) -> None:
        self._recordings = recordings

    @property
    def identity(self) -> str:
        """Changes with every recording, so that no cache keeps what is no longer recorded."""
        return f"replay:{self._recordings.fingerprint}"

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:  # the protocol's
        """The recorded answer; raises `NoRecording` with the nearest one and what to do."""
        if answer := self._recordings.find(request):
            return answer
        raise NoRecording(
            f"No recorded answer fits this request. {self._recordings.nearest(request)} "
            f"Record it with a live model: claimwire record FILE."
        )

    def judge(self, answer: Answer, usable: bool) -> None:
        """A recording does not learn."""

    async def close(self) -> None:
        """Nothing to let go of."""


class Unconfigured:
    """Stands where a live model would: recorded answers where they fit, else the baseline's, which
    say how to get a model."""

    def __init__(self, recordings: Recordings, baseline: LanguageModel) -> None:
        self._recordings = recordings
        self._baseline = baseline

    @property
    def identity(self) -> str:
        """Changes with every recording and with the baseline."""
        return f"unconfigured:{self._recordings.fingerprint}:{self._baseline.identity}"

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:
        """The recorded answer, or the baseline's with a notice."""
        if recorded := self._recordings.find(request):
            return recorded
        answer = await self._baseline.answer(request, deadline)
        return replace(answer, notices=tuple(self._notices(request, answer.model)))

    def _notices(self, request: ModelRequest, baseline: str) -> Iterator[str]:
        yield (
            f"No language model is configured: these claims are what simple rules ({baseline}) "
            "find. Set OPENAI_API_KEY to use OpenAI, or OPENAI_BASE_URL (and the model's name in "
            "CLAIMWIRE_MODEL) to use any server that speaks its protocol."
        )
        if stale := self._recordings.of_this_text(request):
            yield (
                f"{stale.name} is a recorded answer to another prompt or schema. Renew it with a "
                "live model: claimwire record FILE."
            )

    def judge(self, answer: Answer, usable: bool) -> None:
        """Neither recordings nor rules learn."""

    async def close(self) -> None:
        """Closes the baseline."""
        await self._baseline.close()
