"""How are prompts listed, shown and released?"""

import click

from service.prompts.files import release
from service.prompts.library import PromptLibrary
from service.prompts.prompt import Prompt
from service.settings import read_settings


@click.group()
def prompts() -> None:
    """The prompt library."""


@prompts.command("list")
def list_() -> None:
    """List the released prompts."""
    for prompt in PromptLibrary(read_settings().prompts):
        about = prompt.about
        click.echo(f"{about.name}@{about.version}  {prompt.sha256[:12]}  {about.description}")
        click.echo(f"    {about.changes}")


@prompts.command()
@click.argument("reference", metavar="NAME[@VERSION]")
def show(reference: str) -> None:
    """Show a prompt as it is sent, with its slots."""
    prompt = PromptLibrary(read_settings().prompts).find(reference)
    about = prompt.about
    click.echo(f"# {about.name}@{about.version}, {about.draft}, {about.params}, {prompt.sha256}")
    for message in prompt.opening:
        click.echo(f"\n## {message.role}\n\n{message.content}")
    for name, template in prompt.parts.items():
        click.echo(f"\n## {name}\n\n{template}")


@prompts.command("release")
@click.argument("reference", metavar="NAME@VERSION")
def release_(reference: str) -> None:
    """Check a prompt file and lock its digest. It never changes after that."""
    prompt = release(read_settings().prompts, reference)
    click.echo(f"{prompt.about.name}@{prompt.about.version} is released: {prompt.sha256}")
    if isinstance(prompt, Prompt):
        click.echo("Recorded answers are to older versions; for this one: claimwire record FILE")
