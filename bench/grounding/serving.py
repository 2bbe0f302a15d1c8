"""How does one side ground the quotes of a case, and what does that cost?

Each side runs in a process of its own, with the interpreter that has its packages: a line of JSON
in, a line of JSON out. `python -m bench.grounding.serving claimwire` is such a process.
"""

import json
import sys
import time
from collections.abc import Callable

from bench.grounding.sides import Answer, Place, Request

Grounding = Callable[[Request], tuple[list[Place | None], list[str]]]


def _claimwire() -> Grounding:
    from service.text.grounding import ArticleIndex, Found
    from service.text.span import Span

    def ground(request: Request) -> tuple[list[Place | None], list[str]]:
        index = ArticleIndex(request["text"])
        whole = Span(0, len(index.text))
        found = [
            index.locate(quote, whole, [Span(*cited)] if cited else ())
            for quote, cited in zip(request["quotes"], request["cited"], strict=True)
        ]
        return (
            [(one.span.start, one.span.end) if isinstance(one, Found) else None for one in found],
            ["" if isinstance(one, Found) else one.detail for one in found],
        )

    return ground


def _langextract() -> Grounding:
    from langextract.core.data import Extraction
    from langextract.core.tokenizer import RegexTokenizer, UnicodeTokenizer
    from langextract.resolver import WordAligner

    def ground(request: Request) -> tuple[list[Place | None], list[str]]:
        extractions = [Extraction("quote", quote) for quote in request["quotes"]]
        options = request["options"]
        groups = WordAligner().align_extractions(
            [extractions],
            request["text"],
            accept_match_lesser=options["lesser"],
            tokenizer_impl=UnicodeTokenizer() if options["unicode"] else RegexTokenizer(),
        )
        places: list[Place | None] = []
        for one in (one for group in groups for one in group):
            at = one.char_interval if one.alignment_status else None
            places.append((at.start_pos, at.end_pos) if at else None)
        return places, [""] * len(places)

    return ground


def serve(ground: Grounding) -> None:
    """Answers each line of the standard input, until there is none."""
    for line in sys.stdin:
        request: Request = json.loads(line)
        wall, cpu = time.perf_counter(), time.process_time()
        places, details = ground(request)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        answer: Answer = {"places": places, "details": details, "wall": wall, "cpu": cpu}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve({"claimwire": _claimwire, "langextract": _langextract}[sys.argv[1]]())
