"""Which one name right before a pronoun does it stand for, to judge by the form of names?"""

import re
from collections.abc import Iterable

from service.text.antecedents.capitals import Name
from service.text.antecedents.descriptions import descriptions
from service.text.antecedents.names import Names
from service.text.antecedents.shown import Place, Shown
from service.text.antecedents.speakers import named_subject
from service.text.antecedents.vocabulary import is_role
from service.text.entities.forms import is_adjective, type_of
from service.text.grammar import DETERMINERS, PRONOUNS, listed

_HE = listed("mr he herr er sr él")
_SHE = listed("ms mrs miss she frau sie sra ella mme elle")
_ORGANIZATIONS = ("organization", "government")
_REFERRING = DETERMINERS | PRONOUNS
_PERSON = range(2, 4)
"""Words of a person's name that no title leads."""
_DAYS = listed(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december montag dienstag mittwoch donnerstag freitag
    samstag sonntag januar februar märz mai juni juli oktober dezember ende anfang mitte gestern
    heute last next yesterday"""
)
_SURNAMES = (
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁"
    "邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹熊金陆陸"
    "郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文习習"
)
_SAID = "表示|说|說|称|稱|指出|强调|透露|认为|宣布|告诉|回应|补充|坦言"
_WHEN = (
    r"(?:本|上|这)?(?:周|星期)[一二三四五六日天]|[昨今当][日天晚]"
    r"|(?:\d{1,2}月)?\d{1,2}[日号]|日前|此前"
)
_CHINESE = re.compile(
    rf"(?:^|[^\w]|[长長员員书書官人者授师師席理任])([{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)"
    rf"(?:{_WHEN})?(?:还|也|则)?(?:对\w{{1,8}}?)?(?:{_SAID})"
)


def one_before(names: Names, kind: str, pronoun: str, mention: Place) -> Name | None:
    """The only name in the sentence before a pronoun that can be a person's, or an
    organization's; none where anything else can be meant, too."""
    shown = names.shown
    for at in range(mention.at - 1, -1, -1):
        if not _is_neighbour(shown, at):
            return None
        fitting = could_be_meant(names, at, kind, pronoun)
        full = {names.fullest(name.words) for name in fitting}
        ahead = could_be_meant(names, mention.at, kind, pronoun, mention.low)
        if any(names.fullest(name.words) not in full for name in ahead):
            return None
        if fitting:
            return fitting[0] if len(full) == 1 and _is_alone(names, fitting[0]) else None
        # "It also said ...": who is meant there is meant on.
        if not shown.words[at] or shown.words[at][0].text not in shown.texts(mention):
            return None
    return None


def could_be_meant(
    names: Names, at: int, kind: str, pronoun: str, end: int | None = None
) -> list[Name]:
    """The names in a sentence, up to a word, that a kind of pronoun may stand for."""
    return [
        name
        for name in names.by_sentence[at]
        if names.by_edge.get((at, name.place.high, 1)) == name
        and (end is None or name.place.high <= end)
        and _fits(names, name, kind)
        and not is_other_sex(names.people.get(names.fullest(name.words), ()), pronoun)
    ]


def is_other_sex(titles: Iterable[str], pronoun: str) -> bool:
    """Whether one of these titles is a woman's where a pronoun is a man's, or the reverse."""
    other = _SHE if pronoun in _HE else _HE if pronoun in _SHE else frozenset()
    return not other.isdisjoint(titles)


def speaker_before(shown: Shown, mention: Place) -> Place | None:
    """Who speaks in the Chinese sentence before, if it names one person with a word of saying."""
    at = mention.at - 1
    start = shown.sentences[mention.at].start
    fore = shown.text[start : shown.span(mention).start]
    if at < 0 or not _is_neighbour(shown, at) or _CHINESE.search(fore):
        return None
    begin, end = shown.sentences[at]
    found = list(_CHINESE.finditer(shown.text[begin:end]))
    if len({match[1] for match in found}) != 1:
        return None
    low = next(
        low for low, word in enumerate(shown.words[at]) if word.start == begin + found[0].start(1)
    )
    return Place(at, low, low + len(found[0][1]))


def _is_neighbour(shown: Shown, at: int) -> bool:
    """Whether nothing stands between a sentence and the next one that is shown but white space."""
    return shown.text[shown.sentences[at].end : shown.sentences[at + 1].start].isspace() or (
        shown.sentences[at].end == shown.sentences[at + 1].start
    )


def _fits(names: Names, name: Name, kind: str) -> bool:
    if kind == "any":
        return _fits(names, name, "person") or _fits(names, name, "thing")
    german = names.shown.language == "de"
    form = type_of(name.words, german=german)
    is_person = names.fullest(name.words) in names.people or bool(name.title)
    if kind == "thing":
        return not is_person and (
            form in _ORGANIZATIONS
            or any(named_subject(names, cue) == name for cue in _beside(names, name))
        )
    full = names.fullest(name.words)
    return is_person or (
        form == "other"
        and type_of(full, german=german) == "other"
        and len(full) in _PERSON
        and not is_adjective(name.words)
        and _DAYS.isdisjoint(full)
        and not _is_led(names, name)
        and all(word.isalpha() for word in full)
    )


def _beside(names: Names, name: Name) -> list[Place]:
    at, _, high = name.place
    last = len(names.shown.words[at])
    return [Place(at, low, low + 1) for low in range(high, min(high + 2, last))]


def _is_led(names: Names, name: Name) -> bool:
    low = name.place.low
    return low > 0 and names.shown.words[name.place.at][low - 1].text in DETERMINERS


def _is_alone(names: Names, name: Name) -> bool:
    """Whether the sentence has nobody else of whom it only says who he is."""
    shown, (at, low, high) = names.shown, name.place
    text = shown.words[at]
    low -= len(name.title)
    before, after = descriptions(shown, name)
    before = before if any(map(is_role, before[-1:])) else ()  # not "the minister met"
    for place, word in enumerate(text):
        if low <= place < high:
            continue
        apposed = word.text in (before if place < low else after)
        if (is_role(word.text) or word.text in shown.pronouns) and not apposed:
            return False
    first = text[0].text if text else ""
    if low == 0 or first not in _REFERRING:
        return True
    # "The man met Peter Hall", but "The Finance Ministry", "Its chief, Peter Hall".
    return not any(
        word.text.islower() and shown.text[word.start].islower() for word in text[1:low]
    ) or any(is_role(word.text) for word in text[:low])
