"""How are an article's claims shown on a terminal?"""

import asyncio
import sys

import click

from schemas.article import Article
from schemas.extraction import Extraction
from service.cli.reading import read_article
from service.settings import Settings, read_settings


@click.command()
@click.argument("file")
@click.option("--title", help="The headline, shown to the model as context.")
@click.option("--published-at", help="When it appeared, as 2025-08-17 or with a time.")
@click.option("--url", help="Where it stands; repeated in the answer.")
@click.option("--language", help="A BCP 47 tag such as en or pt-BR.")
@click.option("--prompt", help="claims@1, or claims for its latest version.")
@click.option(
    "--partial",
    type=click.Choice(["allow", "reject"]),
    default="allow",
    show_default=True,
    help="Whether an answer with parts missing is an answer.",
)
@click.option("--json", "as_json", is_flag=True, help="Write JSON, as when piped.")
def extract(
    file: str, prompt: str | None, partial: str, as_json: bool, **known: str | None
) -> None:
    """Extract the claims of FILE, or of standard input for `-`.

    A table on a terminal, JSON when piped. FILE is plain text, or what the HTTP service takes
    where its name ends in .json.
    """
    settings = read_settings()
    article = read_article(file, known, settings.max_article_bytes)
    body, cached = asyncio.run(_extract(settings, article, prompt, partial == "allow"))
    if as_json or not sys.stdout.isatty():
        sys.stdout.buffer.write(body + b"\n")
    else:
        from service.cli.rendering import print_extraction

        print_extraction(Extraction.model_validate_json(body), cached)


async def _extract(
    settings: Settings, article: Article, prompt: str | None, partial: bool
) -> tuple[bytes, bool]:
    from service.parts import build  # imports the SDK, which `--help` need not wait for

    parts = build(settings)
    try:
        result = await parts.extractor.extract(
            article, prompt or settings.prompt, partial, _progress
        )
    finally:
        await parts.close()
    return result.body, result.cached


def _progress(done: int, of: int) -> None:
    click.echo(f"{done} of {of} parts of the article done", err=True)
