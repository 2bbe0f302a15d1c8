"""Are the words that a claim puts between quotation marks the article's?"""

import re

from service.text.checks.shown import Shown
from service.text.quotation import quotations
from service.text.tokens import texts_of

_SINGLE = re.compile(
    r"(?<!\w)[\u2018'](?=\w)([^\u2018\u2019'\n]*(?:\w['\u2019]\w[^\u2018\u2019'\n]*)*)[\u2019'](?!\w)"
)
_CUT = re.compile(r"\[[^\]\[]*\]|\.\.\.|\u2026")
"""What a quotation leaves out, or what was put in its place."""


def invented_quotations(claim: str, shown: Shown) -> list[str]:
    """The quotations in a claim of which some part does not stand in what was shown."""
    closed = [claim[slice(*span)] for span in quotations(claim) if span.end < len(claim)]
    single = _SINGLE.findall(claim) if "'" in claim or "\u2018" in claim else []
    return [words for words in (*closed, *single) if not _stands(words, shown)]


def _stands(quotation: str, shown: Shown) -> bool:
    position = 0
    for part in _CUT.split(quotation):
        wanted = " ".join(texts_of(part))
        if not wanted:
            continue
        position = shown.verbatim.find(f" {wanted} ", position)
        if position < 0:
            return False
        position += len(wanted)
    return True
