"""Does a recording answer its own request only, and help where there is none?"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from service.conversation import Answer, Message, ModelRequest, Tokens
from service.errors import ConfigurationError, NoRecording
from service.llm.recordings import Recordings, save
from service.llm.replay import ReplayModel, Unconfigured
from tests.fakes import ScriptedModel, answer

ARTICLE = "[1] The mayor of Utrecht opened the new bridge on Monday, the city said."
REQUEST = ModelRequest(
    messages=(Message("system", "List the claims."), Message("user", ARTICLE)),
    schema_name="claims",
    schema={"type": "object"},
    params={"temperature": 0},
)
ANSWER = Answer("{}", "stop", Tokens(9, 8, 7), "tiny-1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(tmp_path, REQUEST, ANSWER, "a test")
    return tmp_path


async def replay(folder: Path, request: ModelRequest) -> Answer:
    return await ReplayModel(Recordings(folder)).answer(request, 0)


async def test_the_exact_request_gets_the_recorded_answer(folder: Path) -> None:
    assert await replay(folder, REQUEST) == replace(ANSWER, recorded_from="a test")


def saying(*messages: Message) -> ModelRequest:
    return replace(REQUEST, messages=messages)


SYSTEM, USER = REQUEST.messages
NEAR = {
    "prompt": (saying(Message("system", "List all."), USER), "differs in the prompt."),
    "longer prompt": (saying(SYSTEM, SYSTEM, USER), "differs in the prompt."),
    "schema": (replace(REQUEST, schema={"type": "array"}), "differs in the schema."),
    "schema's name": (replace(REQUEST, schema_name="other"), "differs in the schema."),
    "parameters": (replace(REQUEST, params={"temperature": 1}), "differs in the parameters."),
    "edited article": (
        saying(SYSTEM, Message("user", ARTICLE.replace("Monday", "Friday"))),
        "differs in the article's text.",
    ),
    "two things": (
        replace(REQUEST, schema={}, params={}),
        "differs in the schema and the parameters.",
    ),
    "another article": (
        saying(SYSTEM, Message("user", "0123456789 " * 40)),
        "None of the 1 recordings in",
    ),
    "nothing asked": (saying(SYSTEM), "None of the 1 recordings in"),
}


@pytest.mark.parametrize(("request_", "told"), NEAR.values(), ids=NEAR)
async def test_another_request_is_told_what_is_different(
    request_: ModelRequest, told: str, folder: Path
) -> None:
    with pytest.raises(NoRecording, match=re.escape(told)) as caught:
        await replay(folder, request_)
    assert "claimwire record FILE" in str(caught.value)
    recorded = f"claims-{REQUEST.digest[:16]}.json"
    assert (recorded in str(caught.value)) == ("differs" in told)


async def test_the_nearest_of_several_is_named(folder: Path) -> None:
    other = saying(SYSTEM, Message("user", ARTICLE + " Nobody came, and nobody was surprised."))
    nearest = save(folder, other, ANSWER, "a test")
    asked = saying(SYSTEM, Message("user", ARTICLE + " Nobody came, and no one was surprised."))
    with pytest.raises(NoRecording, match=nearest.name):
        await replay(folder, asked)


async def test_without_recordings_the_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoRecording, match=re.escape(f"no recordings in {tmp_path}.")):
        await replay(tmp_path, REQUEST)


def test_a_folder_that_is_not_there_stops_the_service_at_its_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nowhere is no folder"):
        Recordings(tmp_path / "nowhere")


def edited(folder: Path, **changes: object) -> bytes:
    (path,) = folder.iterdir()
    return json.dumps({**json.loads(path.read_bytes()), **changes}).encode()


BROKEN: dict[str, Callable[[Path], bytes]] = {
    "empty": lambda _: b"",
    "no UTF-8": lambda _: b'{"recorded_from": "\xff"}',
    "cut": lambda folder: edited(folder)[:-20],
    "array": lambda _: b"[]",
    "deep": lambda _: b"[" * 100_000,
    "no answer": lambda folder: edited(folder, answer=None),
    "unknown field": lambda folder: edited(folder, note="mine"),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_recording_stops_the_service_at_its_start(
    content: Callable[[Path], bytes], folder: Path
) -> None:
    broken = folder / "broken.json"
    broken.write_bytes(content(folder))
    with pytest.raises(ConfigurationError, match=re.escape(f"{broken} is no recording")) as caught:
        Recordings(folder)
    assert "\n" not in str(caught.value)


def test_a_folder_named_like_a_recording_is_a_broken_one(tmp_path: Path) -> None:
    (tmp_path / "folder.json").mkdir()
    with pytest.raises(ConfigurationError, match=r"folder\.json is no recording"):
        Recordings(tmp_path)


async def test_a_recording_without_a_question_is_only_never_the_nearest(folder: Path) -> None:
    save(folder, saying(), ANSWER, "a test")
    with pytest.raises(NoRecording, match="differs in the schema"):
        await replay(folder, replace(REQUEST, schema={}))


def test_identity_changes_with_every_recording(folder: Path) -> None:
    before = ReplayModel(Recordings(folder)).identity
    assert ReplayModel(Recordings(folder)).identity == before
    save(folder, REQUEST, replace(ANSWER, text="{ }"), "a test")
    edited = ReplayModel(Recordings(folder)).identity
    save(folder, replace(REQUEST, params={}), ANSWER, "a test")
    assert len({before, edited, ReplayModel(Recordings(folder)).identity}) == 3


@dataclass
class Rules(ScriptedModel):
    """What stands in for the baseline."""

    revision: str = "1"

    def __post_init__(self) -> None:
        super().__init__(lambda request: answer("{}"))

    @property
    def identity(self) -> str:
        return f"rules:{self.revision}"


async def test_without_a_model_rules_answer_and_say_what_to_set(folder: Path) -> None:
    model = Unconfigured(Recordings(folder), Rules())
    assert await model.answer(REQUEST, 0) == replace(ANSWER, recorded_from="a test")
    given = await model.answer(saying(SYSTEM), 0)
    (notice,) = given.notices
    assert given.model == "scripted-1"
    for named in ("No language model is configured", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        assert named in notice
    await model.close()


async def test_a_recording_made_stale_by_a_change_of_prompt_says_how_to_renew_it(
    folder: Path,
) -> None:
    model = Unconfigured(Recordings(folder), Rules())
    given = await model.answer(saying(Message("system", "List all."), USER), 0)
    _, stale = given.notices
    assert re.search(r"claims-\w+\.json .* another prompt or schema.*claimwire record", stale)


def test_what_rules_answered_is_never_taken_for_a_recording(folder: Path) -> None:
    recordings = Recordings(folder)
    replay_, one, other = (
        ReplayModel(recordings),
        Unconfigured(recordings, Rules()),
        Unconfigured(recordings, Rules("2")),
    )
    assert len({replay_.identity, one.identity, other.identity}) == 3
    save(folder, replace(REQUEST, params={}), ANSWER, "a test")
    assert Unconfigured(Recordings(folder), Rules()).identity != one.identity
