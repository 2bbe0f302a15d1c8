"""Which abbreviations does a claim write with points, or without, as the article does not?"""

from collections.abc import Iterator, Sequence

from service.text.checks.shown import Shown
from service.text.tokens import Token

_LONGEST = 6
"""Letters of an abbreviation."""


def unspelt(tokens: Sequence[Token], shown: Shown) -> Iterator[Token]:
    """The words but for abbreviations that were shown: "US" for "U.S.", "U.S." for "US"."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if not token.named:
            at += 1
            yield token
            continue
        end = at
        while end < len(tokens) and end - at < _LONGEST and _is_letter(tokens[end]):
            end += 1
        if end - at > 1 and "".join(one.text for one in tokens[at:end]) in shown.forms:
            at = end
            continue
        at += 1
        if not (1 < len(token.text) <= _LONGEST and _is_dotted(token, shown)):
            yield token


def _is_letter(token: Token) -> bool:
    return token.named and len(token.text) == 1 and token.text.islower()


def _is_dotted(token: Token, shown: Shown) -> bool:
    return f" {' '.join(token.text)} " in shown.verbatim
