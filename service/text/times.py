"""Which expressions of time does a claim have, and when is that?"""

from collections.abc import Sequence

from schemas.claim import Check, TimeExpression
from schemas.draft import DraftClaim
from service.text.dates import Anchor, Timex, resolve
from service.text.grounding import ArticleIndex
from service.text.recent import Recent
from service.text.span import Span
from service.text.windows import Window

_KNOWN = 256
"""Expressions in their sentences that are remembered."""


class Times:
    """Resolves the expressions of time of one article's claims."""

    def __init__(self, index: ArticleIndex, anchor: Anchor, language: str) -> None:
        self._index = index
        self._anchor = anchor
        self._language = language
        self._known: Recent[tuple[str, str], Timex] = Recent(_KNOWN)

    def of(
        self, draft: DraftClaim, window: Window, near: Sequence[Span]
    ) -> tuple[list[TimeExpression], list[str]]:
        """The expressions of time that the window shows, resolved, and those that it does not.

        One is read beside the article's sentences; where they leave its tense open, beside the
        claim, if that says it, too.
        """
        times, strange = [], []
        for text in dict.fromkeys(draft.times):
            places = [(window.span, near), *((span, [span]) for span in window.context)]
            found = next(
                (at for at in (self._index.verbatim(text, *one) for one in places) if at), None
            )
            if found is None:
                strange.append(text)
                continue
            timex = self._timex(text, " ".join(self._index.text[slice(*span)] for span in near))
            if timex.status != "resolved" and text in draft.claim:
                timex = self._timex(text, draft.claim)
            times.append(
                TimeExpression(
                    text=text,
                    selector=self._index.selector(found),
                    type=timex.type,
                    value=timex.value,
                    status=timex.status,
                )
            )
        return times, strange

    def _timex(self, text: str, sentence: str) -> Timex:
        return self._known.get((text, sentence)) or self._known.keep(
            (text, sentence),
            resolve(text, anchor=self._anchor, sentence=sentence, language=self._language),
        )


def times_check(strange: Sequence[str]) -> Check:
    """Whether all expressions of time are the article's."""
    told = f"not in this part of the article: {', '.join(strange)}" if strange else ""
    return Check(name="times", passed=not strange, detail=told)
