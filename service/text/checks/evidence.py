"""Does the article bear out what a claim says?

The model is never trusted: what it was talked into, by its training or by the article itself, must
not come out as a claim. These checks compare words; they know nothing of the world.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.claim import Check
from schemas.draft import DraftClaim, DraftHop
from service.text.checks.amounts import Amounts, AmountsOf, strange_amounts, unwritten
from service.text.checks.case import Case
from service.text.checks.certainty import certainty
from service.text.checks.dates import is_date, strange_dates
from service.text.checks.negation import negation
from service.text.checks.numbers import is_number, strange_numbers
from service.text.checks.orders import orders, speaks_to_a_model
from service.text.checks.outcome import check
from service.text.checks.quoted import invented_quotations
from service.text.checks.reading import Reading
from service.text.checks.shown import Passage, Shown
from service.text.checks.spelling import unspelt
from service.text.checks.universals import unfounded_universals
from service.text.checks.voice import Voices
from service.text.checks.wording import all_forms, forms, is_content, is_fixed, is_grammar
from service.text.cues import akin
from service.text.grounding import ArticleIndex
from service.text.quantities import Counted
from service.text.recent import Recent
from service.text.span import Span
from service.text.tokens import Token, Tokenized, words_of
from service.text.windows import Window
from service.text.words import RECENT

MIN_SUPPORT = 0.5
"""Share of a claim's words that must stand in the article, the numbers and names aside."""
_WINDOWS = 4
"""Windows of which what they show is remembered."""


class _Sight(NamedTuple):
    """The sentences that a window shows, and what there is in them to bear out a claim."""

    sentences: list[Span]
    shown: Shown
    amounts: Amounts


