"""Does the article bear out what a claim says?

The model is never trusted: what it was talked into, by its training or by the article itself, must
not come out as a claim. These checks compare words; they know nothing of the world.
"""

import re
from collections.abc import Iterator, Sequence

from schemas.claim import Check
from service.text.grounding import ArticleIndex
from service.text.normalizing import normalize
from service.text.span import Span
from service.text.tokens import Token, tokenize

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
       | {_OPENING}(?:output|respond|reply|answer|return|print|emit|add|write|include|say)
           \ (?:only|exactly|the|an?|this|these|that|with|in|as|to)\b[^.]{{0,80}}
           \b(?:claims?|json|exactly|verbatim|following)\b
       | {_OPENING}(?:reveal|repeat|print|show)\b[^.]{{0,40}}\b(?:system\ prompt|instructions)\b
       | {_OPENING}(?:system|assistant|developer)\s*:
       | \byou\ are\ (?:now\ )?(?:an?\ )?(?:ai|language\ model|assistant|llm|chatbot)\b
       | \bnew\ instructions?\s*:
       | {_OPENING}(?:ignora|olvida)\b[^.]{{0,60}}\b(?:instrucciones|anteriores)\b
       | {_OPENING}(?:ignoriere|vergiss|missachte)\b[^.]{{0,60}}\b(?:anweisungen|vorherigen)\b
       | {_OPENING}(?:ignorez|ignore|oubliez|oublie)\b[^.]{{0,60}}\b(?:instructions|consignes)\b
       | (?:忽略|无视|忘记).{{0,20}}(?:指令|指示|说明)""",
    re.VERBOSE,
)


class Evidence:
    """The words of an article by where they first stand, but for what speaks to a model."""

    def __init__(self, index: ArticleIndex, sentences: Sequence[Span], title: str | None) -> None:
        self._first: dict[str, int] = {}
        self._to_a_model = [
            sentence for sentence in sentences if _speaks_to_a_model(index.text[slice(*sentence)])
        ]
        for token in _tokens(title or ""):
            self._see(token, -1)
        for sentence in sentences:
            if sentence not in self._to_a_model:
                for token in index.tokens(sentence):
                    self._see(token, sentence.start)

    def checks(
        self, claim: str, sources: Sequence[str], passage: Span, window: Span
    ) -> Iterator[Check]:
        """Each check on a claim, its sources and its passage. What comes after the window in the
        article does not count: nobody could have seen it."""
        addressed = any(passage.overlaps(sentence) for sentence in self._to_a_model)
        yield Check(
            name="instruction",
            passed=not addressed,
            detail="its passage speaks to a language model, not to a reader" if addressed else "",
        )
        strangers = [
            token.text
            for token in _tokens(" ".join((claim, *sources)))
            if _is_fixed(token) and not self._has(token, window.end)
        ]
        yield Check(
            name="numbers_and_names",
            passed=not strangers,
            detail=f"not in the article: {', '.join(dict.fromkeys(strangers))}"
            if strangers
            else "",
        )
        words = [token for token in _tokens(claim) if _is_content(token)]
        borne_out = sum(self._has(token, window.end) for token in words)
        supported = borne_out >= MIN_SUPPORT * len(words)
        yield Check(
            name="support",
            passed=supported,
            detail=""
            if supported
            else f"{borne_out} of its {len(words)} words stand in the article",
        )

    def _see(self, token: Token, start: int) -> None:
        for form in _forms(token):
            self._first.setdefault(form, start)

    def _has(self, token: Token, end: int) -> bool:
        return any(self._first.get(form, end) < end for form in _forms(token))


def _speaks_to_a_model(sentence: str) -> bool:
    return _TO_A_MODEL.search(normalize(sentence).text) is not None


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
