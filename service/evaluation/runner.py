"""How do prompts and models do over a folder of articles?"""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

from schemas.claim import Claim
from schemas.extraction import Extraction
from schemas.gold import Gold
from service.answers import AnswerCache
from service.drafting import Drafter
from service.errors import ClaimwireError, ConfigurationError
from service.evaluation.chains import same_chain
from service.evaluation.corpus import Seed
from service.evaluation.intervals import RESAMPLES, measures
from service.evaluation.judge_asking import Judge
from service.evaluation.judge_results import judgement
from service.evaluation.matching import RULE, THRESHOLD, GoldPassage, spans_of
from service.evaluation.metrics import Prices, values
from service.evaluation.results import (
    ArticleResult,
    ClaimResult,
    Evaluation,
    FailedArticle,
    HopResult,
    MatchResult,
    PriceResult,
    Run,
    TimeResult,
)
from service.evaluation.scoring import failed_checks, rejections_by_reason, score
from service.evaluation.tally import Tally
from service.llm.model import LanguageModel
from service.parts import Parts, build
from service.settings import Backend, Settings

BACKENDS = ("baseline", "replay")
"""Names of models that are no model behind an address."""
Progress = Callable[[str], None]
"""Called with what was just done, in words."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be evaluated."""

    seeds: Sequence[Seed]
    prompts: Sequence[str]
    models: Sequence[str]
    """Empty for the configured one."""
    at_once: int = 4
    """Articles in work at the same time."""
    prices: Mapping[str, Prices] = field(default_factory=dict)
    """By model; "" for all others."""
    judge: str | None = None
    """The model that judges the claims; None where nobody does."""

    def price(self, model: str) -> Prices:
        """What a model costs, as far as somebody said."""
        return self.prices.get(model, self.prices.get("", Prices()))


def settings_for(settings: Settings, model: str | None) -> Settings:
    """The settings under which a model is asked: without any cache, so that every answer is its own
    and is counted, and without stand-ins, whose answers would be taken for its own.

    Raises `ConfigurationError` for a backend that this version does not have.
    """
    changes: dict[str, object] = {"cache": "memory:", "fallback": ""}
    if model in BACKENDS:
        if model not in get_args(Backend):
            raise ConfigurationError(f"There is no {model} in this version.")
        changes["backend"] = model
    elif model is not None:
        changes |= {"backend": "openai", "model": model}
    return settings.model_copy(update=changes)


async def evaluate(
    settings: Settings,
    plan: Plan,
    progress: Progress = lambda done: None,
    stand_in: LanguageModel | None = None,
) -> Evaluation:
    """Every prompt with every model over every article that has a gold.

    An article that cannot be done is listed with its reason. Raises `ConfigurationError` and
    `UnknownPrompt` before anything is asked. `stand_in` is asked instead of any model, the judge
    among them.
    """
    if plan.judge == "baseline":
        raise ConfigurationError("The baseline takes sentences for claims; it judges nothing.")
    runs: list[Run] = []
    asked: Sequence[str | None] = plan.models or [None]
    prepared = [settings_for(settings, model) for model in asked]
    parts: list[Parts] = []
    try:
        parts += [build(one, stand_in) for one in prepared]
        for reference in plan.prompts:
            parts[0].prompts.get(reference)
        judge = None
        if plan.judge:
            parts.append(build(settings_for(settings, plan.judge), stand_in))
            judge = _judge(parts[-1], plan.at_once)
        for reference in plan.prompts:
            for number, one in enumerate(parts[: len(prepared)]):
                model = plan.models[number] if plan.models else _configured(one.settings)
                runs.append(await _run(one, plan, reference, model, progress, judge))
    finally:
        for one in parts:
            await one.close()
    return Evaluation(
        rule=RULE,
        threshold=THRESHOLD,
        resamples=RESAMPLES,
        without_gold=[seed.name for seed in plan.seeds if seed.gold is None],
        runs=runs,
    )


def _judge(parts: Parts, at_once: int) -> Judge:
    """Asks what is asked in several runs only once."""
    drafter = Drafter(parts.model, AnswerCache(parts.store, parts.settings.cache_ttl))
    return Judge(parts.prompts, drafter, parts.settings.deadline, at_once)


