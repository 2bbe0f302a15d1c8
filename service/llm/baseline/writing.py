"""How are findings written down in the form that a request asks for?"""

import json

from schemas.compact import ELLIPSIS, Label
from service.llm.baseline.finding import Findings, Found, speakers_of
from service.text.reporting import Speaker

_FACTUALITY: dict[tuple[str, str], Label] = {
    ("certain", "negative"): "CT-",
    ("probable", "positive"): "PR+",
    ("probable", "negative"): "PR-",
    ("possible", "positive"): "PS+",
    ("possible", "negative"): "PS-",
    ("underspecified", "positive"): "Uu",
    ("underspecified", "negative"): "Uu",
}


def as_draft(findings: Findings) -> str:
    """The JSON of a `Draft`."""
    rejected = [
        {"sentences": numbers, "reason": reason} for reason, numbers in findings.rejected.items()
    ]
    claims = [
        {
            "sentences": [found.sentence],
            "quote": found.quote,
            "chain": [_hop(speaker) for speaker in found.chain],
            "claim": found.claim,
            "types": found.types,
            "certainty": found.certainty,
            "polarity": found.polarity,
            "times": found.times,
            "check_worthiness": found.check_worthiness,
        }
        for found in findings.claims
    ]
    return json.dumps({"rejected": rejected, "claims": claims}, ensure_ascii=False)


def _hop(speaker: Speaker) -> dict[str, str | None]:
    return {
        "source": speaker.name,
        "source_type": speaker.type,
        "cue": speaker.cue,
        "medium": speaker.medium,
        "addressee": speaker.addressee,
    }


def as_compact_draft(findings: Findings) -> str:
    """The JSON of a `CompactDraft`, in which every chain is a path in the tree of sources."""
    numbers = {chain: number for number, chain in enumerate(speakers_of(findings.claims), 1)}
    sources = [
        {
            "n": number,
            "source": chain[-1].name,
            "type": chain[-1].type,
            "cues": [chain[-1].cue],
            "via": _via(chain[-1]),
            "in": numbers.get(chain[:-1], 0),
        }
        for chain, number in numbers.items()
    ]
    draft = {
        "sources": sources,
        "times": list(dict.fromkeys(time for found in findings.claims for time in found.times)),
        "rejected": [{"s": listed, "why": reason} for reason, listed in findings.rejected.items()],
        "claims": [
            {
                "q": found.quote,
                "t": _labels(found),
                # An ellipsis of the article's own would stand for the quote.
                "c": found.claim if not _elliptic(found.claim) else ELLIPSIS,
                "by": numbers.get(found.chain, 0),
            }
            for found in findings.claims
        ],
    }
    return json.dumps(draft, ensure_ascii=False)


def _via(speaker: Speaker) -> str | None:
    addressed = f">{speaker.addressee}" if speaker.addressee else ""
    return f"{speaker.medium or ''}{addressed}" or None


def _elliptic(claim: str) -> bool:
    return ELLIPSIS in claim or "\u2026" in claim


def _labels(found: Found) -> list[str]:
    factuality = _FACTUALITY.get((found.certainty, found.polarity))
    worth = found.check_worthiness if found.check_worthiness != "medium" else None
    return [*found.types, *(label for label in (factuality, worth) if label)]
