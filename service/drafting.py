"""How does a window become a draft?

Valid claims are kept as they are; only the invalid are asked for again, once, with their errors. A
window that is too much for the model is halved, once.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from schemas.draft import DraftClaim, DraftRejection
from schemas.extraction import FailureReason
from service.answers import AnswerCache, Kept
from service.conversation import Answer, Message, Tokens
from service.drafts import Form
from service.errors import Action, InvalidAnswer, ModelError, ModelTimeout, TruncatedAnswer
from service.hands import Hands
from service.llm.model import LanguageModel
from service.observing.observer import Observer
from service.parsing import InvalidItem, ParsedAnswer, parse
from service.prompts.prompt import Prompt
from service.questions import Question
from service.text.windows import Window, halved

_QUICK = 20_000
"""Code points of an answer that are parsed inside the event loop, in some milliseconds."""
_QUOTED_BACK = 2000
"""Code points of an unusable answer that the second request repeats."""
_NO_JSON = "The answer held no JSON object with “claims” and “rejected”. Give the whole answer."
_NOT_READ = "The model's server counted far fewer tokens than were sent: it may not have read all."
_CUT_OFF = "The answer ended in the middle: it is too long for the model."


@dataclass(slots=True)
class WindowDraft:
    """What a model found in a window."""

    claims: list[DraftClaim]
    rejected: list[DraftRejection]
    invalid: list[InvalidItem]
    """What could not be used, after asking again."""
    failure: tuple[FailureReason, str] | None = None
    """Why there may be more in the window than this."""
    answers: list[Answer] = field(default_factory=list)
    """What the model answered, now or earlier."""


@dataclass(slots=True)
class Drafting:
    """What became of a window: of itself, or of its halves where it was too much at once."""

    parts: list[tuple[Window, WindowDraft | ModelError]]
    spent: list[Tokens]
    """What each answer cost that was given now, and not by the cache."""

    @property
    def answers(self) -> list[Answer]:
        """What the model answered, now or earlier, as far as it was of use."""
        drafts = [outcome for _, outcome in self.parts if isinstance(outcome, WindowDraft)]
        return [answer for draft in drafts for answer in draft.answers]


class Drafter:
    """Asks a model for the draft of a window."""

    def __init__(
        self,
        model: LanguageModel,
        answers: AnswerCache,
        observer: Observer | None = None,
        hands: Hands | None = None,
    ) -> None:
        self._model = model
        self._answers = answers
        self._observer = observer or Observer()
        self._hands = hands or Hands()

    @property
    def identity(self) -> str:
        """That of the model."""
        return self._model.identity

    def of(self, tenant: str) -> "Drafter":
        """The same, with the answers that this tenant was given before."""
        return Drafter(self._model, self._answers.of(tenant), self._observer, self._hands)

    async def draft(
        self, prompt: Prompt, text: str, title: str | None, window: Window, deadline: float
    ) -> Drafting:
        """The window's draft; where it is too long for the model, those of its halves."""
        spent: list[Tokens] = []

        async def attempt(part: Window) -> WindowDraft | ModelError:
            conversation = _Conversation(self, prompt, deadline, spent)
            try:
                return await _converse(conversation, Question.about(prompt, text, title, part))
            except ModelError as error:
                return error

        outcome = await attempt(window)
        if not _is_too_much(outcome) or len(window.sentences) < 2:
            return Drafting([(window, outcome)], spent)
        halves = halved(window)
        outcomes = await asyncio.gather(*map(attempt, halves))
        if isinstance(outcome, WindowDraft) and all(
            isinstance(half, ModelError) for half in outcomes
        ):
            return Drafting([(window, outcome)], spent)  # the complete claims of the first answer
        return Drafting(list(zip(halves, outcomes, strict=True)), spent)

    async def second_look(
        self,
        prompt: Prompt,
        text: str,
        title: str | None,
        window: Window,
        problems: Sequence[str],
        deadline: float,
    ) -> Drafting:
        """What the model makes of what a whole article left open. Asked once, whatever comes."""
        spent: list[Tokens] = []
        conversation = _Conversation(self, prompt, deadline, spent)
        messages = prompt.render_second_look(text, title, window, problems)
        question = Question.exactly(prompt.request(messages))
        try:
            outcome: WindowDraft | ModelError = await _converse(conversation, question, False)
        except ModelError as error:
            outcome = error
        return Drafting([(window, outcome)], spent)

    async def ask(
        self, question: Question, deadline: float, form: Form | None = None
    ) -> tuple[Answer, bool]:
        """An answer, and whether the model was asked for it. Raises a `ModelError`. Without a
        `form` to read it in, no answer will do that was given with another context."""
        kept = await self._answers.get(self.identity, question.digest)
        if kept and kept.context != question.context:
            parsed = await self.parsed(kept.answer, form) if form else None
            kept = kept if question.is_answered_by(kept, parsed) else None
        self._observer.looked_up("answer", kept is not None)
        if kept:
            return kept.answer, False
        try:
            async with asyncio.timeout_at(deadline):
                return await self._model.answer(question.request, deadline), True
        except TimeoutError as error:
            raise ModelTimeout("The language model did not answer before the deadline.") from error

    async def parsed(self, answer: Answer, form: Form) -> ParsedAnswer | None:
        """What is in an answer, when it is its turn to be read: a thousand may come at once. A long
        one has a thread of its own, since for that of `Hands` it could wait past its deadline."""
        if len(answer.text) < _QUICK:
            await self._hands.our_round()
            return parse(answer.text, answer.finish_reason, form)
        return await asyncio.to_thread(parse, answer.text, answer.finish_reason, form)

    def judge(self, answer: Answer, usable: bool) -> None:
        """Tells the model whether an answer of its could be used."""
        self._model.judge(answer, usable)

    async def keep(self, question: Question, answer: Answer) -> None:
        """Lets the cache answer this question from now on, unless a stand-in answered it."""
        if not answer.stand_in:
            kept = Kept(answer, question.context)
            await self._answers.put(self.identity, question.digest, kept)


