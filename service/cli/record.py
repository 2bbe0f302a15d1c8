"""How are a live model's answers to an article recorded?"""

import asyncio
import os
from pathlib import Path

import click

from schemas.article import Article
from schemas.extraction import Extraction
from service.cli.reading import read_article
from service.errors import ConfigurationError
from service.settings import Settings, read_settings


@click.command()
@click.argument("file")
@click.option("--title", help="The headline, shown to the model as context.")
@click.option("--prompt", help="claims@1, or claims for its latest version.")
@click.option("--to", "folder", type=click.Path(path_type=Path), help="CLAIMWIRE_RECORDINGS else.")
@click.option("--from", "origin", help="Where the answers come from, if not the model's name.")
def record(
    file: str, title: str | None, prompt: str | None, folder: Path | None, origin: str | None
) -> None:
    """Ask a live model for the claims of FILE and keep its answers for replay."""
    settings = read_settings()
    if not settings.live:
        raise ConfigurationError(
            "Recording needs a live model: set OPENAI_API_KEY, or OPENAI_BASE_URL and "
            "CLAIMWIRE_MODEL."
        )
    article = read_article(file, {"title": title}, settings.max_article_bytes)
    folder = folder or settings.recordings
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):  # before the model is asked, and paid, for nothing
        raise ConfigurationError(f"{folder} cannot be written to.")
    extraction = asyncio.run(_record(settings, article, prompt or settings.prompt, folder, origin))
    coverage = extraction.coverage
    click.echo(
        f"{len(extraction.claims)} claims, {len(extraction.rejected)} rejections, "
        f"{len(coverage.unaccounted)} of {coverage.sentences} sentences unaccounted for"
    )


async def _record(
    settings: Settings, article: Article, prompt: str, folder: Path, origin: str | None
) -> Extraction:
    from service.llm.recording import Recording
    from service.parts import build, build_model

    model = Recording(build_model(settings), folder, origin, on_save=click.echo)
    # Without a cache: what is recorded is what the model says now.
    parts = build(settings.model_copy(update={"cache": "memory:"}), model)
    try:
        result = await parts.extractor.extract(article, prompt, allow_partial=False)
    finally:
        await parts.close()
    return Extraction.model_validate_json(result.body)
