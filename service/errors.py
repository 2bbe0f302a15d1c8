"""What can go wrong?

ClaimwireError
├── ConfigurationError           the service does not start
│   └── PromptLibraryError       a prompt file is not what was released
├── BadRequest                   the caller's, and the caller can mend it
│   ├── MalformedBody
│   │   └── InvalidEncoding
│   ├── InvalidArticle
│   ├── InvalidParameter
│   ├── UnsupportedMediaType
│   ├── NotAcceptable
│   ├── ForeignHost              addressed to a name that is not ours
│   ├── ForeignPage              sent by a page of somebody else
│   ├── ArticleTooLarge
│   ├── SlowBody
│   ├── KeyRequired              no key, or none that is valid
│   ├── UnknownPrompt
│   │   └── PromptNotFound       as the address of a prompt
│   └── UnknownExtraction
├── TooMuch                      what would be done at another time
│   ├── RateLimited              by the caller
│   └── Overloaded               by everybody together
└── ModelError                   the language model's, or the way to it
    ├── NoRecording
    ├── ModelUnavailable         may be better in a moment
    │   ├── ModelBusy
    │   ├── ModelTimeout
    │   ├── QuotaExhausted
    │   └── CircuitOpen          it failed so often that it is left alone
    ├── ModelMisconfigured       an address or a request that the server refuses
    │   ├── ModelKeyRefused
    │   └── FeatureUnsupported   the form of the request is not known there
    ├── ModelRefused
    ├── ContentFiltered
    ├── ContextTooLong
    ├── TruncatedAnswer
    └── InvalidAnswer
        └── InvalidEnvelope      not even a chat completion
ShuttingDown                      the service ends
PartialExtraction                 some windows failed and the caller wants all or nothing

The text of each is written for the caller: our own words, no secret, nothing that a model's
server said. HTTP statuses stand in `service.api.problems` alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from schemas.extraction import FailureReason


class ClaimwireError(Exception):
    """Anything that this service raises on purpose."""


class ConfigurationError(ClaimwireError):
    """A setting does not make sense; the service does not start."""


class PromptLibraryError(ConfigurationError):
    """A file under prompts/ is not what was released."""


class BadRequest(ClaimwireError):
    """What the caller sent cannot be worked on."""


class MalformedBody(BadRequest):
    """The body is not the JSON that it says it is."""


class InvalidEncoding(MalformedBody):
    """The body is not UTF-8."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field that is not as it should be."""

    pointer: str
    detail: str


class InvalidArticle(BadRequest):
    """The body is JSON, but no article."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__("; ".join(f"{error.pointer} {error.detail}" for error in errors))
        self.errors = errors


class InvalidParameter(BadRequest):
    """A query parameter has a value that is not known."""


class UnsupportedMediaType(BadRequest):
    """The body's Content-Type is none that is read here."""


class NotAcceptable(BadRequest):
    """The caller accepts no format that is written here."""


class ForeignHost(BadRequest):
    """The request is addressed to a name that this service does not have."""


class ForeignPage(BadRequest):
    """A browser sends this for a page from elsewhere."""


class ArticleTooLarge(BadRequest):
    """The article is longer than this service takes."""


class SlowBody(BadRequest):
    """The body did not come in time."""


class KeyRequired(BadRequest):
    """The caller has no key, or none that is valid. It is not said which."""


class UnknownPrompt(BadRequest):
    """No released prompt has that name and version."""


class PromptNotFound(UnknownPrompt):
    """The address is of no released prompt."""


class UnknownExtraction(BadRequest):
    """No stored answer has that id (any more)."""


class TooMuch(ClaimwireError):
    """It would be done at another time."""

    def __init__(self, message: str, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        """Seconds after which it may be asked again."""


class RateLimited(TooMuch):
    """The caller has used up what it may use in a while."""


class Overloaded(TooMuch):
    """Too many articles are worked on, or wait for it, already."""


class Action(Enum):
    """What can be done about a failure of the model."""

    RETRY = "ask again in a moment"
    REASK = "say what was wrong with the answer, and ask again"
    SPLIT = "ask for less at a time"
    STEP_DOWN = "ask in a simpler form"
    FAIL = "nothing"


class ModelError(ClaimwireError):
    """The language model gave no usable answer."""

    action: Action = Action.FAIL

    failure: ClassVar[FailureReason] = "unavailable"
    """What an answer gives as the reason when a part of the article fails of this."""

    retry_after: float | None = None
    """Seconds after which the model's server wants to be asked again, where it says so."""

    def never_again(self) -> None:
        """Takes the server at its word that asking again is no use."""
        self.action = Action.FAIL


class NoRecording(ModelError):
    """The recordings hold no answer to this very request."""

    failure = "no-model"


class ModelUnavailable(ModelError):
    """The model's server cannot be reached, or fails."""

    action = Action.RETRY


class ModelBusy(ModelUnavailable):
    """The model's server asks for patience."""

    failure = "rate-limited"


class ModelTimeout(ModelUnavailable):
    """The model did not answer in time."""

    failure = "timeout"


class QuotaExhausted(ModelUnavailable):
    """There is no quota left at the model's server; asking again costs time for nothing."""

    failure = "rate-limited"
    action = Action.FAIL


class CircuitOpen(ModelUnavailable):
    """The model's server failed so often that it is left alone for a while."""

    action = Action.FAIL


class ModelMisconfigured(ModelError):
    """The model's server refuses the model's name or the request."""

    failure = "rejected-request"


class ModelKeyRefused(ModelMisconfigured):
    """The model's server refuses the key."""


class FeatureUnsupported(ModelMisconfigured):
    """The model's server does not take the request in this form."""

    action = Action.STEP_DOWN

    def __init__(self, message: str, named: frozenset[str] = frozenset()) -> None:
        super().__init__(message)
        self.named = named
        """The features and parameters that it names."""


class ModelRefused(ModelError):
    """The model declines to work on this text."""

    failure = "refused"


class ContentFiltered(ModelError):
    """The model's server withheld the answer."""

    failure = "content-filtered"


class ContextTooLong(ModelError):
    """The request is longer than the model can read."""

    failure = "too-long"
    action = Action.SPLIT


class TruncatedAnswer(ModelError):
    """The answer ended before its first claim did."""

    failure = "truncated"
    action = Action.SPLIT


class InvalidAnswer(ModelError):
    """What came back is no answer of the agreed form."""

    failure = "invalid-response"


class InvalidEnvelope(InvalidAnswer):
    """What came back is not even a chat completion: something went wrong on the way."""

    action = Action.RETRY


class PartialExtraction(ClaimwireError):
    """Parts of the article could not be done, and the caller asked for all or nothing."""


class ShuttingDown(ClaimwireError):
    """The service is about to end, and takes up nothing new or can finish nothing any more."""
