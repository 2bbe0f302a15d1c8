"""How does an article become its claims? The whole path, top to bottom."""

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

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
from service.drafting import Drafter, WindowDraft, failure_of
from service.errors import ModelError, PartialExtraction, UnknownExtraction
from service.prompts.library import PromptLibrary
from service.prompts.prompt import Prompt
from service.text.assembling import Assembler, coverage, merged
from service.text.dates import Anchor, dateline
from service.text.grounding import ArticleIndex
from service.text.sentences import split_sentences
from service.text.span import Span
from service.text.windows import Window, split_windows

Progress = Callable[[int, int], None]
"""Called with how many windows are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Result:
    """An `Extraction` as the bytes that are sent and stored."""

    id: str
    body: bytes
    cached: bool
    """Whether the bytes were stored before."""
    complete: bool
    """Whether they are stored now, under `id`."""


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

    async def extract(
        self,
        article: Article,
        prompt_reference: str,
        partial: bool = True,
        progress: Progress = lambda done, of: None,
    ) -> Result:
        """The claims of an article, from the cache or from the model.

        Raises `UnknownPrompt`; the `ModelError` of the first window where not one could be done;
        and `PartialExtraction` where some could not and `partial` results are not wanted.
        """
        prompt = self._prompts.get(prompt_reference)
        identifier = extraction_id(article, prompt.reference, self._drafter.identity)
        if (stored := await self._store.get(result_key(identifier))) is not None:
            return Result(identifier, stored, cached=True, complete=True)

        sentences = split_sentences(article.text, article.language)
        windows = split_windows(sentences)
        drafts = await self._draft_all(article, prompt, windows, progress)
        extraction = _assemble(identifier, article, prompt, sentences, windows, drafts)

        body = extraction.model_dump_json().encode()
        if extraction.complete:
            await self._store.put(result_key(identifier), body, self._ttl)
        elif not partial:
            raise PartialExtraction(
                f"{len(extraction.failures)} of {len(windows)} parts of the article could not be "
                f"done: {extraction.failures[0].detail} Ask again, or with partial=allow for "
                f"the rest."
            )
        return Result(identifier, body, cached=False, complete=extraction.complete)

    async def stored(self, identifier: str) -> bytes:
        """The bytes of a complete extraction; raises `UnknownExtraction`."""
        body = await self._store.get(result_key(identifier))
        if body is None:
            raise UnknownExtraction("There is no stored answer with this id, or no longer.")
        return body

    async def _draft_all(
        self, article: Article, prompt: Prompt, windows: Sequence[Window], progress: Progress
    ) -> list[WindowDraft | ModelError]:
        """Each window's draft or what went wrong, side by side, within the deadline."""
        deadline = asyncio.get_running_loop().time() + self._deadline
        done = 0

        async def draft(window: Window) -> WindowDraft | ModelError:
            nonlocal done
            try:
                return await self._drafter.draft(
                    prompt, article.text, article.title, window, deadline
                )
            except ModelError as error:
                return error
            finally:
                done += 1
                progress(done, len(windows))

        progress(0, len(windows))
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(draft(window)) for window in windows]
        drafts = [task.result() for task in tasks]
        if all(isinstance(outcome, ModelError) for outcome in drafts):
            raise next(outcome for outcome in drafts if isinstance(outcome, ModelError))
        return drafts


def _assemble(
    identifier: str,
    article: Article,
    prompt: Prompt,
    sentences: Sequence[Span],
    windows: Sequence[Window],
    drafts: Sequence[WindowDraft | ModelError],
) -> Extraction:
    """Grounds, merges and counts what the windows' drafts hold."""
    assembler = Assembler(
        ArticleIndex(article.text), sentences, _anchor(article, sentences), article.language or "en"
    )
    claims: list[Claim] = []
    rejected: list[Rejection] = []
    failures: list[Failure] = []
    for window, draft in zip(windows, drafts, strict=True):
        if isinstance(draft, ModelError):
            failures.append(_failure(window, *failure_of(draft)))
            continue
        if draft.failure:
            failures.append(_failure(window, *draft.failure))
        for item in draft.claims:
            outcome = assembler.claim(item, window)
            if isinstance(outcome, Claim):
                claims.append(outcome)
            else:
                rejected.append(outcome)
        for refusal in draft.rejected:
            rejected += assembler.rejections(refusal, window)
        rejected += [
            Rejection(quote=item.quote, sentences=[], reason="invalid", detail=item.errors)
            for item in draft.invalid
        ]
    claims = merged(claims)
    done = [draft for draft in drafts if isinstance(draft, WindowDraft)]
    answers = [answer for draft in done for answer in draft.answers]
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
        usage=_usage(done),
        warnings=_warnings(answers),
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


def _usage(drafts: Iterable[WindowDraft]) -> Usage:
    """What this run cost. An answer that the cache had cost nothing."""
    spent = [tokens for draft in drafts for tokens in draft.spent]
    return Usage(
        calls=len(spent),
        prompt_tokens=sum(tokens.prompt for tokens in spent),
        cached_tokens=sum(tokens.cached for tokens in spent),
        completion_tokens=sum(tokens.completion for tokens in spent),
    )


def _warnings(answers: Iterable[Answer]) -> list[str]:
    origins = dict.fromkeys(answer.recorded_from for answer in answers if answer.recorded_from)
    return [f"The model's answers are recorded ones, not live: {origin}" for origin in origins]
