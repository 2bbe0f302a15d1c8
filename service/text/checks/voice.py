"""Does a claim without a source say what only a source says?"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from service.text.checks.reading import Reading
from service.text.checks.wording import forms, is_content
from service.text.quotation import quotations
from service.text.reporting import Reported, Speaker, reported
from service.text.span import Span
from service.text.tokens import Token, words_of

_SHORTEST = 3
"""Words of a quotation that says something; a shorter one may be a name or a manner of speaking."""
_SHORTEST_IN_CHINESE = 5


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
        if speaker is None or self._is_named(speaker, tokens):
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
        start = self._sentences[at].start
        part = Span(start + said.passage.start, start + said.passage.end)
        if part == self._sentences[at] or not _has_words(self._text, self._sentences[at], part):
            return False
        if part.contains(passage):
            return not _is_aside(self._text, part, passage)
        if not passage.contains(part):
            return False
        inside = _forms(self._text[slice(*part)])
        content = [token for token in tokens if is_content(token)]
        return bool(content) and all(not inside.isdisjoint(forms(token)) for token in content)

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
        found = (self._said(at).speakers for at in (touched[-1], touched[0]) if touched)
        return next((speakers[0] for speakers in found if speakers), None)

    def _touching(self, passage: Span) -> range:
        low = bisect_right(self._sentences, passage.start, key=lambda one: one.end)
        high = bisect_left(self._sentences, passage.end, key=lambda one: one.start)
        return range(low, high)

    def _said(self, at: int) -> Reported:
        if at not in self._reported:
            sentence = self._text[slice(*self._sentences[at])]
            self._reported[at] = reported(sentence, self._language)
        return self._reported[at]

    def _is_named(self, speaker: Speaker, tokens: Sequence[Token]) -> bool:
        named = {form for token in words_of(speaker.name) if is_content(token) for form in forms(token)}
        return any(not named.isdisjoint(forms(token)) for token in tokens if is_content(token))


def _has_words(text: str, whole: Span, part: Span) -> bool:
    """Whether a reporting clause stands around a part of a sentence."""
    around = text[whole.start : part.start] + text[part.end : whole.end]
    return any(character.isalnum() for character in around)


def _is_aside(text: str, part: Span, passage: Span) -> bool:
    """Whether a passage lies between commas in what is reported: an aside may be the article's."""
    before, after = text[part.start : passage.start], text[passage.end : part.end]
    words = before.count(",") + before.count("，")
    return bool(words) and bool(after.strip()) and after.lstrip()[:1] in ",，;；"


def _forms(text: str) -> set[str]:
    return {form for token in words_of(text) for form in forms(token)}
