"""Which sentences does a request ask about?"""

import re
from collections.abc import Mapping, Sequence

from service.conversation import Message

_TAG = re.compile(r"<\w+-([0-9a-f]{12})>")
_NUMBERED = re.compile(r"\[(\d{1,6})\] ")


def asked_sentences(messages: Sequence[Message]) -> Mapping[int, str]:
    """The numbered sentences of a window by their numbers.

    None where the conversation ends with a request of another kind: to mend an answer, or to look
    again at what was left open.
    """
    last = messages[-1].content if messages and messages[-1].role == "user" else ""
    # Its first tag is the template's: before it stands no word of the article, nor holds the
    # article that tag.
    tag = _TAG.search(last)
    if tag is None or f"<open-{tag[1]}>" in last:
        return {}
    _, _, after = last.partition(f"<sentences-{tag[1]}>\n")
    listed, closing, _ = after.partition(f"\n</sentences-{tag[1]}>")
    if not closing:
        return {}
    lines = ((_NUMBERED.match(line), line) for line in listed.split("\n"))
    return {int(number[1]): line[number.end() :] for number, line in lines if number}
