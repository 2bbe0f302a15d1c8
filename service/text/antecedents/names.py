"""Whom does a window name, and what does it tell of them?"""

from collections import defaultdict
from functools import cached_property

from service.text.antecedents.capitals import Name, names_in
from service.text.antecedents.descriptions import descriptions, has_age
from service.text.antecedents.marks import aliases, titled
from service.text.antecedents.shown import Shown, Words
from service.text.antecedents.vocabulary import is_role
from service.text.antecedents.wording import Wordings


class Names:
    """The names that a window shows, and the wordings of those that claims name."""

    def __init__(self, shown: Shown, wordings: Wordings) -> None:
        self.shown, self.wordings = shown, wordings
        self.by_sentence = [list(names_in(shown, at)) for at in range(len(shown.words))]
        self.all = [name for some in self.by_sentence for name in some]
        self.aliases = aliases(shown)
        self._by_first_word: defaultdict[str, set[Words]] = defaultdict(set)
        self._by_last_word: defaultdict[str, set[Words]] = defaultdict(set)
        for words in {name.words for name in self.all}:
            self._by_first_word[words[0]].add(words)
            self._by_last_word[words[-1]].add(words)
        self._fullest: dict[Words, Words] = {}

    @cached_property
    def marked(self) -> list[Name]:
        """Chinese names that marks set apart: those with a short form in brackets, and titles."""
        places = sorted([*self.aliases.values(), *titled(self.shown)])
        return [Name(place, self.shown.texts(place), ()) for place in places]

    @cached_property
    def descriptions(self) -> list[tuple[Name, tuple[Words, Words]]]:
        """Each name with the descriptions right before and right behind it."""
        return [(name, descriptions(self.shown, name)) for name in self.all]

    @cached_property
    def by_edge(self) -> dict[tuple[int, int, int], Name]:
        """The widest name by its sentence and its first word with 0, or the word behind it with
        1."""
        found: dict[tuple[int, int, int], Name] = {}
        for name in sorted(self.all, key=lambda one: len(one.words)):
            at, low, high = name.place
            found[at, low - len(name.title), 0] = found[at, low, 0] = found[at, high, 1] = name
        return found

    @cached_property
    def people(self) -> dict[Words, frozenset[str]]:
        """The names that a title, a role or an age shows to be persons', and their titles."""
        found: dict[Words, frozenset[str]] = {}
        for name, (before, after) in self.descriptions:
            about = [*name.title, *before[-1:], *after[-1:]]
            if any(is_role(word) for word in about) or has_age(self.shown, name.place):
                full = self.fullest(name.words)
                found[full] = found.get(full, frozenset()) | set(about)
        return found

    def beginning(self, words: Words) -> set[Words]:
        """The names that begin with these words."""
        named = self._by_first_word.get(words[0], ())
        return {one for one in named if one[: len(words)] == words}

    def ending(self, words: Words) -> set[Words]:
        """The names that end with these words."""
        named = self._by_last_word.get(words[-1], ())
        return {one for one in named if one[-len(words) :] == words}

    def fullest(self, short: Words) -> Words:
        """The one longer name that ends with these words; they themselves where there are more."""
        if short not in self._fullest:
            long = self.aliases.get(short)
            self._fullest[short] = (
                self.shown.texts(long) if long else one_of(self.ending(short)) or short
            )
        return self._fullest[short]


def one_of(some: set[Words]) -> Words | None:
    """The longest of some names, if all are forms of it."""
    longest = max(sorted(some), key=len, default=None)
    return longest if all(_is_part(name, longest or ()) for name in some) else None


def _is_part(part: Words, whole: Words) -> bool:
    rest = iter(whole)
    return all(word in rest for word in part)
