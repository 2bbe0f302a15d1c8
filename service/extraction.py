"""How does an article become its claims? The whole path, top to bottom."""

import asyncio
import hashlib
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from schemas import SCHEMA_VERSION
from schemas.article import Article
from schemas.claim import Claim
from schemas.extraction import (
    ArticleReference,
    Extraction,
    Failure,
    FailureReason,
    Rejection,
    SentenceSpan,
    Usage,
)
from service.cache.keys import extraction_id, result_key
from service.cache.store import Store
from service.conversation import Answer
from service.drafting import Drafter, Drafting, failure_of
from service.errors import ModelError, PartialExtraction, UnknownExtraction
from service.prompts.library import PromptLibrary
from service.prompts.prompt import Prompt
from service.single_flight import SingleFlight
from service.text.assembling import Assembler, coverage, merged
from service.text.dates import Anchor, dateline
from service.text.grounding import ArticleIndex
from service.text.sentences import split_sentences
from service.text.span import Span
from service.text.windows import Window, split_windows

_QUICK = 30_000
"""Code points of article and answers together that are worked on inside the event loop: up to some
20 ms. More goes to a thread, which costs a switch."""
Progress = Callable[[int, int], None]
"""Called with how many windows are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Result:
    """An `Extraction` as the bytes that are sent and stored."""

    id: str
    body: bytes
    cached: bool
    """Whether the bytes were stored before."""
    stored: bool
    """Whether they are stored now, under `id`."""
    missing: str = ""
    """What could not be done, in words; empty where everything was."""


class Extractor:
    """Everything that one article goes through."""

    def __init__(
        self,
        prompts: PromptLibrary,
        drafter: Drafter,
        store: Store,
        ttl: float,
        deadline: float,
    ) -> None:
        self._prompts = prompts
        self._drafter = drafter
        self._store = store
        self._ttl = ttl
        self._deadline = deadline
        self._flights: SingleFlight[Result] = SingleFlight(store)
        self._assembly = ThreadPoolExecutor(1, thread_name_prefix="assembly")

    async def extract(
        self,
        article: Article,
        prompt_reference: str,
        allow_partial: bool = True,
        progress: Progress = lambda done, of: None,
    ) -> Result:
        """The claims of an article, from the cache or from the model.

        Raises `UnknownPrompt`; the `ModelError` of the first window where not one could be done;
        and `PartialExtraction` where some could not and partial results are not allowed.
        """
        prompt = self._prompts.get(prompt_reference)
        identifier = extraction_id(article, prompt.reference, self._drafter.identity)
        deadline = asyncio.get_running_loop().time() + self._deadline
        result = await self._find(identifier) or await self._flights.run(
            result_key(identifier),
            work=lambda: self._extract(identifier, article, prompt, deadline, progress),
            found=lambda: self._find(identifier),
            deadline=deadline,
        )
        if result.missing and not allow_partial:
            raise PartialExtraction(
                f"{result.missing} Ask again, or with partial=allow for the rest."
            )
        return result

    async def _find(self, identifier: str) -> Result | None:
        stored = await self._store.get(result_key(identifier))
        return None if stored is None else Result(identifier, stored, cached=True, stored=True)

    async def _extract(
        self,
        identifier: str,
        article: Article,
        prompt: Prompt,
        deadline: float,
        progress: Progress,
    ) -> Result:
        sentences = split_sentences(article.text, article.language)
        windows = split_windows(sentences)
        draftings = await self._draft_all(article, prompt, windows, deadline, progress)
        answers = [answer for drafting in draftings for answer in drafting.answers]
        left = deadline - asyncio.get_running_loop().time()
        assemble = partial(
            _assemble, identifier, article, prompt, sentences, draftings, time.monotonic() + left
        )
        # Work on a long article or a flood of claims must not keep the event loop.
        if len(article.text) + sum(len(answer.text) for answer in answers) < _QUICK:
            extraction = assemble()
        else:
            loop = asyncio.get_running_loop()
            extraction = await loop.run_in_executor(self._assembly, assemble)

        body = extraction.model_dump_json().encode()
        # What a stand-in answered is not what was asked for, and is not kept under its key.
        stored = extraction.complete and not any(answer.stand_in for answer in answers)
        if stored:
            await self._store.put(result_key(identifier), body, self._ttl)
        missing = ""
        if extraction.failures:
            missing = (
                f"{len(extraction.failures)} of {sum(len(one.parts) for one in draftings)} parts "
                f"of the article could not be done: {extraction.failures[0].detail}"
            )
        return Result(identifier, body, cached=False, stored=stored, missing=missing)

    async def close(self) -> None:
        """Ends what is still under way."""
        await self._flights.close()
        self._assembly.shutdown(wait=False, cancel_futures=True)

    async def stored(self, identifier: str) -> bytes:
        """The bytes of a complete extraction; raises `UnknownExtraction`."""
        body = await self._store.get(result_key(identifier))
        if body is None:
            raise UnknownExtraction("There is no stored answer with this id, or no longer.")
        return body

    async def _draft_all(
        self,
        article: Article,
        prompt: Prompt,
        windows: Sequence[Window],
        deadline: float,
        progress: Progress,
    ) -> list[Drafting]:
        """What became of each window, side by side, within the deadline."""
        done = 0

        async def draft(window: Window) -> Drafting:
            nonlocal done
            drafting = await self._drafter.draft(
                prompt, article.text, article.title, window, deadline
            )
            done += 1
            progress(done, len(windows))
            return drafting

        progress(0, len(windows))
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(draft(window)) for window in windows]
        except ExceptionGroup as group_of:  # what no window foresaw, as itself
            raise group_of.exceptions[0] from group_of
        draftings = [task.result() for task in tasks]
        outcomes = [outcome for one in draftings for _, outcome in one.parts]
        if all(isinstance(outcome, ModelError) for outcome in outcomes):
            raise next(outcome for outcome in outcomes if isinstance(outcome, ModelError))
        return draftings


def _assemble(
    identifier: str,
    article: Article,
    prompt: Prompt,
    sentences: Sequence[Span],
    draftings: Sequence[Drafting],
    until: float,
) -> Extraction:
    """Grounds, merges and counts what the windows' drafts hold, as far as that is done at `until`
    (of the monotonic clock); the rest are failures."""
    assembler = Assembler(
        ArticleIndex(article.text),
        sentences,
        anchor=_anchor(article, sentences),
        language=article.language or "en",
        title=article.title,
    )
    claims: list[Claim] = []
    rejected: list[Rejection] = []
    failures: list[Failure] = []
    answers = [answer for drafting in draftings for answer in drafting.answers]
    for window, draft in (part for drafting in draftings for part in drafting.parts):
        if isinstance(draft, ModelError):
            failures.append(_failure(window, *failure_of(draft)))
            continue
        if draft.failure:
            failures.append(_failure(window, *draft.failure))
        for outcome in assembler.outcomes(draft.claims, draft.rejected, window):
            if time.monotonic() > until:
                failures.append(_failure(window, "timeout", "Not all was looked up in time."))
                break
            if isinstance(outcome, Claim):
                claims.append(outcome)
            else:
                rejected.append(outcome)
        rejected += [
            Rejection(quote=item.quote, sentences=[], reason="invalid", detail=item.errors)
            for item in draft.invalid
        ]
    claims, rejected = merged(claims), _once(rejected)
    return Extraction(
        id=identifier,
        article=_reference(article, sentences),
        claims=claims,
        rejected=rejected,
        coverage=coverage(len(sentences), claims, rejected),
        complete=not failures,
        failures=failures,
        prompt=prompt.reference,
        schema_version=SCHEMA_VERSION,
        model=", ".join(sorted({answer.model for answer in answers})),
        usage=_usage(draftings),
        warnings=_warnings(answers),
    )


def _once(rejected: Iterable[Rejection]) -> list[Rejection]:
    """Without what a model said twice."""
    return list(
        {(one.quote, *one.sentences, one.reason, one.detail): one for one in rejected}.values()
    )


def _anchor(article: Article, sentences: Sequence[Span]) -> Anchor:
    """What “yesterday” is the day before: the date of publication, else that of the dateline."""
    if article.published_at or not sentences:
        return Anchor.of(article.published_at)
    first = article.text[slice(*sentences[0])]
    return dateline(first, article.language or "en") or Anchor.of(None)


def _reference(article: Article, sentences: Iterable[Span]) -> ArticleReference:
    return ArticleReference(
        sha256=hashlib.sha256(article.text.encode()).hexdigest(),
        title=article.title,
        published_at=article.published_at,
        language=article.language,
        url=article.url,
        chars=len(article.text),
        sentences=[SentenceSpan(start=start, end=end) for start, end in sentences],
    )


def _failure(window: Window, reason: FailureReason, detail: str) -> Failure:
    start, end = window.span
    return Failure(start=start, end=end, sentences=window.indices, reason=reason, detail=detail)


def _usage(draftings: Iterable[Drafting]) -> Usage:
    """What this run cost. An answer that the cache had cost nothing."""
    spent = [tokens for drafting in draftings for tokens in drafting.spent]
    return Usage(
        calls=len(spent),
        prompt_tokens=sum(tokens.prompt for tokens in spent),
        cached_tokens=sum(tokens.cached for tokens in spent),
        completion_tokens=sum(tokens.completion for tokens in spent),
    )


def _warnings(answers: Sequence[Answer]) -> list[str]:
    origins = dict.fromkeys(answer.recorded_from for answer in answers if answer.recorded_from)
    stand_ins = sorted({answer.model for answer in answers if answer.stand_in})
    return [
        *(f"The model's answers are recorded ones, not live: {origin}" for origin in origins),
        *(f"The first model's server could not answer; {model} stood in" for model in stand_ins),
    ]
