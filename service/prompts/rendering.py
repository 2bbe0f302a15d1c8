"""How does a window of an article become the text of a request?"""

import hashlib
import re
from collections.abc import Iterable, Mapping

from service.text.windows import Window

SLOT = re.compile(r"\{\{(\w+)\}\}")
TAG = "tag"
# Line breaks and control characters would break the numbered lines; each becomes one space.
_ONE_LINE = dict.fromkeys([*range(32), *range(127, 160), 8232, 8233], " ")


def fill_window(template: str, text: str, title: str | None, window: Window) -> str:
    """A user message: title and earlier sentences as context, then the window's, numbered from 1.

    Numbers begin anew in each window, so that a change elsewhere in the article leaves the
    request as it was.
    """
    context = [text[start:end] for start, end in window.context]
    if title:
        context.insert(0, f"Headline: {title}")
    lines = [
        f"[{number}] {text[start:end]}" for number, (start, end) in enumerate(window.sentences, 1)
    ]
    slots = {
        "context": "\n".join(line.translate(_ONE_LINE) for line in context) or "(nothing)",
        "sentences": "\n".join(line.translate(_ONE_LINE) for line in lines),
    }
    return fill(template, {**slots, TAG: _delimiter(slots.values())})


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
