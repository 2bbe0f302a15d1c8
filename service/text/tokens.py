"""Which words does a text have, and which of them must never differ?

A quote whose number, name or negation is not the article's is another statement, however alike
the rest is. These are small closed lists and rules of form, not a tagger.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from service.text.normalizing import Normalized, continues, folded, normalize
from service.text.span import Span

# Han, kana, Thai, Lao, Khmer and Burmese write no spaces: there a character is a word.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(
    rf"""[a-z]+(?=[ ,.])
       | \d+(?:[.,:]\d+)*
       | [{_UNSPACED}\U00020000-\U0003ffff]
       | [^\W\d_{_UNSPACED}]+(?:"[^\W\d_{_UNSPACED}]+)*""",
    re.VERBOSE,
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.casefold().split())


_NUMBERS = _words(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred thousand million billion trillion dozen half third quarter first second once twice
    double triple none all most few several
    cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta cien ciento
    mil millón millones primero segundo medio
    null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig hundert
    tausend million millionen milliarde milliarden halb erste zweite
    zéro un deux trois quatre cinq six sept huit neuf dix onze douze vingt trente cent mille
    millions milliard milliards demi premier deuxième
    零 一 二 三 四 五 六 七 八 九 十 百 千 万 亿 億 兆 两 半
    """
)
NEGATIONS = _words(
    """
    not no never nor neither nobody nothing nowhere without cannot denied deny denies
    ni nunca jamás nadie nada sin tampoco
    nicht kein keine keinen keiner keinem nie niemals niemand nichts ohne weder
    ne pas non jamais personne rien sans aucun aucune
    不 没 沒 无 無 非 未 否
    """
)
# Words that open a sentence with a capital without being a name.
_OPENERS = _words(
    """
    a an the this that these those it he she they we i you his her its their our my in on at by
    for from to of with as and or but if when while after before since during there here what who
    which how also still however meanwhile yet so then now
    el la los las una en de del con por para que se y o su sus lo es al
    der die das ein eine einen im am an auf mit von zu für und oder aber wenn als er sie wir
    le les des du dans avec pour et ou il elle ils elles nous ce cette
    """
)


Row = tuple[str, int, int, bool]
"""What a `Token` has, in its order."""


class Token(NamedTuple):
    """A word of a normalised text, its offsets there, and whether the original looks like a name.

    `text` is the word as compared: casefolded, thousands without separators.
    """

    text: str
    start: int
    end: int
    named: bool

    @property
    def span(self) -> Span:
        """Its offsets."""
        return Span(self.start, self.end)

    @property
    def decisive(self) -> bool:
        """Whether the word alone changes what is said: a number, a name, a negation."""
        return self.named or self.text[0].isdigit() or self.text in _NUMBERS or self.negates

    @property
    def negates(self) -> bool:
        """Whether the word is a negation."""
        return self.text in NEGATIONS or self.text.endswith('n"t')


_token = partial(tuple.__new__, Token)
"""Makes one of a row, in half the time that its constructor takes."""


def tokenize(original: str, normalized: Normalized, within: Span | None = None) -> Iterator[Token]:
    """The words of a normalised text, or of a passage of it."""
    return map(_token, rows(original, normalized, within))


def rows(original: str, normalized: Normalized, within: Span | None = None) -> Iterator[Row]:
    """The same for who only takes them apart: a `Token` takes longer to make than to read."""
    read, starts = normalized.text, normalized.starts
    for word in _WORD.finditer(read, *(within or (0, len(read)))):
        text = word[0]
        start, end = word.span()
        if "," in text:
            text = _THOUSANDS.sub("", text)
        initial = original[starts[start]]
        yield text, start, end, not initial.islower() and _is_named(text, initial)


class _Columns(NamedTuple):
    """The words of a text, a column for each of what a `Token` has: a tenth of the room."""

    texts: list[str]
    starts: "array[int]"
    ends: "array[int]"
    named: list[bool]

    @classmethod
    def of(cls, original: str, normalized: Normalized) -> "_Columns":
        """The words of a text. Words that are equal are one object."""
        columns = cls([], array("I"), array("I"), [])
        same: dict[str, str] = {}
        for text, start, end, named in rows(original, normalized):
            columns.texts.append(same.setdefault(text, text))
            columns.starts.append(start)
            columns.ends.append(end)
            columns.named.append(named)
        return columns


def _is_named(text: str, initial: str) -> bool:
    # Where a word is one character, and case says nothing, any difference may be one of names.
    return text not in _OPENERS if initial.isupper() else initial.isalpha()


def texts_of(text: str) -> list[str]:
    """The words of a text that stands by itself, as they are compared."""
    found = _WORD.findall(folded(text))
    return [_THOUSANDS.sub("", word) if "," in word else word for word in found]


def words_of(text: str) -> list[Token]:
    """The words of a text that stands by itself."""
    return Tokenized(text).tokens


class Tokenized:
    """A text with its normalised form and its words, each found once for all of its passages."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def normalized(self) -> Normalized:
        return normalize(self.text)

    @cached_property
    def tokens(self) -> list[Token]:
        """All of them, for a text that is short: a claim."""
        return list(tokenize(self.text, self.normalized))

    @property
    def texts(self) -> Sequence[str]:
        """The words alone, as compared."""
        return self._columns.texts

    def between(self, places: Span) -> list[Token]:
        """The words from one to before another, as half-open indices."""
        return [*map(_token, self.rows(places))]

    def rows(self, places: Span) -> Iterator[Row]:
        """The same, not made into tokens."""
        texts, starts, ends, named = self._columns
        low, high = places
        return zip(texts[low:high], starts[low:high], ends[low:high], named[low:high], strict=True)

    def within(self, passage: Span) -> list[Token]:
        """The words of a passage of the normalised text, which may cut some."""
        return [*map(_token, self.rows_within(passage))]

    def rows_within(self, passage: Span) -> Iterator[Row]:
        """The same, not made into tokens."""
        found = self._places(passage)
        return rows(self.text, self.normalized, passage) if found is None else self.rows(found)

    def inside(self, passage: Span) -> Span:
        """Which words lie wholly inside of a passage of the normalised text: half-open indices."""
        low = bisect_left(self._columns.starts, passage.start)
        return Span(low, max(low, bisect_right(self._columns.ends, passage.end)))

    def whole(self, original: Span) -> Span | None:
        """Which of `tokens` a passage of the text has, as half-open indices.

        None where it cuts one, or a character: then it has words that the text has not.
        """
        if self._cuts(original.start) or self._cuts(original.end):
            return None
        normalized = self.normalized
        passage = normalized.passage(original)
        if (passage.start and normalized.ends[passage.start - 1] > original.start) or (
            passage.end < len(normalized.text) and normalized.starts[passage.end] < original.end
        ):
            return None
        return self._places(passage)

    def _cuts(self, at: int) -> bool:
        character = self.text[at : at + 1]
        return not character.isascii() and continues(character)

    @cached_property
    def _columns(self) -> _Columns:
        return _Columns.of(self.text, self.normalized)

    def _places(self, passage: Span) -> Span | None:
        _, starts, ends, _ = self._columns
        low = bisect_left(starts, passage.start)
        high = bisect_left(starts, passage.end, low)
        if (low and ends[low - 1] > passage.start) or (high and ends[high - 1] > passage.end):
            return None
        return Span(low, high)


def joins(left: str, right: str) -> bool:
    """Whether two neighbouring characters of a normalised text belong to one word."""
    return _is_inner(left) and _is_inner(right)


def _is_inner(character: str) -> bool:
    return character.islower() or character.isdecimal()
