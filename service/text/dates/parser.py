"""In which ways can a row of lexemes be read by the grammar?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from service.text.dates.lexicon import FILLER, Readings

_REST = "*"
_NOTHING = ""


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
        kept = bare == word and not wanted and word != _REST
        items.append(Item(tuple(kinds.split("|")), wanted or None, optional, kept))
    return Rule(tuple(items), action)


class Grammar(dict[str, Sequence[Rule]]):
    """The rules of each symbol, and what can stand first in what they read, so that a rule need not
    be tried where nothing of that stands."""

    def __init__(self, rules: Mapping[str, Sequence[Rule]]) -> None:
        super().__init__(rules)
        self._firsts: dict[str, set[str]] = {symbol: set() for symbol in rules}
        self._empty: set[str] = set()
        while self._grows():
            pass
        self._by_first = {symbol: self._places(candidates) for symbol, candidates in rules.items()}

    def fitting(self, symbol: str, kinds: Iterable[str]) -> Iterator[Rule]:
        """The rules of a symbol, in order, that may read what begins with one of these kinds."""
        by_first, candidates = self._by_first[symbol], self[symbol]
        places = set(by_first.get(_NOTHING, ()))
        for kind in kinds:
            if kind in by_first:
                places |= by_first[kind]
        return (candidates[place] for place in sorted(places))

    def _grows(self) -> bool:
        """Goes through all rules once; whether that has told anything new."""
        known = sum(map(len, self._firsts.values())), len(self._empty)
        for symbol, candidates in self.items():
            for candidate in candidates:
                kinds, empty = self._begin(candidate)
                self._firsts[symbol] |= kinds
                if empty:
                    self._empty.add(symbol)
        return known != (sum(map(len, self._firsts.values())), len(self._empty))

    def _begin(self, candidate: Rule) -> tuple[set[str], bool]:
        """The kinds that a rule can begin with, and whether it can read nothing at all."""
        kinds: set[str] = set()
        for item in candidate.items:
            symbols = {kind for kind in item.kinds if kind.isupper()}
            kinds |= set(item.kinds) - symbols
            kinds = kinds.union(*(self._firsts[symbol] for symbol in symbols))
            if not item.optional and self._empty.isdisjoint(symbols):
                return kinds, False
        return kinds, True

    def _places(self, candidates: Sequence[Rule]) -> Mapping[str, Set[int]]:
        """Which of a symbol's rules can begin with each kind, and which with nothing."""
        by_first: dict[str, set[int]] = {}
        for place, candidate in enumerate(candidates):
            kinds, empty = self._begin(candidate)
            for kind in kinds | ({_NOTHING} if empty else set()):
                by_first.setdefault(kind, set()).add(place)
        return by_first


class Parser:
    """Reads one row of lexemes; what a symbol gives at a place is worked out once.

    The grammar has no left recursion. Of two readings of the same stretch the first rule wins, and
    a filler may be passed over before any terminal.
    """

    def __init__(self, grammar: Grammar, lexemes: Sequence[Readings]) -> None:
        self._grammar = grammar
        self._lexemes = lexemes
        self._known: dict[tuple[str, int], list[tuple[int, Any]]] = {}
        # Places that can be reached from each place by passing over fillers.
        self._reach = [self._from(place) for place in range(len(lexemes) + 1)]
        self._kinds: dict[int, Set[str]] = {}

    def _from(self, place: int) -> list[int]:
        places = [place]
        while place < len(self._lexemes) and FILLER in self._lexemes[place]:
            place += 1
            places.append(place)
        return places

    def _ahead(self, place: int) -> Set[str]:
        """The kinds with which what is read from a place may begin."""
        if place not in self._kinds:
            near = [self._lexemes[one] for one in self._reach[place] if one < len(self._lexemes)]
            self._kinds[place] = {_REST}.union(*near) if near else frozenset()
        return self._kinds[place]

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
            for candidate in self._grammar.fitting(symbol, self._ahead(place)):
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
            if kind == _REST:
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
