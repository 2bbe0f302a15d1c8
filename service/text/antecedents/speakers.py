"""Which name does the article give as the subject of a word of saying?"""

from service.text.antecedents.capitals import Name
from service.text.antecedents.descriptions import descriptions
from service.text.antecedents.names import Names
from service.text.antecedents.shown import PHRASE, Place
from service.text.antecedents.vocabulary import ASIDE, OF, PREPOSITIONS, SAYING, is_role
from service.text.grammar import DETERMINERS, GRAMMAR, listed

_AND = listed("and y e und et or o oder ou")
_CLAUSE = listed("that dass que as while but wie als mientras")
"""Grammar before a name that leaves it the subject of its clause."""
_NOT_BEFORE_A_CLAUSE = GRAMMAR - listed("that dass que and but")
_VERB_COMES_SECOND = GRAMMAR - DETERMINERS
_NEAR = 8
"""Words within which two names in one clause may belong together: "Ana Prates of Delmar"."""
_OPENING = '"“”„»«'


def name_ahead(names: Names, cue: Place) -> Name | None:
    """The name right before a cue, unless a preposition leads it where verbs come second."""
    name = _ahead(names, cue)
    if name is None or names.shown.language == "en":
        return name
    low = name.place.low - len(name.title)
    fore = names.shown.words[cue.at][low - 1].text if low else ""
    return None if fore in _VERB_COMES_SECOND else name


def named_subject(names: Names, cue: Place, *, known: bool = False) -> Name | None:
    """The name that is surely the whole subject of a cue, before it or, where the cue follows a
    quotation or is a preposition, behind it. `known`: that it is a name needs no proof."""
    text = names.shown.words[cue.at]
    if text[cue.low].text in PREPOSITIONS:
        name = _behind(names, cue)
    else:
        if apposed := _ahead_of_a_comma(names, cue):
            return apposed
        name = _ahead(names, cue)
        if name and not _is_led_freely(names, name):
            return None
        name = name or (_behind(names, cue) if _follows_a_quotation(names, cue) else None)
    return name if name and (known or _is_sure(names, name)) else None


def belong_together(names: Names, name: Name, other: Place) -> bool:
    """Whether another place in its sentence is so near to a name that it may be whom it speaks
    for."""
    at, low, high = name.place
    if other.at != at:
        return False
    between = names.shown.words[at][min(high, other.high) : max(low, other.low)]
    return len(between) <= _NEAR and not any(word.text in SAYING for word in between)


def _ahead(names: Names, cue: Place) -> Name | None:
    shown = names.shown
    text, high = shown.words[cue.at], cue.low
    while high and text[high - 1].text in ASIDE and shown.gap(cue.at, high).isspace():
        high -= 1
    if not shown.gap(cue.at, high).isspace():
        return None
    return names.by_edge.get((cue.at, high, 1))


def _ahead_of_a_comma(names: Names, cue: Place) -> Name | None:
    """ "Its chief, Ruth Delacourt, said", "Ruth Delacourt, its chief, said"."""
    shown = names.shown
    if shown.gap(cue.at, cue.low).strip() != ",":
        return None
    for high in range(cue.low, max(0, cue.low - PHRASE), -1):
        if name := names.by_edge.get((cue.at, high, 1)):
            before, after = descriptions(shown, name)
            if high < cue.low:
                is_whole = len(after) == cue.low - high and after[:1] not in ((), ("s",))
                return name if is_whole and any(map(is_role, after)) else None
            led = shown.gap(cue.at, name.place.low - len(name.title)).strip() == ","
            return name if led and any(map(is_role, before)) else None
    return None


def _behind(names: Names, cue: Place) -> Name | None:
    shown = names.shown
    text = shown.words[cue.at]
    led = cue.high < len(text) and text[cue.high].text in DETERMINERS
    name = names.by_edge.get((cue.at, cue.high + led, 0))
    if name is None or not shown.gap(cue.at, cue.high).isspace():
        return None
    high = name.place.high
    if high < len(text) and (text[high].text in _AND or shown.gap(cue.at, high).isspace()):
        return None
    joined = shown.gap(cue.at, high).strip()[:1]
    return name if joined in (",", ".", ";", ":", *_OPENING) else None


def _follows_a_quotation(names: Names, cue: Place) -> bool:
    gap = names.shown.gap(cue.at, cue.low)
    return any(mark in _OPENING for mark in gap) and bool(cue.low)


def _is_led_freely(names: Names, name: Name) -> bool:
    """Whether what stands before a name leaves it the subject: no preposition, no other name."""
    shown, at = names.shown, name.place.at
    text = shown.words[at]
    low = name.place.low - len(name.title)
    for _ in range(PHRASE):
        if low == 0 or not shown.gap(at, low).isspace():
            break
        fore = text[low - 1].text
        if fore in OF or fore in _AND:
            return False
        if fore in DETERMINERS:
            return low < 2 or text[low - 2].text not in _NOT_BEFORE_A_CLAUSE
        if fore in GRAMMAR:
            return fore in _CLAUSE
        low -= 1
    else:
        return False
    gap = shown.gap(at, low).strip()[-1:]
    if gap == ",":  # "Yesterday, Bob Roy said", but neither "Ann Lee, Bob Roy and I said"
        return (at, low, 1) not in names.by_edge
    return low == 0 or gap not in ("-", "\u2014", "\u2013", "\u2019", "'")


def _is_sure(names: Names, name: Name) -> bool:
    """Whether the capitals are a name's, and not those of a sentence's first word or of German."""
    shown = names.shown
    if len(name.words) > 1:
        return shown.language != "de" or not _is_led_by_a_determiner(names, name)
    if is_role(name.words[0]):
        return False
    if len(names.fullest(name.words)) > 1 or names.fullest(name.words) in names.people:
        return True
    if shown.language == "de" or _is_led_by_a_determiner(names, name):
        return False
    elsewhere = names.shown.find(name.words)
    return any(one.low and names.by_edge.get((one.at, one.high, 1)) for one in elsewhere)


def _is_led_by_a_determiner(names: Names, name: Name) -> bool:
    low = name.place.low - len(name.title)
    return low > 0 and names.shown.words[name.place.at][low - 1].text in DETERMINERS
