"""On which day does the dateline of an article say that it was written?"""

from __future__ import annotations

import re

from service.text.dates.resolver import VOCABULARIES, language_of, resolve
from service.text.dates.timex import Anchor

_HEAD = 160  # characters within which a dateline ends
_MOST_COMMAS, _MOST_WORDS = 4, 6
_DAY = re.compile(r"([0-9]{4}|XXXX)-([0-9]{2})-([0-9]{2})")
_CLOSES = re.compile(r"[-\u2010-\u2015(/:|\[]")
_PARTICLE = 4  # letters of a lower-case word inside the name of a place ("sur", "am", "de")


def dateline(first_sentence: str, language: str = "en") -> Anchor | None:
    """The date that follows the place at the head of an article: "Seoul, Aug 17 The leader ...".

    None where there is no such date, or where it only begins a sentence: after the date there has
    to be a dash, slash, colon or parenthesis, a capital letter, or nothing.
    """
    name = language_of(language)
    if name is None:
        return None
    head = first_sentence[:_HEAD].strip()
    commas = [place for place, character in enumerate(head) if character == ","]
    for comma in commas[:_MOST_COMMAS]:
        if not _is_place(head[:comma], name):
            return None
        words = head[comma + 1 :].split()[:_MOST_WORDS]
        value, used = _date(words, name)
        if value and _is_closed(words, used):
            year, month, day = _DAY.fullmatch(value).groups()  # type: ignore[union-attr]
            return Anchor(None if year == "XXXX" else int(year), int(month), int(day))
    return None


def _is_place(text: str, language: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text)
    if not words or any(character.isdigit() for character in text):
        return False
    if any(word.islower() and len(word) > _PARTICLE for word in words):
        return False
    first = VOCABULARIES[language].lex(words[0])
    return words[0][0].isupper() and first is not None and not any(first)


def _date(words: list[str], language: str) -> tuple[str, int]:
    """The fullest day that the first words name, and how many words name it."""
    best, used = "", 0
    for count in range(1, len(words) + 1):
        text = " ".join(words[:count])
        value = resolve(text, anchor=Anchor(None, None, None), language=language).value
        if _DAY.fullmatch(value) and value != best and "XX-XX" not in value:
            best, used = value, count
    return best, used


def _is_closed(words: list[str], used: int) -> bool:
    last, rest = words[used - 1], words[used:]
    if last[-1] in ":)" or not rest:
        return True
    return bool(_CLOSES.match(rest[0])) or (rest[0][0].isupper() and last[-1] != ",")
