"""Is a good answer given again, and never a damaged one?"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from service.cache.keys import answer_key
from tests.fakes import answer, draft
from tests.test_drafting import BAD, GOOD, A, C, Setting, found, quotes


async def test_the_second_time_nothing_is_asked() -> None:
    setting = Setting(answer(draft(A, BAD)), answer(draft(C)))
    first, second = await setting.draft(), await setting.draft()
    assert len(setting.model.asked) == 2
    assert found(second).claims == found(first).claims
    assert found(second).answers == found(first).answers
    assert (len(first.spent), second.spent) == (2, [])


def with_answer(fields: dict[str, Any], **changes: object) -> dict[str, Any]:
    return {**fields, "answer": {**fields["answer"], **changes}}


DAMAGED: dict[str, Callable[[dict[str, Any]], object]] = {
    "no JSON": lambda _: b"?",
    "empty": lambda _: b"",
    "no UTF-8": lambda _: b"\xff\0",
    "deep": lambda _: b"[" * 100_000,
    "null": lambda _: None,
    "list": lambda fields: [fields],
    "text of another kind": lambda fields: with_answer(fields, text=None),
    "no tokens": lambda fields: with_answer(fields, tokens=None),
    "odd tokens": lambda fields: with_answer(fields, tokens={"prompt": "many"}),
    "no model": lambda fields: with_answer(fields, model=None),
    "no answer": lambda fields: {**fields, "answer": None},
    "odd context": lambda fields: {**fields, "context": [7]},
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
async def test_a_damaged_entry_of_the_cache_is_a_miss(
    damage: Callable[[dict[str, Any]], object], caplog: pytest.LogCaptureFixture
) -> None:
    setting = Setting(GOOD, GOOD)
    await setting.draft()
    key = answer_key("scripted", setting.answers.put_in[0][0])
    kept = await setting.store.get(key)
    assert kept is not None
    damaged = damage(json.loads(kept))
    raw = damaged if isinstance(damaged, bytes) else json.dumps(damaged).encode()
    await setting.store.put(key, raw, 1000)
    assert quotes(found(await setting.draft())) == ["The bridge opened", "9 million euros"]
    assert len(setting.model.asked) == 2
    assert "cache: an answer was not readable" in caplog.text
