"""What does a proposition say, as far as its words can tell?

Content words are numbers, names, words of number and negation, and every other word of at least
four letters; in scripts without spaces, each character. A word counts by its first five letters,
as `service.text.checks` compares them, so that “fined” and “fines” are one; in Hangul by its first
two syllables, since particles follow.
"""

import re
from collections import Counter
from dataclasses import dataclass

from service.text.normalizing import normalize
from service.text.span import Span
from service.text.tokens import Token, tokenize
from service.text.words import STEM

_SHORTEST = 4
"""Letters; shorter words are grammar for the most part."""
_HANGUL_STEM = 2
# Words that hold a negation and deny nothing.
_DENIES_NOTHING = re.compile(
    r"\bnot only\b|\bnicht nur\b|\bno sólo\b|\bno solo\b|\bsin embargo\b|\bnon seulement\b"
    r"|\bnicht zuletzt\b|\bno\. ?(?=\d)"
    r"|未来|非洲|无人|無人|不仅|不僅|不但|非常|不断|不斷|不同|无论|無論|不过|不過|除非|是否|非法",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Words:
    """What two propositions are compared by."""

    content: Counter[str]
    """Stems, with how often each occurs."""
    numbers: frozenset[str]
    """Numbers in digits, thousands without commas."""
    negated: bool
    """Whether a word denies something; known for English, Spanish, German, French and Chinese."""


def words_of(text: str) -> Words:
    """The words of a proposition."""
    tokens = list(_tokens(text))
    return Words(
        Counter(_stem(token) for token in tokens if _is_content(token)),
        frozenset(token.text for token in tokens if token.text[0].isdigit()),
        any(token.negates for token in _tokens(_DENIES_NOTHING.sub(" ", text))),
    )


def plain(text: str) -> tuple[str, ...]:
    """All words of a text in order, without case, white space and punctuation."""
    return tuple(token.text for token in _tokens(text))


def f1(left: Counter[str], right: Counter[str]) -> float:
    """Token F1 of two bags of words, 0 where both are empty: 2 * shared / (left + right)."""
    both = left.total() + right.total()
    return 2 * (left & right).total() / both if both else 0.0


def _tokens(text: str) -> list[Token]:
    words = normalize(text)
    return list(tokenize(text, words, Span(0, len(words.text))))


def _is_content(token: Token) -> bool:
    return token.decisive or len(token.text) >= _SHORTEST or not token.text[0].islower()


def _stem(token: Token) -> str:
    if token.text[0].isdigit():
        return token.text
    if token.text.endswith('n"t'):
        return "not"
    # The longest part: “mayor” of “mayor's”, “avenir” of “l'avenir”.
    word = max(token.text.split('"'), key=len)
    return word[: _HANGUL_STEM if "\uac00" <= word[0] <= "\ud7a3" else STEM]
