"""How does an article become its claims? The whole path, top to bottom."""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import ParamSpec, TypeVar

from schemas.article import Article
from service.assembly import Assembly
from service.cache.keys import extraction_id, result_key
from service.cache.store import Store
from service.drafting import Drafter, Drafting
from service.errors import ModelError, PartialExtraction, UnknownExtraction
from service.prompts.library import PromptLibrary
from service.prompts.prompt import Prompt
from service.single_flight import SingleFlight
from service.text.introductions import Introductions
from service.text.languages import language_of
from service.text.sentences import split_sentences
from service.text.windows import Window, split_windows

P = ParamSpec("P")
T = TypeVar("T")
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
        ask_unaccounted: bool = False,
    ) -> None:
        self._prompts = prompts
        self._drafter = drafter
        self._store = store
        self._ttl = ttl
        self._deadline = deadline
        self._ask_unaccounted = ask_unaccounted
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
        identifier = extraction_id(article, prompt.reference, self._identity)
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

    @property
    def _identity(self) -> str:
        """Who answers, and how it is asked: what an answer depends on beside article and prompt."""
        asked = "; unaccounted asked again" if self._ask_unaccounted else ""
        return f"{self._drafter.identity}{asked}"

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
        language = article.language or language_of([article.text])
        sentences = split_sentences(article.text, language)
        introductions = Introductions(article.text, sentences)
        windows = split_windows(sentences, introductions=introductions)
        draftings = await self._draft_all(article, prompt, windows, deadline, progress)
        assembly = Assembly(article, language, sentences, introductions)
        until = time.monotonic() + deadline - asyncio.get_running_loop().time()
        size = len(article.text) + sum(len(one.text) for it in draftings for one in it.answers)
        await self._work(size, assembly.take, draftings, until)
        look = assembly.second_look(self._ask_unaccounted) if prompt.has_second_look else None
        if look:
            second = await self._drafter.second_look(
                prompt, article.text, article.title, look.window, look.problems, deadline
            )
            await self._work(size, assembly.take_second_look, look, second, until)
            draftings.append(second)
        extraction = await self._work(size, assembly.extraction, identifier, prompt.reference)

        body = extraction.model_dump_json().encode()
        # What a stand-in answered is not what was asked for, and is not kept under its key.
        stood_in = any(answer.stand_in for one in draftings for answer in one.answers)
        stored = extraction.complete and not stood_in
        if stored:
            await self._store.put(result_key(identifier), body, self._ttl)
        missing = ""
        if extraction.failures:
            missing = (
                f"{len(extraction.failures)} of {sum(len(one.parts) for one in draftings)} parts "
                f"of the article could not be done: {extraction.failures[0].detail}"
            )
        return Result(identifier, body, cached=False, stored=stored, missing=missing)

    async def _work(self, size: int, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Does what takes the longer the longer the texts, of `size` code points, are: work on a
        long article or a flood of claims must not keep the event loop."""
        if size < _QUICK:
            return work(*args, **kwargs)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._assembly, partial(work, *args, **kwargs))

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
