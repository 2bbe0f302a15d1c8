"""How do the drafts of an article's windows become one extraction?"""

import hashlib
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schemas import SCHEMA_VERSION
from schemas.article import Article
from schemas.claim import Claim
from schemas.extraction import (
    ArticleReference,
    Extraction,
    Failure,
    FailureReason,
    PromptReference,
    Rejection,
    SentenceSpan,
    Usage,
)
from service.conversation import Answer
from service.drafting import Drafting, WindowDraft, failure_of
from service.errors import ModelError
from service.text.assembling import Assembler, coverage
from service.text.dates import Anchor, dateline
from service.text.grounding import ArticleIndex
from service.text.introductions import Introductions
from service.text.merging import merged
from service.text.span import Span
from service.text.windows import Window, window_of

MAX_OPEN = 40
"""Points of one article that are asked about once more, in one call."""
_AGAIN = ("check_failed", "quote_not_found")


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What an article's first drafts left open: asked about once more, all at once."""

    window: Window
    """The sentences concerned."""
    problems: list[str]
    """In words, a line for each."""
    doubts: list[Rejection]
    """Those of the rejections that may be mended."""
    unaccounted: frozenset[int]
    """The sentences that were left out."""


class Assembly:
    """Grounds, checks, merges and counts what models found in the windows of one article."""

    def __init__(
        self,
        article: Article,
        language: str,
        sentences: Sequence[Span],
        introductions: Introductions,
    ) -> None:
        self._article = article
        self._introductions = introductions
        self._sentences = sentences
        self._assembler = Assembler(
            ArticleIndex(introductions.tokenized),
            sentences,
            anchor=_anchor(article, language, sentences),
            language=language,
            title=article.title,
        )
        self._claims: list[Claim] = []
        self._rejected: list[Rejection] = []
        self._failures: list[Failure] = []
        self._draftings: list[Drafting] = []
        self._unasked = 0

    def take(self, draftings: Sequence[Drafting], until: float) -> None:
        """Works through drafts, as far as that is done at `until` (of the monotonic clock); the
        rest are failures."""
        self._draftings += draftings
        for window, draft in self._usable(draftings):
            for outcome in self._outcomes(window, draft, until):
                if isinstance(outcome, Claim):
                    self._claims.append(outcome)
                else:
                    self._rejected.append(outcome)

    def second_look(self, unaccounted: bool) -> SecondLook | None:
        """What to ask about once more: what failed a check or was not found, and, if so wished,
        the sentences that are `unaccounted` for. None where nothing is open.

        Nothing is asked about text that speaks to a model, nor beyond `MAX_OPEN` points.
        """
        doubts = [
            one
            for one in self._rejected
            if one.reason in _AGAIN and one.sentences and "instruction" not in one.checks
        ]
        counted = coverage(len(self._sentences), self._claims, self._rejected)
        failed = {index for failure in self._failures for index in failure.sentences}
        missed = [index for index in counted.unaccounted if unaccounted and index not in failed]
        self._unasked = max(0, len(doubts) + len(missed) - MAX_OPEN)
        doubts = doubts[:MAX_OPEN]
        missed = missed[: MAX_OPEN - len(doubts)]
        if not doubts and not missed:
            return None
        concerned = {index for one in doubts for index in one.sentences} | set(missed)
        window = window_of(self._sentences, concerned, self._introductions)
        number = {index: place for place, index in enumerate(window.indices, 1)}
        problems = [
            f"- sentence {number[one.sentences[0]]}: “{one.claim or one.quote}”, from the words "
            f"“{one.quote}”: {one.detail}"
            for one in doubts
        ]
        problems += [f"- sentence {number[index]} was left out" for index in missed]
        return SecondLook(window, problems, doubts, frozenset(missed))

    def take_second_look(self, look: SecondLook, drafting: Drafting, until: float) -> None:
        """Puts what the second look gave in the place of what it mends.

        A claim takes the place of a doubt about its sentence, or fills a sentence that was left
        out. What nobody asked for is listed as such; what still fails stays rejected.
        """
        self._draftings.append(drafting)
        doubts = list(look.doubts)
        for window, draft in self._usable([drafting]):
            for outcome in self._outcomes(window, draft, until):
                doubt = next((one for one in doubts if _settles(outcome, one)), None)
                if doubt:
                    doubts.remove(doubt)
                    self._rejected.remove(doubt)
                elif isinstance(outcome, Claim) and not look.unaccounted & {*outcome.sentences}:
                    outcome = _not_asked_for(outcome)
                if isinstance(outcome, Claim):
                    self._claims.append(outcome)
                else:
                    self._rejected.append(outcome)

    def extraction(self, identifier: str, prompt: PromptReference) -> Extraction:
        """Everything, merged and counted. Nothing is taken after this, nor kept to look it up."""
        del self._assembler, self._introductions
        claims, duplicates = merged(self._claims)
        rejected = _once([*self._rejected, *duplicates])
        answers = [answer for drafting in self._draftings for answer in drafting.answers]
        return Extraction(
            id=identifier,
            article=_reference(self._article, self._sentences),
            claims=claims,
            rejected=rejected,
            coverage=coverage(len(self._sentences), claims, rejected),
            complete=not self._failures,
            failures=self._failures,
            prompt=prompt,
            schema_version=SCHEMA_VERSION,
            model=", ".join(sorted({answer.model for answer in answers})),
            usage=_usage(self._draftings),
            warnings=[*_warnings(answers), *self._left()],
        )

    def _left(self) -> Iterator[str]:
        if self._unasked:
            yield f"{self._unasked} open points were too many to be asked about again."

    def _usable(self, draftings: Iterable[Drafting]) -> Iterator[tuple[Window, WindowDraft]]:
        """The drafts that there are; what is missing goes to the failures."""
        for window, draft in (part for drafting in draftings for part in drafting.parts):
            if isinstance(draft, ModelError):
                self._failures.append(_failure(window, *failure_of(draft)))
                continue
            if draft.failure:
                self._failures.append(_failure(window, *draft.failure))
            yield window, draft

    def _outcomes(
        self, window: Window, draft: WindowDraft, until: float
    ) -> Iterator[Claim | Rejection]:
        for outcome in self._assembler.outcomes(draft.claims, draft.rejected, window):
            if time.monotonic() > until:
                self._failures.append(_failure(window, "timeout", "Not all was looked up in time."))
                break
            yield outcome
        for item in draft.invalid:
            yield Rejection(quote=item.quote, sentences=[], reason="invalid", detail=item.errors)