class Evidence:
    """The words that bear out a claim: those of its window, its context and the headline.

    A sentence that speaks to a model, and what follows it in its paragraph, bears out nothing; and
    a word that only stands there marks a claim as ordered. `language` is a BCP 47 tag.
    """

    def __init__(
        self,
        index: ArticleIndex,
        sentences: Sequence[Span],
        title: str | None,
        language: str = "en",
        counted: Counted | None = None,
    ) -> None:
        self._index = index
        self._language = language
        self._counted = counted or Counted(index.text, language)
        self._orders = [*orders(index.text, sentences)]
        ordered = [token for order in self._orders for token in index.tokens(order)]
        headline = Tokenized(title or "")
        if speaks_to_a_model(headline.text):
            ordered += headline.tokens
            headline = Tokenized("")
        self._title = Passage.of(Reading(headline, language), headline.tokens)
        self._ordered = all_forms(ordered)
        self._seen: Recent[Window, _Sight] = Recent(_WINDOWS)
        self._passages: Recent[Span, Passage] = Recent(RECENT)
        self._amounts: Recent[Span, AmountsOf] = Recent(RECENT)
        self._headline = AmountsOf(headline.text, Span(0, len(headline.text)), language)
        self._readings: Recent[Span, Reading] = Recent(RECENT)
        self._cues: Recent[str, Reading] = Recent(RECENT)
        self._told: Recent[str, list[Token]] = Recent(RECENT)
        self._voices = Voices(index.text, sentences, language)

    def checks(
        self, claim: DraftClaim, text: Tokenized, passage: Span, window: Window
    ) -> Iterator[Check]:
        """Each check on a claim of this text that a model found in a window, where its quote is
        `passage`."""
        sight = self._sight(window)
        said, shown = text.tokens, sight.shown
        touched = [one for one in sight.sentences if one.overlaps(passage)]
        case = self._case(claim, text, passage, sight, touched)
        yield check("instruction", self._ordering(said, passage, shown))
        amounts = AmountsOf(text.text, Span(0, len(text.text)), self._language)
        written = unwritten(text, amounts, sight.amounts)
        yield check("numbers_and_names", self._strangers(case, written))
        yield check("quantities", self._misquoted(amounts, passage, touched, sight))
        yield check(
            "dates",
            _listed(
                "not in this part of the article", strange_dates(text, shown.days, self._language)
            ),
        )
        yield check("support", _unsupported(said, shown))
        yield check("negation", negation(case))
        yield check("certainty", certainty(case))
        yield check(
            "quotation",
            _listed("not verbatim in the article", invented_quotations(claim.claim, shown)),
        )
        yield check(
            "universal",
            _listed(
                "nothing like it in this part of the article",
                unfounded_universals(case.claim.words, shown, self._language),
            ),
        )

        promoted = "" if claim.chain else self._voices.problem(case.claim, said, passage)
        yield check("voice", promoted)

    def _ordering(self, said: Sequence[Token], passage: Span, shown: Shown) -> str:
        at = bisect_left(self._orders, passage.end, key=lambda order: order.start)
        if at and self._orders[at - 1].overlaps(passage):
            return "its passage speaks to a language model, not to a reader"
        ordered = [
            one.text
            for one in (said if self._ordered else ())
            if not self._ordered.isdisjoint(forms(one.text))
            and not is_grammar(one)
            and not shown.has(one)
        ]
        return _listed("only in what speaks to a language model", ordered)

    def _strangers(self, case: Case, said: list[Token]) -> str:
        words = [*said, *self._words_of(case.draft.chain)]
        known = case.shown.forms
        unknown = {
            token
            for token in words
            if token.text not in known and is_fixed(token) and not case.shown.has(token)
        }
        strange = [
            token.text
            for token in (unspelt(words, case.shown) if unknown else ())
            if token in unknown
            and not is_date(token, self._language)
            and not is_number(token, self._language)
            and not (token in said[:1] and _is_gerund(token, case.shown))
        ]
        strange += strange_numbers(said, case.shown, self._language)
        return _listed("not in this part of the article", strange)

    def _words_of(self, chain: Sequence[DraftHop]) -> list[Token]:
        """Who is said to say something, in what, to whom and how."""
        told = " ".join(word for hop in chain for word in (hop.source, hop.cue, *_about(hop)))
        found = self._told.get(told)
        return self._told.keep(told, words_of(told)) if found is None else found

    def _misquoted(
        self, claim: AmountsOf, passage: Span, touched: Sequence[Span], sight: _Sight
    ) -> str:
        if not claim.amounts:
            return ""
        own = [*map(self._amounts_of, touched)]
        quoted = [one for of in own for one in of.amounts if one.span.overlaps(passage)]
        return "; ".join(dict.fromkeys(strange_amounts(claim, Amounts(own), quoted, sight.amounts)))

    def _amounts_of(self, span: Span) -> AmountsOf:
        return self._amounts.get(span) or self._amounts.keep(
            span, AmountsOf(self._index.text, span, self._language, self._counted)
        )

    def _sight(self, window: Window) -> _Sight:
        """What a model may have read when it worked on a window."""
        return self._seen.get(window) or self._seen.keep(window, self._seeing(window))

    def _seeing(self, window: Window) -> _Sight:
        spans = window.shown
        believed = [one for one in spans if one not in self._orders]
        told = [self._passage(one) for one in believed]
        amounts = Amounts([self._headline, *map(self._amounts_of, believed)])
        return _Sight(spans, Shown.of([self._title, *told]), amounts)

    def _passage(self, span: Span) -> Passage:
        return self._passages.get(span) or self._passages.keep(
            span, Passage.of(self._reading(span), self._index.tokens(span))
        )

    def _case(
        self,
        claim: DraftClaim,
        text: Tokenized,
        passage: Span,
        sight: _Sight,
        touched: Sequence[Span],
    ) -> Case:
        around = Span(touched[0].start, touched[-1].end) if touched else passage
        before = [one for one in sight.sentences if one.end <= around.start]
        return Case(
            draft=claim,
            claim=Reading(text, self._language),
            source=self._reading(around),
            passage=Span(passage.start - around.start, passage.end - around.start),
            before=self._reading(before[-1] if before else Span(0, 0)),
            shown=sight.shown,
            chain=[self._cue(hop.cue) for hop in claim.chain],
        )

    def _reading(self, span: Span) -> Reading:
        return self._readings.get(span) or self._readings.keep(
            span, Reading(self._index.tokenized, self._language, span)
        )

    def _cue(self, text: str) -> Reading:
        return self._cues.get(text) or self._cues.keep(
            text, Reading(Tokenized(text), self._language)
        )


def _unsupported(said: Sequence[Token], shown: Shown) -> str:
    content = [token for token in said if is_content(token)]
    borne_out = sum(shown.has(token) for token in content)
    if borne_out >= MIN_SUPPORT * len(content):
        return ""
    return f"{borne_out} of its {len(content)} words stand in this part of the article"


def _is_gerund(token: Token, shown: Shown) -> bool:
    """Whether a first word has its capital for its place: "Letting", of what "let"."""
    return token.text.endswith("ing") and any(akin(token.text, one) for one in shown.plain.split())


def _listed(problem: str, found: Sequence[str]) -> str:
    return f"{problem}: {', '.join(dict.fromkeys(found))}" if found else ""


def _about(hop: DraftHop) -> tuple[str, str]:
    return hop.medium or "", hop.addressee or ""
