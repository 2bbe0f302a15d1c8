"""Which words of a passage make it less than certain, or negative?"""

from service.text.cues.cue import FACTBANK, HEDGES, Cue, Kind
from service.text.cues.finding import cues
from service.text.cues.lexicon import parted
from service.text.cues.scope import Scope, akin, governs, says_most, scope
from service.text.cues.words import Word, words, words_within

__all__ = [
    "FACTBANK",
    "HEDGES",
    "Cue",
    "Kind",
    "Scope",
    "Word",
    "akin",
    "cues",
    "governs",
    "parted",
    "says_most",
    "scope",
    "words",
    "words_within",
]
