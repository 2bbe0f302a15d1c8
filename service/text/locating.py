"""Which passage of its window does a draft mean?"""

from collections.abc import Iterable, Sequence

from schemas.compact import BriefClaim
from schemas.draft import DraftClaim
from service.text.grounding import ArticleIndex, Found, NotFound
from service.text.span import Span
from service.text.tokens import texts_of
from service.text.windows import Window


class Locator:
    """Finds the quotes of one article's drafts."""

    def __init__(self, index: ArticleIndex, sentences: Sequence[Span]) -> None:
        self._index = index
        self._sentences = sentences

    def locate(self, draft: DraftClaim, window: Window, after: int | None) -> Found | NotFound:
        """The quote in one of the window's runs, the nearest first to the sentences that the draft
        names; else why it is not there.

        Where it names none, it is looked for from `after` on.
        """
        near = [self._sentences[index] for index in in_window(draft.sentences, window)]
        if not near and after is not None:
            near = self._speaking(draft, window, after) or [Span(after, window.span.end)]
        hint = near[0].start if near else window.span.start
        runs = sorted(window.runs, key=lambda run: (hint >= run.end, abs(run.start - hint)))
        nearest = self._index.locate(draft.quote, runs[0], near)
        if isinstance(nearest, Found):
            return nearest
        found = (self._index.locate(draft.quote, run, near) for run in runs[1:])
        return next((one for one in found if isinstance(one, Found)), nearest)

    def likeliest(self, quote: str, window: Window) -> list[int]:
        """The sentence that has most of a quote's words, if it has at least half of them."""
        words = {*texts_of(quote)}
        shares = {
            index: len(words & {token.text for token in self._index.tokens(sentence)})
            for index, sentence in zip(window.indices, window.sentences, strict=True)
        }
        best = max(shares, key=lambda index: shares[index])
        return [best] if 2 * shares[best] >= max(len(words), 1) else []

    def _speaking(self, draft: DraftClaim, window: Window, after: int) -> list[Span]:
        """The first sentence from `after` on that has a cue of the draft's innermost source and the
        last word of its name: where the same words stand twice, they are told apart by it."""
        if not isinstance(draft, BriefClaim) or not draft.chain:
            return []
        name = draft.chain[-1].source.split()[-1].strip("()")
        return [
            sentence
            for sentence in window.sentences
            if sentence.end > after
            and name in (said := self._index.text[slice(*sentence)])
            and any(cue in said for cue in draft.cues[-1])
        ][:1]


def in_window(numbers: Iterable[int], window: Window) -> list[int]:
    """The article's indices of the sentences that a draft calls 1, 2, 3 in its window."""
    known = {number for number in numbers if 1 <= number <= len(window.indices)}
    return [window.indices[number - 1] for number in sorted(known)]
