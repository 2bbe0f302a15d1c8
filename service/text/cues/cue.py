"""What is a cue?"""

from typing import Literal, NamedTuple

from schemas.labels import Certainty
from service.text.span import Span

Kind = Literal[
    "negation",
    "denial",
    "lack",
    "possible",
    "probable",
    "reported",
    "conditional",
    "question",
    "open",
    "stance",
    "loose",
]
"""What a word does to the proposition that it speaks of.

`negation` and `denial` ("failed to") turn it round; `lack` ("banned", "hardly") may do so.
`possible`, `probable`, `reported` ("allegedly"), `conditional` and `question` ("whether") make it
less than certain. `open` ("can", "believes") may do so, `stance` ("plans", "demands") goes before
what is not yet so, and `loose` ("will", "about") only excuses a label: none of these is enough to
say that a claim is wrong.
"""

FACTBANK: dict[Kind, Certainty] = {
    "possible": "possible",
    "probable": "probable",
    "reported": "possible",
    "conditional": "underspecified",
    "question": "underspecified",
}
"""What each hedge means (FactBank: PS, PR, U; a reported proposition has no source to be sure)."""
HEDGES = frozenset(FACTBANK)


class Cue(NamedTuple):
    """A word, or a few, that make a passage less than certain or negative."""

    kind: Kind
    span: Span
    """In code points of the text."""
    word: str
    """As it is compared: casefolded."""
    place: Span
    """Which of the words it is: half-open indices."""
