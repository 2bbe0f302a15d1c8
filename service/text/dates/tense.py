"""Does a sentence place the day that it names in the past or in the future?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Tense = Literal["past", "present", "future"]

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*|[0-9]+|[,;:]")
_WINDOW = 1000  # characters that are looked at, before and after the expression
_NEVER = r"(?!)"
_HERE = "here"
_BREAK = "break"
_STOPS = frozenset(",;:")


@dataclass(frozen=True)
class Tenses:
    """The verbs of a language, as comma-separated phrases or as a pattern of one lower-case word.

    `past` verbs are finite by themselves; a `participle` is past after `have`, a `moved` one
    ("est arrivé") also after `be`; `open_` words ("would", "to meet") tell neither past nor future.
    A clause ends at a comma and at one of the `breaks` ("which"): a verb tells nothing beyond it.
    An auxiliary governs what stands within `reach` words after it: "will be held" is future.
    """

    past: str
    future: str
    be: str
    have: str
    participle: str = ""
    moved: str = ""
    open_: str = ""
    breaks: str = ""
    nothing: str = ""
    past_form: str = _NEVER
    future_form: str = _NEVER
    participle_form: str = _NEVER
    open_form: str = _NEVER
    infinitive_mark: str = ""
    reach: int = 4

    @cached_property
    def _phrases(self) -> dict[tuple[str, ...], str]:
        kinds = {
            "": self.nothing,
            "past": self.past,
            "participle": self.participle,
            "moved": self.moved,
            "open": self.open_,
            _BREAK: self.breaks,
            "have": self.have,
            "be": self.be,
            "future": self.future,
        }
        return {
            tuple(phrase.split()): kind
            for kind, phrases in kinds.items()
            for phrase in phrases.split(",")
            if phrase.strip()
        }

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._phrases))

    @cached_property
    def _forms(self) -> list[tuple[str, re.Pattern[str]]]:
        forms = {"future": self.future_form, "past": self.past_form}
        forms |= {"participle": self.participle_form, "open": self.open_form}
        return [(kind, re.compile(form)) for kind, form in forms.items()]

    def of(self, sentence: str, expression: str) -> Tense | None:
        """The tense of the nearest verb before the expression, in the same clause.

        Where no verb at all stands before it, that of all verbs, if they agree. None where nothing
        tells, or where a word says that past or future is open.
        """
        at = sentence.find(expression) if expression else -1
        start, end = (at, at + len(expression)) if at >= 0 else (0, 0)
        marks = [
            *self._marks(sentence[max(0, start - _WINDOW) : start]),
            _HERE,
            *self._marks(sentence[end : end + _WINDOW]),
        ]
        verbs = self._verbs(marks)
        here = marks.index(_HERE)
        before = [verb for verb in verbs if verb[0] < here]
        if not before:
            told = {tense for _, tense in verbs}
        elif _BREAK in marks[before[-1][0] : here]:
            return None
        else:
            told = {before[-1][1]}
        match told.pop() if len(told) == 1 else None:
            case "past":
                return "past"
            case "future":
                return "future"
            case "present":
                return "present"
        return None

    def _marks(self, text: str) -> list[str]:
        """One mark a word or phrase: the kind of verb, or "" for anything else."""
        words = _WORD.findall(text.replace("\u2019", "'"))
        lowered = [word.lower() for word in words]
        marks = []
        position = 0
        while position < len(words):
            for length in range(self._longest, 0, -1):
                kind = self._phrases.get(tuple(lowered[position : position + length]))
                if kind is not None:
                    break
            else:
                length, kind = 1, self._form(words, position)
            marks.append(kind)
            position += length
        return marks

    def _form(self, words: list[str], position: int) -> str:
        word = words[position]
        if word in _STOPS:
            return _BREAK
        if word == self.infinitive_mark:
            follower = words[position + 1 : position + 2]
            return "open" if follower and follower[0].islower() else ""
        if not word.islower():
            return ""  # a name: "Irán", "Fred"
        return next((kind for kind, form in self._forms if form.fullmatch(word)), "")

    def _verbs(self, marks: list[str]) -> list[tuple[int, str]]:
        """Where each finite verb stands, and its tense."""
        verbs: list[tuple[int, str]] = []
        auxiliary, place = "", -self.reach - 1
        for position, mark in enumerate(marks):
            if mark in ("", _HERE, _BREAK):
                place = -self.reach - 1 if mark == _BREAK else place
                continue
            governor = auxiliary if position - place <= self.reach else ""
            if mark in ("be", "have", "future"):
                if governor not in ("future", "open"):
                    auxiliary, place = mark, position
                    verbs.append((position, "future" if mark == "future" else "present"))
                continue
            perfect = governor == "have" and mark in ("past", "participle", "moved")
            if perfect or (governor == "be" and mark == "moved"):
                verbs[-1] = (verbs[-1][0], "past")
            elif mark == "open" and governor != "future":
                auxiliary, place = mark, position
                verbs.append((position, "open"))
            elif mark == "past" and governor not in ("be", "future", "open"):
                verbs.append((position, "past"))
        return verbs
