"""How do a model's drafts become grounded claims?"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence

from schemas.claim import Claim, Factuality, Hop, Selector, TimeExpression
from schemas.draft import DraftClaim, DraftHop, DraftRejection
from schemas.extraction import Coverage, Rejection
from service.text.checks import Evidence
from service.text.dates import Anchor, resolve
from service.text.grounding import ArticleIndex, Found, NotFound
from service.text.quotation import quotations, quote_type
from service.text.span import Span
from service.text.windows import Window

NOTHING_KNOWN = Anchor.of(None)
CLAIM_ID = 20
"""Hex digits of a claim's id: 80 bits."""


class Assembler:
    """Turns the drafts of one article's windows into claims. Nothing here depends on the order
    in which windows are done."""

    def __init__(
        self,
        index: ArticleIndex,
        sentences: Sequence[Span],
        anchor: Anchor = NOTHING_KNOWN,
        language: str = "en",
        title: str | None = None,
    ) -> None:
        self._index = index
        self._sentences = sentences
        self._anchor = anchor
        self._language = language
        self._quoted = quotations(index.text)
        self._evidence = Evidence(index, sentences, title)
        self._digest = hashlib.sha256(index.text.encode()).hexdigest()

    def outcomes(
        self, claims: Iterable[DraftClaim], rejected: Iterable[DraftRejection], window: Window
    ) -> Iterator[Claim | Rejection]:
        """What becomes of everything that the model found in a window."""
        for claim in claims:
            yield self.claim(claim, window)
        for refusal in rejected:
            yield from self.rejections(refusal, window)

    def claim(self, draft: DraftClaim, window: Window) -> Claim | Rejection:
        """The claim, or the rejection that it is: a claim may cite its own window only."""
        cited = _in_window(draft.sentences, window)
        near = [self._sentences[index] for index in cited]
        found = self._index.locate(draft.quote, window.span, near)
        if isinstance(found, NotFound):
            return Rejection(
                quote=draft.quote, sentences=cited, reason="quote_not_found", detail=found.detail
            )
        checks = list(self._evidence.checks(draft, found.span, window))
        if failed := [check for check in checks if not check.passed]:
            return Rejection(
                quote=draft.quote,
                sentences=cited,
                reason="check_failed",
                detail="; ".join(f"{check.name}: {check.detail}" for check in failed),
            )
        sentences = [
            number
            for number, sentence in zip(window.indices, window.sentences, strict=True)
            if sentence.overlaps(found.span)
        ]
        near = [self._sentences[index] for index in sentences] or near
        attribution = [self._hop(hop, window, near) for hop in draft.chain]
        if attribution:
            # The marks in the article are those of the innermost source; the others pass it on.
            spoken = quote_type(self._index.text, found.span, self._quoted)
            attribution[-1] = attribution[-1].model_copy(update={"quote_type": spoken})
        return Claim(
            id=self._claim_id(draft.claim, attribution),
            text=draft.claim,
            selectors=[self._index.selector(found)],
            sentences=sentences,
            types=list(dict.fromkeys(draft.types)),
            check_worthiness=draft.check_worthiness,
            factuality=Factuality(certainty=draft.certainty, polarity=draft.polarity),
            attribution=attribution,
            other_attributions=[],
            times=[self._time(text, window, near) for text in dict.fromkeys(draft.times)],
            entities=[],
            quantities=[],
            edits=[],
            checks=checks,
        )

    def rejections(self, draft: DraftRejection, window: Window) -> list[Rejection]:
        """A rejection for each sentence, with its words; `invalid` for numbers that are none."""
        strangers = [n for n in draft.sentences if not 1 <= n <= len(window.sentences)]
        invalid = [
            Rejection(
                quote="",
                sentences=[],
                reason="invalid",
                detail=f"the model rejected the sentences {strangers}, which it was not given",
            )
        ]
        return [
            *(invalid if strangers else []),
            *(
                Rejection(
                    quote=self._index.text[slice(*self._sentences[index])],
                    sentences=[index],
                    reason=draft.reason,
                    detail="",
                )
                for index in _in_window(draft.sentences, window)
            ),
        ]

    def _hop(self, hop: DraftHop, window: Window, near: Sequence[Span]) -> Hop:
        # A source may have its full name earlier in the article; its cue stands beside the claim.
        source = self._verbatim(hop.source, Span(0, window.span.end), near)
        cue = self._verbatim(hop.cue, window.span, near)
        return Hop(
            source=hop.source,
            source_type=hop.source_type,
            cue=hop.cue,
            quote_type="indirect",
            medium=hop.medium,
            addressee=hop.addressee,
            selectors=[selector for selector in (source, cue) if selector],
        )

    def _time(self, text: str, window: Window, near: Sequence[Span]) -> TimeExpression:
        selector = self._verbatim(text, window.span, near)
        sentence = " ".join(self._index.text[slice(*span)] for span in near)
        timex = resolve(text, anchor=self._anchor, sentence=sentence, language=self._language)
        return TimeExpression(
            text=text,
            selector=selector,
            type=timex.type,
            value=timex.value,
            status=timex.status,
        )

    def _verbatim(self, words: str, within: Span, near: Sequence[Span]) -> Selector | None:
        found = self._index.locate(words, within, near)
        if isinstance(found, Found) and found.match != "fuzzy":
            return self._index.selector(found)
        return None

    def _claim_id(self, text: str, attribution: Sequence[Hop]) -> str:
        proposition = [self._digest, _same(text), [_same(hop.source) for hop in attribution]]
        return hashlib.sha256(json.dumps(proposition).encode()).hexdigest()[:CLAIM_ID]


def merged(claims: Iterable[Claim]) -> list[Claim]:
    """The claims in the article's order; one that comes twice keeps all of its passages."""
    by_id: dict[str, Claim] = {}
    for claim in claims:
        first = by_id.setdefault(claim.id, claim)
        if first is not claim:
            places = {
                (place.start, place.end): place for place in (*first.selectors, *claim.selectors)
            }
            by_id[claim.id] = first.model_copy(
                update={
                    "selectors": [places[key] for key in sorted(places)],
                    "sentences": sorted({*first.sentences, *claim.sentences}),
                }
            )
    return sorted(
        by_id.values(), key=lambda claim: (claim.selectors[0].start, claim.selectors[0].end)
    )


def coverage(count: int, claims: Iterable[Claim], rejected: Iterable[Rejection]) -> Coverage:
    """What became of each of `count` sentences."""
    claimed = {index for claim in claims for index in claim.sentences}
    refused = {index for rejection in rejected for index in rejection.sentences} - claimed
    return Coverage(
        sentences=count,
        claimed=len(claimed),
        rejected=len(refused),
        unaccounted=[index for index in range(count) if index not in claimed | refused],
    )


def _in_window(numbers: Iterable[int], window: Window) -> list[int]:
    """The article's indices of the sentences that a draft calls 1, 2, 3 in its window."""
    indices = {window.first + number - 1 for number in numbers}
    return sorted(index for index in indices if window.first <= index <= window.last)


def _same(text: str) -> str:
    return " ".join(text.casefold().split())
