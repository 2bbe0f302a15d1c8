"""Are the shipped recordings those that the seeds need, all of them and no others?"""

import json
from pathlib import Path

import pytest

from schemas.article import Article
from schemas.extraction import Extraction
from service.conversation import Answer, ModelRequest
from service.llm.model import Wrapped
from service.llm.recordings import RecordingFile, Recordings
from service.llm.replay import ReplayModel
from service.parts import build
from service.prompts.library import PromptLibrary
from service.prompts.prompt import Prompt
from service.resources import PROMPTS, RECORDINGS, SEEDS
from service.settings import Settings

PROMPTS_ = [
    f"{prompt.about.name}@{prompt.about.version}"
    for prompt in PromptLibrary(PROMPTS)
    if isinstance(prompt, Prompt)
]
TEXTS = sorted(SEEDS.glob("*.txt"))
RENEW = (
    "a prompt, a schema, a check or the seed was changed: claimwire record {}, with a live model"
)


class Listening(Wrapped):
    """Remembers what was asked."""

    def __init__(self) -> None:
        super().__init__(ReplayModel(Recordings(RECORDINGS)))
        self.asked: set[str] = set()

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:
        self.asked.add(request.digest)
        return await super().answer(request, deadline)


def article(path: Path) -> Article:
    """A seed with what is known of it."""
    about = json.loads(path.with_suffix(".json").read_bytes())
    return Article(text=path.read_bytes().decode(), **about)


async def replayed(seed: Article, prompt: str) -> tuple[Extraction, set[str]]:
    """What comes out for a seed, and the digests of all that was asked for it."""
    model = Listening()
    parts = build(Settings(cache="memory:"), model)
    try:
        result = await parts.extractor.extract(seed, prompt)
    finally:
        await parts.close()
    return Extraction.model_validate_json(result.body), model.asked


@pytest.mark.parametrize("prompt", PROMPTS_)
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
async def test_every_request_for_a_seed_is_recorded(path: Path, prompt: str) -> None:
    seed = article(path)
    extraction, asked = await replayed(seed, prompt)
    assert extraction.complete, RENEW.format(path)
    assert asked
    for selector in (place for claim in extraction.claims for place in claim.selectors):
        assert seed.text[selector.start : selector.end] == selector.exact


async def test_every_recording_is_asked_for() -> None:
    asked = set[str]()
    for path in TEXTS:
        for prompt in PROMPTS_:
            asked |= (await replayed(article(path), prompt))[1]
    stale = [
        path.name
        for path in sorted(RECORDINGS.glob("*.json"))
        if RecordingFile.model_validate_json(path.read_bytes()).as_request().digest not in asked
    ]
    assert stale == [], "nobody asks this any more; delete it"


@pytest.mark.parametrize("path", sorted(RECORDINGS.glob("*.json")), ids=lambda path: path.stem)
def test_a_recording_says_where_it_came_from(path: Path) -> None:
    assert RecordingFile.model_validate_json(path.read_bytes()).recorded_from.strip()
