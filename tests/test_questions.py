"""Is a window asked about again only where an edit can change its answer?"""

from dataclasses import replace

import pytest

from service.answers import AnswerCache
from service.cache.memory import MemoryStore
from service.conversation import Answer, Message, ModelRequest
from service.drafting import Drafter, WindowDraft
from service.prompts.library import PromptLibrary
from service.questions import Question
from service.resources import PROMPTS
from service.text.introductions import Introductions
from service.text.sentences import split_sentences
from service.text.windows import split_windows
from tests.fakes import ScriptedModel, answer, draft, draft_claim

PROMPT = PromptLibrary(PROMPTS).get("claims@1")
LEAD = "Kurt Rieger is accused of fraud."
RAIN = [f"The rain fell for {number} hours." for number in range(10)]
COUNCIL_VOTES = "The council will vote on it in May."
TEXT = [LEAD, *RAIN, "He resigned on Friday.", COUNCIL_VOTES, *RAIN[:3]]
"""Two windows of eight sentences."""


def says(quote: str, claim: str, sentence: int = 4) -> Answer:
    return answer(draft(draft_claim(quote, claim=claim, sentences=[sentence])))


class Newsroom:
    """Asks about one version of an article after another; answers come by what the window says."""

    def __init__(self, resigned: Answer) -> None:
        self.model = ScriptedModel(self._answer)
        self._resigned = resigned
        self._drafter = Drafter(self.model, AnswerCache(MemoryStore(1 << 20), 1000))

    def _answer(self, request: ModelRequest) -> Answer:
        window = request.messages[-1].content.partition("<sentences")[2]
        return (
            self._resigned
            if "He resigned" in window
            else says("The rain fell", "The rain fell", sentence=2)
        )

    async def asked(self, sentences: list[str], title: str | None = None) -> list[str]:
        """The user messages that a version needs, and whether all of it was done."""
        text, before = " ".join(sentences), len(self.model.asked)
        spans = split_sentences(text)
        assert len(spans) == len(sentences)
        for window in split_windows(spans, introductions=Introductions(text, spans)):
            drafting = await self._drafter.draft(PROMPT, text, title, window, float("inf"))
            assert all(isinstance(one, WindowDraft) for _, one in drafting.parts)
        return [request.messages[-1].content for request in self.model.asked[before:]]


def edited(at: int, sentence: str) -> list[str]:
    return [*TEXT[:at], sentence, *TEXT[at + 1 :]]


COUNCIL = says("The council will vote", "The council will vote", sentence=5)
PLAIN = says("He resigned on Friday", "He resigned on Friday")
RESOLVED = says("He resigned on Friday", "Kurt Rieger resigned on Friday")
NAMED = "A friend of Ulla Brandt cried."

EDITS = {
    "nothing": (RESOLVED, TEXT, 0),
    "what only its own window shows": (RESOLVED, edited(2, "The snow fell for a day."), 1),
    "what the next window is shown, too": (COUNCIL, edited(7, "The snow fell for a day."), 1),
    "that, and a name was taken": (RESOLVED, edited(7, "The snow fell for a day."), 2),
    "that, and a pronoun was left": (PLAIN, edited(7, "The snow fell for a day."), 2),
    "in the second window": (RESOLVED, edited(9, "The snow fell for a day."), 1),
    "the lead, of which nothing was taken": (COUNCIL, edited(0, "The mayor is accused."), 1),
    "the lead, from which the name was taken": (RESOLVED, edited(0, "The mayor is accused."), 2),
    "somebody new is named before it": (COUNCIL, edited(7, NAMED), 2),
}


@pytest.mark.parametrize(("resigned", "second", "again"), EDITS.values(), ids=EDITS)
async def test_an_edit_asks_again_what_it_can_change(
    resigned: Answer, second: list[str], again: int
) -> None:
    newsroom = Newsroom(resigned)
    assert len(await newsroom.asked(TEXT)) == 2
    assert len(await newsroom.asked(second)) == again
    assert await newsroom.asked(second) == []


async def test_a_headline_is_context() -> None:
    newsroom = Newsroom(COUNCIL)
    await newsroom.asked(TEXT, "Storms")
    assert await newsroom.asked(TEXT, "Storms again") == []
    assert len(await newsroom.asked(TEXT, "Ulla Brandt")) == 2


async def test_an_answer_that_needed_repair_is_for_its_own_context() -> None:
    bad = answer(draft(draft_claim("He resigned", certainty="perhaps"), draft_claim("Friday")))
    newsroom = Newsroom(bad)
    await newsroom.asked(TEXT)
    asked = len(newsroom.model.asked)
    assert asked == 3  # the second window once more, for what was invalid
    assert len(await newsroom.asked(edited(7, "The snow fell for a day."))) == 3


async def test_what_was_asked_again_answers_for_both_versions() -> None:
    newsroom = Newsroom(COUNCIL)
    await newsroom.asked(TEXT)
    assert len(await newsroom.asked(edited(7, NAMED))) == 2
    assert await newsroom.asked(TEXT) == []


async def test_prompts_do_not_share_answers() -> None:
    (window,) = split_windows(split_sentences("One came."))
    prompts = PromptLibrary(PROMPTS)
    asked = [Question.about(prompts.get(f"claims@{n}"), "One came.", None, window) for n in (1, 2)]
    digests = {one.digest for one in asked}
    about = PROMPT.about
    hot = replace(PROMPT, about=about.model_copy(update={"params": {"temperature": 1.0}}))
    digests.add(Question.about(hot, "One came.", None, window).digest)
    opened = replace(PROMPT, opening=(*PROMPT.opening, Message("user", "Be brief.")))
    digests.add(Question.about(opened, "One came.", None, window).digest)
    assert len(digests) == 4
