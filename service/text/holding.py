"""Does what a model said about a passage hold when other sentences stand beside it?

A model is shown earlier sentences to know who “he” is. Where it took nothing from them, and an edit
of these gives it nothing more to take, it is not asked again. This errs on the side of asking.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from schemas.compact import ELLIPSIS
from schemas.draft import DraftClaim
from service.text.antecedents.vocabulary import KINDS, SAYING
from service.text.checks.wording import all_forms, forms, is_content, is_grammar
from service.text.grammar import listed
from service.text.quotation import quotations
from service.text.tokens import Token, words_of

_PRONOUNS = frozenset(pronoun for kinds in KINDS.values() for pronoun in kinds)
_REPORTING = SAYING | listed("according laut según selon")
_MARKS = re.compile('["“”„«»「」『』]')


def holds(
    claims: Sequence[DraftClaim], passage: Sequence[str], before: Sequence[str], now: Sequence[str]
) -> bool:
    """Whether the claims that were made of a passage's sentences hold with the lines `now` beside
    them; `before` are those that they were made with.

    Each must have all of its words from the passage, up to its own sentence. Then a line that went
    was not needed. A line that came is not needed either if it names nobody new, reports nothing,
    and no claim has a pronoun that it could explain. In scripts whose names have no capital nothing
    holds.
    """
    gone = [line for line in before if line not in now]
    came = [line for line in now if line not in before]
    if [line for line in before if line in now] != [line for line in now if line in before]:
        return False
    changed = _words([*gone, *came])
    if any(word.named and not word.text[0].islower() for word in changed):
        return False
    if any(map(_opens_speech, [*gone, *came])):
        return False
    if not all(_is_its_own(claim, passage) for claim in claims):
        return False
    told = {word.text for word in _words(gone)}
    new = [word for word in _words(came) if word.text not in told]
    if any(word.named or word.text in _REPORTING for word in new):
        return False
    return not came or not any(
        word.text in _PRONOUNS for claim in claims for word in words_of(claim.claim)
    )


def _is_its_own(claim: DraftClaim, passage: Sequence[str]) -> bool:
    """Whether all that a claim says is in the passage, no further than to the claim's sentence."""
    last = max(claim.sentences, default=0) or _place(claim.quote, passage)
    if not 1 <= last <= len(passage):
        return False
    own = all_forms(_words(passage[:last]))
    said = (word for word in _words(_said(claim)) if _says_something(word))
    return all(not own.isdisjoint(forms(word.text)) for word in said)


def _place(quote: str, passage: Sequence[str]) -> int:
    """The number of the first sentence that has the parts of a quote; 0 where none has."""
    parts = [part.strip() for part in quote.split(ELLIPSIS)]
    found = (n for n, one in enumerate(passage, 1) if all(part in one for part in parts))
    return next(found, 0)


def _said(claim: DraftClaim) -> Iterator[str]:
    yield claim.quote
    yield claim.claim
    if claim.sentences:  # else its form gives it the times of all
        yield from claim.times
    for hop in claim.chain:
        yield from filter(None, (hop.source, hop.cue, hop.medium, hop.addressee))


def _opens_speech(line: str) -> bool:
    """Whether what follows a line may be somebody's words."""
    outside, after = "", 0
    for start, end in quotations(line):
        outside += line[after : start - 1]
        after = max(after, end + 1)
    return line.rstrip().endswith(":") or bool(_MARKS.search(outside + line[after:]))


def _words(texts: Iterable[str]) -> list[Token]:
    return [word for text in texts for word in words_of(text)]


def _says_something(word: Token) -> bool:
    if word.named or word.text[0].isdigit():
        return True
    return is_content(word) and not is_grammar(word)
