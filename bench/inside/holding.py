"""What does a long article hold of memory, as it becomes its answer?"""

import gc
import tracemalloc
from typing import Any

from bench import answers
from bench.talking import talk
from schemas.article import Article
from schemas.extraction import Extraction
from service.assembly import Assembly
from service.conversation import Answer, Tokens
from service.drafting import Drafting, WindowDraft
from service.finishing import as_bytes
from service.parsing import parse
from service.prompts.library import PromptLibrary
from service.prompts.prompt import Prompt
from service.resources import PROMPTS
from service.text.reading import Reading
from service.text.windows import Window


def hold(text: str) -> dict[str, Any]:
    """Bytes that are held after each step, and the most within it, by name."""
    prompt = PromptLibrary(PROMPTS).get("claims@2")
    _through(Article(text=text[:2000]), prompt, {})  # what is made once for all articles
    gc.collect()
    tracemalloc.start()
    found: dict[str, tuple[int, int]] = {}
    _through(Article(text=text), prompt, found)
    tracemalloc.stop()
    return {"steps": found}


def _through(article: Article, prompt: Prompt, found: dict[str, tuple[int, int]]) -> None:
    def note(step: str) -> None:
        if tracemalloc.is_tracing():
            found[step] = tracemalloc.get_traced_memory()
            tracemalloc.reset_peak()

    read = Reading.of(article)
    note("read, split into windows")
    drafted = [_draft(article.text, window, prompt) for window in read.windows]
    note("drafts of all windows")
    assembly = Assembly(article, read.language, read.sentences, read.introductions)
    assembly.take(drafted, float("inf"))
    note("claims, with what finds and checks them")
    extraction: Extraction = assembly.extraction("0", prompt.reference)
    note("claims, merged")
    body = as_bytes(extraction)
    note("the answer's bytes beside them")
    del extraction, assembly, drafted, read
    note(f"the answer's {len(body):,} bytes alone")


def _draft(text: str, window: Window, prompt: Prompt) -> Drafting:
    """What the stub says about a window."""
    said = answers.compact([text[start:end] for start, end in window.sentences], 99)
    parsed = parse(said, "stop", prompt.form)
    if parsed is None:
        raise RuntimeError("the stub's answer cannot be read")
    answer = Answer(said, "stop", Tokens(), "stub")
    draft = WindowDraft(parsed.claims, parsed.rejected, [], answers=[answer])
    return Drafting([(window, draft)], [])


if __name__ == "__main__":
    talk(lambda command: hold(command["text"]))
