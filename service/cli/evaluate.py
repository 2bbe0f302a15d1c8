"""How good are prompts and models, measured on articles with gold?"""

import asyncio
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.evaluation.matching import RULE
from service.evaluation.metrics import Prices
from service.resources import SEEDS
from service.settings import read_settings

if TYPE_CHECKING:
    from service.evaluation.results import Run

_WIDTH = 100


@click.command(
    "eval",
    epilog=f"{RULE} Intervals are 95 %, by bootstrap over articles.",
)
@click.argument(
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=SEEDS,
)
@click.option(
    "--prompt", "prompts", multiple=True, help="claims@1, or claims for its latest; repeatable."
)
@click.option(
    "--model",
    "models",
    multiple=True,
    metavar="NAME",
    help="baseline, replay, or a live model's name; repeatable. The configured one otherwise.",
)
@click.option(
    "--judge",
    metavar="NAME",
    help="A live model's name, or replay: judges each claim's entailment and context, and how "
    "far the claims cover the sentences.",
)
@click.option(
    "--price-in",
    multiple=True,
    metavar="[MODEL=]USD",
    help="USD per million prompt tokens; repeatable.",
)
@click.option(
    "--price-out",
    multiple=True,
    metavar="[MODEL=]USD",
    help="USD per million completion tokens; repeatable.",
)
@click.option(
    "--at-once",
    type=click.IntRange(1, 64),
    default=4,
    show_default=True,
    help="Articles in work at the same time.",
)
@click.option(
    "--json",
    "json_file",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    help="Write everything here, for --against.",
)
@click.option(
    "--html",
    "html_file",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    help="Write a report here, with the claims of two runs side by side in the text.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="An earlier run's JSON, to compare with.",
)
def evaluate(
    folder: Path,
    prompts: tuple[str, ...],
    models: tuple[str, ...],
    judge: str | None,
    price_in: tuple[str, ...],
    price_out: tuple[str, ...],
    at_once: int,
    json_file: Path | None,
    html_file: Path | None,
    against: Path | None,
) -> None:
    """Score prompts and models on FOLDER: NAME.txt, NAME.json and NAME.gold.json for each article.

    Every prompt is run with every model. Without --against, each run is compared with the first.
    Exit code 4 where an article could not be done, or not wholly, or not judged wholly.
    """
    settings = read_settings()
    # Imports the SDK, which `--help` need not wait for.
    from service.evaluation.comparing import comparisons, read_evaluation
    from service.evaluation.corpus import read_seeds
    from service.evaluation.runner import Plan
    from service.evaluation.runner import evaluate as run

    earlier = read_evaluation(against) if against else None
    plan = Plan(
        seeds=read_seeds(folder),
        prompts=list(dict.fromkeys(prompts)) or [settings.prompt],
        models=list(dict.fromkeys(models)),
        at_once=at_once,
        prices=_prices(price_in, price_out),
        judge=judge,
    )
    evaluation = asyncio.run(run(settings, plan, lambda done: click.echo(done, err=True)))
    compared = comparisons(evaluation, earlier)
    if json_file:
        json_file.write_text(evaluation.model_dump_json(indent=1) + "\n", encoding="utf-8")
    if html_file:
        from service.evaluation.report import render

        html_file.write_text(render(evaluation, compared), encoding="utf-8")

    from rich.console import Console

    from service.evaluation.table import print_evaluation

    console = Console(highlight=False)
    console.width = min(_WIDTH, console.width) if sys.stdout.isatty() else _WIDTH
    print_evaluation(evaluation, compared, console)
    if earlier and earlier.rule != evaluation.rule:
        click.echo(f"{against} was matched by another rule: {earlier.rule}", err=True)
    if not all(map(_is_whole, evaluation.runs)):
        raise click.exceptions.Exit(4)


def _is_whole(run: "Run") -> bool:
    judged = run.judgement.articles if run.judgement else []
    return (
        not run.failed
        and not any(article.failures for article in run.articles)
        and not any(article.unjudged for article in judged)
    )


def _prices(prompt: Iterable[str], completion: Iterable[str]) -> dict[str, Prices]:
    """Prices by model, `""` for all that have none of their own."""
    into, out = _by_model("--price-in", prompt), _by_model("--price-out", completion)
    return {
        model: Prices(into.get(model, into.get("")), out.get(model, out.get("")))
        for model in into.keys() | out.keys()
    }


def _by_model(option: str, given: Iterable[str]) -> dict[str, float]:
    prices: dict[str, float] = {}
    for one in given:
        model, _, price = one.rpartition("=")
        try:
            prices[model] = float(price)
        except ValueError as error:
            raise click.BadParameter(f"{option} {one}: {price} is no number.") from error
        if not 0 <= prices[model] < float("inf"):
            raise click.BadParameter(f"{option} {one}: a price is not negative, and finite.")
    return prices
