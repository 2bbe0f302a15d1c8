"""Which Chinese words tell what is done from what is to come?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.text.dates.tense import Tense

_WINDOW = 300  # characters that are looked at, before and after the expression
_CLAUSE = re.compile("[\uff0c\uff1b\u3002\uff01\uff1f,;!?]")  # also of full width
# Chinese verbs have no tense: these mark what is completed, or can only be told afterwards.
_DONE = re.compile(
    "(?<![为為除])了(?![解不如])|(?<![自而])已(?![知故])|曾(?!经[济營营])|收盘|收盤|收报|收于|收跌|收涨"
    "|下跌(?!风险)|上涨(?!空间)|[大暴微]跌|[大暴微]涨|遇难|身亡|死亡|去世|逝世|表示|指出|透露|获悉|報道|报道"
    "|致(?=\\w{0,6}死)|被捕|落幕|闭幕|结束|過(?=[\uff0c\u3002])"
)
_TO_COME = re.compile(
    "(?<!麻)[将將](?![军軍领領士近])|拟(?![议人])|擬|预计|預計|预期|即将|计划|計劃|有望|打算|准备|準備|可能|或(?=[将會会])"
    "|会(?=[在于将])|如果|若"
)


@dataclass(frozen=True)
class Aspects:
    """Tells past from future by marks such as 了 and 将, in the same clause."""

    def at(self, sentence: str, start: int, end: int) -> Tense | None:
        """Past where only marks of completion stand, future where only those of a plan do."""
        before = _CLAUSE.split(sentence[max(0, start - _WINDOW) : start])[-1]
        after = _CLAUSE.split(sentence[end : end + _WINDOW])[0]
        if not (before.strip() or after.strip()):  # an adverb at the head
            after = sentence[end : end + _WINDOW]
        done, to_come = (mark.search(f"{before} {after}") for mark in (_DONE, _TO_COME))
        if done is None and to_come is None:
            return None
        return None if done and to_come else "past" if done else "future"

    def verbs_in(self, text: str) -> int:
        return len(_DONE.findall(text)) + len(_TO_COME.findall(text)) + len(_CLAUSE.findall(text))
