"""Which runs of capitalised words are names?"""

from collections.abc import Iterator
from typing import NamedTuple

from service.text.antecedents.shown import JOINING, Place, Shown, Words, texts
from service.text.antecedents.vocabulary import LINKS, PLAIN, is_role
from service.text.grammar import listed
from service.text.words import Word

_LATER_LINKS = listed("the la las los l der den dem")
_ANY_LINKS = LINKS | _LATER_LINKS
_NEAR = (*JOINING, "&")


class Name(NamedTuple):
    """A name, without the titles that lead it."""

    place: Place
    words: Words
    title: Words


def names_in(shown: Shown) -> Iterator[Name]:
    """The names, and those parts of longer ones that may be names themselves."""
    lower = {word.text for some in shown.words for word in some if _is_lower(shown, word)}
    for at, text in enumerate(shown.words):
        for run in _runs(shown, at):
            is_start = run[0] == 0 and len(run) > 1 and text[0].text in lower
            yield from _names_of(shown, at, run[1:] if is_start else run)


def _names_of(shown: Shown, at: int, run: list[int]) -> Iterator[Name]:
    text = shown.words[at]
    titles = [i + 1 for i, low in enumerate(run) if is_role(text[low].text)]
    cut = titles[-1] if titles else 0
    if cut == len(run) or text[run[cut]].text in LINKS:
        cut = 0
    title = texts(text[run[0] : run[0] + cut])
    low, high = run[cut], run[-1] + 1
    yield Name(Place(at, low, high), texts(text[low:high]), title)
    small = [i for i in range(low, high) if _is_link(shown, text[i])]
    for start, end in zip([low - 1, *small], [*small, high], strict=True):
        if small and start + 1 < end:
            place = Place(at, start + 1, end)
            yield Name(place, shown.texts(place), title if start < low else ())


def _runs(shown: Shown, at: int) -> Iterator[list[int]]:
    """Capitalised words in a row, with the small words that link them."""
    run: list[int] = []
    for index, word in enumerate([*shown.words[at], None]):
        gap = shown.gap(at, index)
        before = shown.words[at][index - 1].text if index else ""
        near = gap.strip() in _NEAR or (
            gap.strip() == "." and (len(before) < 4 or before == "prof")
        )
        named = word and shown.text[word.start].isupper() and word.text not in PLAIN
        follows = run and near and gap.count("\n") < 2
        link = word and (word.text in LINKS or (word.text in _LATER_LINKS and before in LINKS))
        if follows and (named or gap == "-" or link):
            run.append(index)
            continue
        while run and _is_link(shown, shown.words[at][run[-1]]):
            run.pop()
        if run:
            yield run
        run = [index] if named else []


def _is_link(shown: Shown, word: Word) -> bool:
    return _is_lower(shown, word) and word.text in _ANY_LINKS


def _is_lower(shown: Shown, word: Word) -> bool:
    return shown.text[word.start].islower()
