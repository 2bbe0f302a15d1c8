"""Is a model asked as seldom as possible, and is nothing valid that it says lost?"""

import asyncio
import json

import pytest

from service.answers import AnswerCache, Kept
from service.cache.memory import MemoryStore
from service.conversation import Answer, ModelRequest, Tokens
from service.drafting import Drafter, Drafting, WindowDraft
from service.drafts import FORMS
from service.errors import (
    InvalidAnswer,
    ModelBusy,
    ModelError,
    ModelTimeout,
    ModelUnavailable,
    TruncatedAnswer,
)
from service.llm.limiting import Limiting
from service.prompts.library import PromptLibrary
from service.resources import PROMPTS
from service.text.sentences import split_sentences
from service.text.windows import Window, split_windows
from service.turns import Turns
from tests.fakes import ScriptedModel, answer, draft, draft_claim

TEXT = "The bridge opened on Monday; it cost 9 million euros."
"""One sentence, since a window of more is halved where it is too much."""
PROMPT = PromptLibrary(PROMPTS).get("claims@1")
A, B, C = (draft_claim(quote) for quote in ("The bridge opened", "9 million euros", "on Monday"))
BAD = draft_claim("it cost", certainty="perhaps")
WORSE = draft_claim("Monday", types=[])
GOOD = answer(draft(A, B))


class Scripted(ScriptedModel):
    """Answers, raises or waits by a list, and fails the test where it is asked once more."""

    def __init__(self, *turns: Answer | ModelError | None) -> None:
        super().__init__(lambda _: GOOD)
        self.turns = list(turns)
        self.given: list[Answer | ModelError | None] = []

    async def answer(self, request: ModelRequest, deadline: float) -> Answer:
        self.asked.append(request)
        turn = self.turns.pop(0)
        self.given.append(turn)
        if turn is None:
            await asyncio.sleep(60)
        if isinstance(turn, ModelError):
            raise turn
        assert turn is not None
        return turn


class Watched(AnswerCache):
    """Tells what was put under which digests."""

    def __init__(self, store: MemoryStore, ttl: float) -> None:
        super().__init__(store, ttl)
        self.put_in: list[tuple[str, Answer]] = []

    async def put(self, model: str, asked: str, kept: Kept) -> None:
        self.put_in.append((asked, kept.answer))
        await super().put(model, asked, kept)


def window(text: str = TEXT) -> Window:
    (only,) = split_windows(split_sentences(text))
    return only


class Setting:
    """A drafter with a cache that can be looked into."""

    def __init__(self, *turns: Answer | ModelError | None, text: str = TEXT) -> None:
        self.model = Scripted(*turns)
        self.text = text
        self.store = MemoryStore(1 << 20)
        self.answers = Watched(self.store, 1000)
        self.drafter = Drafter(self.model, self.answers)

    async def draft(self, within: float = 5) -> Drafting:
        deadline = asyncio.get_running_loop().time() + within
        part = window(self.text)
        return await self.drafter.draft(PROMPT, self.text, "A bridge", part, deadline)

    async def kept(self) -> list[bool]:
        """For each request that was asked, whether its answer is in the cache."""
        there = [
            answer
            for under, answer in self.answers.put_in
            if await self.answers.get("scripted", under)
        ]
        return [any(one is answer for answer in there) for one in self.model.given]


def found(drafting: Drafting) -> WindowDraft:
    """What the model found, where the window was done in one piece."""
    ((_, outcome),) = drafting.parts
    assert isinstance(outcome, WindowDraft)
    return outcome


def failure(drafting: Drafting) -> ModelError:
    """Why nothing of the window could be done."""
    ((_, outcome),) = drafting.parts
    assert isinstance(outcome, ModelError)
    return outcome


def quotes(draft: WindowDraft) -> list[str]:
    return [claim.quote for claim in draft.claims]


async def test_a_valid_answer_is_one_call() -> None:
    setting = Setting(answer(draft(A, B, rejected=[{"sentences": [2], "reason": "opinion"}])))
    drafting = await setting.draft()
    made = found(drafting)
    assert quotes(made) == ["The bridge opened", "9 million euros"]
    assert [refusal.reason for refusal in made.rejected] == ["opinion"]
    assert (made.invalid, made.failure) == ([], None)
    assert drafting.spent == [Tokens(100, 40, 10)]
    assert [given.model for given in made.answers] == ["scripted-1"]


async def test_the_request_is_what_the_prompt_renders() -> None:
    setting = Setting(GOOD)
    await setting.draft()
    messages = PROMPT.render(TEXT, "A bridge", window())
    wanted = ModelRequest(messages, "claims", FORMS["Draft"].schema, PROMPT.about.params)
    assert setting.model.asked == [wanted]


async def test_only_what_is_invalid_is_asked_for_again_with_its_errors() -> None:
    setting = Setting(answer(draft(A, BAD, B)), answer(draft(C)))
    drafting = await setting.draft()
    made = found(drafting)
    assert quotes(made) == ["The bridge opened", "9 million euros", "on Monday"]
    assert (made.invalid, made.failure) == ([], None)
    assert len(drafting.spent) == len(made.answers) == 2
    first, second = (request.messages for request in setting.model.asked)
    assert second[: len(first)] == first
    said, errors = second[len(first) :]
    assert (said.role, said.content) == ("assistant", draft(A, BAD, B))
    assert errors.role == "user"
    assert "claims[1]" in errors.content
    assert "certainty: Input should be 'certain'" in errors.content
    assert json.dumps(BAD) in errors.content
    assert "claims[0]" not in errors.content
    assert await setting.kept() == [True, True]


