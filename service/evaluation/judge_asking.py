"""What does a judge say of an article's claims?

A judge is any model that answers; its prompts are versioned as those for claims are. What it does
not answer, or answers in another form, has no verdict and is listed with its reason: nobody is
asked twice.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from schemas.article import Article
from schemas.claim import Claim
from schemas.extraction import Extraction, PromptReference
from schemas.verdict import Alone, ContextVerdicts, CoverageVerdicts, EntailmentVerdicts
from service.conversation import Answer, Tokens
from service.drafting import Drafter
from service.errors import InvalidAnswer, ModelError, TruncatedAnswer
from service.evaluation.judging import ContextVerdict, ElementVerdict, EntailmentVerdict
from service.evaluation.results import Unjudged
from service.prompts.library import PromptLibrary
from service.prompts.prompt import JudgePrompt
from service.prompts.verdicts import Verdicts
from service.questions import Question
from service.text.span import Span
from service.text.windows import CONTEXT, Window, split_windows, window_of

ENTAILMENT, COVERAGE, IN_CONTEXT = "judge-entailment", "judge-coverage", "judge-context"
"""The names of the prompts; the latest version of each is used."""


@dataclass(slots=True)
class ArticleVerdicts:
    """What a judge says of one article, and of what it says nothing."""

    entailment: list[EntailmentVerdict] = field(default_factory=list)
    elements: list[ElementVerdict] = field(default_factory=list)
    context: list[ContextVerdict] = field(default_factory=list)
    unjudged: list[Unjudged] = field(default_factory=list)
    spent: list[Tokens] = field(default_factory=list)
    """What each answer cost that was given now, and not by the cache."""
    answered_by: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Question:
    """A call to the judge."""

    prompt: JudgePrompt
    window: Window
    claims: tuple[int, ...]
    """Indices of those that it shows, in the order of their numbers."""

    @property
    def judged(self) -> tuple[int, ...]:
        """Indices of what needs a verdict, in the order of the numbers."""
        return self.claims if self.prompt.form.over == "claims" else self.window.indices


class Judge:
    """Asks a model for verdicts. Raises `UnknownPrompt` where its prompts are not released."""

    def __init__(
        self, prompts: PromptLibrary, drafter: Drafter, patience: float, at_once: int
    ) -> None:
        self._entailment = prompts.judge(ENTAILMENT, "EntailmentVerdicts")
        self._coverage = prompts.judge(COVERAGE, "CoverageVerdicts")
        self._context = prompts.judge(IN_CONTEXT, "ContextVerdicts")
        self._drafter = drafter
        self._patience = patience
        self._slots = asyncio.Semaphore(at_once)

    @property
    def prompts(self) -> list[PromptReference]:
        """The prompts that it is asked with."""
        return [one.reference for one in (self._entailment, self._coverage, self._context)]

    async def article(self, article: Article, extraction: Extraction) -> ArticleVerdicts:
        """The verdicts on an article's claims, the calls side by side."""
        verdicts = ArticleVerdicts()
        sentences = [Span(one.start, one.end) for one in extraction.article.sentences]
        questions = self._questions(sentences, extraction.claims)
        await asyncio.gather(
            *(
                self._judge(one, article, sentences, extraction.claims, verdicts)
                for one in questions
            )
        )
        verdicts.entailment.sort(key=lambda verdict: verdict.claim)
        verdicts.elements.sort(key=lambda verdict: verdict.sentence)
        verdicts.context.sort(key=lambda verdict: verdict.claim)
        verdicts.unjudged.sort(key=lambda one: (one.prompt, one.indices))
        return verdicts

    def _questions(self, sentences: Sequence[Span], claims: Sequence[Claim]) -> Iterable[_Question]:
        for window in split_windows(sentences):
            inside = set(window.indices)
            touching = [i for i, one in enumerate(claims) if inside & set(one.sentences)]
            yield _Question(self._coverage, window, tuple(touching))
            # A claim is judged once, with all of its sentences.
            own = tuple(i for i in touching if min(claims[i].sentences) in inside)
            if own:
                wider = inside.union(*(claims[index].sentences for index in own))
                for prompt in (self._entailment, self._context):
                    yield _Question(prompt, window_of(sentences, wider), own)

    async def _judge(
        self,
        question: _Question,
        article: Article,
        sentences: Sequence[Span],
        claims: Sequence[Claim],
        verdicts: ArticleVerdicts,
    ) -> None:
        prompt, judged = question.prompt, question.judged

        def unjudged(indices: Iterable[int], reason: str) -> None:
            verdicts.unjudged.append(
                Unjudged(
                    prompt=prompt.about.name,
                    over=prompt.form.over,
                    indices=sorted(indices),
                    reason=reason,
                )
            )

        try:
            answer = await self._ask(question, article, sentences, claims, verdicts)
        except ModelError as error:
            unjudged(judged, str(error))
            return
        unclear = prompt.form.unclear(answer, len(judged))
        indices = dict(enumerate(judged, 1))
        for reason in sorted(set(unclear.values())):
            numbers = [number for number in unclear if unclear[number] == reason]
            unjudged([indices[number] for number in numbers if number in indices], reason)
        clear = {number: index for number, index in indices.items() if number not in unclear}
        _take(answer, clear, verdicts)

    async def _ask(
        self,
        question: _Question,
        article: Article,
        sentences: Sequence[Span],
        claims: Sequence[Claim],
        verdicts: ArticleVerdicts,
    ) -> Verdicts:
        last = question.window.indices[-1]
        request = question.prompt.request(
            article.text,
            article.title,
            question.window,
            [in_words(claims[index]) for index in question.claims],
            [article.text[start:end] for start, end in sentences[last + 1 : last + 1 + CONTEXT]],
        )
        asked = Question.exactly(request)
        async with self._slots:
            deadline = asyncio.get_running_loop().time() + self._patience
            answer, now = await self._drafter.ask(asked, deadline)
        verdicts.answered_by.add(answer.model)
        if now:
            verdicts.spent.append(answer.tokens)
        try:
            read = _read(question.prompt, answer)
        except InvalidAnswer:
            if now:
                self._drafter.judge(answer, usable=False)
            raise
        if now:
            self._drafter.judge(answer, usable=True)
            await self._drafter.keep(asked, answer)
        return read


