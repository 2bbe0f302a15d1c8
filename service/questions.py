"""What is a model asked, and is it the same question where only the context was edited?"""

import hashlib
from dataclasses import dataclass, replace

from service.answers import Kept
from service.conversation import ModelRequest
from service.parsing import ParsedAnswer
from service.prompts.prompt import Prompt
from service.prompts.rendering import context_of
from service.text.holding import holds
from service.text.windows import Window

_NOTHING = Window((), (), ())


@dataclass(frozen=True, slots=True)
class Question:
    """A request, and under which digest its answer is kept."""

    request: ModelRequest
    digest: str
    text: str = ""
    title: str | None = None
    window: Window = _NOTHING
    """What it is about; the context that is shown beside its sentences is no part of the digest."""

    @classmethod
    def exactly(cls, request: ModelRequest) -> "Question":
        """One whose answer is for this very request."""
        return cls(request, request.digest)

    @classmethod
    def about(cls, prompt: Prompt, text: str, title: str | None, window: Window) -> "Question":
        """What is said about a window. Its digest is that of the request without any context."""
        *_, alone = prompt.render(text, None, replace(window, context=()))
        return cls(
            prompt.request(prompt.render(text, title, window)),
            hashlib.sha256((prompt.frame + alone.content).encode()).hexdigest(),
            text,
            title,
            window,
        )

    @property
    def context(self) -> tuple[str, ...]:
        """What is shown beside the sentences."""
        return tuple(context_of(self.text, self.title, self.window))

    def is_answered_by(self, kept: Kept, parsed: ParsedAnswer | None) -> bool:
        """Whether an answer that was given with another context is one to this question: valid as
        it was, and none the worse with this context."""
        if parsed is None or parsed.invalid:
            return False
        sentences = [self.text[start:end] for start, end in self.window.sentences]
        return holds(parsed.claims, sentences, kept.context, self.context)
