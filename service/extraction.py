"""How does an article become its claims? The whole path, top to bottom."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from schemas.article import Article
from service.access.limits import Budget, Limits, expected_calls, expected_tokens
from service.access.line import Line
from service.cache.keys import PUBLIC, extraction_id, result_key
from service.cache.store import Store
from service.drafting import Drafter, Drafting
from service.errors import ModelError, ModelTimeout, PartialExtraction, UnknownExtraction
from service.finishing import Finishing, Open
from service.hands import Hands
from service.llm.limiting import ON_BEHALF_OF
from service.observing.observer import Observer
from service.prompts.library import PromptLibrary
from service.prompts.prompt import Prompt
from service.single_flight import SingleFlight
from service.text.reading import Reading
from service.text.windows import Window

P = ParamSpec("P")
T = TypeVar("T")
_ASKING = 0.9
"""The share of an article's time in which models are asked; the rest is for what they answered."""
_TAKING = 0.8
"""The share of what is left then in which claims are looked up; the rest is for merging and writing
them."""
_LATE = 0.5
"""Seconds after the deadline at which an article is given up."""
_CALLS_AHEAD = 4
"""Calls that an article may wait for, for each slot: one with more counts for several in line, for
where all are begun at once, none is done in time."""
_ETAG = 34
"""Bytes of a tag: 128 bits as hex digits, between quotation marks."""
Progress = Callable[[int, int], None]
"""Called with how many windows are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Result:
    """An `Extraction` as the bytes that are sent and stored."""

    id: str
    body: bytes
    etag: str
    """Changes with the body."""
    cached: bool
    """Whether the bytes were stored before."""
    stored: bool
    """Whether they are stored, under `id`."""
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
        ask_unaccounted: bool = False,
        limits: Limits | None = None,
        line: Line | None = None,
        observer: Observer | None = None,
        hands: Hands | None = None,
    ) -> None:
        self._prompts = prompts
        self._drafter = drafter
        self._store = store
        self._ttl = ttl
        self._deadline = deadline
        self._ask_unaccounted = ask_unaccounted
        self._observer = observer or Observer()
        self._limits = limits or Limits(None, None)
        self._flights: SingleFlight[Result] = SingleFlight(
            store, line=line, observer=self._observer
        )
        self._hands = hands or Hands()

    async def extract(
        self,
        article: Article,
        prompt_reference: str,
        allow_partial: bool = True,
        progress: Progress = lambda done, of: None,
        tenant: str = PUBLIC,
    ) -> Result:
        """The claims of an article, from what this tenant asked before or from the model.

        Raises `UnknownPrompt`; `RateLimited` and `Overloaded` where nothing is stored; the
        `ModelError` of the first window where not one could be done; and `PartialExtraction` where
        some could not and partial results are not allowed.
        """
        prompt = self._prompts.get(prompt_reference)
        identifier = extraction_id(article, prompt.reference, self._identity, tenant)
        result = await self.again(identifier, tenant)

        async def at_our_turn() -> Result:
            ON_BEHALF_OF.set((tenant, identifier))
            expected = expected_tokens(article.text, prompt)
            async with self._limits.reserved(tenant, expected) as budget:
                work = self._answer(identifier, tenant, article, prompt, deadline, progress, budget)
                return await self._in_time(deadline, self._kept(tenant, work))

        if result is None:
            sharing: list[bool] = []
            try:
                await self._limits.check_tokens(tenant)
                deadline = asyncio.get_running_loop().time() + self._deadline
                result = await self._flights.run(
                    result_key(identifier, tenant),
                    work=at_our_turn,
                    found=lambda: self._find(identifier, tenant),
                    deadline=deadline,
                    shared=lambda: sharing.append(True),
                    tenant=tenant,
                    counts=max(1, expected_calls(article.text) / _CALLS_AHEAD),
                )
            finally:
                self._observer.looked_up("result", hit=False, shared=bool(sharing))
        if result.missing and not allow_partial:
            raise PartialExtraction(
                f"{result.missing} Ask again, or with partial=allow for the rest."
            )
        return result

    @property
    def _identity(self) -> str:
        """Who answers, and how it is asked: what an answer depends on beside article and prompt."""
        asked = "; unaccounted asked again" if self._ask_unaccounted else ""
        return f"{self._drafter.identity}{asked}"

    async def _find(self, identifier: str, tenant: str) -> Result | None:
        with self._observer.phase("cache"):
            stored = await self._store.get(result_key(identifier, tenant))
        if stored is None:
            return None
        # The tag stands before the body, so that nobody has to work it out again.
        etag, body = stored[:_ETAG].decode(), stored[_ETAG:]
        return Result(identifier, body, etag, cached=True, stored=True)

    async def _in_time(self, deadline: float, work: Coroutine[Any, Any, T]) -> T:
        """The work's result. Raises `ModelTimeout` where it, or its turn for a thread, is late."""
        try:
            async with asyncio.timeout_at(deadline + _LATE):
                return await work
        except TimeoutError as error:
            self._observer.gave_up([ModelTimeout.failure])
            raise ModelTimeout("The article was not worked through in time.") from error

    async def _kept(self, tenant: str, work: Coroutine[Any, Any, Result]) -> Result:
        """The work's answer, once it is stored where it shall be."""
        result = await work
        if result.stored:
            with self._observer.phase("cache"):
                await self._store.put(
                    result_key(result.id, tenant), result.etag.encode() + result.body, self._ttl
                )
        return result

    async def _answer(
        self,
        identifier: str,
        tenant: str,
        article: Article,
        prompt: Prompt,
        deadline: float,
        progress: Progress,
        budget: Budget,
    ) -> Result:
        """The answer, and whether it shall be `stored`. All else that an article takes ends with
        this: it has a hundred times the article's length."""
        clock = asyncio.get_running_loop().time
        drafter = self._drafter.of(tenant)
        size = len(article.text)
        ask_until = clock() + _ASKING * (deadline - clock())
        read = await self._work(size, Reading.of, article)
        draftings = await self._draft_all(
            drafter, budget, article, prompt, read.windows, ask_until, progress
        )
        size += sum(len(answer.text) for one in draftings for answer in one.answers)
        take_until = time.monotonic() + _TAKING * (deadline - clock())
        finishing = Finishing(article, read, identifier, prompt, self._ask_unaccounted, take_until)
        outcome = await self._work(size, finishing.first, draftings)
        if isinstance(outcome, Open):
            look = outcome.look
            with self._observer.phase("model"):
                second = await drafter.second_look(
                    prompt, article.text, article.title, look.window, look.problems, ask_until
                )
            await budget.spend(second.spent)
            draftings.append(second)
            outcome = await self._work(size, finishing.second, outcome, second)
        extraction, body, etag = outcome
        self._observer.extracted(extraction)
        # What a stand-in answered is not what was asked for, and is not kept under its key.
        stood_in = any(answer.stand_in for one in draftings for answer in one.answers)
        missing = ""
        if extraction.failures:
            missing = (
                f"{len(extraction.failures)} of {sum(len(one.parts) for one in draftings)} parts "
                f"of the article could not be done: {extraction.failures[0].detail}"
            )
        stored = extraction.complete and not stood_in
        return Result(identifier, body, etag, cached=False, stored=stored, missing=missing)

    async def _work(self, size: int, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        with self._observer.phase("assembly"):
            tenant, _ = ON_BEHALF_OF.get()
            return await self._hands.do(tenant, size, work, *args, **kwargs)

    async def close(self) -> None:
        """Ends what is still under way."""
        await self._flights.close()
        self._hands.let_go()

    async def again(self, identifier: str | None, tenant: str) -> Result | None:
        """What is stored for a request that came before; None where nothing is."""
        result = await self._find(identifier, tenant) if identifier else None
        if result:
            self._observer.looked_up("result", hit=True)
        return result

    async def stored(self, identifier: str, tenant: str = PUBLIC) -> Result:
        """A tenant's complete extraction; raises `UnknownExtraction`."""
        result = await self._find(identifier, tenant)
        self._observer.looked_up("result", result is not None)
        if result is None:
            raise UnknownExtraction("There is no stored answer with this id, or no longer.")
        return result

    async def _draft_all(
        self,
        drafter: Drafter,
        budget: Budget,
        article: Article,
        prompt: Prompt,
        windows: Sequence[Window],
        deadline: float,
        progress: Progress,
    ) -> list[Drafting]:
        """What became of each window, side by side, within the deadline."""
        done = 0

        async def draft(number: int, window: Window) -> Drafting:
            nonlocal done
            await self._hands.our_round()
            with self._observer.window(number, len(windows)):
                drafting = await drafter.draft(
                    prompt, article.text, article.title, window, deadline
                )
            await budget.spend(drafting.spent)
            done += 1
            progress(done, len(windows))
            return drafting

        progress(0, len(windows))
        try:
            with self._observer.phase("model"):
                async with asyncio.TaskGroup() as group:
                    tasks = [group.create_task(draft(*one)) for one in enumerate(windows, 1)]
        except ExceptionGroup as group_of:  # what no window foresaw, as itself
            raise group_of.exceptions[0] from group_of
        draftings = [task.result() for task in tasks]
        outcomes = [outcome for one in draftings for _, outcome in one.parts]
        errors = [outcome for outcome in outcomes if isinstance(outcome, ModelError)]
        if len(errors) == len(outcomes):
            self._observer.gave_up(error.failure for error in errors)
            raise errors[0]
        return draftings