def in_words(claim: Claim) -> str:
    """A claim with its sources, outermost first: “According to A, B said: it closed.”"""
    if not claim.attribution:
        return claim.text
    first, *further = (hop.source for hop in claim.attribution)
    said = " that ".join(f"{source} said" for source in further)
    return f"According to {first}{f', {said}' if said else ''}: {claim.text}"


def _read(prompt: JudgePrompt, answer: Answer) -> Verdicts:
    if answer.cut_short:
        raise InvalidAnswer("The judge's server may not have read the whole request.")
    try:
        return prompt.form.read(answer.text)
    except ValueError as error:
        if answer.finish_reason == "length":
            raise TruncatedAnswer("The judge's answer ended in the middle.") from error
        raise InvalidAnswer(f"The judge's answer has not its form: {_first(error)}.") from error


def _first(error: ValueError) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    problem = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(map(str, problem["loc"]))
    return f"{place}: {problem['msg']}" if place else problem["msg"]


def _take(answer: Verdicts, clear: dict[int, int], verdicts: ArticleVerdicts) -> None:
    """Adds the verdicts with a `clear` number, under the index that it stands for."""
    match answer:
        case EntailmentVerdicts():
            verdicts.entailment += [
                EntailmentVerdict(clear[one.claim], one.entailed, one.beyond)
                for one in answer.claims
                if one.claim in clear
            ]
        case CoverageVerdicts():
            verdicts.elements += [
                ElementVerdict(clear[one.sentence], one.element, one.verifiable, one.covered)
                for one in answer.elements
                if one.sentence in clear
            ]
        case ContextVerdicts():
            verdicts.context += [
                _context(clear[one.claim], one) for one in answer.claims if one.claim in clear
            ]


def _context(index: int, given: Alone) -> ContextVerdict:
    # Where nothing is missing, c_max is c, and both verdicts are one.
    if not given.missing:
        return ContextVerdict(index, complete=True)
    return ContextVerdict(index, False, given.alone, given.in_context, tuple(given.missing))
