"""Which names do brackets and title marks set apart?"""

import re

from service.text.antecedents.shown import Place, Shown, Words, texts
from service.text.words import words

_BRACKETED = re.compile(
    r"[(\uff08](?:以?下[简簡]?[称稱]|[简簡][称稱])?[“\"「]?"
    r"([^\s()\uff08\uff09“”\"「」]{2,20})[”\"」]?[)\uff09]"
)
_TITLED = re.compile("《([^《》]{2,40})》")
_FORE = 100
"""Code points before a bracket in which the name may begin that it abbreviates."""


def aliases(shown: Shown) -> dict[Words, Place]:
    """What stands in brackets behind the name that it shortens, and that name."""
    found: dict[Words, Place] = {}
    for at, sentence in enumerate(shown.sentences):
        for alias in _BRACKETED.finditer(shown.text, *sentence):
            fore = max(sentence.start, alias.start() - _FORE)
            start = _long_form(shown.text[fore : alias.start()], alias[1])
            if start is not None and (place := _place(shown, at, fore + start, alias.start())):
                found.setdefault(texts(words(alias[1])), place)
    return found


def titled(shown: Shown) -> list[Place]:
    """What Chinese title marks enclose."""
    return [
        place
        for at, sentence in enumerate(shown.sentences)
        for title in _TITLED.finditer(shown.text, *sentence)
        if (place := _place(shown, at, *title.span(1)))
    ]


def _place(shown: Shown, at: int, start: int, end: int) -> Place | None:
    """The words of a sentence that begin in a passage."""
    inside = [low for low, word in enumerate(shown.words[at]) if start <= word.start < end]
    return Place(at, inside[0], inside[-1] + 1) if inside else None


def _long_form(text: str, alias: str) -> int | None:
    """Where in a text the name begins whose letters a bracket behind it repeats, in order
    (Schwartz and Hearst 2003)."""
    if sum(letter.isupper() for letter in alias) < 2 and (alias.isupper() or alias.islower()):
        return None
    at = len(text)
    letters = [letter.lower() for letter in alias if letter.isalnum()]
    for number, letter in enumerate(reversed(letters)):
        first = number == len(letters) - 1
        at -= 1
        while at >= 0 and (
            text[at].lower() != letter or (first and at and _is_cased(text[at - 1]))
        ):
            at -= 1
        if at < 0:
            return None
    begins = bool(letters) and (text[at].isupper() or not _is_cased(text[at]))
    return at if begins and text[at:].strip() != alias else None


def _is_cased(letter: str) -> bool:
    return letter.isupper() or letter.islower()
