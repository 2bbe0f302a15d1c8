"""Why is there nothing to check in a sentence, to judge by its words?"""

import re
from dataclasses import dataclass

from schemas.labels import NothingToCheck
from service.llm.baseline.hints import hint
from service.text.checks.orders import speaks_to_a_model
from service.text.reporting import Reported

_QUESTION = re.compile('[?\uff1f]["\u201d\u2019\u00bb\u300d)\\s]*$')
_MARKS = re.compile('["\u201c\u201d\u201e\u00ab\u00bb\u300c\u300d]')
_WORD = re.compile(r"[^\W\d_]+")
_FULL_STOP = re.compile('[.!?\u2026\u3002\uff01\uff1f]["\u201d\u201c\u2019\u00bb\u300d)\\s]*$')
_NAME = re.compile(r"(?<=[\w,] )[A-Z\u00c0-\u00de]\w+")
_SELF = re.compile(r"(?:I|I'\w+)(?!\w)")
_FEWEST = {"zh": 4}
_FEW = 3
"""Words (characters in Chinese) of the shortest sentence that says something."""
_HEADING = 6
"""Words of the longest heading: what does not end like a sentence and is no longer."""
_UNBROKEN = 200
"""Code points without white space that no words have, but in Chinese."""
_RUN = re.compile(rf"\S{{{_UNBROKEN}}}")


@dataclass(frozen=True, slots=True)
class Judged:
    """What kind of sentence it is."""

    reason: NothingToCheck | None
    """Why it holds no claim; None where it holds one."""
    is_quotation: bool
    """Whether all that is said stands between quotation marks."""


def judged(sentence: str, said: Reported, language: str) -> Judged:
    """Whether a sentence claims anything, and what is said in it is a quotation."""
    words = sentence[slice(*said.passage)]
    before = sentence[: said.passage.start].rstrip()
    quotation = bool(before) and _MARKS.match(before[-1]) is not None and not _MARKS.search(words)
    return Judged(_reason(sentence, words, said, language), quotation)


def _reason(sentence: str, words: str, said: Reported, language: str) -> NothingToCheck | None:
    if _says_nothing(sentence, words, language) or speaks_to_a_model(sentence):
        return "not_verifiable"
    if _QUESTION.search(sentence) or words.endswith(("?", "\uff1f")):
        return "question"
    if said.speakers:
        return None
    if hint(language, "advice").match(words) and not _has_facts(words, language):
        return "advice"
    if hint(language, "opinion").search(words) and not (
        _has_facts(words, language) or _MARKS.search(words)
    ):
        return "opinion"
    return None


def _says_nothing(sentence: str, words: str, language: str) -> bool:
    if language != "zh" and _RUN.search(words):
        return True
    found = _WORD.findall(words)
    count = sum(map(len, found)) if language == "zh" else len(found)
    if count < _FEWEST.get(language, _FEW):
        return True
    heading = language != "zh" and count <= _HEADING and not _FULL_STOP.search(sentence)
    return heading and not any(character.isdigit() for character in words)


def _has_facts(words: str, language: str) -> bool:
    """Whether there is a number in it, or a name that is not its first word."""
    if any(character.isdigit() for character in words):
        return True
    # Every German noun looks like a name.
    return language != "de" and any(not _SELF.fullmatch(name) for name in _NAME.findall(words))
