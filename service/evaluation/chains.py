"""Does a chain of sources name who the gold says spoke?

Two sources are equal where they are but for case, punctuation and a leading article; a name with
something in brackets stands for itself, for the name without the brackets, and for what is in them.
Two cues are equal where their words have an F1 of one half or more (“told”, “told reporters”).
"""

import re
from collections import Counter
from collections.abc import Sequence

from schemas.claim import Hop
from schemas.gold import GoldHop
from service.evaluation.words import f1, plain

_CUE = 0.5
_ARTICLES = frozenset(
    """
    the a an el la los las un una der die das ein eine le les une il lo gli
    """.split()  # noqa: SIM905  # as the lists of words in service.text
)
_BRACKETS = re.compile(r"[(（](.*?)[)）]")  # noqa: RUF001  # full-width ones are meant

Name = tuple[str, ...]


def same_source(hop: Hop, gold: GoldHop) -> bool:
    """Whether a hop names the gold's source, or one of the other names that are right."""
    return not _names(hop.source).isdisjoint(
        name for right in (gold.source, *gold.also) for name in _names(right)
    )


def same_cue(hop: Hop, gold: GoldHop) -> bool:
    """Whether a hop has the gold's reporting words."""
    return f1(Counter(plain(hop.cue)), Counter(plain(gold.cue))) >= _CUE


def same_chain(chain: Sequence[Hop], gold: Sequence[GoldHop]) -> bool:
    """Whether a chain has the gold's sources, all of them and no other, in order."""
    return len(chain) == len(gold) and all(map(same_source, chain, gold))


def shared_sources(chain: Sequence[Hop], gold: Sequence[GoldHop]) -> int:
    """How many hops have a partner with the same source, each hop once."""
    left = list(chain)
    return sum(_take(left, [same_source(hop, wanted) for hop in left]) for wanted in gold)


def shared_cues(chain: Sequence[Hop], gold: Sequence[GoldHop]) -> int:
    """How many hops have a partner with the same cue, each hop once."""
    left = list(chain)
    return sum(_take(left, [same_cue(hop, wanted) for hop in left]) for wanted in gold)


def loses_its_source(chain: Sequence[Hop], gold: Sequence[GoldHop]) -> bool:
    """Whether what somebody said comes out as somebody else's: the chain is gone, or the innermost
    source, whose words they are, is not in it."""
    return bool(gold) and not any(same_source(hop, gold[-1]) for hop in chain)


def _take(hops: list[Hop], fitting: Sequence[bool]) -> bool:
    if True not in fitting:
        return False
    hops.pop(fitting.index(True))
    return True


def _names(source: str) -> frozenset[Name]:
    forms = [source, _BRACKETS.sub(" ", source), *_BRACKETS.findall(source)]
    return frozenset(name for form in forms if (name := _without_article(plain(form))))


def _without_article(name: Name) -> Name:
    return name[1:] if len(name) > 1 and name[0] in _ARTICLES else name
