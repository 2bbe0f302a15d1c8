"""How is the service run?"""

import contextlib
import signal
import socket
import sys
from types import FrameType
from typing import NoReturn

import click

from service import __version__
from service.access.listening import check_host
from service.errors import ConfigurationError
from service.observing.logs import configure_logs
from service.settings import Settings, read_settings

BACKLOG = 2048
"""Connections that wait to be taken up."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port; 0 for a free one.",
)
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes that share the port, one for each core.",
)
def serve(host: str, port: int, workers: int) -> None:
    """Run the HTTP service."""
    signal.signal(signal.SIGTERM, _end)  # until there is a server that does it better
    settings = read_settings()
    check_host(host, settings.api_keys is None)
    start_logging(settings)
    if workers > 1:
        from service.cli.workers import Workers

        with _bound(host, port) as listening:
            shared = Workers(listening, host, workers)
            sys.exit(shared.run(lambda: _tell(settings, host, listening)))
    from service.cli.life_cycle import make_server

    server = make_server(settings, host)
    with _bound(host, port) as listening:
        listening.listen(BACKLOG)  # from here on, callers wait instead of being refused
        _tell(settings, host, listening)
        with contextlib.suppress(KeyboardInterrupt):  # the way to end it, no failure
            server.run(sockets=[listening])


def start_logging(settings: Settings) -> None:
    """What a process that serves has to say goes to standard error."""
    configure_logs(settings.log_format, settings.log_level)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise ConfigurationError(f"Cannot listen on {host}:{port}: {error.strerror}.") from error
    return bound


def _tell(settings: Settings, host: str, listening: socket.socket) -> None:
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
    backend = f"model {settings.model}" if settings.live else "recorded answers only"
    click.echo(f"Claimwire {__version__} listens on {address} ({backend}); see {address}/schema")


def _end(sig: int, frame: FrameType | None) -> NoReturn:
    sys.exit(0)
