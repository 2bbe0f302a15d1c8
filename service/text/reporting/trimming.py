"""Where do the words of a passage begin and end?"""

import re

from service.text.quotation import quotations
from service.text.span import Span

_DATELINE = re.compile(
    '(?:[A-Z\u00c0-\u00de]{3,}[^\u2013\u2014.:!?"\u201c]{0,60}?|\\w[\\w ]{2,40}\\([\\w/ ]{2,20}\\))'
    "\\s+[\u2013\u2014-]{1,2}\\s+"
)
"""LISBON, March 3 -"""

_EDGES = " \t\n,;:.\u2026!\u2013\u2014-\u3002\uff0c\uff1b\uff1a\uff01\u3001"
_OPENING = '"\u201c\u201e\u00ab\u2018\u300c\u300e'
_CLOSING = '"\u201d\u201c\u00bb\u2019\u300d\u300f'
_SINGLE = "\u2018'"
_MARKS = re.compile('["\u201c\u201d\u201e\u00ab\u00bb\u300c\u300d\u300e\u300f]')
"""Those of both but for single ones, which may be apostrophes."""


def trimmed(text: str, span: Span, quotes: bool = True) -> Span:
    """A passage without what separates it from its surroundings, with no more than the half of a
    pair of quotation marks; and without marks that enclose it as a whole, if `quotes`."""
    start, end = _without_edges(text, *span)
    if not quotes or start >= end:
        return Span(start, end)
    if text[start] in _SINGLE and Span(1, end - start - 1) in quotations(text[start:end]):
        return _without_edges(text, start + 1, end - 1)
    marks = [mark.start() for mark in _MARKS.finditer(text, start, end)]
    opened = start < end and text[start] in _OPENING and start in marks
    closed = text[end - 1] in _CLOSING and end - 1 in marks
    if opened and closed and len(marks) == 2:
        return _without_edges(text, start + 1, end - 1)
    if opened and len(marks) % 2:
        return _without_edges(text, start + 1, end)
    if closed and len(marks) % 2:
        return _without_edges(text, start, end - 1)
    return Span(start, end)


def _without_edges(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return Span(start, end)


def without_dateline(text: str) -> Span:
    """A sentence without the place and day at the beginning of a wire story."""
    dateline = _DATELINE.match(text)
    return Span(dateline.end() if dateline else 0, len(text))
