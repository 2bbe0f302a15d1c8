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
│   ├── ArticleTooLarge
│   ├── UnknownPrompt
│   │   └── PromptNotFound       as the address of a prompt
│   └── UnknownExtraction
└── ModelError                   the language model's, or the way to it
    ├── NoModelConfigured
    ├── NoRecording
    ├── ModelUnavailable         may be better in a moment
    │   ├── ModelBusy
    │   └── ModelTimeout
    ├── ModelMisconfigured       a key, an address or a parameter that the server refuses
    ├── ModelRefused
    ├── ContentFiltered
    ├── TruncatedAnswer
    └── InvalidAnswer
PartialExtraction                 some windows failed and the caller wants all or nothing

The text of each is written for the caller: our own words, no secret, nothing that a model's
server said. HTTP statuses stand in `service.api.problems` alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
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


class ArticleTooLarge(BadRequest):
    """The article is longer than this service takes."""


class UnknownPrompt(BadRequest):
    """No released prompt has that name and version."""


class PromptNotFound(UnknownPrompt):
    """The address is of no released prompt."""


class UnknownExtraction(BadRequest):
    """No stored answer has that id (any more)."""


class ModelError(ClaimwireError):
    """The language model gave no usable answer."""

    failure: ClassVar[FailureReason] = "unavailable"
    """What an answer gives as the reason when a part of the article fails of this."""

    retry_after: float | None = None
    """Seconds after which the model's server wants to be asked again, where it says so."""


class NoModelConfigured(ModelError):
    """There is neither a model nor a recorded answer."""

    failure = "no-model"


class NoRecording(ModelError):
    """The recordings hold no answer to this very request."""

    failure = "no-model"


class ModelUnavailable(ModelError):
    """The model's server cannot be reached, or fails."""


class ModelBusy(ModelUnavailable):
    """The model's server asks for patience."""

    failure = "rate-limited"


class ModelTimeout(ModelUnavailable):
    """The model did not answer in time."""

    failure = "timeout"


class ModelMisconfigured(ModelError):
    """The model's server refuses the key, the model's name or the request."""

    failure = "rejected-request"


class ModelRefused(ModelError):
    """The model declines to work on this text."""

    failure = "refused"


class ContentFiltered(ModelError):
    """The model's server withheld the answer."""

    failure = "content-filtered"


class TruncatedAnswer(ModelError):
    """The answer ended before its first claim did."""

    failure = "truncated"


class InvalidAnswer(ModelError):
    """What came back is no answer of the agreed form."""

    failure = "invalid-response"


class PartialExtraction(ClaimwireError):
    """Parts of the article could not be done, and the caller asked for all or nothing."""
