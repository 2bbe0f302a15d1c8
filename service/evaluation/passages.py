"""How far do two passages agree, and which sentences do they touch?"""

from collections.abc import Iterable, Sequence

from service.text.span import Span


def united(spans: Iterable[Span]) -> list[Span]:
    """The same code points as disjoint passages in order."""
    disjoint: list[Span] = []
    for span in sorted(spans):
        if disjoint and span.start <= disjoint[-1].end:
            disjoint[-1] = Span(disjoint[-1].start, max(disjoint[-1].end, span.end))
        else:
            disjoint.append(span)
    return disjoint


def iou(left: Iterable[Span], right: Iterable[Span]) -> float:
    """Code points that both have over code points that either has; 0 where there are none."""
    one, other = united(left), united(right)
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    either = sum(end - start for start, end in (*one, *other)) - shared
    return shared / either if either else 0.0


def touched(span: Span, sentences: Sequence[Span]) -> frozenset[int]:
    """Indices of the sentences that share a code point with a passage."""
    return frozenset(index for index, sentence in enumerate(sentences) if sentence.overlaps(span))
