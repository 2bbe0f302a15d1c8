"""How does a window of an article become the text of a request?"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from service.text.normalizing import INVISIBLES
from service.text.windows import Window

SLOT = re.compile(r"\{\{(\w+)\}\}")
TAG = "tag"
# Line breaks and control characters would break the numbered lines; each becomes one space.
# Invisible and bidirectional control characters, with which a text can say to a model what no
# reader sees, are left out, but for those that words and emoji are spelt with. A quote that comes
# back without them is found all the same: grounding passes over them, too.
_SPELLING = {0x200C, 0x200D, *range(0xFE00, 0xFE10)}
_ONE_LINE: dict[int, str | None] = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " "),
    **dict.fromkeys(code for code in INVISIBLES if code not in _SPELLING),
}


def fill_window(
    template: str, text: str, title: str | None, window: Window, **lists: Sequence[str]
) -> str:
    """A user message: title and earlier sentences as context, then the window's, numbered from 1.

    Numbers begin anew in each window, so that a change elsewhere in the article leaves the
    request as it was. What else the template wants comes in `lists`, a line for each item.
    """
    context = context_of(text, title, window)
    lines = [
        f"[{number}] {text[start:end]}" for number, (start, end) in enumerate(window.sentences, 1)
    ]
    slots = {
        name: "\n".join(line.translate(_ONE_LINE) for line in listed) or "(nothing)"
        for name, listed in {"context": context, "sentences": lines, **lists}.items()
    }
    return fill(template, {**slots, TAG: _delimiter(slots.values())})


def context_of(text: str, title: str | None, window: Window) -> list[str]:
    """What stands beside the window's sentences, a text for each line."""
    headline = [f"Headline: {title}"] if title else []
    return [*headline, *(text[start:end] for start, end in window.context)]


def _delimiter(texts: Iterable[str]) -> str:
    """A word for the delimiters that the text cannot hold, and that is the same on every run."""
    shown = "\n".join(texts)
    tag = hashlib.sha256(shown.encode()).hexdigest()[:12]
    while tag in shown:
        tag = hashlib.sha256(tag.encode()).hexdigest()[:12]
    return tag


def fill(template: str, slots: Mapping[str, str]) -> str:
    """Every slot by its value, in one pass: a value that looks like a slot stays as it is."""
    return SLOT.sub(lambda slot: slots[slot[1]], template)
