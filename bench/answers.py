"""What does the stub of a model say about a text?

One claim for each clause, with a verbatim quote, as the recorded answers of a real model have them:
abridged where it is long, with its source where one is named.
"""

import json
import re
from typing import Any

_WINDOW = re.compile(r"<sentences-(\w+)>\n(.*)\n</sentences-\1>", re.DOTALL)
_NUMBERED = re.compile(r"\[\d+\] (.*)")
_SAID = re.compile(
    r",”? (?:(?P<who>[^,]+?) (?P<cue>said|reported)(?: on \w+)?"
    r"|(?P<to>according to) (?P<of>.+?))\.$"
)
_DAY = re.compile(r"\bon \w+day\b|\bin (?:\d{4}\b|[A-Z]\w+(?= from))")
_SENTENCE = re.compile(r"[^.!?]+(?:\.\d[^.!?]*)*[.!?]”?", re.DOTALL)
_SHORT = 6
"""Words that are quoted whole."""


def window_of(message: str) -> list[str] | None:
    """The sentences that a request of ours is about; None where it is another's request."""
    found = _WINDOW.search(message)
    return _NUMBERED.findall(found[2]) if found else None


def compact(sentences: list[str], most: int) -> str:
    """An answer in the form `CompactDraft`, with claims from the first sentences only."""
    sources: dict[str, dict[str, Any]] = {}
    claims = []
    for sentence in sentences[:most]:
        content, by = sentence.rstrip("."), 0
        if said := _SAID.search(sentence):
            who, cue = (said["who"] or said["of"]), (said["cue"] or said["to"])
            source = sources.setdefault(who, _source(len(sources) + 1, who, cue))
            by, content = source["n"], sentence[: said.start()].lstrip("“")
        claims += [
            {"q": _abridged(clause), "t": ["event"], "c": "...", "by": by}
            for clause in content.split(", and ")
        ]
    times = sorted({time for sentence in sentences[:most] for time in _DAY.findall(sentence)})
    left = [*range(most + 1, len(sentences) + 1)]
    answer = {
        "sources": [*sources.values()],
        "times": times,
        "rejected": [{"s": left, "why": "not_verifiable"}] if left else [],
        "claims": claims,
    }
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def nothing_more() -> str:
    """An answer to a second question about the same text."""
    return json.dumps({"sources": [], "times": [], "rejected": [], "claims": []})


def langextract(prompt: str) -> str:
    """An answer in langextract's form, for the text after its last `Q: `."""
    text = prompt.rpartition("Q: ")[2].rpartition("\nA:")[0]
    found = [
        {"claim": clause, "claim_attributes": {"type": "event"}}
        for sentence in _SENTENCE.findall(text)
        for clause in _content(sentence.strip()).split(", and ")
    ]
    return json.dumps({"extractions": found}, ensure_ascii=False)


def _content(sentence: str) -> str:
    said = _SAID.search(sentence)
    return sentence[: said.start()].lstrip("“") if said else sentence.rstrip(".")


def _source(number: int, who: str, cue: str) -> dict[str, Any]:
    person = who.istitle() and len(who.split()) == 2
    return {
        "n": number,
        "source": who,
        "type": "person" if person else "government",
        "cues": [cue],
        "via": None,
        "in": 0,
    }


def _abridged(clause: str) -> str:
    words = clause.split()
    if len(words) <= _SHORT:
        return clause
    return f"{' '.join(words[:3])} ... {' '.join(words[-3:])}"
