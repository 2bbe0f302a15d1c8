"""Is a stream that nobody asked for read as the answer that it is?"""

import json

import pytest

from service.errors import InvalidEnvelope, ModelBusy, ModelError, ModelUnavailable
from service.llm.envelope import read_completion


def chunk(content: str | None = None, ended: str | None = None, **fields: object) -> str:
    choice = {"index": 0, "delta": {"content": content}, "finish_reason": ended}
    return f"data: {json.dumps({'model': 'm', 'choices': [choice], **fields})}\n\n"


USAGE = chunk(choices=[], usage={"prompt_tokens": 5, "completion_tokens": 2})
WHOLE = chunk('{"claims"') + ": keep-alive\n\n" + chunk(": []}") + chunk(ended="stop") + USAGE


@pytest.mark.parametrize(
    "body",
    [
        WHOLE,
        f"{WHOLE}data: [DONE]\n\n",
        f"{WHOLE}data: [DONE]\n\n" + chunk("more"),
        ": hi\n\n" + WHOLE,
        "event: x\nid: 1\n" + WHOLE,
        WHOLE.replace("\n", "\r\n"),
        "data:\n\n" + WHOLE,
    ],
)
def test_the_chunks_make_one_answer(body: str) -> None:
    answer = read_completion(body.encode(), {}, "asked", tool=False)
    assert (answer.text, answer.finish_reason, answer.model) == ('{"claims": []}', "stop", "m")
    assert (answer.tokens.prompt, answer.tokens.completion) == (5, 2)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (chunk("{"), ModelUnavailable),
        ("data: {\n\n", InvalidEnvelope),
        ("data: [1]\n\n" + chunk("x", "stop", choices=[7]), ModelUnavailable),
        (f"data: {json.dumps({'error': {'code': 429, 'message': 'x'}})}\n\n", ModelBusy),
        (":\n", ModelUnavailable),
        ("data: " + "[" * 100_000, InvalidEnvelope),
    ],
)
def test_a_stream_that_is_no_answer_is_an_error_in_our_words(
    body: str, kind: type[ModelError]
) -> None:
    with pytest.raises(ModelError) as caught:
        read_completion(body.encode(), {}, "asked", tool=False)
    assert type(caught.value) is kind
