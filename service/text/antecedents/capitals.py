"""Which runs of capitalised words are names?"""

from collections.abc import Iterator
from typing import NamedTuple

from service.text.antecedents.shown import JOINING, Place, Shown, Words
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


def names_in(shown: Shown, at: int) -> Iterator[Name]:
    """The names of a sentence, and those parts of longer ones that may be names themselves."""
    for run in _runs(shown, at):
        is_start = run[0] == 0 and len(run) > 1 and _is_elsewhere_lower(shown, at)
        yield from _names_of(shown, at, run[1:] if is_start else run)


def _is_elsewhere_lower(shown: Shown, at: int) -> bool:
    """Whether the first word of a sentence stands anywhere without its capital."""
    places = shown.find(shown.texts(Place(at, 0, 1)))
    return any(_is_lower(shown, shown.words[one.at][one.low]) for one in places)


def _names_of(shown: Shown, at: int, run: list[int]) -> Iterator[Name]:
    text = shown.words[at]
    titles = [i + 1 for i, low in enumerate(run) if is_role(text[low].text)]
    cut = titles[-1] if titles else 0
    if cut == len(run) or text[run[cut]].text in LINKS:
        cut = 0
    title = shown.texts(Place(at, run[0], run[0] + cut))
    low, high = run[cut], run[-1] + 1
    whole = Place(at, low, high)
    yield Name(whole, shown.texts(whole), title)
    small = [i for i in run[cut:] if _is_link(shown, text[i])]
    if not small:
        return
    for start, end in zip([low - 1, *small], [*small, high], strict=True):
        if start + 1 < end:
            place = Place(at, start + 1, end)
            yield Name(place, shown.texts(place), title if start < low else ())


def _runs(shown: Shown, at: int) -> Iterator[list[int]]:
    """Capitalised words in a row, with the small words that link them."""
    run: list[int] = []
    for index, word in enumerate([*shown.words[at], None]):
        named = word is not None and shown.text[word.start].isupper() and word.text not in PLAIN
        if run and _goes_on(shown, at, index, word, named):
            run.append(index)
            continue
        while run and _is_link(shown, shown.words[at][run[-1]]):
            run.pop()
        if run:
            yield run
        run = [index] if named else []


def _goes_on(shown: Shown, at: int, index: int, word: Word | None, named: bool) -> bool:
    """Whether a run that ends before a word has it as well."""
    before, gap = shown.words[at][index - 1].text, shown.gap(at, index)
    linked = word and (word.text in LINKS or (word.text in _LATER_LINKS and before in LINKS))
    if not (named or gap == "-" or linked):
        return False
    if gap == " ":
        return True
    joint = gap.strip()
    near = joint in _NEAR or (joint == "." and (len(before) < 4 or before == "prof"))
    return near and gap.count("\n") < 2


def _is_link(shown: Shown, word: Word) -> bool:
    return _is_lower(shown, word) and word.text in _ANY_LINKS


def _is_lower(shown: Shown, word: Word) -> bool:
    return shown.text[word.start].islower()
