"""Which passages does an article put between quotation marks?"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from schemas.labels import QuoteType
from service.text.span import Span

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_MARK = re.compile('["“”„‟«»‹›「」『』＂]')
_CLOSING = {
    "“": "”",
    "”": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    '"': '"',
    "＂": "＂",
}
"""What closes a quotation, by what opened it, in the habits of English, German, French and CJK."""


def quotations(text: str) -> list[Span]:
    """The words between quotation marks, without the marks, in order.

    A quotation that its paragraph does not close goes on to the paragraph's end, as in a quotation
    of several paragraphs, of which each is opened and only the last is closed.
    """
    found: list[Span] = []
    start = 0
    for end in [*(gap.start() for gap in _PARAGRAPH.finditer(text)), len(text)]:
        found.extend(_in_paragraph(text, start, end))
        start = end
    return found


def _in_paragraph(text: str, start: int, end: int) -> list[Span]:
    found, opened = [], None
    for mark in _MARK.finditer(text, start, end):
        if opened is None:
            if mark[0] in _CLOSING:
                opened = mark
        elif mark[0] in _CLOSING[opened[0]]:
            found.append(Span(opened.end(), mark.start()))
            opened = None
    if opened is not None:
        found.append(Span(opened.end(), end))
    return found


def quote_type(text: str, passage: Span, quoted: Sequence[Span]) -> QuoteType:
    """Whether a passage is a quotation, holds one, or has none. `quoted` is what `quotations` gave.

    `direct`: every word of the passage stands between quotation marks; `mixed`: some do.
    """
    first = max(bisect_right(quoted, Span(passage.start, passage.start)) - 1, 0)
    inside = outside = False
    position = passage.start
    for span in quoted[first:]:
        if span.start >= passage.end:
            break
        if span.end <= position:
            continue
        outside = outside or _has_words(text, position, max(span.start, position))
        inside = inside or _has_words(text, max(span.start, position), min(span.end, passage.end))
        position = min(span.end, passage.end)
    outside = outside or _has_words(text, position, passage.end)
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"


def _has_words(text: str, start: int, end: int) -> bool:
    return any(character.isalnum() for character in text[start:end])
