"""Who says what a Chinese sentence says, to judge by its reporting words?"""

import re

from service.text.reporting.said import Reported, Speaker
from service.text.reporting.sources import cleaned, source_type
from service.text.reporting.trimming import trimmed
from service.text.reporting.vocabulary import DENIALS
from service.text.span import Span

_DEPTH = 4
_STOP = "\uff0c\uff1a\uff1b\u3002,:\u201c\u201d"
"""What no source has in it: comma, colon, semicolon, full stop, quotation marks."""
_PAUSE = "[\uff0c\uff1a,:]"
_OPENER = r"(?:(?:不过|此外|其中|另外|但是|但|同时|随后|另据)[\uff0c,]?)?"
_SAID = (
    "报道称|公告称|回应称|表示|透露|指出|认为|显示|宣布|强调|坦言|声称|宣称|写道|补充说|还说|还称|反问"
    "|解释|介绍|证实|警告|预计|说|称|问|道"
)
_FRONTS = tuple(
    re.compile(f"{_OPENER}{pattern}")
    for pattern in (
        rf"据(?P<source>[^{_STOP}]{{1,40}}?)(?P<cue>的?(?:报道|消息|介绍|统计|通报|透露))?{_PAUSE}",
        rf"(?:根据|按照)(?P<source>[^{_STOP}]{{1,40}}?){_PAUSE}",
        rf"(?P<source>[^{_STOP}]{{1,40}}?)(?:援引|引述|引用)(?P<cited>[^{_STOP}]{{1,30}}?)"
        rf"(?:的话|的消息|的说法)?(?P<cue>称|说|报道|表示){_PAUSE}?",
        rf"(?P<source>[^{_STOP}]{{1,60}}?)(?P<cue>告诉)(?P<addressee>[^{_STOP}]{{1,15}}){_PAUSE}",
        rf"(?P<source>[^{_STOP}]{{1,60}}?)(?:对|向)(?P<addressee>[^{_STOP}]{{1,15}}?)"
        rf"(?P<cue>{_SAID}){_PAUSE}",
        rf"(?P<source>[^{_STOP}]{{1,60}}?)(?P<cue>{_SAID}){_PAUSE}",
    )
)
_BESIDE = re.compile(
    r"(?:\d{1,2}月)?\d{1,2}[日号](?:晚|上午|下午)?$"
    r"|(?:上|本|这)?(?:周|星期)[一二三四五六日天](?:晚|上午|下午)?$"
    r"|(?:昨|今|当)[日天晚]$|(?:今年|去年|前年)?\d{1,2}月$|(?:此前|日前|近日|随后|还|也|则|曾|在.{1,20}[中上里])$"
)


def reported_in_chinese(sentence: str) -> Reported:
    """The chain of those who say it, outermost first, and the part of the sentence that is said."""
    left = trimmed(sentence, Span(0, len(sentence)), quotes=False)
    speakers: list[Speaker] = []
    for _ in range(_DEPTH):
        found = (pattern.match(sentence, left.start) for pattern in _FRONTS)
        match = next((one for one in found if one and one.end() < left.end - 1), None)
        if match is None:
            break
        speakers += _speakers(match)
        left = trimmed(sentence, Span(match.end(), left.end), quotes=False)
    left = trimmed(sentence, left)
    denied = bool(speakers) and speakers[-1].cue in DENIALS
    return Reported(tuple(speakers), left, sentence[slice(*left)], denied)


def _speakers(match: re.Match[str]) -> list[Speaker]:
    groups = match.groupdict()
    cue = groups.get("cue") or match[0].lstrip()[:1]
    names = [_name(groups["source"]), _name(groups.get("cited") or "")]
    return [
        Speaker(name, source_type(name, "zh"), cue, addressee=groups.get("addressee"))
        for name in names
        if name
    ]


def _name(words: str) -> str:
    """Without the time and the adverbs between a source and its verb."""
    name = cleaned(words)
    for _ in range(5):
        shorter = _BESIDE.sub("", name)
        if shorter in ("", name):
            break
        name = shorter
    return name
