"""What does a cue speak of?"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from service.text.cues.cue import Cue
from service.text.cues.finding import lexicon_of
from service.text.cues.lexicon import Lexicon
from service.text.cues.words import CONTRACTED_NOT, Word
from service.text.grammar import listed

_REACH = 12
"""Words after a cue that are looked at."""
_WEIGHED = 4
"""Words of a scope that must be in a claim for the most part."""
_AFTER_ITS_NOUN = listed(
    """présumé présumée présumés présumées supposé supposée supposés supposées prétendu prétendue
    prétendus prétendues"""
)
_NE = frozenset({"ne", "n"})
_JOINING = listed("und oder aber sondern sowie and but y pero et mais")
_LATE_ADJECTIVE = ("e", "en", "er", "es", "em")
_CLAUSE = listed("that que dass ob si whether")
_VOWELS = str.maketrans("", "", "aeiouyáéíóúàèìòùâêîôûäëïöü")
_ALIKE = 4
_FORMS = """
    pay paid, say said, lay laid, sell sold, tell told, make made, go went gone, buy bought,
    bring brought, catch caught, teach taught, leave left, win won, seek sought, think thought,
    fight fought, flee fled, lead led, have had, strike struck, do did done, lie lied lying,
    see saw seen, eat ate eaten, find found, hold held, get got, run ran
"""
_IRREGULAR = {form: forms[0] for forms in map(str.split, _FORMS.split(",")) for form in forms[1:]}
"""English forms that share too little with their verb."""


class Scope(NamedTuple):
    """The word that carries what a cue speaks of, and the words with it, that one included."""

    head: tuple[Word, ...]
    """One word, or two characters; empty where nothing in the clause is spoken of."""
    words: tuple[Word, ...]
    whole: bool
    """Whether it is a clause of its own, of which the head is only the beginning."""


def scope(found: Sequence[Word], cue: Cue, language: str) -> Scope:
    """What one of the cues of these words speaks of, by rules of order, not by parsing."""
    lexicon = lexicon_of(language)
    clause = found[cue.place.start].clause
    after = _content(found[cue.place.end : cue.place.end + _REACH], clause, lexicon)
    if after and after[0].unspaced:
        return Scope(tuple(after[:2]), tuple(after), False)
    if not after and _opens(found, cue):
        # "Reportedly, the mill closed."
        after = _content(found[cue.place.end : cue.place.end + _REACH], clause + 1, lexicon)
        return Scope(tuple(after[:1]), tuple(after), True)
    if lexicon.verb_last and not _is_adjective(cue):
        return _verb_last(found, cue, clause, lexicon)
    if cue.word in _AFTER_ITS_NOUN:
        before = found[max(0, cue.place.start - _REACH) : cue.place.start]
        after = _content(before, clause, lexicon)[-1:]
    if cue.kind == "negation" and (verb := _between(found, cue, clause, lexicon)):
        after = [verb, *after]
    if cue.kind == "denial" and (clause_ := _subordinate(found, cue, clause, lexicon)):
        return Scope(tuple(clause_[:1]), tuple(clause_), True)
    whole = cue.kind == "question" or cue.word.rpartition(" ")[2] in _CLAUSE
    return Scope(tuple(after[:1]), tuple(after), whole)


def governs(scope_: Scope, claim: Sequence[Word]) -> bool:
    """Whether a claim says what a cue speaks of: its head, and of a clause most of its words."""
    if not scope_.head or not _says(claim, scope_.head):
        return False
    return not scope_.whole or says_most(claim, scope_.words)


def says_most(claim: Sequence[Word], words: Sequence[Word], share: float = 0.5) -> bool:
    """Whether a claim has most of the first of some words, in one of their forms."""
    weighed = _units(words)
    return sum(_says(claim, unit) for unit in weighed) >= share * len(weighed)


def _units(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """Words; of a script without spaces, pairs of characters, of which one alone says little."""
    if words and words[0].unspaced:
        return [*pairwise(words[: 2 * _WEIGHED])] or [(words[0],)]
    return [(word,) for word in words[:_WEIGHED]]


def _says(claim: Sequence[Word], head: tuple[Word, ...]) -> bool:
    if head[0].unspaced:
        wanted = [word.text for word in head]
        texts = [word.text for word in claim]
        return any(texts[i : i + len(wanted)] == wanted for i in range(len(texts)))
    return any(akin(head[0].text, word.text) for word in claim)


def akin(one: str, other: str) -> bool:
    """Whether two words may be forms of one: "close" and "closing", "broke" and "break"."""
    if one == other:
        return True
    if min(len(one), len(other)) < 3 or one[0].isdigit() or other[0].isdigit():
        return False
    one, other = _bare(one), _bare(other)
    shorter = min(len(one), len(other))
    shared = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    if shared >= max(_ALIKE, 0.6 * shorter) or shared >= max(3, shorter - 1):
        return True
    return shorter > 3 and one[0] == other[0] and _consonants(one) == _consonants(other)


def _bare(word: str) -> str:
    """Without what a form of a verb has before or after it."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ing") and len(word) > 6:
        return word[:-3]
    if word.startswith("ge") and len(word) > 6 and word.endswith(("t", "en")):
        return word[2:]
    return word


