"""Which forms do reporting clauses have in languages that write spaces?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from service.text.reporting.vocabulary import VOCABULARIES

# A source is searched for word by word up to a bound, so that no text makes a search long.
_WORD = '[^\\s,;:"\u201c\u201d\u201e\u00ab\u00bb]+'
_SHORT = rf"{_WORD}(?:\s+{_WORD}){{0,11}}?"
_LONG = rf"{_WORD}(?:\s+{_WORD}){{0,19}}"
_REST = rf"(?P<rest>(?:\s+{_WORD}){{0,16}})"
_BESIDE = r"(?P<beside>,\s.*)?"
_BETWEEN = r"(?:,\s+(?P<other>[^,;:]{1,120}),)?"
_QUOTE = "[\"'\u201c\u201e\u00ab\u2018\u00bb]"
_CONJUNCTION = r"(?:(?:but|and|yet|however|pero|sin embargo|aber|mais),?\s+)?"
_LETTERS = re.compile(r"\w+")
_LATER = re.compile(r"(?:\\?[ ]|\\s\+)(?:\(\?:[^()]*\)|\w+)|\\\w")
"""Words of a pattern that stand behind others, and classes of characters."""
_DOTS = str.maketrans("\u0130\u0131", "ii")
_ADVERBIAL = "in|on|at|after|during|en|dans|tras|am"
_CAPITAL = r"(?-i:[A-ZÄÖÜ])"
_GERMAN_NOUN = (
    rf"(?:(?-i:[a-zäöüß])\S*\s+){{0,2}}{_CAPITAL}[^\s,;:.]*"
    rf"(?:\s+(?:(?:der|des|von|vom|für|und)\s+)?{_CAPITAL}[^\s,;:.]*){{0,6}}"
)


@dataclass(frozen=True, slots=True)
class Patterns:
    """The forms of one language, each with the groups `source` and `cue` at least."""

    hint: re.Pattern[str]
    """What every reporting clause has some of."""
    opening: frozenset[str]
    """The words that a hint may begin with, folded, and maybe more."""
    tails: Sequence[re.Pattern[str]]
    """Clauses that stand beside what is said, matched as a whole."""
    cited: re.Pattern[str]
    """Whom the source before it cites."""
    fronts: Sequence[re.Pattern[str]]
    """Clauses before what is said, which begins where they end."""
    inside: re.Pattern[str] | None
    """ "According to" somewhere in a clause."""
    accused: re.Pattern[str] | None
    lead: re.Pattern[str]
    """How an adverbial begins."""
    telling: re.Pattern[str]
    medium: re.Pattern[str]

    def hints(self, text: str) -> list[int]:
        """Where hints begin: at words, of which few can be one's first."""
        if text.isascii():
            words = _LETTERS.finditer(text.casefold())
            found = [word.start() for word in words if word[0] in self.opening]
        else:  # Folded by itself, a word stays where it is.
            words = _LETTERS.finditer(text)
            found = [word.start() for word in words if _folded(word[0]) in self.opening]
        return [start for start in found if self.hint.match(text, start)]


@cache
def patterns(language: str) -> Patterns:
    """The forms of en, es, de or fr."""
    words = VOCABULARIES[language]
    verbs, auxiliaries = _flat(words.verbs), _flat(words.auxiliaries)
    according, bare = _flat(words.per), _flat(words.bare)
    subject = (
        rf"(?P<source>{_SHORT}){_BETWEEN}\s+(?:(?:{auxiliaries})\s+){{0,3}}"
        rf"(?P<cue>(?:{verbs}))\b"
    )
    citing = _flat(words.citing)
    hint = rf"{verbs}|{according}|{citing}|zufolge|a-t-|so|accused|alleged"
    begin = rf"{_CONJUNCTION}(?:(?P<lead>(?:{_ADVERBIAL})\s[^,;:]{{1,80}}),\s+)?"
    per = rf"(?P<cue>(?P<per>{according}))\s+"
    return Patterns(
        hint=_compiled(rf"\b(?:{hint})\b"),
        opening=frozenset(map(_folded, _LETTERS.findall(_LATER.sub(" ", hint)))),
        tails=[
            _compiled(rf"(?:as\s+)?{per}(?P<source>{_LONG}){_BESIDE}"),
            *(_compiled(_filled(tail, verbs) + r"(?P<beside>,\s.*)?") for tail in words.tails),
            _compiled(rf"(?:as\s+)?{subject}{_REST}"),
            _compiled(rf"(?P<cue>{verbs})\s+(?P<source>{_LONG}){_BESIDE}"),
        ],
        cited=_compiled(rf"(?P<cue>{citing})\s+(?P<source>{_LONG}){_BESIDE}"),
        fronts=[
            *(_compiled(front) for front in words.fronts),
            *([] if words.loose else [_compiled(rf"{_CONJUNCTION}{per}(?P<source>{_LONG}),\s+")]),
            _compiled(rf"{begin}{subject}(?P<rest>(?:\s+{_WORD}){{0,12}}?){words.that}"),
            _compiled(rf"{begin}{subject}(?P<rest>(?:\s+{_WORD}){{0,12}}?)\s*[:,]\s*(?={_QUOTE})"),
            _compiled(
                rf"{begin}(?P<source>{_SHORT}){_BETWEEN}\s+(?:(?:{auxiliaries})\s+){{0,3}}"
                rf"(?P<cue>{bare})\s+(?P<told>{_told()})?"
            ),
        ],
        inside=_compiled(rf"{per}(?P<source>{_GERMAN_NOUN})") if words.loose else None,
        accused=_compiled(rf"\b(?P<cue>accused|alleged)\s+by\s+(?P<source>{_SHORT})\s+of\b")
        if language == "en"
        else None,
        lead=_compiled(rf"(?:(?:{_flat(words.leads)})\b|\w+(?:ly|mente|ment)\b|\w+day\b)"),
        telling=_compiled(rf"(?:{_flat(words.telling)})"),
        medium=_compiled(
            rf"\b(?:in|en|dans|via|by)\s+(?:\w+\s+){{1,2}}(?P<medium>{_flat(words.media)})\b"
        ),
    )


def _folded(word: str) -> str:
    """A word so that those are equal that are so to a regular expression without case."""
    return word.casefold() if word.isascii() else word.translate(_DOTS).casefold()


def _told() -> str:
    """The words between "told" and what was said without a "that"; or when it was said."""
    people = "reporters|journalists|councillors|lawmakers|investors|parliament|the court|the BBC"
    return rf"(?:(?:{people}|(?-i:[A-Z])\w+)\s+)?(?:(?:on|late|early)\s+\w+day\s+)?"


def _flat(listed: str) -> str:
    return re.sub(r"\s*\n\s*", "", listed)


def _filled(template: str, verbs: str) -> str:
    return template.replace("SOURCE", _SHORT).replace("VERBS", verbs).replace("WORD", _WORD)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


def knows(language: str) -> bool:
    """Whether there is a vocabulary for a language."""
    return language in VOCABULARIES
