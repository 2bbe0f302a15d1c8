"""How is the service run?"""

import contextlib
import ipaddress
import logging

import click

from service import __version__
from service.errors import ConfigurationError
from service.settings import read_settings

DRAIN = 30
"""Seconds that requests in flight are given to finish."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port; 0 for a free one.",
)
def serve(host: str, port: int) -> None:
    """Run the HTTP service."""
    settings = read_settings()
    if not _is_loopback(host):
        raise ConfigurationError(
            f"{host} is not a loopback address, and without keys the service is open to everyone "
            "who reaches it. Put it behind a proxy that authenticates."
        )
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    import uvicorn

    from service.app import create_app

    config = uvicorn.Config(
        create_app(settings),
        host=host,
        port=port,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=DRAIN,
    )
    try:
        listening = config.bind_socket()
    except SystemExit as error:  # uvicorn's way to say that the address is taken; it logs why
        raise ConfigurationError(f"Cannot listen on {host}:{port}.") from error
    listening.listen(config.backlog)  # from here on, callers wait instead of being refused
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
    backend = f"model {settings.model}" if settings.live else "recorded answers only"
    click.echo(f"Claimwire {__version__} listens on {address} ({backend}); see {address}/schema")
    with contextlib.suppress(KeyboardInterrupt):  # the way to end it, no failure
        uvicorn.Server(config).run(sockets=[listening])


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
