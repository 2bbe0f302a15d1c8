"""Where does each sentence of a text begin and end?"""

from collections.abc import Iterator

import sentencex

from service.text.span import Span

MAX_SENTENCE = 1500
"""Code points. What runs on for longer (tables, text without stops) is cut at white space, so
that a window has a bounded size whatever the article looks like."""


def split_sentences(text: str, language: str | None = None) -> list[Span]:
    """The sentences in order, without the white space around them.

    Every character that is not white space lies in exactly one of them. `language` is a BCP 47
    tag; where there is none, or none that sentencex knows, its English rules are used.
    """
    primary = (language or "en").partition("-")[0].lower()
    sentences: list[Span] = []
    for boundary in sentencex.get_sentence_boundaries(primary, text):
        span = _trimmed(text, boundary["start_index"], boundary["end_index"])
        sentences.extend(_pieces(text, span))
    return sentences


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
