"""Which name does a description or a pronoun stand for?"""

from collections.abc import Sequence

from service.text.antecedents.capitals import Name
from service.text.antecedents.names import Names, one_of
from service.text.antecedents.neighbours import (
    could_be_meant,
    is_other_sex,
    one_before,
    speaker_before,
)
from service.text.antecedents.shown import PHRASE, Place, Words
from service.text.antecedents.subjects import speaks, unnamed_speaker
from service.text.antecedents.wording import Wording
from service.text.grammar import listed

_COMPANY = listed("company firm group empresa compañía unternehmen firma entreprise société")
_LEGAL = listed("nv ag gmbh inc ltd plc corp co sa sl se kg bv llc")
_THINGS = ("organization", "government", "document")
_TYPES = {"person": ("person", "unnamed"), "thing": _THINGS, "any": (*_THINGS, "person")}
"""Of the sources that a kind of pronoun may stand for."""


def described(
    names: Names, source: Wording, order: Sequence[int], mention: Place | None
) -> Place | None:
    """The name of whom "the ministry" or "its chief executive" means, if it is one. `order`: of
    the sentences, from the claim's own on."""
    shown, phrase = names.shown, source.texts
    if len(phrase) > PHRASE or not source.is_description(shown.language):
        return None
    near = mention or Place(order[0], 0, len(shown.words[order[0]]))
    if source.pointing:
        head = phrase[source.pointing :]
        named = [one for one in names.marked if one.words[-len(head) :] == head]
        return _last_named(names, named, near)
    return _meant(names, phrase[1:], near)


def referent(names: Names, pronoun: str, source_type: str, mention: Place) -> Place | None:
    """The one source of a fitting kind in the nearest sentence that has any."""
    shown = names.shown
    kind = shown.pronouns.get(pronoun, "several")
    if source_type not in _TYPES.get(kind, ()):
        return None
    if shown.language == "zh":
        return speaker_before(shown, mention) if kind == "person" else None
    if meant := one_before(names, kind, pronoun, mention):
        return _only(names, [meant])
    at, end, _ = mention
    for sentence in range(at, -1, -1):
        fitting = [
            one
            for one in names.by_sentence[sentence]
            if (sentence < at or one.place.high <= end) and _fits(names, one, kind, pronoun)
        ]
        if sentence < at and (unnamed := unnamed_speaker(names, sentence, kind)):
            return None if fitting else _meant(names, shown.texts(unnamed)[1:], unnamed)
        fitting += (
            could_be_meant(names, sentence, kind, pronoun) if fitting and sentence < at else []
        )
        if fitting:
            speaking = [one for one in fitting if speaks(shown, one.place)]
            return _only(names, fitting) or _only(names, speaking)
    return None


def _meant(names: Names, phrase: Words, mention: Place) -> Place | None:
    found = _whom(names, phrase)
    if not found and "s" in phrase:
        # "The trust's chief executive": where the article has one chief executive only.
        role = phrase[phrase.index("s") + 1 :]
        found = _whom(names, role)
        found = found if len({names.fullest(name.words) for name in found}) == 1 else []
    return _last_named(names, found, mention)


def _whom(names: Names, phrase: Words) -> list[Name]:
    """The names that a description fits."""
    return [
        name
        for name, descriptions in names.descriptions
        if phrase and _means(name, descriptions, phrase)
    ]


def _means(name: Name, descriptions: Sequence[Words], phrase: Words) -> bool:
    apposed = any(_ends(one, phrase) for one in (name.title, *descriptions))
    head = phrase[-1] in (name.words[0], name.words[-1]) and set(phrase) <= set(name.words)
    legal = phrase[-1] in _COMPANY and name.words[-1] in _LEGAL
    return apposed or (len(name.words) > len(phrase) and head) or legal


def _ends(description: Words, phrase: Words) -> bool:
    """Whether it ends with a phrase; a German compound ends with its head."""
    tail = description[-len(phrase) :]
    return (
        len(tail) == len(phrase)
        and tail[:-1] == phrase[:-1]
        and (tail[-1] == phrase[-1] or (len(phrase[-1]) > 4 and tail[-1].endswith(phrase[-1])))
    )


def _last_named(names: Names, some: Sequence[Name], mention: Place) -> Place | None:
    """The name in the nearest sentence up to the mention, if that has only one."""
    before = [one for one in some if one.place[:2] <= (mention.at, mention.high + 1)]
    nearest = max((one.place.at for one in before), default=None)
    return _only(names, [one for one in before if one.place.at == nearest])


def _only(names: Names, some: Sequence[Name]) -> Place | None:
    one = one_of({names.fullest(name.words) for name in some})
    if not one:
        return None
    return names.shown.nearest(names.shown.find(one), names.shown.span(some[0].place).start)


def _fits(names: Names, name: Name, kind: str, pronoun: str) -> bool:
    titles = names.people.get(names.fullest(name.words))
    if titles is None:
        return kind != "person" and speaks(names.shown, name.place)
    return kind != "thing" and not is_other_sex(titles, pronoun)
