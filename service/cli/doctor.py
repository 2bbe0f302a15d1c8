"""What does a model's server support, and how well does it do?"""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from service.conversation import Answer, ModelRequest
from service.drafts import Form
from service.errors import (
    ConfigurationError,
    ContextTooLong,
    FeatureUnsupported,
    ModelError,
    ModelTimeout,
)
from service.llm.dialect import Dialect, Rung
from service.parsing import ParsedAnswer, parse
from service.prompts.library import PromptLibrary
from service.settings import Settings, read_settings
from service.text.grounding import ArticleIndex, Found
from service.text.sentences import split_sentences
from service.text.span import Span
from service.text.windows import split_windows

if TYPE_CHECKING:
    from service.llm.openai import OpenAIModel  # takes as long to load as all the rest

_ARTICLE = (
    "The Elm Street bridge was reopened on Monday after repairs that cost 4.2 million dollars, "
    "the mayor, Ana Prates, said. It carries about 9,000 cars a day."
)
_NAMES = {
    Rung.STRICT: "json_schema, strict",
    Rung.SCHEMA: "json_schema",
    Rung.TOOL: "tool call",
    Rung.JSON: "json_object",
    Rung.TEXT: "plain text",
}


@dataclass(frozen=True, slots=True)
class Probe:
    """What came of asking in one form."""

    dialect: Dialect
    seconds: float
    answer: Answer | None = None
    error: ModelError | None = None
    claims: int = 0
    grounded: int = 0
    invalid: int = 0

    @property
    def usable(self) -> bool:
        """Whether the answer held valid claims and nothing else."""
        return self.claims > 0 and self.invalid == 0

    @property
    def hopeless(self) -> bool:
        """Whether no other form would help: the server, the key or the model is the matter."""
        return self.error is not None and not isinstance(self.error, FeatureUnsupported)

    def in_words(self) -> str:
        """The outcome for a person."""
        if isinstance(self.error, FeatureUnsupported):
            return f"no    refused: {', '.join(sorted(self.error.named)) or 'this form'}"
        if isinstance(self.error, ContextTooLong):
            return "no    the context is too short for the prompt and two sentences"
        if self.error is not None:
            return f"no    {self.error}"
        if self.usable:
            found = f"{self.grounded} of them in the article"
            return f"yes   {self.claims} valid claim{'s'[: self.claims != 1]}, {found}"
        if self.answer and self.answer.finish_reason == "length":
            return "weak  cut off before the first whole claim"
        return f"weak  taken, but not kept to ({self.claims} valid, {self.invalid} invalid)"


@click.command()
def doctor() -> None:
    """Probe the configured model's server: what it supports, how fast it is, what will be used."""
    settings = read_settings()
    if not settings.live:
        raise ConfigurationError(
            f"There is no live model to look at: the backend is {settings.answered_by}. Set "
            "OPENAI_API_KEY, or OPENAI_BASE_URL and CLAIMWIRE_MODEL."
        )
    if not asyncio.run(_examine(settings)):
        raise click.exceptions.Exit(3)


async def _examine(settings: Settings) -> bool:
    from service.parts import live_model

    model = live_model(settings)
    click.echo(f"{settings.openai_base_url or 'OpenAI'}, model {settings.model}\n")
    probes: list[Probe] = []
    try:
        async for probe in _probes(settings, model):
            name = _NAMES[probe.dialect.rung]
            click.echo(f"  {name:20} {probe.seconds:6.2f} s  {probe.in_words()}")
            probes.append(probe)
            if probe.hopeless:
                break
    finally:
        await model.close()
    click.echo(f"\n{_verdict(probes)}")
    return any(probe.usable for probe in probes)


async def _probes(settings: Settings, model: "OpenAIModel") -> AsyncIterator[Probe]:
    """One probe for each rung, without the parameters that the server refuses on the way."""
    prompt = PromptLibrary(settings.prompts).get(settings.prompt)
    (window,) = split_windows(split_sentences(_ARTICLE))
    request = ModelRequest(
        prompt.render(_ARTICLE, None, window),
        prompt.about.name,
        prompt.form.schema,
        prompt.about.params,
    )
    dialect = Dialect()
    for rung in Rung:
        dialect = replace(dialect, rung=rung)
        probe = await _probe(model, request, prompt.form, dialect, settings.deadline)
        while isinstance(probe.error, FeatureUnsupported):
            following = dialect.without(probe.error.named, request)
            if following is None or following.rung is not rung:
                break
            dialect = following
            probe = await _probe(model, request, prompt.form, dialect, settings.deadline)
        yield probe


async def _probe(
    model: "OpenAIModel", request: ModelRequest, form: Form, dialect: Dialect, patience: float
) -> Probe:
    started = time.perf_counter()
    deadline = asyncio.get_running_loop().time() + patience
    try:
        async with asyncio.timeout_at(deadline):
            answer = await model.answer(request, deadline, dialect)
    except ModelError as error:
        return Probe(dialect, time.perf_counter() - started, error=error)
    except TimeoutError:
        late = ModelTimeout(f"no answer within {patience:g} seconds")
        return Probe(dialect, patience, error=late)
    spent = time.perf_counter() - started
    parsed = parse(answer.text, answer.finish_reason, form) or ParsedAnswer()
    index, whole = ArticleIndex(_ARTICLE), Span(0, len(_ARTICLE))
    grounded = [isinstance(index.locate(claim.quote, whole), Found) for claim in parsed.claims]
    return Probe(
        dialect,
        spent,
        answer,
        claims=len(parsed.claims),
        grounded=sum(grounded),
        invalid=len(parsed.invalid),
    )


def _verdict(probes: list[Probe]) -> str:
    taken = [(probe, probe.answer) for probe in probes if probe.answer]
    if not taken:
        return f"Not usable: {probes[0].in_words().partition(' ')[2].strip()}"
    probe, answer = next(((one, given) for one, given in taken if one.usable), taken[0])
    cached = max(given.tokens.cached for _, given in taken)
    rate = answer.tokens.completion / max(probe.seconds, 0.001)
    notes = [
        f"{rate:.0f} tokens a second" if answer.tokens.completion and probe.seconds > 0.1 else "",
        f"without {', '.join(sorted(probe.dialect.dropped))}" if probe.dialect.dropped else "",
        "max_tokens for max_completion_tokens" if probe.dialect.renamed else "",
        "" if answer.tokens.completion else "tokens are not reported",
        f"up to {cached} prompt tokens cached" if cached else "",
    ]
    about = "".join(f"; {note}" for note in notes if note)
    form = f"as {_NAMES[probe.dialect.rung]}{about}"
    if not probe.usable:
        cut = answer.finish_reason == "length"
        advice = "more room for its answers" if cut else "a model that follows instructions better"
        return f"Weak: requests are taken {form}, but no answer held valid claims. Try {advice}."
    if not any(one.grounded for one, _ in taken):
        return f"Weak: the form is kept {form}, but no quote stands in the article: a larger model?"
    return f"Good: articles are asked for {form}."
