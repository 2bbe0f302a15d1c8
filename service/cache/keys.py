"""Under which key is an answer kept?

A key is the digest of all that the answer depends on, so that nothing is ever invalidated: what
is different has another key.
"""

import hashlib
from functools import cache
from pathlib import Path

import schemas
from schemas import SCHEMA_VERSION
from schemas.article import Article
from schemas.extraction import PromptReference

PUBLIC = "public"
"""The tenant of all who call without a key."""
EXTRACTION_ID = 32
"""Hex digits of an extraction's id: 128 bits."""


def extraction_id(
    article: Article, prompt: PromptReference, model: str, tenant: str = PUBLIC
) -> str:
    """The id of the answer to an article: the same wherever everything that counts is the same."""
    return _digest(
        tenant,
        article.model_dump_json(),
        prompt.sha256,
        model,
        SCHEMA_VERSION,
        code_revision(),
    )[:EXTRACTION_ID]


def result_key(identifier: str, tenant: str = PUBLIC) -> str:
    """The key of a whole answer: another tenant's id leads nowhere."""
    return f"result:{tenant}:{identifier}"


def answer_key(model: str, request_digest: str, tenant: str = PUBLIC) -> str:
    """The key of one answer of a model."""
    return f"answer:{_digest(tenant, model, request_digest)}"


@cache
def code_revision() -> str:
    """A digest of the code that makes the answers: other code, other keys."""
    digest = hashlib.sha256()
    for package in (Path(schemas.__file__).parent, Path(__file__).parents[1]):
        for path in sorted(package.rglob("*.py")):
            if path.relative_to(package).parts[0] in ("access", "api", "cli", "observing"):
                continue  # who may ask for answers, how, how they are shown, and what is counted
            digest.update(path.relative_to(package).as_posix().encode() + b"\0")
            digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def _digest(*parts: str) -> str:
    """Of all parts, each after its length: what ends one and begins the next counts, too."""
    digest = hashlib.sha256()
    for part in parts:
        written = part.encode(errors="surrogatepass")
        digest.update(len(written).to_bytes(8))
        digest.update(written)
    return digest.hexdigest()
