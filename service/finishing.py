"""How do an article's drafts become the bytes of its answer, in one piece of work?

In one, since what is found meanwhile has a hundred times the article's length: of a thousand
articles that were answered at the same time, one after the other shall have that.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pydantic import TypeAdapter

from schemas.article import Article
from schemas.extraction import Extraction
from service.assembly import Assembly, SecondLook
from service.drafting import Drafting
from service.prompts.prompt import Prompt
from service.text.reading import Reading

_JSON = TypeAdapter(Extraction)


class Written(NamedTuple):
    """What came out of an article, the bytes of it, and the tag that stands for these."""

    extraction: Extraction
    body: bytes
    etag: str


class Open(NamedTuple):
    """What there is to ask about once more."""

    assembly: Assembly
    look: SecondLook


@dataclass(frozen=True, slots=True)
class Finishing:
    """What is to be made of one article's drafts, until a time of the monotonic clock."""

    article: Article
    read: Reading
    identifier: str
    prompt: Prompt
    ask_unaccounted: bool
    until: float

    def first(self, draftings: Sequence[Drafting]) -> Written | Open:
        """The answer, or what the drafts of the article's windows leave open."""
        read = self.read
        assembly = Assembly(self.article, read.language, read.sentences, read.introductions)
        assembly.take(draftings, self.until)
        if self.prompt.has_second_look and (look := assembly.second_look(self.ask_unaccounted)):
            return Open(assembly, look)
        return self._written(assembly)

    def second(self, left: Open, drafting: Drafting) -> Written:
        """The answer, with what was said about what was left open."""
        left.assembly.take_second_look(left.look, drafting, self.until)
        return self._written(left.assembly)

    def _written(self, assembly: Assembly) -> Written:
        extraction = assembly.extraction(self.identifier, self.prompt.reference)
        body = as_bytes(extraction)
        return Written(extraction, body, f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"')


def as_bytes(extraction: Extraction) -> bytes:
    """An answer's JSON. Not by the model's own method, which makes a string first."""
    return _JSON.dump_json(extraction)
