"""The `claimwire` command. Errors are one line on standard error and an exit code.

Exit codes: 0 done; 2 wrong usage, settings or input; 3 the model gave no answer; 4 only a part of
the article could be done; 130 interrupted.
"""

import os
import sys

import click

from service import __version__
from service.cli.demo import demo
from service.cli.doctor import doctor
from service.cli.extract import extract
from service.cli.prompts import prompts
from service.cli.record import record
from service.cli.serve import serve
from service.errors import ClaimwireError, ModelError, PartialExtraction


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="claimwire")
def cli() -> None:
    """An article in, its factual claims out: attributed, typed, tied to the exact characters."""


for command in (serve, extract, record, prompts, doctor, demo):
    cli.add_command(command)


def main() -> None:
    """Runs the command and exits with its code."""
    try:
        cli(standalone_mode=False)
    except click.ClickException as error:
        _fail(error.format_message(), error.exit_code if error.exit_code != 1 else 2)
    except click.exceptions.Exit as exit_:
        sys.exit(exit_.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _fail("interrupted", 130)
    except BrokenPipeError:  # the reader of our output left, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except ModelError as error:
        _fail(str(error), 3)
    except PartialExtraction as error:
        _fail(str(error), 4)
    except ClaimwireError as error:
        _fail(str(error), 2)


def _fail(message: str, code: int) -> None:
    print(f"claimwire: {' '.join(message.split())}", file=sys.stderr)  # noqa: T201  # a command's voice
    sys.exit(code)
