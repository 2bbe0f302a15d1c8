"""Are prompts for judges checked as those for claims are, and never taken for them?"""

from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.app import create_app
from service.errors import PromptLibraryError, UnknownPrompt
from service.prompts.files import release
from service.prompts.library import PromptLibrary
from service.settings import Settings
from tests.test_prompts import FILE, lock, write

VERDICTS = '{"claims":[{"claim":1,"beyond":null,"entailed":true}]}'
JUDGE = f"""+++
name = "plain"
version = 1
description = "A small one."
draft = "EntailmentVerdicts"
changes = "None."

[params]
+++
<!-- system -->
Judge the claims.
<!-- user -->
<a-{{{{tag}}}}>{{{{context}}}}</a-{{{{tag}}}}>
{{{{sentences}}}}
{{{{claims}}}}
<!-- example article -->
The mill closed in May.
<!-- example claims -->
A mill closed.
<!-- example answer -->
{VERDICTS}
"""


def test_a_judge_prompt_asks_for_verdicts_not_for_claims(tmp_path: Path) -> None:
    write(tmp_path, JUDGE)
    lock(tmp_path)
    library = PromptLibrary(tmp_path)
    prompt = library.judge("plain", "EntailmentVerdicts")
    assert library.find("plain@1") is prompt
    system, example, verdicts = (message.content for message in prompt.opening)
    assert (system, verdicts) == ("Judge the claims.", VERDICTS)
    assert example.endswith("\n[1] The mill closed in May.\n[1] A mill closed.")
    for ask in (
        lambda: library.get("plain"),
        lambda: library.judge("plain", "CoverageVerdicts"),
        lambda: library.judge("plain@2", "EntailmentVerdicts"),
    ):
        with pytest.raises(UnknownPrompt, match="no such prompt"):
            ask()


def test_a_claims_prompt_is_no_judge(tmp_path: Path) -> None:
    write(tmp_path, FILE)
    lock(tmp_path)
    with pytest.raises(UnknownPrompt, match="Released are: none"):
        PromptLibrary(tmp_path).judge("plain", "EntailmentVerdicts")


def test_a_judge_prompt_may_have_no_example(tmp_path: Path) -> None:
    write(tmp_path, JUDGE.partition("<!-- example")[0])
    assert len(release(tmp_path, "plain@1").opening) == 1


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{{claims}}\n", "", "in its user part"),
        ("{{claims}}", "{{claims}} {{after}}", "in its user part"),
        ("{{claims}}", "{{sentences}}", "in its user part"),
        ("Judge the claims.", "Judge {{claims}}.", "in its system part"),
        ("<!-- example claims -->\n", "", "needs the parts system, user, once each"),
        ("<!-- user -->\n", "", "needs the parts"),
        ("<!-- example article -->", "<!-- repair -->", "needs the parts"),
        ("The mill closed in May.", "", "without a sentence"),
        (VERDICTS, "{}", "example answer that is invalid"),
        ('"claim":1', '"claim":2', "invalid: claims 2: a verdict on what was not shown"),
        ("A mill closed.", "A mill closed.\nIn May.", "invalid: claims 2: no verdict"),
        ("EntailmentVerdicts", "CoverageVerdicts", "example answer that is invalid"),
        ("EntailmentVerdicts", "ContextVerdicts", "in its user part"),
        ("EntailmentVerdicts", "Draft", "needs the parts"),
        ("EntailmentVerdicts", "Verdicts", "no good front matter"),
    ],
)
def test_a_malformed_judge_prompt_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert JUDGE.count(old) == 1
    path = write(tmp_path, JUDGE.replace(old, new))
    with pytest.raises(PromptLibraryError, match=says) as refused:
        release(tmp_path, "plain@1")
    assert str(path) in str(refused.value)


@pytest.mark.parametrize("prompt", ["judge-entailment", "judge-coverage@1"])
def test_claims_are_not_asked_for_with_a_judge_prompt(
    settings: Settings, client: TestClient[Litestar], prompt: str
) -> None:
    refused = client.post(f"/v1/claims?prompt={prompt}", json={"text": "The mill closed."})
    assert (
        refused.status_code == client.post("/v1/claims?prompt=no", json={"text": "A."}).status_code
    )
    assert refused.json()["type"].endswith(":unknown-prompt-version")
    assert "Released are: claims@1" in refused.json()["detail"]
    assert "judge" not in refused.json()["detail"]
    # Nor does a service start that would ask with it.
    with pytest.raises(UnknownPrompt):
        create_app(settings.model_copy(update={"prompt": prompt}))
