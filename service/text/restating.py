"""What does a claim say that was written with reference to its quote?"""

import unicodedata
from collections.abc import Sequence

from schemas.compact import ELLIPSIS, BriefClaim
from schemas.draft import DraftClaim, DraftHop
from service.text.normalizing import folded
from service.text.span import Span

_EDGES = " ,;:\u3001\uff0c\uff1b\uff1a"
_ENDS = ".!?\u3002\uff01\uff1f\u2026"
_CLOSING = "\"'\u2019\u201d\u00bb\u300d)"
_WIDE = ("W", "F")
_PAIRS = (("(", ")"), ("[", "]"), ("\u201c", "\u201d"), ("\u00ab", "\u00bb"), ("\u300c", "\u300d"))
_BESIDE = 5
"""Code points on each side of an ellipsis that tell the article's own from the form's."""


def written_out(draft: BriefClaim, text: str, passage: Span, near: Sequence[Span]) -> DraftClaim:
    """The draft in its own words, where `passage` of the article's `text` is its quote.

    Of the cues and expressions of time of its window it keeps its own: of the cues those nearest
    to the passage in the sentences `near`, of the times those in the passage or the claim.
    """
    quoted = text[slice(*passage)]
    claim = _sentence(draft.claim, quoted)
    chain = [
        hop if (cue := _nearest(cues, text, passage, near)) == hop.cue else _with_cue(hop, cue)
        for hop, cues in zip(draft.chain, draft.cues, strict=True)
    ]
    own = folded(f"{quoted}\n{claim}") if draft.times else ""
    times = [expression for expression in draft.times if folded(expression) in own]
    return draft.model_copy(update={"claim": claim, "times": times, "chain": chain})


def _with_cue(hop: DraftHop, cue: str) -> DraftHop:
    return hop.model_copy(update={"cue": cue})


def _sentence(template: str, quoted: str) -> str:
    before, ellipsis, after = template.partition(ELLIPSIS)
    if not ellipsis or _is_quoted(before, after, quoted):
        return template
    words = _closed(" ".join(quoted.split()).strip(_EDGES))
    if after.strip(_EDGES + _ENDS + _CLOSING):
        words = words.rstrip(_ENDS)
    text = " ".join(f"{before}{words}{after}".strip(_EDGES).split())
    if not text.rstrip(_CLOSING).endswith(tuple(_ENDS)):
        text += _full_stop(text)
    return text[:1].upper() + text[1:]


def _closed(words: str) -> str:
    """The words with the bracket or quotation mark closed that was opened in them."""
    for opening, closing in _PAIRS:
        if words.count(opening) > words.count(closing):
            words += closing
    return words + '"' if words.count('"') % 2 else words


def _is_quoted(before: str, after: str, quoted: str) -> bool:
    """Whether the ellipsis is one of the article's own."""
    around = f"{before[-_BESIDE:]}{ELLIPSIS}{after[:_BESIDE]}"
    return bool(before and after) and folded(around) in folded(quoted)


def _full_stop(text: str) -> str:
    wide = not text.isascii() and any(
        unicodedata.east_asian_width(character) in _WIDE for character in {*text}
    )
    return "\u3002" if wide else "."


def _nearest(cues: Sequence[str], text: str, passage: Span, near: Sequence[Span]) -> str:
    """The cue that stands nearest to a passage in its sentences, rather outside of it than
    inside; the first where none stands there, and nothing where there is none."""
    distances: dict[str, tuple[bool, int]] = {}
    for cue in dict.fromkeys(cues):
        for sentence in near:
            start = text.find(cue, sentence.start, sentence.end)
            while start >= 0:
                place = Span(start, start + len(cue))
                apart = max(passage.start - place.end, place.start - passage.end)
                rank = (place.overlaps(passage), abs(apart))
                distances[cue] = min(distances.get(cue, rank), rank)
                start = text.find(cue, start + 1, sentence.end)
    if distances:
        return min(distances, key=lambda cue: distances[cue])
    return cues[0] if cues else ""
