"""How are keys made, listed and revoked?"""

from pathlib import Path

import click

from service.access.keys import create_key, read_keys, revoke_key
from service.errors import ConfigurationError
from service.settings import read_settings


@click.group()
def keys() -> None:
    """The keys that callers need."""


@keys.command()
@click.option("--tenant", required=True, help="Whose key it is.")
def create(tenant: str) -> None:
    """Make a key. It is shown this once; the file keeps its hash."""
    key = create_key(_file(), tenant)
    click.echo(f"A key for {tenant}. Keep it now, it cannot be shown again:", err=True)
    click.echo(key)


@keys.command("list")
def list_() -> None:
    """List the keys, without what opens."""
    for key in read_keys(_file()).values():
        state = f"revoked {key.revoked:%Y-%m-%d %H:%M}" if key.revoked else "valid"
        click.echo(f"{key.id}  {key.tenant}  made {key.created:%Y-%m-%d %H:%M}  {state}")


@keys.command()
@click.argument("identifier", metavar="ID")
def revoke(identifier: str) -> None:
    """Make a key worthless. A running service notices within a second."""
    key = revoke_key(_file(), identifier)
    click.echo(f"{key.id} of {key.tenant} is revoked")


def _file() -> Path:
    path = read_settings().api_keys
    if path is None:
        raise ConfigurationError("Set CLAIMWIRE_API_KEYS to the path of the file of keys.")
    return path
