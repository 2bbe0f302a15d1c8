"""How do a model's drafts become grounded claims?"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence

from schemas.claim import Check, Claim, Factuality, Hop, TimeExpression
from schemas.compact import BriefClaim
from schemas.draft import DraftClaim, DraftRejection
from schemas.extraction import Coverage, Rejection
from service.text.antecedents import GroundedHop, Sources, Unnamed
from service.text.checks import Evidence
from service.text.dates import Anchor, Timex, resolve
from service.text.edits import Changes, Edits
from service.text.entities import EntityIndex
from service.text.grounding import ArticleIndex, Found, NotFound
from service.text.quantities import quantities
from service.text.quotation import quotations, quote_type
from service.text.restating import written_out
from service.text.span import Span
from service.text.tokens import Tokenized, words_of
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
        self._evidence = Evidence(index, sentences, title, language)
        self._edits = Edits(index, title)
        self._sources = Sources(index, language, title)
        self._entities = EntityIndex(index, language)
        self._timexes: dict[tuple[str, str], Timex] = {}
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
        cited = _in_window(draft.sentences, window)
        near = [self._sentences[index] for index in cited]
        if not near and after is not None:
            near = self._speaking(draft, window, after) or [Span(after, window.span.end)]
        found = self._locate(draft.quote, window, near)
        if isinstance(found, NotFound):
            return Rejection(
                quote=draft.quote,
                claim=draft.claim,
                sentences=cited or self._likeliest(draft.quote, window),
                reason="quote_not_found",
                detail=found.detail,
            )
        sentences = [
            number
            for number, sentence in zip(window.indices, window.sentences, strict=True)
            if sentence.overlaps(found.span)
        ]
        near = [self._sentences[index] for index in sentences] or near
        if isinstance(draft, BriefClaim):
            draft = written_out(draft, self._index.text, found.span, near)
        chain = self._sources.resolve(draft.chain, found.span, window)
        said = Tokenized(draft.claim)
        changes = self._edits.changes(said, found.span, window)
        checks = [
            *self._evidence.checks(draft, said, found.span, window),
            _sources_check(chain),
            _edits_check(changes),
        ]
        times, strange = self._times(draft, window, near)
        checks.append(_times_check(strange))
        if isinstance(chain, Unnamed) or not all(check.passed for check in checks):
            return Rejection(
                quote=draft.quote,
                claim=draft.claim,
                sentences=sentences,
                checks=[check.name for check in checks if not check.passed],
                reason="check_failed",
                detail="; ".join(
                    f"{check.name}: {check.detail}" for check in checks if not check.passed
                ),
            )
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
            quantities=quantities(self._index, found.span, self._language),
            edits=changes.edits,
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

    def _locate(self, quote: str, window: Window, near: Sequence[Span]) -> Found | NotFound:
        """The quote in one of the window's runs, the nearest first; else why it is not there."""
        hint = near[0].start if near else window.span.start
        runs = sorted(window.runs, key=lambda run: (hint >= run.end, abs(run.start - hint)))
        nearest = self._index.locate(quote, runs[0], near)
        if isinstance(nearest, Found):
            return nearest
        found = (self._index.locate(quote, run, near) for run in runs[1:])
        return next((one for one in found if isinstance(one, Found)), nearest)

    def _likeliest(self, quote: str, window: Window) -> list[int]:
        """The sentence that has most of a quote's words, if it has at least half of them."""
        words = {token.text for token in words_of(quote)}
        shares = {
            index: len(words & {token.text for token in self._index.tokens(sentence)})
            for index, sentence in zip(window.indices, window.sentences, strict=True)
        }
        best = max(shares, key=lambda index: shares[index])
        return [best] if 2 * shares[best] >= max(len(words), 1) else []

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

    def _times(
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
        if (text, sentence) not in self._timexes:
            self._timexes[text, sentence] = resolve(
                text, anchor=self._anchor, sentence=sentence, language=self._language
            )
        return self._timexes[text, sentence]

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
    problem = chain.detail if isinstance(chain, Unnamed) else ""
    return Check(name="sources", passed=not problem, detail=problem)


def _edits_check(changes: Changes) -> Check:
    """Whether every change has its evidence: a word put in the place of another one that the
    article does not say in any form has none. What is only added is the model's wording, if it is
    no name and no number, which other checks see to; it is told."""
    if changes.replaced:
        told = "; ".join(f"“{new}” in the place of “{old}”" for old, new in changes.replaced)
        return Check(name="edits", passed=False, detail=told)
    own = ", ".join(changes.unexplained)
    return Check(name="edits", passed=True, detail=f"in its own words: {own}" if own else "")


def _times_check(strange: Sequence[str]) -> Check:
    """Whether all expressions of time are the article's."""
    told = f"not in this part of the article: {', '.join(strange)}" if strange else ""
    return Check(name="times", passed=not strange, detail=told)


def _in_window(numbers: Iterable[int], window: Window) -> list[int]:
    """The article's indices of the sentences that a draft calls 1, 2, 3 in its window."""
    known = {number for number in numbers if 1 <= number <= len(window.indices)}
    return [window.indices[number - 1] for number in sorted(known)]


def _same(text: str) -> str:
    return " ".join(text.casefold().split())
