"""What is a model asked, and is it the same question where only the context was edited?"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from schemas.draft import DraftClaim
from service.answers import Kept
from service.conversation import ModelRequest
from service.drafts import Form
from service.parsing import parse
from service.prompts.prompt import Prompt
from service.prompts.rendering import context_of
from service.text.holding import holds
from service.text.windows import Window

_LONG = 20_000
"""Code points; a longer answer is asked for again rather than read to see whether it holds."""


@dataclass(frozen=True, slots=True)
class Question:
    """A request, and under which digest its answer is kept."""

    request: ModelRequest
    digest: str
    context: tuple[str, ...] = ()
    """What is shown beside `sentences`; no part of the digest."""
    sentences: tuple[str, ...] = ()
    form: Form | None = None
    """That of its answer, for what may be answered with another context."""

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
            tuple(context_of(text, title, window)),
            tuple(text[start:end] for start, end in window.sentences),
            prompt.form,
        )

    def is_answered_by(self, kept: Kept) -> bool:
        """Whether the answer is one to this question: given with the same context, or valid and
        none the worse with this one."""
        if kept.context == self.context:
            return True
        text = kept.answer.text
        if self.form is None or len(text) > _LONG:
            return False
        answer = parse(text, kept.answer.finish_reason, self.form)
        if answer is None or answer.invalid:
            return False
        said = [part for claim in answer.claims for part in _said(claim)]
        return holds(said, self.sentences, kept.context, self.context)


def _said(claim: DraftClaim) -> Iterator[str]:
    """A claim's words."""
    yield claim.quote
    yield claim.claim
    yield from claim.times
    for hop in claim.chain:
        yield from filter(None, (hop.source, hop.cue, hop.medium, hop.addressee))
