"""Where does each sentence of a text begin and end?"""

import re
from collections.abc import Iterable, Iterator

import sentencex

from service.text.span import Span

MAX_SENTENCE = 1500
"""Code points. What runs on for longer (tables, text without stops) is cut at white space, so
that a window has a bounded size whatever the article looks like."""

_NEVER_LAST = re.compile(
    r"(?:^|[\s(\"'\u2018\u201c\u00ab])"
    r"(?:M[rsx]?|Mrs|Dra?|Sra?|Srta|Hr|Mme|Mlle|Messrs|Prof|approx|ca|vs|bzw|ggf|u\.a|z\.B)\.$",
    re.IGNORECASE,
)
"""An abbreviation that something always follows; sentencex takes some of them for an end."""
_LONGEST_ABBREVIATION = 12


def split_sentences(text: str, language: str | None = None) -> list[Span]:
    """The sentences in order, without the white space around them.

    Every character that is not white space lies in exactly one of them. `language` is a BCP 47
    tag; where there is none, or none that sentencex knows, its English rules are used.
    """
    primary = (language or "en").partition("-")[0].lower()
    sentences: list[Span] = []
    boundaries = sentencex.get_sentence_boundaries(primary, text)
    found = [_trimmed(text, one["start_index"], one["end_index"]) for one in boundaries]
    for span in _joined(text, found):
        sentences.extend(_pieces(text, span))
    return sentences


def _joined(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans, without an end after an abbreviation that cannot be one."""
    open_: Span | None = None
    for span in spans:
        if open_ and "\n" not in text[open_.end : span.start]:
            span = Span(open_.start, span.end)
        elif open_:
            yield open_
        open_ = span
        if not _NEVER_LAST.search(text, max(0, span.end - _LONGEST_ABBREVIATION), span.end):
            yield span
            open_ = None
    if open_:
        yield open_


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return Span(start + left, start + max(left, len(piece.rstrip())))


def _pieces(text: str, span: Span) -> Iterator[Span]:
    start, end = span
    while end - start > MAX_SENTENCE:
        cut = max(text.rfind(space, start, start + MAX_SENTENCE) for space in " \t\n")
        if cut <= start:
            cut = start + MAX_SENTENCE
        yield _trimmed(text, start, cut)
        start = _trimmed(text, cut, end).start
    if start < end:
        yield Span(start, end)
