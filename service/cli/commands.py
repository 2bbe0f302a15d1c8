"""Which commands are there?"""

import click

from service import __version__
from service.cli.demo import demo
from service.cli.doctor import doctor
from service.cli.evaluate import evaluate
from service.cli.extract import extract
from service.cli.keys import keys
from service.cli.prompts import prompts
from service.cli.record import record
from service.cli.serve import serve


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="claimwire")
def cli() -> None:
    """An article in, its factual claims out: attributed, typed, tied to the exact characters."""


for command in (serve, keys, extract, record, prompts, doctor, demo, evaluate):
    cli.add_command(command)
