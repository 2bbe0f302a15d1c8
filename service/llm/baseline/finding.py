"""What is in a window's sentences, to judge by words and forms alone?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from schemas.draft import MAX_QUOTE
from schemas.labels import Certainty, CheckWorthiness, ClaimType, NothingToCheck, Polarity
from service.llm.baseline.judging import Judged, judged
from service.llm.baseline.labelling import certainty_and_polarity, claim_types, worthiness
from service.llm.baseline.times import times_in
from service.text.languages import language_of
from service.text.reporting import Reported, Speaker, reported


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence as a claim."""

    sentence: int
    """Its number in the request."""
    quote: str
    claim: str
    chain: tuple[Speaker, ...]
    types: tuple[ClaimType, ...]
    certainty: Certainty
    polarity: Polarity
    times: tuple[str, ...]
    check_worthiness: CheckWorthiness


@dataclass(slots=True)
class Findings:
    """What a window holds."""

    claims: list[Found] = field(default_factory=list)
    rejected: dict[NothingToCheck, list[int]] = field(default_factory=dict)


def find(sentences: Mapping[int, str]) -> Findings:
    """A claim or a reason for each sentence. Linear in the text."""
    language = language_of(sentences.values())
    findings = Findings()
    before: tuple[Speaker, ...] = ()
    for number, sentence in sentences.items():
        said = reported(sentence, language)
        judgement = judged(sentence, said, language)
        # A quotation goes on in the next sentence, whose speaker is not named again.
        if judgement.is_quotation and not said.speakers:
            said = replace(said, speakers=before)
        before = said.speakers
        quote = _bounded(sentence[slice(*said.passage)])
        reason = judgement.reason or (None if quote else "not_verifiable")
        if reason:
            findings.rejected.setdefault(reason, []).append(number)
        else:
            findings.claims.append(_claim(number, quote, said, judgement, language))
    return findings


def _claim(number: int, quote: str, said: Reported, judgement: Judged, language: str) -> Found:
    words = said.words if len(said.words) <= MAX_QUOTE else quote
    times = times_in(quote, language)
    certainty, polarity = certainty_and_polarity(quote, language, denied=said.denied)
    return Found(
        sentence=number,
        quote=quote,
        claim=_sentence(words, language),
        chain=said.speakers,
        types=claim_types(quote, times, judgement, language),
        certainty=certainty,
        polarity=polarity,
        times=tuple(times),
        check_worthiness=worthiness(quote, times, language),
    )


def _bounded(quote: str) -> str:
    """As much of a quote as may be quoted, in whole words; empty where that is not possible."""
    if len(quote) <= MAX_QUOTE:
        return quote
    return quote[: max(quote.rfind(space, 0, MAX_QUOTE) for space in " \uff0c\u3002") + 1].strip()


def _sentence(words: str, language: str) -> str:
    stop = "\u3002" if language == "zh" else "."
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith('!') else stop}"


def speakers_of(claims: Iterable[Found]) -> list[tuple[Speaker, ...]]:
    """Every chain and its beginnings, the outer ones first, each once."""
    chains = [claim.chain[:depth] for claim in claims for depth in range(1, len(claim.chain) + 1)]
    return list(dict.fromkeys(chains))
