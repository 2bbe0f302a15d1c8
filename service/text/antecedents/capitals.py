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


def _names_of(shown: Shown, at: int, run: range) -> Iterator[Name]:
    words = shown.texts(Place(at, run.start, run.stop))
    cut = next((end for end in range(len(run), 0, -1) if is_role(words[end - 1])), 0)
    if cut == len(run) or words[cut] in LINKS:
        cut = 0
    title, low, high = words[:cut], run.start + cut, run.stop
    yield Name(Place(at, low, high), words[cut:], title)
    small = [i for i in range(low, high) if _is_link(shown, shown.words[at][i])]
    if not small:
        return
    for start, end in zip([low - 1, *small], [*small, high], strict=True):
        if start + 1 < end:
            place = Place(at, start + 1, end)
            yield Name(place, shown.texts(place), title if start < low else ())


def _runs(shown: Shown, at: int) -> Iterator[range]:
    """Capitalised words in a row, with the small words that link them."""
    words, end = shown.words[at], 0
    for start in [index for index, word in enumerate(words) if _is_named(shown, word)]:
        if start < end:
            continue
        end = start + 1
        while end < len(words) and _goes_on(shown, at, end):
            end += 1
        if end == len(words) and shown.gap(at, end) == "-":
            return  # a name that is cut off
        last = end
        while _is_link(shown, words[last - 1]):
            last -= 1
        yield range(start, last)


def _goes_on(shown: Shown, at: int, index: int) -> bool:
    """Whether a run that ends before a word has it as well."""
    word, before, gap = (
        shown.words[at][index],
        shown.words[at][index - 1].text,
        shown.gap(at, index),
    )
    linked = word.text in LINKS or (word.text in _LATER_LINKS and before in LINKS)
    if not (linked or gap == "-" or _is_named(shown, word)):
        return False
    if gap == " ":
        return True
    joint = gap.strip()
    near = joint in _NEAR or (joint == "." and (len(before) < 4 or before == "prof"))
    return near and gap.count("\n") < 2


def _is_named(shown: Shown, word: Word) -> bool:
    return shown.text[word.start].isupper() and word.text not in PLAIN


def _is_link(shown: Shown, word: Word) -> bool:
    return word.text in _ANY_LINKS and _is_lower(shown, word)


def _is_lower(shown: Shown, word: Word) -> bool:
    return shown.text[word.start].islower()
