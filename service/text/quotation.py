"""Which passages does an article put between quotation marks?"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from schemas.labels import QuoteType
from service.text.span import Span

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_MARK = re.compile("[\"“”„‟«»‹›「」『』＂'‘’‚]")
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
    "'": "'",
    "‘": "’",
    "‚": "‘’",
}
"""What closes a quotation, by what opened it, in the habits of English, German, French and CJK."""

_EITHER_WAY = "\"＂'"
"""Marks that open and close in the same form: what stands beside them tells."""
_SINGLE = "'‘‚"
_APOSTROPHES = "'’"
_ELISION = re.compile(r"['‘](?:\d\ds?|tis|twas|em|til|till|cause|bout|n|round)\b", re.IGNORECASE)
_STOPS = ".,;:!?…。，！？"
_LETTER = re.compile(r"[^\W_]")
_WORD_BESIDE = re.compile(r"[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""A letter or digit of a script that writes spaces."""


def quotations(text: str, *, cut: bool = False) -> list[Span]:
    """The words between quotation marks, without the marks, in order. Linear in the text.

    A quotation that its paragraph does not close goes on to the paragraph's end where the next
    paragraph opens one again, as in a quotation of several paragraphs, of which only the last is
    closed; else its mark is none (6", an apostrophe). Where the text is `cut` out of a paragraph,
    what it does not close goes on to its end, if the mark can only open.
    """
    found: list[Span] = []
    if not _MARK.search(text):
        return found
    start = 0
    gaps = [(gap.start(), gap.end()) for gap in _PARAGRAPH.finditer(text)]
    for end, after in [*gaps, (len(text), len(text))]:
        following = text[after : after + 80].lstrip()[:1]
        found.extend(_in_paragraph(text, start, end, following, cut=cut and end == len(text)))
        start = end
    return found


def _in_paragraph(text: str, start: int, end: int, following: str, *, cut: bool) -> list[Span]:
    found: list[Span] = []
    unpaired = ""
    while True:
        position = found[-1].end + 1 if found else start
        pairs, open_ = _pairs(text, position, end, unpaired)
        found += pairs
        if open_ is None:
            return found
        mark = text[open_]
        if following == mark or (cut and mark not in _EITHER_WAY + _SINGLE + "”»›"):
            return [*found, Span(open_ + 1, end)]
        # None of its kind is closed from here on: it hides no others. Each kind is tried once.
        unpaired += mark


def _pairs(text: str, start: int, end: int, unpaired: str) -> tuple[list[Span], int | None]:
    """The pairs of marks, and where the last one opens that is not closed."""
    found: list[Span] = []
    open_: int | None = None
    late: int | None = None  # where it closes unless it does so later: "the workers' union"
    for mark in _MARK.finditer(text, start, end):
        at = mark.start()
        if open_ is not None and mark[0] in _CLOSING[text[open_]] and _closes(text, at):
            if _is_doubtful(text, at):
                late = at if late is None else late
            elif late is None or _ends_speech(text, at) or text[open_] not in _SINGLE:
                found.append(Span(open_ + 1, at))
                open_ = late = None
            continue
        if mark[0] not in _CLOSING or mark[0] in unpaired or not _opens(text, at):
            continue
        if open_ is None:
            open_ = at
        elif mark[0] == text[open_] and (mark[0] in _EITHER_WAY or mark[0] in "“‘"):
            # The one before is closed where it may be, else it was none.
            if late is not None:
                found.append(Span(open_ + 1, late))
            open_, late = at, None
    if open_ is not None and late is not None:
        found.append(Span(open_ + 1, late))
        open_ = None
    return found, open_


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in "„‚「『«":
        return True
    if _WORD_BESIDE.match(before):
        return False
    if text[at] in _SINGLE and (not after.strip() or _ELISION.match(text, at)):
        return False
    if text[at] in _EITHER_WAY + "”":
        return not before.strip() or (bool(after.strip()) and before not in _STOPS)
    return True


def _closes(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in _APOSTROPHES + "‘":
        return bool(before.strip()) and not _WORD_BESIDE.match(after)
    if text[at] in _EITHER_WAY:
        beside = _WORD_BESIDE.match(after)
        return not beside or (bool(before.strip()) and not _WORD_BESIDE.match(before))
    return True


def _is_doubtful(text: str, at: int) -> bool:
    """Whether it may be a plural's apostrophe or an inch, with more of the quotation to come."""
    before, after = text[at - 1 : at], text[at + 1 : at + 3]
    if not (after[:1].isspace() and after[1:].isalnum()):
        return False
    return before == "s" if text[at] in _APOSTROPHES else text[at] == '"' and before.isdigit()


def _ends_speech(text: str, at: int) -> bool:
    return text[at - 1 : at] in _STOPS


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
    return _LETTER.search(text, start, end) is not None
