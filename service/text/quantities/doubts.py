"""Is a number no quantity, but a name, a date, a time, an age, an article or a mark?"""

import re

from service.text.quantities import currencies
from service.text.quantities.passage import Amount, Passage
from service.text.quantities.units import unit_at
from service.text.quantities.words import words

YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}|2100")
_RECENT_YEAR = re.compile(r"19[0-9]{2}|20[0-9]{2}")
_YEARS_OF_AGE = words("years year años año ans an jahre jahren")
_INDENT = 9
_HOURS = words("heures heure horas hora")


def is_label(passage: Passage, amount: Amount, start: int) -> bool:
    """Whether the number tells things apart, or is a piece of a word: "article 5", "F-16"."""
    before = passage.word(amount.core - 1)
    if before is None or before.kind == "break":
        return False
    figure = amount.number.figure
    if not passage.words[amount.core].spaced:
        if before.kind != "mark":
            return True
        if before.text in "#/_.,@&*\\":
            return figure or before.text not in "/,."
        inner = before.text == "-" and not before.spaced
        earlier = passage.word(amount.core - 2)
        if figure and inner and earlier is not None and earlier.kind == "word":
            money = amount.core < start  # "€3 million-€5 million"
            return not money and earlier.text not in passage.language.scales
    if not figure:
        return False
    label = before
    if before.text == "." and not before.spaced:
        label = passage.word(amount.core - 2) or before
    if label.text not in passage.language.labels or (label.text == "no" and label is before):
        return False
    return label.raw[0].isupper() or label.kind == "mark" or not unit_at(passage, amount.number)


def is_strange(passage: Passage, amount: Amount) -> bool:
    """Whether letters follow a figure that are no unit: "3D", "1990s", "2nd", "7-Eleven"."""
    end = amount.number.end
    after, following = passage.word(end), passage.word(end + 1)
    if not amount.number.figure or after is None:
        return False
    if after.spaced:
        return after.text in passage.language.ordinals and after.text in ("er", "ème", "º", "ª")
    if after.text == "'":
        return following is not None and following.text == "s"
    if after.text == "-" and following is not None and not following.spaced:
        named = following.kind == "word" and following.raw[0].isupper()
        return named and not passage.language.ordinal_dot
    if after.text == "/" and following is not None and following.kind == "figure":
        return not following.spaced  # "50/50"
    if after.kind != "word":
        return after.text in "_º@\\"
    return amount.unit is not None or unit_at(passage, amount.number) is None


def is_ordinal(passage: Passage, amount: Amount) -> bool:
    """Whether a full stop makes a German figure an ordinal: "die 2. Liga"."""
    end = amount.number.end
    dot, after = passage.word(end), passage.word(end + 1)
    if not passage.language.ordinal_dot or not amount.number.figure or amount.number.scale > 1:
        return False
    if dot is None or after is None:
        return False
    return dot.text == "." and not dot.spaced and after.kind == "word"


def is_followed_by_number(passage: Passage, end: int) -> bool:
    """Whether another number in words follows at once, as in "nineteen eighty-four"."""
    word, language = passage.word(end), passage.language
    if word is None or word.kind != "word" or not word.spaced:
        return False
    return word.text in language.numbers and word.text not in language.articles | language.lone


def is_no_quantity(passage: Passage, amount: Amount, start: int) -> bool:
    """Whether a number with its unit is no quantity after all."""
    token, number = passage.words[start], amount.number
    if number.value is None and not number.approximate and amount.unit is None:
        return True
    if _is_age(passage, amount) or _is_day(passage, amount) or _is_hour(passage, amount):
        return True
    if number.share:
        return passage.folded(amount.core - 1) in passage.language.not_shared
    if number.scale > 1 or amount.unit == "%":
        return False
    if number.figure and number.end == start + 1 and YEAR.fullmatch(token.text):
        return _is_year(passage, amount, start)
    if number.figure:
        return amount.bare and (not number.sure or _is_mark(passage, amount))
    return _is_other_word(passage, amount, start)


def _is_age(passage: Passage, amount: Amount) -> bool:
    aged = passage.language.ages.before(passage.words, amount.core) is not None
    return aged and (amount.bare or (amount.unit or "").casefold() in _YEARS_OF_AGE)


def _is_day(passage: Passage, amount: Amount) -> bool:
    """ "August 17", "Aug. 17"."""
    if not amount.bare or amount.value is None or not 0 < amount.value <= 31:
        return False
    return passage.is_month(amount.core - 1 - (passage.folded(amount.core - 1) == "."))


def _is_hour(passage: Passage, amount: Amount) -> bool:
    """ "a las 8", "à 18 heures"; also "at 8", which may be a count."""
    if amount.value is None or amount.value.denominator != 1 or not 0 <= amount.value <= 24:
        return False
    if passage.language.clocks.before(passage.words, amount.core) is None:
        return False
    return amount.unit is None or amount.unit in _HOURS


def _is_year(passage: Passage, amount: Amount, start: int) -> bool:
    """Whether four digits are a year rather than a count without separators."""
    language = passage.language
    recent = _RECENT_YEAR.fullmatch(passage.folded(start)) is not None
    if amount.bare:
        return True
    if amount.unit in currencies.CODES or amount.core < start:
        return False
    head = (amount.unit or "").split("-")[-1].casefold()
    if head not in language.counted and not language.measures.at(passage.words, amount.number.end):
        return recent
    before = passage.folded(amount.core - 1)
    hedged = language.hedges.before(passage.words, amount.core) is not None
    return recent and not hedged and before in language.year_before | language.determiners


def _is_mark(passage: Passage, amount: Amount) -> bool:
    """Whether a lone figure is a list's, a footnote's, an age in commas, or part of a name."""
    before, after = passage.word(amount.core - 1), passage.word(amount.end)
    begin = passage.words[amount.core].start
    line = passage.text.rfind("\n", max(0, begin - _INDENT), begin)
    opens_line = (line >= 0 or begin < _INDENT) and not passage.text[line + 1 : begin].strip()
    if opens_line and after is not None and after.text in ".)" and passage.word(amount.end + 1):
        return True
    if before is None or before.kind == "break":
        return False
    if before.text in "([" and after is not None and after.text in ")]":
        return True
    if before.text == "," and after is not None and after.text == ",":
        earlier = passage.word(amount.core - 2)
        return earlier is not None and earlier.raw[0].isupper()
    return before.kind == "word" and passage.is_named(amount.core - 1)


def _is_other_word(passage: Passage, amount: Amount, start: int) -> bool:
    """Whether a number in words is an article, a name, or refers to what was named before."""
    language, number, token = passage.language, amount.number, passage.words[start]
    single = number.end == start + 1
    if single and number.value == 0:
        return amount.bare
    if single and number.value == 1 and token.text not in language.collectives:
        return amount.bare or amount.unit == "day"
    if single and token.text in language.lone and amount.bare:
        return True
    if number.approximate or number.counts:
        return False
    if passage.is_named(start) and not (token.raw.isupper() and len(token.raw) > 1):
        return True  # "Ocean's Eleven", "the Five Star Movement"
    if not amount.bare:
        return False
    after = passage.word(amount.end)
    if after is not None and after.text in "-'" and not after.spaced:
        return True  # "two-way"
    if after is not None and after.kind == "word" and after.raw[0].isupper():
        return token.raw[0].isupper() or passage.folded(start - 1) in language.determiners
    return passage.folded(start - 1) in language.determiners
