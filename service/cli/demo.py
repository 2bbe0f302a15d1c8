"""What does the service do, shown on its first seed, with no key and no server?"""

import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from platformdirs import user_cache_path

from schemas.extraction import Extraction
from service.api.body import JSON
from service.resources import SEEDS
from service.settings import PREFIX

_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")
_PATIENCE = 30


@click.command()
@click.option("--cache", "cache_file", type=click.Path(path_type=Path), help="The cache's file.")
def demo(cache_file: Path | None) -> None:
    """Start the service, POST the wire story, show its claims. Recorded answers, no key."""
    text = sorted(SEEDS.glob("*.txt"))[0]
    about = json.loads(text.with_suffix(".json").read_text())
    body = json.dumps({"text": text.read_bytes().decode(), **about}).encode()
    file = cache_file.absolute() if cache_file else user_cache_path("claimwire") / "demo.sqlite"
    with _service(file) as port:
        click.echo(f"POST http://127.0.0.1:{port}/v1/claims   {text.name}")
        extraction, cached = _post(port, body)
    from service.cli.rendering import print_extraction

    print_extraction(extraction, cached)
    click.echo(
        "\nThe model's answer was a recorded one. For a live one, set OPENAI_API_KEY (OpenAI), or\n"
        "OPENAI_BASE_URL and CLAIMWIRE_MODEL (vLLM, llama.cpp, Ollama, any compatible server):\n"
        "    OPENAI_BASE_URL=http://127.0.0.1:11434/v1 CLAIMWIRE_MODEL=qwen3 make serve"
    )


@contextmanager
def _service(cache_file: Path) -> Iterator[int]:
    """The service on a free loopback port, in a process of its own, on its defaults."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith((PREFIX, "OPENAI_"))
    }
    environment[f"{PREFIX}CACHE"] = f"sqlite:///{cache_file}"
    environment[f"{PREFIX}GRACE"] = "0"  # nobody else calls it
    process = subprocess.Popen(
        [sys.executable, "-m", "service.cli", "serve", "--port", "0"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        listening = _ADDRESS.search(process.stdout.readline() if process.stdout else "")
        if listening is None:
            _, errors = process.communicate(timeout=_PATIENCE)
            raise click.ClickException(f"the service did not start: {errors.strip()[-500:]}")
        yield int(listening[1])
    finally:
        process.terminate()
        process.communicate(timeout=_PATIENCE)


def _post(port: int, body: bytes) -> tuple[Extraction, bool]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        connection.request("POST", "/v1/claims", body, {"Content-Type": JSON})
        response = connection.getresponse()
        answer = response.read()
    except (OSError, http.client.HTTPException) as error:
        raise click.ClickException(f"the service did not answer: {error}") from error
    finally:
        connection.close()
    if response.status != http.client.OK:
        raise click.ClickException(json.loads(answer)["detail"])
    return Extraction.model_validate_json(answer), "hit" in response.getheader("Cache-Status", "")