def _settles(outcome: Claim | Rejection, doubt: Rejection) -> bool:
    """Whether this stands for what was in doubt, mended or failing again. That a model finds
    nothing in the sentence now settles nothing: its claim failed, and is listed."""
    if isinstance(outcome, Rejection) and outcome.reason not in _AGAIN:
        return False
    return bool(set(doubt.sentences).intersection(outcome.sentences))


def _not_asked_for(claim: Claim) -> Rejection:
    return Rejection(
        quote=claim.selectors[0].exact,
        claim=claim.text,
        sentences=claim.sentences,
        reason="invalid",
        detail="given when asked for something else",
    )


def _once(rejected: Iterable[Rejection]) -> list[Rejection]:
    """Without what a model said twice."""
    return list(
        {
            (one.quote, one.claim, *one.sentences, one.reason, one.detail): one for one in rejected
        }.values()
    )


def _anchor(article: Article, language: str, sentences: Sequence[Span]) -> Anchor:
    """What “yesterday” is the day before: the date of publication, else that of the dateline."""
    if article.published_at or not sentences:
        return Anchor.of(article.published_at)
    first = article.text[slice(*sentences[0])]
    return dateline(first, language) or Anchor.of(None)


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
    return Failure(
        start=start, end=end, sentences=list(window.indices), reason=reason, detail=detail
    )


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
        *dict.fromkeys(notice for answer in answers for notice in answer.notices),
        *(f"The model's answers are recorded ones, not live: {origin}" for origin in origins),
        *(f"The first model's server could not answer; {model} stood in" for model in stand_ins),
    ]
