"""What does an evaluation say, and keep for the next one to be compared with?"""

from typing import Literal

from schemas.extraction import PromptReference
from schemas.verdict import Coverage, Veracity
from schemas.wire import Wire

Offsets = tuple[int, int]
"""A passage: half-open code points of the article."""


class Measure(Wire):
    """A number with its 95 % interval."""

    value: float | None
    """None where there is nothing to measure."""
    low: float | None
    high: float | None
    """Both None where there are too few articles to say."""


class HopResult(Wire):
    """One source of a chain."""

    source: str
    cue: str


class TimeResult(Wire):
    """A time and what it was taken for."""

    text: str
    value: str


class ClaimResult(Wire):
    """A claim, of the gold or of a run."""

    text: str
    spans: list[Offsets]
    chain: list[HopResult]
    types: list[str]
    certainty: str
    polarity: str
    times: list[TimeResult]
    optional: bool = False
    """Of the gold: whether it may be left out."""
    promoted: bool = False
    """Of a run: whether it lost the source whose words it is."""


class MatchResult(Wire):
    """A gold claim and the predicted claim that says the same, by their indices."""

    gold: int
    predicted: int
    score: float
    """Token F1 of the content words."""
    iou: float
    chain_exact: bool


class ArticleResult(Wire):
    """What a run made of one article."""

    name: str
    title: str | None
    language: str | None
    sha256: str
    """Of the text, as UTF-8."""
    text: str
    gold: list[ClaimResult]
    claims: list[ClaimResult]
    matches: list[MatchResult]
    failures: list[str]
    """Parts of the article that could not be done; its numbers cover the rest."""
    warnings: list[str]
    rejections: dict[str, int]
    """How often each reason was given."""
    failed_checks: dict[str, int]
    tally: dict[str, float]
    """The counts that all metrics come from."""
    metrics: dict[str, float | None]


class FailedArticle(Wire):
    """An article that no metric covers, and why."""

    name: str
    reason: str


class PriceResult(Wire):
    """USD per million tokens; None where nobody said."""

    prompt: float | None
    completion: float | None


class JudgedClaim(Wire):
    """What a judge says of a claim; None where there is no verdict."""

    claim: int
    """Its index in the article's `claims`."""
    entailed: bool | None
    beyond: str | None
    """What in it the article does not say."""
    missing: list[str] | None
    """What a fact-checker would have to know in addition."""
    alone: Veracity | None
    """The verdict on the claim as it is."""
    in_context: Veracity | None
    """The verdict on the claim with what is missing."""


class JudgedElement(Wire):
    """A piece of information in a sentence."""

    sentence: int
    """Its index."""
    element: str
    verifiable: bool
    covered: Coverage


class Unjudged(Wire):
    """Claims or sentences without a verdict, and why."""

    prompt: str
    """By its name, `judge-coverage`."""
    over: Literal["claims", "sentences"]
    indices: list[int]
    """Of the claims or sentences."""
    reason: str


class JudgedArticle(Wire):
    """A judge's verdicts on one article."""

    name: str
    claims: list[JudgedClaim]
    elements: list[JudgedElement]
    unjudged: list[Unjudged]
    tally: dict[str, float]
    """The counts that all of the judge's metrics come from."""
    metrics: dict[str, float | None]


class Judgement(Wire):
    """A judge's verdicts on a run."""

    model: str
    """As it was asked for."""
    answered_by: list[str]
    """What its answers say which model they are of."""
    prompts: list[PromptReference]
    articles: list[JudgedArticle]
    """Those that the run covers."""
    tally: dict[str, float]
    metrics: dict[str, Measure]
    """Over what has a verdict."""


class Run(Wire):
    """A prompt with a model, over all articles."""

    prompt: str
    """As it was asked for, `claims@2`."""
    prompt_used: PromptReference | None
    """None where no article could be done."""
    model: str
    """As it was asked for."""
    answered_by: list[str]
    """What the answers say which model they are of."""
    price: PriceResult
    articles: list[ArticleResult]
    failed: list[FailedArticle]
    metrics: dict[str, Measure]
    """Over `articles`, not over `failed`."""
    rejections: dict[str, int]
    failed_checks: dict[str, int]
    judgement: Judgement | None = None
    """None where no judge was asked for."""

    @property
    def label(self) -> str:
        """The prompt and the model, for a person."""
        return f"{self.prompt}, {self.model}"


class Evaluation(Wire):
    """Runs over the same articles."""

    format: Literal["claimwire-eval-1"] = "claimwire-eval-1"
    rule: str
    """When a predicted claim counts as a gold claim found."""
    threshold: float
    """Token F1."""
    resamples: int
    without_gold: list[str]
    """Articles that nobody wrote a gold for; not asked about."""
    runs: list[Run]
