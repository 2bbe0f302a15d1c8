"""How are a judge's verdicts on a run kept?"""

import asyncio
from collections.abc import Callable, Sequence

from schemas.extraction import Extraction
from service.evaluation.corpus import Seed
from service.evaluation.judge_asking import ArticleVerdicts, Judge
from service.evaluation.judge_metrics import (
    JudgeTally,
    judge_measures,
    judge_tally,
    judge_total,
    judge_values,
)
from service.evaluation.results import JudgedArticle, JudgedClaim, JudgedElement, Judgement


async def judgement(
    judge: Judge,
    model: str,
    done: Sequence[tuple[Seed, Extraction]],
    progress: Callable[[str], None],
) -> Judgement:
    """A judge's verdicts on the articles that a run covers."""

    async def work(seed: Seed, extraction: Extraction) -> ArticleVerdicts:
        verdicts = await judge.article(seed.article, extraction)
        progress(f"{model} judged {seed.name}")
        return verdicts

    verdicts = await asyncio.gather(*(work(*one) for one in done))
    tallies = [
        judge_tally(found, extraction)
        for found, (_, extraction) in zip(verdicts, done, strict=True)
    ]
    return Judgement(
        model=model,
        answered_by=sorted({name for found in verdicts for name in found.answered_by}),
        prompts=judge.prompts,
        articles=[
            _article(seed.name, found, tally, len(extraction.claims))
            for found, tally, (seed, extraction) in zip(verdicts, tallies, done, strict=True)
        ],
        tally=judge_total(tallies)._asdict(),
        metrics=judge_measures(tallies),
    )


def _article(name: str, found: ArticleVerdicts, tally: JudgeTally, claims: int) -> JudgedArticle:
    return JudgedArticle(
        name=name,
        claims=[_claim(index, found) for index in range(claims)],
        elements=[
            JudgedElement(
                sentence=one.sentence,
                element=one.element,
                verifiable=one.verifiable,
                covered=one.covered,
            )
            for one in found.elements
        ],
        unjudged=found.unjudged,
        tally=tally._asdict(),
        metrics=judge_values(tally),
    )


def _claim(index: int, found: ArticleVerdicts) -> JudgedClaim:
    entailed = next((one for one in found.entailment if one.claim == index), None)
    context = next((one for one in found.context if one.claim == index), None)
    return JudgedClaim(
        claim=index,
        entailed=entailed.entailed if entailed else None,
        beyond=entailed.beyond if entailed else None,
        missing=list(context.missing) if context else None,
        alone=context.alone if context else None,
        in_context=context.in_context if context else None,
    )
