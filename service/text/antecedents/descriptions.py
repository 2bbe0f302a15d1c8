"""How does the article describe those whom it names?"""

import re

from service.text.antecedents.capitals import Name
from service.text.antecedents.shown import JOINING, PHRASE, Place, Shown, Words
from service.text.antecedents.vocabulary import OF, is_role
from service.text.grammar import DETERMINERS, GRAMMAR

_NOT_BEFORE = GRAMMAR - DETERMINERS - OF - {"s"}
_NOT_AFTER = GRAMMAR - DETERMINERS - {"s"}
"""Words that end a description, before its name and behind it."""
_CLOSED = re.compile(r"\s*[,.;:)!?\"\u201d»\u2013\u2014]")


def descriptions(shown: Shown, name: Name) -> tuple[Words, Words]:
    """The descriptions right before a name and right behind it."""
    return tuple(_before(shown, name)), tuple(_after(shown, name))


def has_age(shown: Shown, place: Place) -> bool:
    """Whether a name is followed by an age: "Ana Prates, 54, left"."""
    following = shown.words[place.at][place.high : place.high + 1]
    return (
        bool(following and following[0].text.isdecimal() and len(following[0].text) < 4)
        and shown.gap(place.at, place.high).strip() == ","
        and shown.gap(place.at, place.high + 1).lstrip()[:1] in (",", ".", ";")
    )


def _before(shown: Shown, name: Name) -> list[str]:
    """ "Its chief executive[,] Ana Prates"."""
    at, low, high = name.place
    low -= len(name.title)
    found: list[str] = []
    text = shown.words[at]
    for index in range(low - 1, max(-1, low - 2 * PHRASE), -1):
        gap = shown.gap(at, index + 1).strip()
        comma = gap == "," and not found and _CLOSED.match(shown.gap(at, high))
        if (gap not in JOINING and not comma) or text[index].text in _NOT_BEFORE:
            break
        found.insert(0, text[index].text)
        if found[0] in DETERMINERS and (index == 0 or text[index - 1].text not in OF):
            break
    if not found or found[-1] in OF or found[-1] in DETERMINERS:
        return []  # "the director of Delmar" does not describe Delmar
    head = next((i for i, word in enumerate(found) if word in OF), len(found))
    apart = shown.gap(at, low).strip() == "," and index and text[index - 1].text in GRAMMAR
    # "According to the indictment, Delmar, which ..." has two names of two things.
    return [] if apart and not is_role(found[head - 1]) else found[:head]


def _after(shown: Shown, name: Name) -> list[str]:
    """ "Ana Prates, the mill's chief executive"."""
    at, _, high = name.place
    found: list[str] = []
    for index in range(high, min(len(shown.words[at]), high + PHRASE)):
        gap = shown.gap(at, index).strip()
        if gap != "," if not found else gap not in JOINING:
            break
        word = shown.words[at][index].text
        if word in _NOT_AFTER:
            break
        found.append(word)
    return found
