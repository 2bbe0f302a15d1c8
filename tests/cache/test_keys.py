"""Does every part of what an answer depends on change its key?"""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from schemas.article import Article
from schemas.extraction import PromptReference
from service.cache import keys
from service.cache.keys import answer_key, code_revision, extraction_id, result_key
from service.conversation import Message, ModelRequest

ARTICLE = Article(text="It rained.", title="Rain")
PROMPT = PromptReference(name="claims", version=1, sha256="ab" * 32)


def key(
    article: Article = ARTICLE,
    prompt: PromptReference = PROMPT,
    model: str = "openai:x:y",
    tenant: str = "public",
) -> str:
    return extraction_id(article, prompt, model, tenant)


def article(**changes: object) -> str:
    return key(Article.model_validate({**ARTICLE.model_dump(), **changes}))


DIFFERENT = {
    "as it is": key(),
    "text": article(text="It rained"),
    "white space": article(text="It rained. "),
    "line end": article(text="It\r\nrained."),
    "decomposed text": article(text="It ra\u0131ned."),
    "title": article(title="rain"),
    "empty title": article(title=""),
    "no title": article(title=None),
    "date": article(published_at=date(2026, 11, 23)),
    "date and time": article(published_at=datetime(2026, 11, 23, tzinfo=UTC)),
    "another time": article(published_at=datetime(2026, 11, 23, 1, tzinfo=UTC)),
    "address": article(url="https://example.org/"),
    "language": article(language="en"),
    "prompt": key(prompt=PROMPT.model_copy(update={"sha256": "cd" * 32})),
    "model": key(model="openai:x:z"),
    "tenant": key(tenant="other"),
    "text in the title": article(text="It", title="rained.Rain"),
    "title in the text": article(text="It rained.Rain", title=None),
    "quotes in the text": article(text='It rained.","title":"Rain', title=None),
    "model in the tenant": key(tenant='public","openai:x:y'),
    "tenant in the model": key(model='y","public', tenant="openai:x"),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_is_different_has_another_key(name: str) -> None:
    same = [other for other, known in DIFFERENT.items() if known == DIFFERENT[name]]
    assert same == [name]


def test_what_is_equal_has_the_same_key() -> None:
    assert article() == key(Article(text="It rained.", title="Rain")) == key()


@pytest.mark.parametrize("part", ["SCHEMA_VERSION", "code_revision"])
def test_another_schema_or_other_code_has_another_key(
    part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = key()
    monkeypatch.setattr(keys, part, "x" if part.isupper() else lambda: "x")
    assert key() != before


def test_the_keys_of_results_and_answers_look_as_agreed() -> None:
    assert re.fullmatch(r"[0-9a-f]{32}", key())
    assert result_key(key()) == f"result:public:{key()}"
    assert re.fullmatch(r"answer:[0-9a-f]{64}", answer_key("model", "ab" * 32))


REQUEST = ModelRequest(
    (Message("user", "ab"), Message("assistant", "c")), "claims", {"type": "object"}, {"seed": 1}
)
REQUESTS = {
    "as it is": REQUEST,
    "role": replace(REQUEST, messages=(Message("system", "ab"), Message("assistant", "c"))),
    "shifted text": replace(REQUEST, messages=(Message("user", "a"), Message("assistant", "bc"))),
    "order": replace(REQUEST, messages=REQUEST.messages[::-1]),
    "one message": replace(REQUEST, messages=REQUEST.messages[:1]),
    "name": replace(REQUEST, schema_name="claim"),
    "schema": replace(REQUEST, schema={"type": "array"}),
    "parameter": replace(REQUEST, params={"seed": 2}),
    "parameter's type": replace(REQUEST, params={"seed": "1"}),
    "no parameters": replace(REQUEST, params={}),
}


def test_every_part_of_a_request_and_the_model_change_an_answers_key() -> None:
    made = [answer_key("model", request.digest) for request in REQUESTS.values()]
    assert len({*made, answer_key("mode", "l" + REQUEST.digest)}) == len(REQUESTS) + 1
    assert answer_key("other", REQUEST.digest) not in made


def test_the_order_of_parameters_does_not_count() -> None:
    one, other = ({"a": 1, "b": 2}, {"b": 2, "a": 1})
    assert replace(REQUEST, params=one).digest == replace(REQUEST, params=other).digest


def test_the_code_has_one_revision_wherever_it_runs() -> None:
    program = "from service.cache.keys import code_revision; print(code_revision())"
    twin = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert re.fullmatch(r"[0-9a-f]{64}", code_revision())
    code_revision.cache_clear()  # the files are read at the same time as by the other process
    assert twin.stdout.decode().strip() == code_revision()


def test_what_ends_one_part_and_begins_the_next_counts() -> None:
    assert answer_key("model", "x", "ab") != answer_key("bmodel", "x", "a")
    assert answer_key("m", "xy", "t") != answer_key("mx", "y", "t")
