"""How does a model answer that only remembers?"""

from service.conversation import Answer, ModelRequest
from service.errors import NoModelConfigured, NoRecording
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


class Unconfigured(ReplayModel):
    """Stands where a live model would, and says how to get one where the recordings end."""

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:  # the protocol's
        """The recorded answer; raises `NoModelConfigured` where there is none."""
        if answer := self._recordings.find(request):
            return answer
        stale = self._recordings.of_this_text(request)
        raise NoModelConfigured(
            "No language model is configured, and there is "
            + (
                f"only a recorded answer to another prompt or schema ({stale.name}; renew it with "
                "a live model: claimwire record FILE)."
                if stale
                else "no recorded answer for this article."
            )
            + " Set OPENAI_API_KEY to use OpenAI, or OPENAI_BASE_URL (and the model's name in "
            "CLAIMWIRE_MODEL) to use any server that speaks its protocol."
        )
