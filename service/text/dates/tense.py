"""Does a sentence place the day that it names in the past or in the future?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal, Protocol

Tense = Literal["past", "present", "future"]

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*|[0-9]+(?:[:.,][0-9]+)*|[,;:]")
_WINDOW = 1000  # characters that are looked at, before and after the expression
_LONGEST_NAME = 5  # words
_NEVER = r"(?!)"
_NEIGHBOURS = 2
_HERE = "here"
_BREAK = "break"
_EVENT, _LIGHT = "event", "light"
_STOPS = frozenset(",;:")


class TenseReader(Protocol):
    """What `resolve` asks of the verbs of a language."""

    def at(self, sentence: str, start: int, end: int) -> Tense | None:
        """The tense that places what stands between two offsets of the sentence."""

    def verbs_in(self, text: str) -> int:
        """How many finite verbs, and breaks between clauses other than commas, a text has."""


@dataclass(frozen=True)
class Tenses:
    """The verbs of a language, as comma-separated phrases or as a pattern of one lower-case word.

    `past` verbs are finite by themselves; a `participle` is past after `have`, a `moved` one
    ("est arrivé") also after `be`; a `scheduled` one ("begins") tells the future in the present;
    `open_` words ("would", "to meet") tell neither past nor future. After one of the `determiners`
    a past form is no verb ("the wanted man"), nor is it in a clause that opens with the `absolute`
    word ("with the rest raised"). A `loose_past_form` is one before a stop or one of the words in
    `past_before`, where no adjective can stand.
    A clause ends at a comma and at one of the `breaks` ("which"): a verb tells nothing beyond it.
    A `reporting` verb ("said") with no word of `after_reporting` next to it opens a clause whose
    own verb counts. A day after one of the `events` ("the vote on Friday") may be another than that
    of a past verb behind it. Before an adverb at the head of a sentence stand only `light` words.
    Those `before_a_day` are no break just before the expression ("ended before Friday"), nor is
    the `demonstrative` with one noun ("rejected that plan on Friday").
    Where a verb often `leads` its sentence, a past form is one there in spite of its capital.
    An auxiliary governs what stands within `reach` words after it: "will be held" is future; in a
    language with `final` verbs also what stands just before it ("gesprochen habe").
    """

    past: str
    future: str
    be: str
    have: str
    participle: str = ""
    moved: str = ""
    scheduled: str = ""
    open_: str = ""
    breaks: str = ""
    before_a_day: str = ""
    nothing: str = ""
    determiners: str = ""
    demonstrative: str = ""
    reporting: str = ""
    after_reporting: str = ""
    events: str = ""
    light: str = ""
    absolute: str = ""
    past_form: str = _NEVER
    past_before: str = ""
    loose_past_form: str = _NEVER
    future_form: str = _NEVER
    participle_form: str = _NEVER
    open_form: str = _NEVER
    infinitive_mark: str = ""
    final: bool = False
    leads: bool = False
    reach: int = 4

    @cached_property
    def _phrases(self) -> dict[tuple[str, ...], str]:
        kinds = {
            "": self.nothing,
            _EVENT: self.events,
            _LIGHT: self.light,
            "past": self.past,
            "reporting": self.reporting,
            "scheduled": self.scheduled,
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
    def _lengths(self) -> Mapping[str, Sequence[int]]:
        """How many words the phrases with each first word have, the longest first."""
        found: dict[str, set[int]] = {}
        for phrase in self._phrases:
            found.setdefault(phrase[0], set()).add(len(phrase))
        return {first: sorted(lengths, reverse=True) for first, lengths in found.items()}

    @cached_property
    def _forms(self) -> list[tuple[str, re.Pattern[str]]]:
        forms = {"future": self.future_form, "past": self.past_form}
        forms |= {"participle": self.participle_form, "open": self.open_form}
        return [(kind, re.compile(form)) for kind, form in forms.items()]

    @cached_property
    def _articles(self) -> frozenset[str]:
        return frozenset(word.strip() for word in self.determiners.split(","))

    @cached_property
    def _followers(self) -> frozenset[str]:
        return frozenset(word.strip() for word in self.past_before.split(","))

    @cached_property
    def _prepositions(self) -> frozenset[str]:
        return frozenset(word.strip() for word in self.before_a_day.split(",") if word)

    def at(self, sentence: str, start: int, end: int) -> Tense | None:
        """The tense of the nearest verb before the expression, in the same clause.

        Where none stands before it, that of the verbs after it in the clause, if they agree; where
        the clause is but the expression, at the head of the sentence, that of all verbs, if they
        agree. None where nothing tells, or where a word says that past or future is open.
        """
        before = self._marks(sentence[max(0, start - _WINDOW) : start], leads=True)
        marks = [*before, _HERE, *self._marks(sentence[end : end + _WINDOW])]
        verbs = self._verbs(marks)
        here = len(before)
        first = max((k for k in range(here) if marks[k] == _BREAK), default=-1)
        last = next((k for k in range(here, len(marks)) if marks[k] == _BREAK), len(marks))
        told = {tense for place, tense in verbs if here < place < last}
        ahead = set(marks[first + 1 : here])
        if _EVENT in ahead:
            told -= {"past", "present"}
        for place, tense in verbs:
            if first < place < here:
                told = {tense}
        if not told and first < 0 and last == here + 1 and ahead <= {_LIGHT}:
            told = {tense for _, tense in verbs}
        match told.pop() if len(told) == 1 else None:
            case "past":
                return "past"
            case "future":
                return "future"
            case "present":
                return "present"
        return None

    def verbs_in(self, text: str) -> int:
        marks = self._marks(text.replace(",", " "))
        places = [place for place, _ in self._verbs(marks)]
        # "were briefly held" is one verb
        verbs = [b for a, b in pairwise([-9, *places]) if b - a > _NEIGHBOURS]
        return len(verbs) + marks.count(_BREAK)

    def _marks(self, text: str, *, leads: bool = False) -> list[str]:
        """One mark a word or phrase: the kind of verb, or "" for anything else.

        `leads`: the text leads up to the expression.
        """
        words = _WORD.findall(_without_asides(text.replace("\u2019", "'")))
        lowered = [word.lower() for word in words]
        marks = []
        position = 0
        absolute = False
        while position < len(words):
            if words[position] in _STOPS:
                absolute = lowered[position + 1 : position + 2] == [self.absolute]
            for length in self._lengths.get(lowered[position], ()):
                kind = self._phrases.get(tuple(lowered[position : position + length]))
                if kind is not None:
                    break
            else:
                length, kind = 1, self._form(words, position)
            if kind == "past" and (
                absolute or (position and lowered[position - 1] in self._articles)
            ):
                kind = ""
            if kind == "reporting":
                beyond = lowered[position + length : position + length + 1]
                kind = "past" if self._reports_a_time(beyond) else kind
            if leads and kind == _BREAK and self._is_no_break(lowered[position:]):
                kind = ""
            marks.append(kind)
            position += length
        return marks

    def _reports_a_time(self, beyond: list[str]) -> bool:
        return not beyond or beyond[0] in _STOPS or beyond[0] in self._times

    @cached_property
    def _times(self) -> frozenset[str]:
        return frozenset(word.strip() for word in self.after_reporting.split(","))

    def _is_no_break(self, tail: list[str]) -> bool:
        """Whether the words that lead up to the expression from a possible break are no clause."""
        if len(tail) == 1:
            return tail[0] in self._prepositions
        noun_alone = len(tail) == 2 or (len(tail) == 3 and tail[2] in self._articles)
        return tail[0] == self.demonstrative and noun_alone

    def _form(self, words: list[str], position: int) -> str:
        word = words[position]
        if word in _STOPS:
            return _BREAK
        if word == self.infinitive_mark:
            follower = words[position + 1 : position + 2]
            return "open" if follower and follower[0].islower() else ""
        if self.leads and not position and re.fullmatch(self.past_form, word.lower()):
            return "past"
        if not word.islower():
            return ""  # a name: "Irán", "Fred"
        beyond = words[position + 1].lower() if position + 1 < len(words) else ","
        if (beyond in self._followers or beyond in _STOPS) and re.fullmatch(
            self.loose_past_form, word
        ):
            return "past"
        return next((kind for kind, form in self._forms if form.fullmatch(word)), "")

    def _verbs(self, marks: list[str]) -> list[tuple[int, str]]:
        """Where each finite verb stands, and its tense."""
        verbs: list[tuple[int, str]] = []
        auxiliary, place = "", -self.reach - 1
        for position, mark in enumerate(marks):
            if mark in ("", _HERE, _BREAK, _EVENT, _LIGHT):
                place = -self.reach - 1 if mark == _BREAK else place
                continue
            governor = auxiliary if position - place <= self.reach else ""
            if mark in ("be", "have") and self._closes(marks, position):
                verbs.append((position, "past"))
            elif mark in ("be", "have", "future"):
                if governor not in ("future", "open"):
                    auxiliary, place = mark, position
                    verbs.append((position, "future" if mark == "future" else "present"))
            elif (governor == "have" and mark in ("past", "participle", "moved")) or (
                governor == "be" and mark == "moved"
            ):
                verbs[-1] = (verbs[-1][0], "past")
            elif mark == "reporting":
                verbs.append((position, "open"))
            elif mark == "open" and governor != "future":
                auxiliary, place = mark, position
                verbs.append((position, "open"))
            elif mark in ("past", "scheduled") and governor not in ("be", "future", "open"):
                verbs.append((position, "past" if mark == "past" else "future"))
        return verbs

    def _closes(self, marks: list[str], position: int) -> bool:
        """Whether an auxiliary follows what it governs ("gesprochen habe")."""
        governed = marks[position - 1] if self.final and position else ""
        return governed == "moved" or (governed == "participle" and marks[position] == "have")


def _without_asides(text: str) -> str:
    """Names and ages between commas do not end a clause: "in Paris, France, on Friday"."""
    parts = text.split(",")
    kept = parts[0]
    place = 1
    while place < len(parts):
        words = parts[place].split()
        if place + 1 < len(parts) and _is_name(words):
            kept += f" {parts[place + 1]}"
            place += 2
        else:
            kept += f",{parts[place]}"
            place += 1
    return kept


def _is_name(words: list[str]) -> bool:
    return 0 < len(words) <= _LONGEST_NAME and all(
        word[0].isupper() or word[0].isdecimal() for word in words
    )