AGAIN: dict[str, tuple[str, list[str]]] = {
    "invalid again": (draft(BAD, WORSE), ["it cost", "Monday"]),
    "one of two mended": (draft(C, WORSE), ["Monday"]),
    "nothing given for the second": (draft(C), ["Monday"]),
    "nothing given": (draft(), ["it cost", "Monday"]),
    "prose": ("I am sorry.", ["it cost", "Monday"]),
    "the valid ones repeated": (draft(A), ["it cost", "Monday"]),
    "all repeated": (draft(A, BAD, WORSE), ["it cost", "Monday"]),
    "more than was asked for": (draft(A, B, C, draft_claim("euros")), ["euros"]),
}


@pytest.mark.parametrize(("second", "left"), AGAIN.values(), ids=AGAIN)
async def test_what_is_still_invalid_is_listed_and_not_asked_for_a_third_time(
    second: str, left: list[str]
) -> None:
    setting = Setting(answer(draft(A, BAD, WORSE)), answer(second))
    made = found(await setting.draft())
    assert quotes(made)[0] == "The bridge opened"
    assert [item.quote for item in made.invalid] == left
    assert made.failure is None
    assert len(setting.model.asked) == 2


@pytest.mark.parametrize("prose", ["I cannot do that.", "", "[1, 2]", '{"claims": "none"}'])
async def test_an_answer_without_json_is_asked_for_again_whole(prose: str) -> None:
    setting = Setting(answer(prose), GOOD)
    drafting = await setting.draft()
    made = found(drafting)
    assert quotes(made) == ["The bridge opened", "9 million euros"]
    assert "no JSON object" in setting.model.asked[1].messages[-1].content
    assert (made.failure, len(drafting.spent)) == (None, 2)


async def test_a_long_useless_answer_is_not_repeated_at_length() -> None:
    setting = Setting(answer("x" * 100_000), GOOD)
    await setting.draft()
    assert len(setting.model.asked[1].messages[-2].content) == 2000


FAILED: dict[str, tuple[list[Answer | ModelError], type[ModelError]]] = {
    "prose twice": ([answer("no"), answer("no")], InvalidAnswer),
    "prose, then unavailable": ([answer("no"), ModelUnavailable("gone")], ModelUnavailable),
    "unavailable": ([ModelUnavailable("gone")], ModelUnavailable),
    "cut before a claim": ([answer('{"rejected":[],"claims":[{"se', "length")], TruncatedAnswer),
    "cut before the JSON": ([answer("Let me see", "length")], TruncatedAnswer),
    "prose, then cut before a claim": (
        [answer("no"), answer('{"rejected":[],"claims":[{"se', "length")],
        TruncatedAnswer,
    ),
}


@pytest.mark.parametrize(("turns", "kind"), FAILED.values(), ids=FAILED)
async def test_where_nothing_is_usable_the_error_says_why(
    turns: list[Answer | ModelError], kind: type[ModelError]
) -> None:
    setting = Setting(*turns)
    assert type(failure(await setting.draft())) is kind
    assert len(setting.model.asked) == len(turns)
    assert not any(await setting.kept())


MIXED = answer(draft(A, BAD))
CUT = answer(draft(A, B)[:-20], "length")
PARTIAL: dict[str, tuple[list[Answer | ModelError], list[str], str]] = {
    "cut": ([CUT], ["The bridge opened"], "truncated"),
    "cut, says no reason": ([answer(CUT.text, None)], ["The bridge opened"], "truncated"),
    "whole, but cut": ([answer(draft(A), "length")], ["The bridge opened"], "truncated"),
    "cut when asked again": (
        [answer(draft(A, BAD)), CUT],
        ["The bridge opened"],  # what is there already is not taken again
        "truncated",
    ),
    "cut, and asked again": (
        [answer(draft(A, BAD, B)[:-20], "length"), answer(draft(C))],
        ["The bridge opened", "on Monday"],
        "truncated",
    ),
    "then gone": ([MIXED, ModelUnavailable("gone")], ["The bridge opened"], "unavailable"),
    "then busy": ([MIXED, ModelBusy("wait")], ["The bridge opened"], "rate-limited"),
}


@pytest.mark.parametrize(("turns", "kept", "reason"), PARTIAL.values(), ids=PARTIAL)
async def test_what_is_half_done_is_kept_for_the_caller_but_not_in_the_cache(
    turns: list[Answer | ModelError], kept: list[str], reason: str
) -> None:
    setting = Setting(*turns)
    made = found(await setting.draft())
    assert quotes(made) == kept
    assert made.failure is not None
    assert made.failure[0] == reason
    assert len(setting.model.asked) == len(turns)
    assert not any(await setting.kept())


async def test_a_deadline_before_the_first_answer_is_a_timeout() -> None:
    assert type(failure(await Setting(None).draft(within=0.02))) is ModelTimeout


async def test_a_deadline_while_asking_again_keeps_what_there_is() -> None:
    setting = Setting(answer(draft(A, BAD)), None)
    made = found(await setting.draft(within=0.05))
    assert quotes(made) == ["The bridge opened"]
    assert made.failure is not None
    assert made.failure[0] == "timeout"
    assert [item.quote for item in made.invalid] == ["it cost"]
    assert not any(await setting.kept())


async def test_waiting_for_a_turn_ends_at_the_deadline_too() -> None:
    one_at_a_time = Limiting(Scripted(None, None), Turns(1))
    drafter = Drafter(one_at_a_time, AnswerCache(MemoryStore(0), 1))
    deadline = asyncio.get_running_loop().time() + 0.02
    drafts = [drafter.draft(PROMPT, TEXT, None, window(), deadline) for _ in range(2)]
    outcomes = await asyncio.gather(*drafts)
    assert [type(failure(outcome)) for outcome in outcomes] == [ModelTimeout, ModelTimeout]
