"""The `claimwire` command. Errors are one line on standard error and an exit code.

Exit codes: 0 done; 2 wrong usage, settings or input; 3 the model gave no answer; 4 only a part of
the article could be done; 130 interrupted.
"""

import os
import sys


def main() -> None:
    """Runs the command and exits with its code."""
    try:
        _run()
    except KeyboardInterrupt:
        _fail("interrupted", 130)
    except BrokenPipeError:  # the reader of our output left, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(0)
    except OSError as error:
        _fail(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}", 2)
    except MemoryError:
        _fail("there is not enough memory", 2)


def _run() -> None:
    # Inside of `main`, so that an interruption while all this loads is one line, too.
    import click

    from service.cli.commands import cli
    from service.errors import ClaimwireError, ModelError, PartialExtraction

    if sys.stdin is None or sys.stdout is None:
        _fail("standard input and output must be open", 2)
    try:
        # Outside of its standalone mode click returns the code of an `Exit`.
        code = cli(standalone_mode=False) or 0
        sys.stdout.flush()
        sys.exit(code)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        sys.exit(2)
    except click.ClickException as error:
        _fail(error.format_message(), error.exit_code if error.exit_code != 1 else 2)
    except click.Abort:
        _fail("interrupted", 130)
    except ModelError as error:
        _fail(str(error), 3)
    except PartialExtraction as error:
        _fail(str(error), 4)
    except ClaimwireError as error:
        _fail(str(error), 2)


def _fail(message: str, code: int) -> None:
    line = " ".join(message.split())
    print(f"claimwire: {''.join(c if c.isprintable() else '?' for c in line)}", file=sys.stderr)  # noqa: T201  # a command's voice
    sys.exit(code)
