"""Which words of a passage make it less than certain, or negative?"""

from collections.abc import Sequence
from functools import cache

from service.text.cues.chinese import CHINESE
from service.text.cues.cue import Cue, Kind
from service.text.cues.english import ENGLISH
from service.text.cues.french import FRENCH
from service.text.cues.german import GERMAN
from service.text.cues.lexicon import Lexicon, parted
from service.text.cues.spanish import SPANISH
from service.text.cues.words import CONTRACTED_NOT, Word
from service.text.span import Span

_LEXICONS = {"en": ENGLISH, "es": SPANISH, "de": GERMAN, "fr": FRENCH, "zh": CHINESE}
_SHORTEST = 4
"""Letters of a word that is taken for a cue in a language that we do not know."""


def cues(found: Sequence[Word], language: str = "en") -> list[Cue]:
    """The cues among the words of a text, in order; of several at one place the longest.

    `language` is a BCP 47 tag; for one that we have no lists for, those words of all our lists
    count that are long enough not to be another word there.
    """
    lexicon = lexicon_of(language)
    opened = lexicon.opened
    cues_: list[Cue] = []
    after = 0
    for index, word in enumerate(found):
        if index < after or (opened(word.text) is None and not word.text.endswith(CONTRACTED_NOT)):
            continue
        kind, count = _at(lexicon, found, index)
        after = index + count
        if kind:
            part = found[index:after]
            join = "".join if word.unspaced else " ".join
            cues_.append(
                Cue(
                    kind,
                    Span(part[0].start, part[-1].end),
                    join(one.text for one in part),
                    Span(index, after),
                )
            )
    return cues_


def _at(lexicon: Lexicon, found: Sequence[Word], index: int) -> tuple[Kind | None, int]:
    phrase = lexicon.at(found, index)
    if phrase is None:
        return ("negation" if found[index].text.endswith(CONTRACTED_NOT) else None), 1
    if len(phrase.words) == 1 and phrase.kind and phrase.words[0] in lexicon.guards:
        return lexicon.guards[phrase.words[0]](found, index), 1
    return phrase.kind, len(phrase.words)


def lexicon_of(language: str) -> Lexicon:
    """The lists of a language, or those that hold for any."""
    return _LEXICONS.get(language.partition("-")[0].lower()) or _anybodys()


@cache
def _anybodys() -> Lexicon:
    """What is a cue in one of our languages and too long to be another word in the next."""
    kinds: dict[str, set[Kind | None]] = {}
    for lexicon in _LEXICONS.values():
        for kind, phrases in [*lexicon.cues.items(), (None, lexicon.innocent)]:
            for phrase in phrases.split(","):
                kinds.setdefault(" ".join(phrase.split()), set()).add(kind)
    agreed = {
        phrase: next(iter(found))
        for phrase, found in kinds.items()
        if len(found) == 1 and _is_long(phrase)
    }
    listed: dict[Kind | None, list[str]] = {}
    for phrase, kind in agreed.items():
        listed.setdefault(kind, []).append(phrase)
    return Lexicon(
        cues={kind: ", ".join(phrases) for kind, phrases in listed.items() if kind},
        innocent=", ".join(listed[None]),
        skipped=" ".join(lexicon.skipped for lexicon in _LEXICONS.values()),
        guards={word: guard for one in _LEXICONS.values() for word, guard in one.guards.items()},
    )


def _is_long(phrase: str) -> bool:
    words = parted(phrase)
    if phrase > "\u3000":
        return len(words) > 1
    return any(len(word.rstrip("*")) >= _SHORTEST for word in words) and " " not in phrase.strip(
        "*"
    )
