"""How do a model's drafts become grounded claims?"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence

from schemas.claim import Check, Claim, Factuality, Hop
from schemas.compact import BriefClaim
from schemas.draft import DraftClaim, DraftRejection
from schemas.extraction import Coverage, Rejection
from service.text.antecedents import GroundedHop, Sources, Unnamed
from service.text.checks import Evidence, check
from service.text.dates import Anchor
from service.text.edits import Changes, Edits
from service.text.entities import EntityIndex
from service.text.grounding import ArticleIndex, NotFound
from service.text.locating import Locator, in_window
from service.text.quantities import Counted, quantities
from service.text.quotation import quotations, quote_type
from service.text.restating import written_out
from service.text.span import Span
from service.text.times import Times, times_check
from service.text.tokens import Tokenized
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
        self._language = language
        self._quoted = quotations(index.text)
        self._counted = Counted(index.text, language)
        self._evidence = Evidence(index, sentences, title, language, self._counted)
        self._edits = Edits(index, title)
        self._sources = Sources(index, language, title)
        self._entities = EntityIndex(index, language)
        self._locator = Locator(index, sentences)
        self._times = Times(index, anchor, language)
        self._digest = hashlib.sha256(index.text.encode()).hexdigest()

    def outcomes(
        self, claims: Iterable[DraftClaim], rejected: Iterable[DraftRejection], window: Window
    ) -> Iterator[Claim | Rejection]:
        """What becomes of everything that the model found in a window."""
        yield from self.claims(claims, window)
        for refusal in rejected:
            yield from self.rejections(refusal, window)

    def claims(self, drafts: Iterable[DraftClaim], window: Window) -> Iterator[Claim | Rejection]:
        """What becomes of each draft. Where one does not name its sentences, it is looked for
        from the place of the one before on: drafts follow the text."""
        after = window.span.start
        for draft in drafts:
            outcome = self.claim(draft, window, after)
            if isinstance(outcome, Claim):
                after = outcome.selectors[0].start
            yield outcome

    def claim(
        self, draft: DraftClaim, window: Window, after: int | None = None
    ) -> Claim | Rejection:
        """The claim, or the rejection that it is: a claim may cite its own window only."""
        found = self._locator.locate(draft, window, after)
        if isinstance(found, NotFound):
            return self._missing(draft, window, found)
        touched = [
            (number, sentence)
            for number, sentence in zip(window.indices, window.sentences, strict=True)
            if sentence.overlaps(found.span)
        ]
        sentences, near = [number for number, _ in touched], [one for _, one in touched]
        if isinstance(draft, BriefClaim):
            draft = written_out(draft, self._index.text, found.span, near)
        chain = self._sources.resolve(draft.chain, found.span, window)
        said = Tokenized(draft.claim)
        changes = self._edits.changes(said, found.span, window)
        times, strange = self._times.of(draft, window, near)
        checks = [
            *self._evidence.checks(draft, said, found.span, window),
            _sources_check(chain),
            _edits_check(changes),
            times_check(strange),
        ]
        if isinstance(chain, Unnamed) or not all(one.passed for one in checks):
            return _failed(draft, sentences, checks)
        attribution = self._attribution(draft, chain, found.span)
        return Claim(
            id=self._claim_id(draft, attribution),
            text=draft.claim,
            selectors=[self._index.selector(found)],
            sentences=sentences,
            types=list(dict.fromkeys(draft.types)),
            check_worthiness=draft.check_worthiness,
            factuality=Factuality(certainty=draft.certainty, polarity=draft.polarity),
            attribution=attribution,
            other_attributions=[],
            times=times,
            entities=self._entities.entities(
                draft.claim, [(hop.source, hop.source_type) for hop in attribution]
            ),
            quantities=quantities(self._index, found.span, self._language, self._counted),
            edits=changes.edits,
            checks=checks,
        )

    def _missing(self, draft: DraftClaim, window: Window, why: NotFound) -> Rejection:
        cited = in_window(draft.sentences, window)
        return Rejection(
            quote=draft.quote,
            claim=draft.claim,
            sentences=cited or self._locator.likeliest(draft.quote, window),
            reason="quote_not_found",
            detail=why.detail,
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
                for index in in_window(draft.sentences, window)
            ),
        ]

    def _attribution(
        self, draft: DraftClaim, chain: Sequence[GroundedHop], passage: Span
    ) -> list[Hop]:
        """The chain with its places. The marks in the article are those of the innermost source;
        the others pass on what it says."""
        spoken = quote_type(self._index.text, passage, self._quoted)
        innermost = len(chain) - 1
        return [
            Hop(
                source=grounded.source,
                source_type=grounded.source_type,
                cue=hop.cue,
                quote_type=spoken if number == innermost else "indirect",
                medium=hop.medium,
                addressee=hop.addressee,
                selectors=grounded.selectors,
                antecedent=grounded.antecedent,
            )
            for number, (hop, grounded) in enumerate(zip(draft.chain, chain, strict=True))
        ]

    def _claim_id(self, draft: DraftClaim, attribution: Sequence[Hop]) -> str:
        said = [_same(draft.claim), draft.certainty, draft.polarity]
        proposition = [self._digest, said, [_same(hop.source) for hop in attribution]]
        return hashlib.sha256(json.dumps(proposition).encode()).hexdigest()[:CLAIM_ID]


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


def _sources_check(chain: Sequence[GroundedHop] | Unnamed) -> Check:
    return check("sources", chain.detail if isinstance(chain, Unnamed) else "")


def _edits_check(changes: Changes) -> Check:
    """Whether every change has its evidence: a word put in the place of another one that the
    article does not say in any form has none. What is only added is the model's wording, if it is
    no name and no number, which other checks see to; it is told."""
    if changes.replaced:
        told = "; ".join(f"“{new}” in the place of “{old}”" for old, new in changes.replaced)
        return check("edits", told)
    if not changes.unexplained:
        return check("edits", "")
    own = ", ".join(changes.unexplained)
    return Check(name="edits", passed=True, detail=f"in its own words: {own}")


def _failed(draft: DraftClaim, sentences: list[int], checks: Iterable[Check]) -> Rejection:
    failed = [one for one in checks if not one.passed]
    return Rejection(
        quote=draft.quote,
        claim=draft.claim,
        sentences=sentences,
        checks=[one.name for one in failed],
        reason="check_failed",
        detail="; ".join(f"{one.name}: {one.detail}" for one in failed),
    )


def _same(text: str) -> str:
    return " ".join(text.casefold().split())
