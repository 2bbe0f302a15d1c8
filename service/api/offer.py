"""Which problems can callers meet, by what the service is set up to do?"""

from dataclasses import dataclass

from schemas.health import Backend
from service import errors
from service.api.problems import TABLE
from service.errors import ClaimwireError, ModelError

_Errors = list[type[ClaimwireError]]
_OF_OTHER_ROUTES = (
    errors.PromptNotFound,
    errors.UnknownExtraction,
    errors.KeyRequired,
    errors.RateLimited,
    errors.ForeignHost,
)
_OF_ANY_MODEL = (errors.ModelTimeout,)
"""An article has its deadline, whoever answers."""
_OF_RECORDINGS = (*_OF_ANY_MODEL, errors.TruncatedAnswer, errors.InvalidAnswer)
"""A recorded answer can be one that is no use."""
_OF_MODELS: dict[Backend | None, tuple[type[ModelError], ...]] = {
    "baseline": _OF_ANY_MODEL,
    "replay-or-baseline": _OF_RECORDINGS,
    "replay": (*_OF_RECORDINGS, errors.NoRecording),
    "openai": tuple(
        one for one in TABLE if issubclass(one, ModelError) and one is not errors.NoRecording
    ),
    None: tuple(one for one in TABLE if issubclass(one, ModelError)),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """How a service is set up, as far as its answers tell; as it stands here, every way at once."""

    keys: bool = True
    """Whether callers need a key."""
    limited: bool = True
    """Whether what they ask is counted."""
    named: bool = True
    """Whether they must call it by one of its names."""
    backend: Backend | None = None
    """Who finds the claims; None for any."""

    @property
    def everywhere(self) -> _Errors:
        """What any route raises but those that schedulers ask."""
        return [errors.ForeignHost] if self.named else []

    @property
    def keyed(self) -> _Errors:
        """What any route raises that needs a key."""
        return [*([errors.KeyRequired] if self.keys else []), *self.everywhere]

    @property
    def counted(self) -> _Errors:
        """What any of them raises whose requests are counted."""
        return [*self.keyed, *([errors.RateLimited] if self.limited else [])]

    @property
    def extracting(self) -> _Errors:
        """What an article that is posted can end in."""
        of_models = _OF_MODELS[self.backend]
        raised = [
            one
            for one in TABLE
            if one not in _OF_OTHER_ROUTES and (one in of_models or not issubclass(one, ModelError))
        ]
        return [*raised, *self.counted]
