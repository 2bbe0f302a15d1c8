"""Of what is a number an amount?"""

from collections.abc import Sequence

from service.text.quantities import currencies
from service.text.quantities.number import Number
from service.text.quantities.passage import Passage
from service.text.quantities.words import Token, words

# Units of measure that are other words as well, and what they must not be counted as.
_DOUBTFUL = frozenset(("second", "foot", "but"))
_NOT_COUNTED = words("plus strong something some ever times point over down game based")
_SHORTEST = 4  # letters
_HALF = 0.5
_LEAST_WON = 1000  # smaller numbers of people have won something


def currency_before(passage: Passage, start: int) -> tuple[int, str] | None:
    """Where the currency before a number begins, and its ISO 4217 code or its own sign."""
    begin = currencies.BEFORE.before(passage.words, start)
    # "a $5 fine" is not in A$.
    for first in () if begin is None else range(begin, start):
        found = currencies.BEFORE.at(passage.words, first)
        if found and found[1] == start and _is_money(passage.words[first:start]):
            return first, found[0] or passage.slice(first, start)
    return None


def unit_at(passage: Passage, number: Number) -> tuple[str, int] | None:
    """The unit after a number, and the token where it ends; None where none is sure."""
    words, language, end = passage.words, passage.language, number.end
    if end >= len(words):
        return None
    if percent := language.percent.at(words, end):
        return "%", percent[1]
    hyphen = words[end].text == "-" and not words[end].spaced
    start = end
    if hyphen and end + 1 < len(words) and not words[end + 1].spaced:
        start = end + 1
    elif number.counts or number.share or number.value == _HALF:
        start = _past_of(passage, end)
        if number.share and start == end:
            return None
    if start >= len(words):
        return None
    return (
        _money(passage, number, start)
        or _measure(passage, number, start, hyphen)
        or (_compound(passage, number, start) if hyphen else None)
        or (None if hyphen or number.share else _counted(passage, number, start))
    )


def _compound(passage: Passage, number: Number, start: int) -> tuple[str, int] | None:
    """ "27-nation", "7.8-magnitude": in English a figure counts the noun after its hyphen."""
    word, after = passage.words[start], passage.word(start + 1)
    if passage.language.joiner != "and" or not number.figure or word.kind != "word":
        return None
    if not word.raw.islower() or len(word.raw) < _SHORTEST or word.text in _NOT_COUNTED:
        return None
    return (
        None
        if after is not None and after.text in "-'" and not after.spaced
        else (word.raw, start + 1)
    )


def _money(passage: Passage, number: Number, start: int) -> tuple[str, int] | None:
    found = currencies.AFTER.at(passage.words, start)
    if found is None or not _is_money(passage.words[start : found[1]]):
        return None
    code, end = found
    small = number.value is None or number.value < _LEAST_WON
    if passage.words[start].text in ("won", "wons") and small:
        return None
    return code or passage.slice(start, end), end


def _is_money(words: Sequence[Token]) -> bool:
    """Whether it is written as money: codes, and the letters of "US$", are capitals."""
    letters = [word for word in words if word.kind == "word"]
    if any(word.text == "$" for word in words):
        joined = not any(word.spaced for word in words[1:])
        return joined and all(word.raw.isupper() for word in letters)
    if len(letters) == 1 and letters[0].raw.upper() in currencies.CODES:
        return letters[0].raw.isupper()
    return True


def _measure(passage: Passage, number: Number, start: int, hyphen: bool) -> tuple[str, int] | None:
    words = passage.words
    found = passage.language.measures.at(words, start)
    if found is None:
        return None
    end = found[1]
    if number.share and not _is_divided(passage, start):
        return None
    if end == start + 1 and _is_other_word(words[start], number):
        return None
    if hyphen and end < len(words) and words[end].kind == "word" and not words[end].spaced:
        return None
    return passage.slice(start, end), end


def _is_other_word(word: Token, number: Number) -> bool:
    """Whether a unit is another word here: symbols such as "m" follow figures only."""
    if word.text in _DOUBTFUL and number.value != 1:
        return True
    return len(word.text) <= 2 and word.kind == "word" and not number.figure


def _is_divided(passage: Passage, position: int) -> bool:
    """Whether a share of this is an amount: "of an hour", "d'heure", but not "of votes"."""
    if passage.language.joiner == "and":
        return passage.folded(position - 1) in passage.language.articles
    return passage.language.share_of_unit and passage.folded(position)[-1] not in "sx"


def _past_of(passage: Passage, position: int) -> int:
    """After "of", "de", "d'", "of a": what a million, a dozen or a half is of."""
    language = passage.language
    if passage.folded(position) in language.of:
        position += 1
        position += passage.folded(position) == "'"
        position += passage.folded(position) in language.articles
    return position


def _counted(passage: Passage, number: Number, start: int) -> tuple[str, int] | None:
    words, language = passage.words, passage.language
    first = words[start]
    if first.kind != "word" or not (first.spaced or passage.folded(start - 1) == "'"):
        return None
    if passage.is_month(start) and first.raw[0].isupper():
        return None
    if number.value == 1:
        sure = first.text in language.counted and passage.folded(start - 1) == "one"
        return (first.raw, start + 1) if sure else None
    noun = language.noun(words, start)
    if noun is None and first.text in language.counted:
        noun = start, start + 1
    return (passage.slice(*noun), noun[1]) if noun else None
