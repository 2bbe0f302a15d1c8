"""Who is the grammatical subject of a word of saying?"""

import re

from service.text.antecedents.names import Names
from service.text.antecedents.shown import PHRASE, Place, Shown, texts
from service.text.antecedents.speakers import name_ahead, named_subject
from service.text.antecedents.vocabulary import (
    ASIDE,
    BEFORE_A_SOURCE,
    OF,
    PREPOSITIONS,
    SAYING,
    is_role,
)
from service.text.grammar import DETERMINERS, GRAMMAR, listed

_CHINESE = re.compile(
    r"((?:[该該此]|[这這][家位])[^\W\d_该該此]{1,6}?|[他她它][们們]?)[还還又也则則并並]?$"
)
_NO_SUBJECT = listed(
    "in at on after with during about nach bei mit seit vor auf en tras con dans après avec"
)


_LEADS = DETERMINERS - {"that"}


def subject(names: Names, cue: Place, source_type: str) -> Place | None:
    """The pronoun or description beside a cue that is its subject and fits a type of source."""
    shown = names.shown
    side = _beside_chinese(shown, cue) if shown.language == "zh" else _beside(names, cue)
    if side is None:
        return None
    few = 2 if shown.language == "de" else 1  # a German noun looks like a name
    beside = names.by_sentence[cue.at]
    if any(one.place.overlaps(side) and len(one.words) >= few for one in beside):
        return None  # "the newspaper Correio" is named, and is another
    kind = shown.pronouns.get("".join(shown.texts(side)))
    is_person = source_type == "person"
    fits = {"person": is_person, "thing": not is_person, "several": False}
    return side if kind is None or fits.get(kind, True) else None


def speaks(shown: Shown, place: Place) -> bool:
    """Whether a name stands right beside a word of saying, as its subject."""
    text = shown.words[place.at]
    high = place.high
    while high < len(text) and text[high].text in ASIDE:
        high += 1
    if high < len(text) and text[high].text in SAYING and shown.gap(place.at, high).isspace():
        return True
    low = place.low - (place.low > 0 and text[place.low - 1].text in DETERMINERS)
    fore = texts(text[max(0, low - 2) : low])
    return fore == ("according", "to") or bool(fore and fore[-1] in BEFORE_A_SOURCE)


def unnamed_speaker(names: Names, at: int, kind: str) -> Place | None:
    """Who of a kind speaks in a sentence and is only described there."""
    shown = names.shown
    for low, word in enumerate(shown.words[at]):
        side = _beside(names, Place(at, low, low + 1)) if word.text in SAYING else None
        if side is None or side.high - side.low < 2:
            continue
        named = any(one.place.overlaps(side) for one in names.by_sentence[at])
        role = is_role(shown.words[at][side.high - 1].text)
        if not named and kind in ("any", "person" if role else "thing"):
            return side
    return None


def _beside_chinese(shown: Shown, cue: Place) -> Place | None:
    sentence = shown.words[cue.at]
    end = sentence[cue.low].start
    fore = shown.text[shown.sentences[cue.at].start : end][-12:]
    if not (found := _CHINESE.search(fore)):
        return None
    start = end - len(fore) + found.start(1)
    low = next(low for low, word in enumerate(sentence) if word.start >= start)
    return Place(cue.at, low, low + len(found[1]))


def _beside(names: Names, cue: Place) -> Place | None:
    shown = names.shown
    led = shown.words[cue.at][cue.low].text in PREPOSITIONS
    # "The minister said the mill": the mill does not speak.
    ahead = None if led else _ahead(shown, cue)
    return ahead or (
        None
        if not led and (name_ahead(names, cue) or named_subject(names, cue))
        else _behind(shown, cue)
    )


def _ahead(shown: Shown, cue: Place) -> Place | None:
    text = shown.words[cue.at]
    last = cue.low - 1
    while last >= 0 and text[last].text in ASIDE and shown.gap(cue.at, last + 1).isspace():
        last -= 1
    for low in range(last, max(-1, last - 2 * PHRASE), -1):
        if not shown.gap(cue.at, low + 1).isspace():
            return None
        if low == last and text[low].text in shown.pronouns:
            return Place(cue.at, low, last + 1)
        fore = text[low - 1].text if low else ""
        if text[low].text in DETERMINERS and fore not in OF:
            is_subject = low < last and fore not in _NO_SUBJECT and text[last].text not in GRAMMAR
            return Place(cue.at, low, last + 1) if is_subject else None
    return None


def _behind(shown: Shown, cue: Place) -> Place | None:
    text = shown.words[cue.at]
    if cue.high >= len(text) or not shown.gap(cue.at, cue.high).isspace():
        return None
    if text[cue.high].text in shown.pronouns:
        return Place(cue.at, cue.high, cue.high + 1)
    if text[cue.high].text not in _LEADS:
        return None
    high = cue.high + 1
    while high < min(len(text), cue.high + PHRASE) and shown.gap(cue.at, high).isspace():
        if text[high].text in GRAMMAR:
            break
        high += 1
        if shown.language == "de" and shown.text[text[high - 1].start].isupper():
            break
    return Place(cue.at, cue.high, high) if high > cue.high + 1 else None
