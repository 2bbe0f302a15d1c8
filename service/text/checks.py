"""Does the article bear out what a claim says?

The model is never trusted: what it was talked into, by its training or by the article itself, must
not come out as a claim. These checks compare words; they know nothing of the world.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from schemas.claim import Check
from schemas.draft import DraftClaim, DraftHop
from service.text.grounding import ArticleIndex
from service.text.normalizing import normalize
from service.text.span import Span
from service.text.tokens import Token, tokenize
from service.text.windows import Window

MIN_SUPPORT = 0.5
"""Share of a claim's words that must stand in the article, the numbers and names aside."""
_SHORTEST = 4
"""Characters; shorter words are grammar for the most part."""
_STEM = 5
"""Characters that two forms of a word share at least."""

# A sentence that speaks to a model, not to a reader: an order at its beginning, or a turn of a
# conversation. A report that somebody gave such an order is not meant.
_OPENING = r"(?:^|[.:;!?\"(\[]\s*)(?:please\s+)?"
_TO_A_MODEL = re.compile(
    rf"""{_OPENING}(?:ignore|disregard|forget|override)\b[^.]{{0,60}}
           \b(?:instructions?|prompts?|rules|above|previous|prior|everything)\b
       | {_OPENING}(?:output|respond|reply|answer|return|print|emit|add|write|include|list|say)
           \ (?:only|exactly|the|an?|this|these|that|with|in|as|to)\b[^.]{{0,80}}
           \b(?:claims?|json|exactly|verbatim|following)\b
       | {_OPENING}(?:reveal|repeat|print|show)\b[^.]{{0,40}}\b(?:system\ prompt|instructions)\b
       | {_OPENING}(?:system|assistant|developer|ai|llm)\s*:
       | \byou\ (?:must|should|will|are\ to)\b[^.]{{0,30}}
           \b(?:output|respond|reply|emit|print|list|include|return)\b
       | \b(?:note|message|instructions?)\ (?:for|to)\ (?:ai|llms?|language\ models?|assistants?)\b
       | \byou\ are\ (?:now\ )?(?:an?\ )?(?:ai|language\ model|assistant|llm|chatbot)\b
       | \bnew\ instructions?\s*:
       | {_OPENING}(?:ignora|olvida|dimentica)\b[^.]{{0,60}}
           \b(?:instrucciones|istruzioni|anteriores|precedenti)\b
       | {_OPENING}(?:ignoriere|vergiss|missachte)\b[^.]{{0,60}}\b(?:anweisungen|vorherigen)\b
       | {_OPENING}(?:ignorez|ignore|oubliez|oublie)\b[^.]{{0,60}}\b(?:instructions|consignes)\b
       | {_OPENING}(?:игнорируй|забудь)(?:те)?\b[^.]{{0,60}}\bинструкц
       | (?:忽略|无视|忘记).{{0,20}}(?:指令|指示|说明)""",
    re.VERBOSE,
)
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")


class Evidence:
    """The words that bear out a claim: those of its window, its context and the headline.

    A sentence that speaks to a model, and what follows it in its paragraph, bears out nothing; and
    a word that only stands there marks a claim as ordered.
    """

    def __init__(self, index: ArticleIndex, sentences: Sequence[Span], title: str | None) -> None:
        self._index = index
        self._orders = frozenset(_orders(index.text, sentences))
        self._ordered = frozenset(
            form
            for order in self._orders
            for token in index.tokens(order)
            for form in _forms(token)
        )
        headline = [] if _speaks_to_a_model(title or "") else list(_tokens(title or ""))
        self._headline = frozenset(form for token in headline for form in _forms(token))
        if title and not headline:
            self._ordered |= {form for token in _tokens(title) for form in _forms(token)}
        self._seen: dict[Window, frozenset[str]] = {}

    def checks(self, claim: DraftClaim, passage: Span, window: Window) -> Iterator[Check]:
        """Each check on a claim that a model found in a window, where its quote is `passage`."""
        seen = self._words(window)
        tokens = list(_tokens(claim.claim))
        told = [word for hop in claim.chain for word in (hop.source, hop.cue, *_about(hop))]
        addressed = any(passage.overlaps(order) for order in self._orders)
        ordered = [one.text for one in tokens if not _has(seen, one) and _has(self._ordered, one)]
        yield _check(
            "instruction",
            "its passage speaks to a language model, not to a reader"
            if addressed
            else _listed("only in what speaks to a language model", ordered),
        )
        strangers = [
            token.text
            for token in (*tokens, *_tokens(" ".join(told)))
            if _is_fixed(token) and not _has(seen, token)
        ]
        yield _check("numbers_and_names", _listed("not in this part of the article", strangers))
        words = [token for token in tokens if _is_content(token)]
        borne_out = sum(_has(seen, token) for token in words)
        yield _check(
            "support",
            f"{borne_out} of its {len(words)} words stand in this part of the article"
            if borne_out < MIN_SUPPORT * len(words)
            else "",
        )
        denied = [token.text for token in tokens if token.negates]
        around = [one for one in window.sentences if one.overlaps(passage)]
        open_ = denied and not any(
            token.negates for sentence in around for token in self._index.tokens(sentence)
        )
        yield _check("negation", _listed("no such word in its sentence", denied) if open_ else "")

    def _words(self, window: Window) -> frozenset[str]:
        """Every form of every word that a model may have read when it worked on a window."""
        if window not in self._seen:
            shown = [one for one in (*window.context, *window.sentences) if one not in self._orders]
            self._seen[window] = self._headline | {
                form
                for sentence in shown
                for token in self._index.tokens(sentence)
                for form in _forms(token)
            }
        return self._seen[window]


def _check(name: str, problem: str) -> Check:
    return Check(name=name, passed=not problem, detail=problem)


def _listed(problem: str, words: Sequence[str]) -> str:
    return f"{problem}: {', '.join(dict.fromkeys(words))}" if words else ""


def _about(hop: DraftHop) -> tuple[str, str]:
    return hop.medium or "", hop.addressee or ""


def _has(seen: frozenset[str], token: Token) -> bool:
    return any(form in seen for form in _forms(token))


def _orders(text: str, sentences: Sequence[Span]) -> Iterator[Span]:
    """The sentences that speak to a model, and those after them in the same paragraph."""
    ordering, before = False, 0
    for sentence in sentences:
        if _PARAGRAPH.search(text, before, sentence.start):
            ordering = False
        ordering = ordering or _speaks_to_a_model(text[slice(*sentence)])
        if ordering:
            yield sentence
        before = sentence.end


def _speaks_to_a_model(sentence: str) -> bool:
    # Full-width and other compatible forms of letters count as the letters that they look like.
    plain = unicodedata.normalize("NFKC", sentence)
    return _TO_A_MODEL.search(normalize(plain).text) is not None


def _tokens(text: str) -> Iterator[Token]:
    words = normalize(text)
    return tokenize(text, words, Span(0, len(words.text)))


def _is_fixed(token: Token) -> bool:
    """Whether the word must be the article's: a number in digits, or a capitalised word.

    Scripts without case do not tell their names; there only the share of words counts.
    """
    return token.text[0].isdigit() or (token.named and token.text[0].islower())


def _is_content(token: Token) -> bool:
    return len(token.text) >= _SHORTEST or not token.text[0].islower()


def _forms(token: Token) -> list[str]:
    """The word, and the stem that it shares with its other forms."""
    word = token.text.partition('"')[0]
    if word[0].isdigit():
        return [word]
    stem = word[:_STEM] if word[0].islower() else word[:2]
    return [word, f"{stem}*"] if len(word) >= len(stem) > 1 else [word]
