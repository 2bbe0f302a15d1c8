"""How is a judge's part of an evaluation written?"""

from collections.abc import Iterator

from service.evaluation.judge_metrics import JudgeTally
from service.evaluation.results import Judgement, Run


def judged_runs(runs: list[Run]) -> list[tuple[Run, Judgement]]:
    """The runs that a judge saw."""
    return [(run, run.judgement) for run in runs if run.judgement]


def judged_by(judgement: Judgement) -> str:
    """Who judged with which prompts, at what cost, and how much has no verdict."""
    count = JudgeTally(**judgement.tally)
    prompts = ", ".join(f"{one.name}@{one.version}" for one in judgement.prompts)
    answered = f" ({', '.join(judgement.answered_by)})" if judgement.answered_by else ""
    return (
        f"judged by {judgement.model}{answered} with {prompts}: {count.calls:,.0f} calls, "
        f"{count.prompt_tokens:,.0f} tokens in, {count.completion_tokens:,.0f} out; without a "
        f"verdict on entailment {_share(count.claims - count.entailment_verdicts, count.claims)} "
        f"claims, on elements {_share(count.sentences - count.covered_sentences, count.sentences)} "
        f"sentences, on context {_share(count.claims - count.context_verdicts, count.claims)} "
        "claims"
    )


def unjudged(judgement: Judgement) -> Iterator[str]:
    """Each thing that the judge did not judge, and why. Numbers are those of a reader, from 1."""
    for article in judgement.articles:
        for one in article.unjudged:
            numbers = ", ".join(str(index + 1) for index in one.indices)
            what = f" {one.over} {numbers}" if numbers else ""
            yield f"{article.name}, {one.prompt}{what}: {one.reason}"


def _share(part: float, whole: float) -> str:
    return f"{part:,.0f} of {whole:,.0f}"
