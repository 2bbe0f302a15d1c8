"""What does a model's server support, and how well does it do?"""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

import click

from schemas.draft import draft_schema
from service.conversation import Answer, ModelRequest
from service.errors import ConfigurationError, FeatureUnsupported, ModelError
from service.llm.dialect import Dialect, Rung
from service.llm.openai import OpenAIModel
from service.parsing import parse
from service.prompts.library import PromptLibrary
from service.settings import Settings, read_settings
from service.text.sentences import split_sentences
from service.text.windows import split_windows

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
    refused: str = ""
    claims: int = 0
    invalid: int = 0

    @property
    def usable(self) -> bool:
        """Whether the answer held valid claims and nothing else."""
        return self.claims > 0 and self.invalid == 0

    def in_words(self) -> str:
        """The outcome for a person."""
        if self.answer is None:
            return f"no    {self.refused}"
        outcome = f"{self.claims} valid claims" if self.usable else "taken, but not kept to"
        if self.invalid:
            outcome += f", {self.invalid} invalid"
        if self.answer.finish_reason == "length":
            outcome += ", cut off"
        return f"{'yes' if self.usable else 'weak':5} {outcome}"


@click.command()
def doctor() -> None:
    """Probe the configured model's server: what it supports, how fast it is, what will be used."""
    settings = read_settings()
    if not settings.live:
        raise ConfigurationError(
            "There is no live model to look at: set OPENAI_API_KEY, or OPENAI_BASE_URL and "
            "CLAIMWIRE_MODEL."
        )
    if not asyncio.run(_examine(settings)):
        raise click.exceptions.Exit(3)


async def _examine(settings: Settings) -> bool:
    from service.app import live_model

    model = live_model(settings)
    click.echo(f"{settings.openai_base_url or 'OpenAI'}, model {settings.model}\n")
    probes = []
    try:
        async for probe in _probes(settings, model):
            click.echo(
                f"  {_NAMES[probe.dialect.rung]:20} {probe.seconds:6.2f} s  {probe.in_words()}"
            )
            probes.append(probe)
    finally:
        await model.close()
    used = next((probe for probe in probes if probe.usable), None)
    taken = next((probe for probe in probes if probe.answer), None)
    click.echo(f"\n{_verdict(used, taken, probes)}")
    return used is not None


async def _probes(settings: Settings, model: OpenAIModel) -> AsyncIterator[Probe]:
    """One probe for each rung, and again for each parameter that is refused on the way."""
    prompt = PromptLibrary(settings.prompts).get(settings.prompt)
    (window,) = split_windows(split_sentences(_ARTICLE))
    request = ModelRequest(
        prompt.render(_ARTICLE, None, window),
        prompt.about.name,
        draft_schema(),
        prompt.about.params,
    )
    dialect = Dialect()
    for rung in Rung:
        dialect = Dialect(rung, dialect.dropped, dialect.renamed)
        probe = await _probe(model, request, dialect, settings.deadline)
        while probe.dialect.rung is rung and probe.dialect != dialect:
            dialect = probe.dialect
            probe = await _probe(model, request, dialect, settings.deadline)
        yield Probe(
            dialect, probe.seconds, probe.answer, probe.refused, probe.claims, probe.invalid
        )


async def _probe(
    model: OpenAIModel, request: ModelRequest, dialect: Dialect, patience: float
) -> Probe:
    started = time.perf_counter()
    deadline = asyncio.get_running_loop().time() + patience
    try:
        async with asyncio.timeout_at(deadline):
            answer = await model.answer(request, deadline, dialect)
    except FeatureUnsupported as error:
        following = dialect.without(error.named, request) or dialect
        return Probe(following, time.perf_counter() - started, refused="refused by the server")
    except ModelError as error:
        return Probe(dialect, time.perf_counter() - started, refused=str(error))
    except TimeoutError:
        return Probe(dialect, patience, refused="no answer in time")
    spent = time.perf_counter() - started
    parsed = parse(answer.text, answer.finish_reason)
    if parsed is None:
        return Probe(dialect, spent, answer)
    return Probe(dialect, spent, answer, claims=len(parsed.claims), invalid=len(parsed.invalid))


def _verdict(used: Probe | None, taken: Probe | None, probes: list[Probe]) -> str:
    if taken is None or taken.answer is None:
        return f"Not usable: {probes[0].refused or 'no form of request is taken'}"
    tokens, dialect = taken.answer.tokens, taken.dialect
    notes = [
        f"without {', '.join(sorted(dialect.dropped))}" if dialect.dropped else "",
        "with max_tokens for max_completion_tokens" if dialect.renamed else "",
        "it reports what it used" if tokens.completion else "it does not report tokens",
        f"{tokens.cached} of {tokens.prompt} prompt tokens were cached" if tokens.cached else "",
    ]
    about = "; ".join(note for note in notes if note)
    if used is None:
        return (
            f"Weak: requests are taken as {_NAMES[dialect.rung]}, but no answer held valid "
            f"claims and nothing else. A larger model may do better ({about})."
        )
    speed = ""
    if used.answer and used.answer.tokens.completion:
        speed = f", {used.answer.tokens.completion / max(used.seconds, 0.001):.0f} tokens a second"
    return f"Good: articles are asked for as {_NAMES[used.dialect.rung]}{speed} ({about})."