async def _run(
    parts: Parts,
    plan: Plan,
    prompt: str,
    model: str,
    progress: Progress,
    judge: Judge | None,
) -> Run:
    slots = asyncio.Semaphore(plan.at_once)

    async def work(seed: Seed) -> Extraction | ClaimwireError:
        async with slots:
            try:
                result = await parts.extractor.extract(seed.article, prompt)
            except ClaimwireError as error:
                progress(f"{prompt}, {model}: {seed.name} failed")
                return error
        progress(f"{prompt}, {model}: {seed.name} done")
        return Extraction.model_validate_json(result.body)

    seeds = [(seed, seed.gold) for seed in plan.seeds if seed.gold is not None]
    outcomes = await asyncio.gather(*(work(seed) for seed, _ in seeds))
    prices = plan.price(model)
    done: list[tuple[ArticleResult, Extraction]] = []
    to_judge: list[tuple[Seed, Extraction]] = []
    failed: list[FailedArticle] = []
    for (seed, gold), outcome in zip(seeds, outcomes, strict=True):
        if isinstance(outcome, ClaimwireError):
            failed.append(FailedArticle(name=seed.name, reason=str(outcome)))
        else:
            done.append((article_result(seed, gold, outcome, prices), outcome))
            to_judge.append((seed, outcome))
    articles = [article for article, _ in done]
    return Run(
        prompt=prompt,
        prompt_used=done[0][1].prompt if done else None,
        model=model,
        answered_by=sorted({extraction.model for _, extraction in done if extraction.model}),
        price=PriceResult(prompt=prices.prompt, completion=prices.completion),
        articles=articles,
        failed=failed,
        metrics=measures([Tally(**article.tally) for article in articles], prices),
        rejections=_sum(article.rejections for article in articles),
        failed_checks=_sum(article.failed_checks for article in articles),
        judgement=await judgement(judge, plan.judge or "", to_judge, progress) if judge else None,
    )


def article_result(seed: Seed, gold: Gold, extraction: Extraction, prices: Prices) -> ArticleResult:
    """An article's extraction held against its gold, with everything that a report shows."""
    text = seed.article.text
    scored = score(extraction, gold, text)
    return ArticleResult(
        name=seed.name,
        title=seed.article.title,
        language=seed.article.language,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        gold=[_gold_claim(passage) for passage in scored.gold],
        claims=[
            _claim(claim, index in scored.promoted) for index, claim in enumerate(extraction.claims)
        ],
        matches=[
            MatchResult(
                gold=match.gold,
                predicted=match.predicted,
                score=match.score,
                iou=match.iou,
                chain_exact=same_chain(
                    extraction.claims[match.predicted].attribution,
                    gold.claims[match.gold].attribution,
                ),
            )
            for match in scored.matches
        ],
        failures=[f"{failure.reason}: {failure.detail}" for failure in extraction.failures],
        warnings=extraction.warnings,
        rejections=rejections_by_reason(extraction),
        failed_checks=failed_checks(extraction),
        tally=scored.tally._asdict(),
        metrics=values(scored.tally, prices),
    )


def _configured(settings: Settings) -> str:
    if settings.live:
        return settings.model
    return "replay" if settings.backend == "auto" else settings.backend


def _sum(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    together: Counter[str] = Counter()
    for one in counts:
        together.update(one)
    return dict(sorted(together.items()))


def _gold_claim(passage: GoldPassage) -> ClaimResult:
    claim = passage.claim
    return ClaimResult(
        text=claim.text,
        spans=[passage.span],
        chain=[HopResult(source=hop.source, cue=hop.cue) for hop in claim.attribution],
        types=list(claim.types),
        certainty=claim.certainty,
        polarity=claim.polarity,
        times=[TimeResult(text=time.text, value=time.value) for time in claim.times],
        optional=claim.optional,
    )


def _claim(claim: Claim, promoted: bool) -> ClaimResult:
    return ClaimResult(
        text=claim.text,
        spans=[(span.start, span.end) for span in spans_of(claim)],
        chain=[HopResult(source=hop.source, cue=hop.cue) for hop in claim.attribution],
        types=list(claim.types),
        certainty=claim.factuality.certainty,
        polarity=claim.factuality.polarity,
        times=[TimeResult(text=time.text, value=time.value) for time in claim.times],
        promoted=promoted,
    )
