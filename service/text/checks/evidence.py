"""Does the article bear out what a claim says?

The model is never trusted: what it was talked into, by its training or by the article itself, must
not come out as a claim. These checks compare words; they know nothing of the world.
"""

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
from service.text.checks.quoted import invented_quotations
from service.text.checks.reading import Reading
from service.text.checks.shown import Passage, Shown
from service.text.checks.spelling import unspelt
from service.text.checks.universals import unfounded_universals
from service.text.checks.voice import Voices
from service.text.checks.wording import forms, is_content, is_fixed, is_grammar
from service.text.cues import akin
from service.text.grounding import ArticleIndex
from service.text.span import Span
from service.text.tokens import Token, Tokenized, words_of
from service.text.windows import Window

MIN_SUPPORT = 0.5
"""Share of a claim's words that must stand in the article, the numbers and names aside."""


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
    ) -> None:
        self._index = index
        self._language = language
        self._orders = frozenset(orders(index.text, sentences))
        ordered = [token for order in self._orders for token in index.tokens(order)]
        headline = Tokenized(title or "")
        if speaks_to_a_model(headline.text):
            ordered += headline.tokens
            headline = Tokenized("")
        self._title = Passage.of(Reading(headline, language), headline.tokens)
        self._ordered = frozenset(form for token in ordered for form in forms(token))
        self._seen: dict[Window, _Sight] = {}
        self._passages: dict[Span, Passage] = {}
        self._amounts: dict[Span, AmountsOf] = {}
        self._headline = AmountsOf(headline.text, Span(0, len(headline.text)), language)
        self._readings: dict[Span, Reading] = {}
        self._cues: dict[str, Reading] = {}
        self._voices = Voices(index.text, sentences, language)

    def checks(
        self, claim: DraftClaim, text: Tokenized, passage: Span, window: Window
    ) -> Iterator[Check]:
        """Each check on a claim of this text that a model found in a window, where its quote is
        `passage`."""
        sight = self._sight(window)
        said, shown = text.tokens, sight.shown
        case = self._case(claim, text, passage, sight)
        yield _check("instruction", self._ordering(said, passage, shown))
        amounts = AmountsOf(text.text, Span(0, len(text.text)), self._language)
        written = unwritten(text, amounts, sight.amounts)
        yield _check("numbers_and_names", self._strangers(case, written))
        yield _check("quantities", self._misquoted(amounts, passage, sight))
        yield _check(
            "dates",
            _listed(
                "not in this part of the article", strange_dates(text, shown.days, self._language)
            ),
        )
        yield _check("support", _unsupported(said, shown))
        yield _check("negation", negation(case))
        yield _check("certainty", certainty(case))
        yield _check(
            "quotation",
            _listed("not verbatim in the article", invented_quotations(claim.claim, shown)),
        )
        yield _check(
            "universal",
            _listed(
                "nothing like it in this part of the article",
                unfounded_universals(case.claim.words, shown, self._language),
            ),
        )

        promoted = "" if claim.chain else self._voices.problem(case.claim, said, passage)
        yield _check("voice", promoted)

    def _ordering(self, said: Sequence[Token], passage: Span, shown: Shown) -> str:
        if any(passage.overlaps(order) for order in self._orders):
            return "its passage speaks to a language model, not to a reader"
        ordered = [
            one.text
            for one in (said if self._ordered else ())
            if not is_grammar(one)
            and not shown.has(one)
            and any(form in self._ordered for form in forms(one))
        ]
        return _listed("only in what speaks to a language model", ordered)

    def _strangers(self, case: Case, said: list[Token]) -> str:
        told = [word for hop in case.draft.chain for word in (hop.source, hop.cue, *_about(hop))]
        strange = [
            token.text
            for token in unspelt([*said, *words_of(" ".join(told))], case.shown)
            if is_fixed(token)
            and not case.shown.has(token)
            and not is_date(token, self._language)
            and not is_number(token, self._language)
            and not (token in said[:1] and _is_gerund(token, case.shown))
        ]
        strange += strange_numbers(said, case.shown, self._language)
        return _listed("not in this part of the article", strange)

    def _misquoted(self, claim: AmountsOf, passage: Span, sight: _Sight) -> str:
        touched = [self._amounts_of(one) for one in sight.sentences if one.overlaps(passage)]
        quoted = [one for of in touched for one in of.amounts if one.span.overlaps(passage)]
        return "; ".join(
            dict.fromkeys(strange_amounts(claim, Amounts(touched), quoted, sight.amounts))
        )

    def _amounts_of(self, span: Span) -> AmountsOf:
        if span not in self._amounts:
            self._amounts[span] = AmountsOf(self._index.text, span, self._language)
        return self._amounts[span]

    def _sight(self, window: Window) -> _Sight:
        """What a model may have read when it worked on a window."""
        if window not in self._seen:
            spans = sorted({*window.context, *window.sentences})
            told = [self._passage(one) for one in spans if one not in self._orders]
            counted = [self._amounts_of(one) for one in spans if one not in self._orders]
            amounts = Amounts([self._headline, *counted])
            self._seen[window] = _Sight(spans, Shown.of([self._title, *told]), amounts)
        return self._seen[window]

    def _passage(self, span: Span) -> Passage:
        if span not in self._passages:
            self._passages[span] = Passage.of(self._reading(span), self._index.tokens(span))
        return self._passages[span]

    def _case(self, claim: DraftClaim, text: Tokenized, passage: Span, sight: _Sight) -> Case:
        touched = [one for one in sight.sentences if one.overlaps(passage)] or [passage]
        around = Span(touched[0].start, touched[-1].end)
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
        if span not in self._readings:
            self._readings[span] = Reading(self._index.tokenized, self._language, span)
        return self._readings[span]

    def _cue(self, text: str) -> Reading:
        if text not in self._cues:
            self._cues[text] = Reading(Tokenized(text), self._language)
        return self._cues[text]


def _unsupported(said: Sequence[Token], shown: Shown) -> str:
    content = [token for token in said if is_content(token)]
    borne_out = sum(shown.has(token) for token in content)
    if borne_out >= MIN_SUPPORT * len(content):
        return ""
    return f"{borne_out} of its {len(content)} words stand in this part of the article"


def _is_gerund(token: Token, shown: Shown) -> bool:
    """Whether a first word has its capital for its place: "Letting", of what "let"."""
    return token.text.endswith("ing") and any(akin(token.text, one) for one in shown.plain.split())


_PASSED = {
    name: Check(name=name, passed=True, detail="")
    for name in (
        "instruction", "numbers_and_names", "quantities", "dates", "support",
        "negation", "certainty", "quotation", "universal", "voice",
    )
}  # fmt: skip
"""Most checks of most claims: what says the same need not be made for each."""


def _check(name: str, problem: str) -> Check:
    return Check(name=name, passed=False, detail=problem) if problem else _PASSED[name]


def _listed(problem: str, found: Sequence[str]) -> str:
    return f"{problem}: {', '.join(dict.fromkeys(found))}" if found else ""


def _about(hop: DraftHop) -> tuple[str, str]:
    return hop.medium or "", hop.addressee or ""
