"""Does a claim without a source say what only a source says?"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from service.text.checks.reading import Reading
from service.text.checks.wording import all_forms, forms, is_content, is_grammar
from service.text.quotation import quotations
from service.text.reporting import Reported, Speaker, reported
from service.text.span import Span
from service.text.tokens import Token, words_of

_SHORTEST = 3
"""Words of a quotation that says something; a shorter one may be a name or a manner of speaking."""
_SHORTEST_IN_CHINESE = 5
_CLAUSE = 0.6
"""Share of a reported clause's words that a claim of a longer passage must have to be it."""
_ARTICLE = 5
"""Characters at most between "laut" and a name."""
_LAUT = re.compile(r"(?:Laut|Nach Angaben|Nach Informationen)\b", re.IGNORECASE)
_OPENING = " \"'“„«‘「『"
_ASIDE = re.compile(r"\s*[,，](?!\s*(?:and|but|y|pero|und|aber|et|mais)\b)")
_OTHER_CLAUSE = re.compile(
    r"\s*(?:[;；]|\s[–—-]\s|,\s+(?:as|while|where|when|who|which|whose|whom|after|although|though"
    r"|before|but|und|sondern|während|wo|als|der|die|das|dessen|deren|nachdem|obwohl|aber"
    r"|que|quien|quienes|cuyo|cuya|donde|cuando|mientras|aunque|pero|tras|después"
    r"|qui|dont|où|alors|tandis|bien|après|mais|lorsque|a|an|the|el|la|un|una|le|une|ein|eine)\b)",
    re.IGNORECASE,
)
"""What may begin a clause that the source does not say, or an apposition."""


class Voices:
    """Who speaks in an article, as its reporting words and its quotation marks show it.

    Where it is not sure that a passage is a source's, nothing is said.
    """

    def __init__(self, text: str, sentences: Sequence[Span], language: str) -> None:
        self._text = text
        self._sentences = sentences
        self._language = language.partition("-")[0].lower()
        self._quoted = quotations(text)
        self._reported: dict[int, Reported] = {}

    def problem(self, claim: Reading, tokens: Sequence[Token], passage: Span) -> str:
        """Whose words a claim without a chain makes the article's own; empty where nobody's."""
        speaker = self._speaker(tokens, passage)
        if speaker is None or self._is_named(speaker, claim, tokens):
            return ""
        if reported(claim.text, self._language).speakers:
            return ""
        return f"“{speaker.name}” says so, not the article, and the claim has no source"

    def _speaker(self, tokens: Sequence[Token], passage: Span) -> Speaker | None:
        touched = self._touching(passage)
        if len(touched) == 1:
            at = touched[0]
            said = self._said(at)
            if said.speakers and self._is_said(at, said, tokens, passage):
                return said.speakers[0]
        return self._quoting(passage)

    def _is_said(self, at: int, said: Reported, tokens: Sequence[Token], passage: Span) -> bool:
        """Whether a passage of a sentence, or what a claim takes from it, is what is reported."""
        part = self._clause(self._sentences[at], said)
        if part is None:
            return False
        words = self._text[slice(*part)]
        if part.contains(passage):
            right = words[passage.end - part.start :]
            # Between commas stands an apposition or another aside, which may be the article's.
            return not _ASIDE.match(right)
        if not passage.contains(part):
            return False
        told, inside = _content(words_of(words)), _content(tokens)
        theirs, own = all_forms(told), all_forms(inside)
        return (
            bool(inside)
            and all(not theirs.isdisjoint(forms(token.text)) for token in inside)
            and sum(not own.isdisjoint(forms(token.text)) for token in told) >= _CLAUSE * len(told)
        )

    def _clause(self, sentence: Span, said: Reported) -> Span | None:
        """The part of a sentence that is surely reported: beside its reporting clause, and no
        further than to where another clause may begin that is the article's."""
        text = self._text[slice(*sentence)]
        start, end = said.passage
        name = said.speakers[0].name
        if name not in text[:start] and name not in text[end:]:
            opening = _LAUT.match(text)
            after = text.find(name) + len(name)
            if not opening or text.find(name) - opening.end() > _ARTICLE:
                return None
            start = after
        elif not text[:start].strip(_OPENING):
            # "In May it lost 3; since, it lost 5, she said."
            start = max(start, text.rfind(";", start, end) + 1)
        if (other := _OTHER_CLAUSE.search(text, start, end)) and text[:start].strip(_OPENING):
            end = other.start()
        return Span(sentence.start + start, sentence.start + end) if start < end else None

    def _quoting(self, passage: Span) -> Speaker | None:
        """Who speaks the quotation that holds a passage."""
        at = bisect_right(self._quoted, Span(passage.start, len(self._text))) - 1
        quotation = self._quoted[at] if at >= 0 else None
        if quotation is None or not quotation.contains(passage):
            return None
        fewest = _SHORTEST_IN_CHINESE if self._language == "zh" else _SHORTEST
        if len(words_of(self._text[slice(*quotation)])) < fewest:
            return None
        touched = self._touching(quotation)
        found = [self._said(at).speakers for at in (touched[-1], touched[0])]
        if not any(found) and self._goes_on(touched[0], quotation):
            found.append(self._said(touched[0] - 1).speakers)
        return next((speakers[0] for speakers in found if speakers), None)

    def _goes_on(self, at: int, quotation: Span) -> bool:
        """Whether a quotation that fills its sentences follows another: “A,” he said. “B.”"""
        sentence = self._sentences[at]
        if at == 0 or self._text[sentence.start : quotation.start].strip(_OPENING):
            return False
        before = self._sentences[at - 1]
        place = bisect_right(self._quoted, quotation) - 2
        return (
            "\n" not in self._text[before.end : sentence.start]
            and place >= 0
            and before.overlaps(self._quoted[place])
        )

    def _touching(self, passage: Span) -> range:
        low = bisect_right(self._sentences, passage.start, key=lambda one: one.end)
        high = bisect_left(self._sentences, passage.end, key=lambda one: one.start)
        return range(low, high)

    def _said(self, at: int) -> Reported:
        if at not in self._reported:
            sentence = self._text[slice(*self._sentences[at])]
            self._reported[at] = reported(sentence, self._language)
        return self._reported[at]

    def _is_named(self, speaker: Speaker, claim: Reading, tokens: Sequence[Token]) -> bool:
        """Whether the claim has the source's name; of a description, all of its words."""
        if self._language == "zh":
            return speaker.name in claim.text
        name = _content(words_of(speaker.name))
        wanted = name[-1:] if name and name[-1].named else name
        own = all_forms(_content(tokens))
        return bool(wanted) and all(not own.isdisjoint(forms(token.text)) for token in wanted)


def _content(tokens: Sequence[Token]) -> list[Token]:
    return [one for one in tokens if (is_content(one) or one.named) and not is_grammar(one)]
