"""Is what a model answers kept as it was?"""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from service.conversation import Answer, Message, ModelRequest, Tokens
from service.errors import ModelRefused
from service.llm.recording import Recording
from service.llm.recordings import Recordings
from tests.fakes import ScriptedModel

ODD = {
    "plain": "{}",
    "empty": "",
    "emoji and combining": "e\u0301 👩\u200d👩\u200d👧 \U0010ffff",
    "line ends": "a\r\nb\rc\nd\u2028e\u2029f\x85",
    "controls": "\0\x01\x1b[31m\x7f\ufeff\ufffe",
    "quotes and escapes": '“\\u0041” "\\ud800" \\\\ \\" </script>',
    "right to left": "\u202eשלום\u202c",
    "lone surrogates": "high \ud83d, low \ude00, and \\\ud800",
}


def request(text: str) -> ModelRequest:
    return ModelRequest(
        messages=(Message("system", "Read."), Message("user", text)),
        schema_name="claims",
        schema={"type": "object", "title": text},
        params={"temperature": 0, "stop": [text]},
    )


def recording(folder: Path, text: str, saved: list[Path]) -> Recording:
    answer = Answer(text, "stop", Tokens(3, 2, 1), "tiny-1")
    return Recording(ScriptedModel(lambda _: answer), folder, "a test", saved.append)


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
async def test_what_was_recorded_is_read_back_as_it_was(text: str, tmp_path: Path) -> None:
    saved: list[Path] = []
    folder = tmp_path / "not" / "there"
    answer = await recording(folder, text, saved).answer(request(text), 0)
    assert answer.text == text
    assert Recordings(folder).find(request(text)) == replace(answer, recorded_from="a test")
    assert [path.parent for path in saved] == [folder]


async def test_a_recording_can_be_read_by_people(tmp_path: Path) -> None:
    saved: list[Path] = []
    await recording(tmp_path, "Größe 🌧", saved).answer(request("“Köln”"), 0)
    raw = saved[0].read_bytes().decode()
    assert "Größe 🌧" in raw
    assert "“Köln”" in raw
    assert raw.startswith('{\n  "recorded_from": "a test",\n')
    assert raw.endswith("}\n")
    assert json.loads(raw)["answer"] == {
        "text": "Größe 🌧",
        "finish_reason": "stop",
        "model": "tiny-1",
        "tokens": {"prompt": 3, "cached": 2, "completion": 1},
    }


async def test_the_same_request_is_recorded_anew_in_the_same_file(tmp_path: Path) -> None:
    saved: list[Path] = []
    for text in ("old", "new"):
        await recording(tmp_path, text, saved).answer(request("hello"), 0)
    await recording(tmp_path, "other", saved).answer(request("bye"), 0)
    assert saved[0] == saved[1] != saved[2]
    kept = Recordings(tmp_path).find(request("hello"))
    assert kept is not None
    assert kept.text == "new"


async def test_an_error_is_not_recorded(tmp_path: Path) -> None:
    def refuse(_: ModelRequest) -> Answer:
        raise ModelRefused("no")

    with pytest.raises(ModelRefused):
        await Recording(ScriptedModel(refuse), tmp_path, "a test").answer(request("hello"), 0)
    assert Recordings(tmp_path).find(request("hello")) is None


async def test_identity_and_closing_are_those_of_the_model(tmp_path: Path) -> None:
    closed: list[bool] = []

    class Closing(ScriptedModel):
        async def close(self) -> None:
            closed.append(True)

    wrapped = Recording(Closing(lambda _: Answer("", None, Tokens(), "m")), tmp_path, "a test")
    assert wrapped.identity == "scripted"
    await wrapped.close()
    assert closed == [True]
