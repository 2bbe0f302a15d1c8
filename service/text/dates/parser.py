"""In which ways can a row of lexemes be read by the grammar?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.text.dates.lexicon import FILLER, Readings


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a pattern.

    `kinds` are terminals in lower case or symbols in upper case, any of which will do; `wanted`
    asks a terminal for one value. Only an item that is `kept` hands its value to the action.
    """

    kinds: tuple[str, ...]
    wanted: str | None
    optional: bool
    kept: bool


@dataclass(frozen=True, slots=True)
class Rule:
    items: tuple[Item, ...]
    action: Callable[..., Any]


def rule(pattern: str, action: Callable[..., Any]) -> Rule:
    """A rule from words such as "day month Y?", "(to|dash)", "unit=week" and "*".

    An item in parentheses, and one that wants a value, is not handed to the action; an optional
    item that is absent hands None; "*" is any rest, which is not empty.
    """
    items = []
    for word in pattern.split():
        optional = word.endswith("?")
        word = word.removesuffix("?")
        bare = word.strip("()")
        kinds, _, wanted = bare.partition("=")
        kept = bare == word and not wanted and word != "*"
        items.append(Item(tuple(kinds.split("|")), wanted or None, optional, kept))
    return Rule(tuple(items), action)


class Parser:
    """Reads one row of lexemes; what a symbol gives at a place is worked out once.

    The grammar has no left recursion. Of two readings of the same stretch the first rule wins, and
    a filler may be passed over before any terminal.
    """

    def __init__(self, grammar: Mapping[str, Sequence[Rule]], lexemes: Sequence[Readings]) -> None:
        self._grammar = grammar
        self._lexemes = lexemes
        self._known: dict[tuple[str, int], list[tuple[int, Any]]] = {}
        # Places that can be reached from each place by passing over fillers.
        self._reach = [self._from(place) for place in range(len(lexemes) + 1)]

    def _from(self, place: int) -> list[int]:
        places = [place]
        while place < len(self._lexemes) and FILLER in self._lexemes[place]:
            place += 1
            places.append(place)
        return places

    def whole(self, symbol: str) -> Any:
        """What the symbol says of all lexemes, or None."""
        for end, value in self.at(symbol, 0):
            if self._reach[end][-1] == len(self._lexemes):
                return value
        return None

    def at(self, symbol: str, place: int) -> list[tuple[int, Any]]:
        """Ends and values of the symbol, where it begins at this place."""
        key = symbol, place
        if key not in self._known:
            found: dict[int, Any] = {}
            for candidate in self._grammar[symbol]:
                for end, values in self._match(candidate.items, place):
                    if end not in found and (value := candidate.action(*values)) is not None:
                        found[end] = value
            self._known[key] = list(found.items())
        return self._known[key]

    def _match(self, items: tuple[Item, ...], place: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
        if not items:
            yield place, ()
            return
        item, rest = items[0], items[1:]
        for middle, value in self._one(item, place):
            mine = (value,) if item.kept else ()
            for end, values in self._match(rest, middle):
                yield end, mine + values
        if item.optional:
            mine = (None,) if item.kept else ()
            for end, values in self._match(rest, place):
                yield end, mine + values

    def _one(self, item: Item, place: int) -> Iterator[tuple[int, Any]]:
        for kind in item.kinds:
            if kind == "*":
                if place < len(self._lexemes):
                    yield len(self._lexemes), None
            elif kind.isupper():
                yield from self.at(kind, place)
            else:
                for near in self._reach[place]:
                    if near < len(self._lexemes) and kind in self._lexemes[near]:
                        value = self._lexemes[near][kind]
                        if item.wanted is None or str(value) == item.wanted:
                            yield near + 1, value
