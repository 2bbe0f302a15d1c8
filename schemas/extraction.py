"""What does a caller get back?"""

from typing import Literal

from pydantic import Field

from .article import PublishedAt
from .claim import Claim
from .labels import NothingToCheck
from .wire import Wire

RejectionReason = (
    NothingToCheck | Literal["duplicate", "quote_not_found", "check_failed", "invalid"]
)
FailureReason = Literal[
    "truncated",
    "too-long",
    "refused",
    "content-filtered",
    "invalid-response",
    "unavailable",
    "rate-limited",
    "timeout",
    "rejected-request",
    "no-model",
]


class SentenceSpan(Wire):
    """A sentence of the article: half-open Unicode code points."""

    start: int
    end: int


class ArticleReference(Wire):
    """The article that was read, without its text."""

    sha256: str
    """Of the text, as UTF-8."""
    title: str | None
    published_at: PublishedAt | None
    language: str | None
    url: str | None
    chars: int
    """Its length in Unicode code points."""
    sentences: list[SentenceSpan]


class Rejection(Wire):
    """Something that did not become a claim, and why."""

    quote: str
    """The article's words, or for `quote_not_found` and `invalid` what the model offered."""
    claim: str = ""
    """The proposition that was refused, for `check_failed` and `quote_not_found`."""
    sentences: list[int]
    checks: list[str] = Field(default_factory=list)
    """The names of the checks that failed, for `check_failed`; `detail` says how."""
    reason: RejectionReason
    detail: str


class Coverage(Wire):
    """What became of every sentence: `sentences == claimed + rejected + len(unaccounted)`."""

    sentences: int
    claimed: int
    """Sentences that carry at least one claim."""
    rejected: int
    """Sentences that carry none, with a reason."""
    unaccounted: list[int]
    """The rest, by index."""


class Failure(Wire):
    """A part of the article that could not be done, or not wholly."""

    start: int
    end: int
    sentences: list[int]
    reason: FailureReason
    detail: str


class PromptReference(Wire):
    """Which prompt was used."""

    name: str
    version: int
    sha256: str


class Usage(Wire):
    """What the model's answers cost; zeros where a server does not say."""

    calls: int = Field(ge=0)
    prompt_tokens: int = Field(ge=0)
    cached_tokens: int = Field(ge=0)
    """Those of the prompt's tokens that the server had in its prefix cache."""
    completion_tokens: int = Field(ge=0)


class Extraction(Wire):
    """The factual claims of an article, and an account of everything else in it."""

    id: str
    """Under which `GET /v1/claims/{id}` finds it again."""
    article: ArticleReference
    claims: list[Claim]
    rejected: list[Rejection]
    coverage: Coverage
    complete: bool
    """False where `failures` is not empty. Only complete answers are stored."""
    failures: list[Failure]
    prompt: PromptReference
    schema_version: str
    model: str
    usage: Usage
    warnings: list[str]