def _consonants(word: str) -> str:
    bones = word.translate(_VOWELS).removesuffix("n")
    return bones if len(bones) > 1 else word


def _content(words: Sequence[Word], clause: int, lexicon: Lexicon) -> list[Word]:
    return [word for word in words if word.clause == clause and not _is_grammar(word, lexicon)]


def _is_grammar(word: Word, lexicon: Lexicon) -> bool:
    return word.text in lexicon.skips or word.text.endswith(CONTRACTED_NOT)


def _opens(found: Sequence[Word], cue: Cue) -> bool:
    clause = found[cue.place.start].clause
    return (cue.place.start == 0 or found[cue.place.start - 1].clause < clause) and (
        cue.place.end < len(found) and found[cue.place.end].clause == clause + 1
    )


def _is_adjective(cue: Cue) -> bool:
    return cue.kind == "reported" and cue.word.endswith(_LATE_ADJECTIVE) and cue.word != "sollen"


def _verb_last(found: Sequence[Word], cue: Cue, clause: int, lexicon: Lexicon) -> Scope:
    """German: the verb ends the clause, or stands before a modal that does."""
    after: list[Word] = []
    for word in found[cue.place.end : cue.place.end + 2 * _REACH]:
        if word.clause != clause or word.text in _JOINING:
            break
        if not _is_grammar(word, lexicon):
            after.append(word)
    if after:
        whole = cue.kind == "question"
        words = after if whole else after[::-1]
        return Scope((after[-1],), tuple(words), whole)
    before = _content(found[max(0, cue.place.start - _REACH) : cue.place.start], clause, lexicon)
    return Scope(tuple(before[-1:]), tuple(before[::-1]), False)


def _subordinate(found: Sequence[Word], cue: Cue, clause: int, lexicon: Lexicon) -> list[Word]:
    """The clause in "denied on Tuesday that he had stolen it"."""
    after = found[cue.place.end : cue.place.end + _REACH]
    begins = next((i for i, word in enumerate(after) if word.text in _CLAUSE), len(after))
    if any(word.text in _JOINING for word in after[:begins]):
        return []
    return _content(after[begins + 1 :], clause, lexicon)


def _between(found: Sequence[Word], cue: Cue, clause: int, lexicon: Lexicon) -> Word | None:
    """French: the verb between "ne" and the negation, where it is no auxiliary."""
    for index in range(cue.place.start - 1, max(-1, cue.place.start - _REACH), -1):
        word = found[index]
        if word.clause != clause:
            return None
        if word.text in _NE:
            between = found[index + 1 : cue.place.start]
            return next((one for one in between if not _is_grammar(one, lexicon)), None)
    return None
