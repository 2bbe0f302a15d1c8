"""Which forms of a word count as the word?"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from service.text.grammar import listed
from service.text.tokens import Token
from service.text.words import KNOWN, STEM

_SHORTEST = 4
"""Characters; shorter words are grammar for the most part."""


_GRAMMAR = listed(
    """
    some someone somebody something many most several few no none nobody nothing every
    everyone each all both another other others more less fewer such any anyone neither
    either not never under between among despite although because until within without about
    around nearly almost over only than whether with this that these those there from into
    their they them what when which who would could may might can must should will was were
    is are has have had did does do against through across where why whose nor just very un
    una uno unos unas algunos algunas algún alguna muchos muchas todos todas ningún ninguna
    nadie nunca ni si según sin entre desde hasta sobre tras ante cada otro otra otros otras
    este esta estos estas hay había einige einiger viele mehrere alle jeder jede kein keine
    niemand nichts nicht nie ohne zwischen seit nach bei aus gegen durch über unter vor
    während trotz dass ob laut dieser diese dieses es certains certaines plusieurs beaucoup
    tous toutes aucun aucune personne rien jamais sans depuis selon sur sous après avant
    chaque autre autres cet ces quelque quelques
    """
)
"""Words of which a capital, or that only an order has them, says nothing."""


@lru_cache(maxsize=KNOWN)
def forms(text: str) -> tuple[str, ...]:
    """The word that a token's text is, and the stem that it shares with its other forms."""
    word = text.partition('"')[0]
    if word[0].isdigit():
        return (word,)
    stem = word[:STEM] if word[0].islower() else word[:2]
    return (word, f"{stem}*") if len(word) >= len(stem) > 1 else (word,)


def all_forms(tokens: Iterable[Token]) -> frozenset[str]:
    """Every form of every word."""
    return frozenset(chain.from_iterable(map(forms, [token.text for token in tokens])))


def is_fixed(token: Token) -> bool:
    """Whether the word must be the article's: a number in digits, or a capitalised word.

    Scripts without case do not tell their names; there only the share of words counts.
    """
    if token.text[0].isdigit():
        return True
    return token.named and token.text[0].islower() and not is_grammar(token)


def is_grammar(token: Token) -> bool:
    """Whether the word holds others together, whichever they are."""
    return token.text in _GRAMMAR


def is_content(token: Token) -> bool:
    """Whether the word says more than how others belong together."""
    return len(token.text) >= _SHORTEST or not token.text[0].islower()