def _is_too_much(outcome: WindowDraft | ModelError) -> bool:
    if isinstance(outcome, ModelError):
        return outcome.action is Action.SPLIT
    return outcome.failure == ("truncated", _CUT_OFF)


async def _converse(
    conversation: "_Conversation", question: Question, repair: bool = True
) -> WindowDraft:
    """Asks once, and once more to `repair` what is invalid; raises where nothing at all is
    usable."""
    answer, parsed = await conversation.ask(question)
    truncated = answer.finish_reason == "length"
    draft = _as_draft(parsed or ParsedAnswer(truncated=truncated))
    if draft.failure and not draft.claims:
        raise TruncatedAnswer(_CUT_OFF)
    if parsed is None and not repair:
        raise InvalidAnswer("The language model answered without usable JSON.")
    if repair and (parsed is None or draft.invalid):
        errors = _describe(draft.invalid) if parsed else _NO_JSON
        asked, said = question.request.messages, answer.text[:_QUOTED_BACK]
        again = conversation.prompt.render_repair(asked, said, errors)
        await _repair(draft, conversation, again, whole=parsed is None)
    draft.answers = conversation.answers
    if draft.failure is None and any(answer.cut_short for answer in draft.answers):
        draft.failure = ("truncated", _NOT_READ)
    if draft.failure is None:
        await conversation.keep()
    return draft


def _as_draft(parsed: ParsedAnswer) -> WindowDraft:
    failure: tuple[FailureReason, str] | None = None
    if parsed.truncated:
        failure = ("truncated", _CUT_OFF)
    elif parsed.excess:
        failure = ("invalid-response", f"The answer went on for {parsed.excess} items too many.")
    return WindowDraft(parsed.claims, parsed.rejected, parsed.invalid, failure)


class _Conversation:
    """What is asked for one window, and what came back."""

    def __init__(
        self, drafter: Drafter, prompt: Prompt, deadline: float, spent: list[Tokens]
    ) -> None:
        self._drafter = drafter
        self.prompt = prompt
        self._deadline = deadline
        self.answers: list[Answer] = []
        self._new: list[tuple[Question, Answer]] = []
        self._spent = spent

    async def ask(self, question: Question) -> tuple[Answer, ParsedAnswer | None]:
        answer, asked = await self._drafter.ask(question, self._deadline, self.prompt.form)
        parsed = await self._drafter.parsed(answer, self.prompt.form)
        self.answers.append(answer)
        if asked:
            self._new.append((question, answer))
            self._spent.append(answer.tokens)
            self._drafter.judge(answer, usable=parsed is not None and parsed.is_usable)
        return answer, parsed

    async def keep(self) -> None:
        for question, answer in self._new:
            await self._drafter.keep(question, answer)


async def _repair(
    draft: WindowDraft, conversation: _Conversation, messages: tuple[Message, ...], whole: bool
) -> None:
    """Asks again for what was invalid, or for the `whole` answer, and adds what is valid now."""
    try:
        question = Question.exactly(conversation.prompt.request(messages))
        _, parsed = await conversation.ask(question)
    except ModelError as error:
        if whole:
            raise
        draft.failure = failure_of(error)
        return
    if parsed is None:
        if whole:
            raise InvalidAnswer("The language model answered twice without usable JSON.")
        return
    if whole and parsed.truncated and not parsed.claims:
        raise TruncatedAnswer(_CUT_OFF)
    if whole:
        draft.claims, draft.rejected, draft.invalid = parsed.claims, parsed.rejected, parsed.invalid
    else:
        _mend(draft, parsed)
    draft.failure = draft.failure or _as_draft(parsed).failure


def _mend(draft: WindowDraft, given: ParsedAnswer) -> None:
    """Puts what was given for the invalid items in their place, at most one for each.

    Some models repeat the whole answer: what is there already counts for nothing. An item that
    nothing came for stays invalid, and what nobody asked for is listed as such.
    """
    asked = draft.invalid
    claims = [claim for claim in given.claims if claim not in draft.claims]
    rejected = [one for one in given.rejected if one not in draft.rejected]
    draft.claims += claims[: len(asked)]
    draft.rejected += rejected[: len(asked)]
    beyond = [_not_asked_for(claim) for claim in claims[len(asked) :]]
    draft.invalid = [
        *given.invalid,
        *asked[len(claims) + len(rejected) + len(given.invalid) :],
        *beyond,
    ]


def _not_asked_for(claim: DraftClaim) -> InvalidItem:
    return InvalidItem("claims", "given when asked for something else", "", claim.quote)


def _describe(invalid: Sequence[InvalidItem]) -> str:
    return "\n".join(f"- {item.path} = {item.raw}\n  {item.errors}" for item in invalid[:20])


def failure_of(error: ModelError) -> tuple[FailureReason, str]:
    """The failure that an error is for its window."""
    return error.failure, str(error)
