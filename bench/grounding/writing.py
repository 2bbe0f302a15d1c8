"""What do articles look like whose every word is known?

Words are made of syllables and drawn by Zipf's law, as those of real texts are: a few stand
everywhere, most stand once. Among them are names, numbers, quotations, dashes and commas. The
same seed writes the same article.
"""

# ruff: noqa: RUF001  # the letters of several scripts are its subject

import random
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, product
from typing import Literal, NamedTuple

Kind = Literal["grammar", "plain", "name", "number"]
Script = Literal[
    "Latin", "Cyrillic", "Greek", "Arabic", "Devanagari", "Hangul", "Vietnamese", "Han"
]

_GRAMMAR = [
    "the",
    "of",
    "to",
    "and",
    "in",
    "a",
    "that",
    "is",
    "was",
    "for",
    "on",
    "with",
    "as",
    "by",
    "at",
    "from",
    "his",
    "it",
    "he",
    "were",
    "are",
    "which",
    "be",
    "this",
    "has",
    "had",
    "or",
    "their",
    "an",
    "but",
    "its",
    "they",
    "who",
    "more",
    "after",
    "when",
    "about",
    "one",
    "will",
    "been",
    "would",
    "said",
    "all",
    "also",
    "into",
    "than",
    "out",
    "over",
    "some",
    "up",
    "could",
    "other",
    "if",
    "her",
    "so",
    "what",
    "two",
    "last",
    "there",
    "under",
    "while",
    "during",
    "since",
]
# These would make a statement another one wherever they stand.
_DECISIVE = frozenset(["one", "two", "last", "all", "none", "first"])
# Made of syllables, and a number or a negation in some language.
_MEANT = frozenset(
    [
        "ten",
        "mil",
        "sin",
        "non",
        "pas",
        "sans",
        "dos",
        "tres",
        "cien",
        "cent",
        "six",
        "ocho",
        "null",
        "nie",
        "acht",
        "drei",
    ]
)
_SYLLABLES: dict[Script, tuple[str, str, str]] = {
    "Latin": (
        "b c d f g h j l m n p r s t v w br cl dr pl st tr",
        "a e i o u ea ai ou",
        "  n r s t l",
    ),
    "Cyrillic": ("б в г д ж з к л м н п р с т х ч ш ст пр", "а е и о у ы я ю", " н р с т л й"),
    "Greek": ("β γ δ θ κ λ μ ν π ρ σ τ φ χ", "α ε ι ο υ ά έ ί ό", " ν ρ λ"),
    "Arabic": ("ب ت ج ح د ر س ش ع ف ق ك ل م ن ه", "ا و ي َ ِ ُ", " ن ر ل"),
    "Devanagari": ("क ख ग च ज त द न प ब म र ल व स ह", "ा ि ी ु े ो", " न र ल"),
    "Hangul": ("가 나 다 라 마 바 사 아 자 차 카 타 파 하", "강 논 들 름 만 분 성", " 은 를 에"),
    "Vietnamese": (
        "b c ch đ g h kh l m n ng nh ph qu t th tr v",
        "ạ ế ồ ữ á ề ổ ư ơ ị",
        " c m n ng nh t",
    ),
    "Han": ("", "", ""),
}
_TYPES = 24_000
_HAN = 2_500


class Word(NamedTuple):
    """A word of an article, with its place in code points."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Article:
    """A text, and the words of each of its sentences."""

    text: str
    sentences: list[list[Word]]

    def said(self, words: list[Word]) -> str:
        """From the first word to the last."""
        return self.text[words[0].start : words[-1].end]


@cache
def _vocabulary(script: Script) -> list[str]:
    chance = random.Random(f"words {script}")  # noqa: S311  # the same on every run
    if script == "Han":
        return [chr(0x4E00 + number) for number in chance.sample(range(0x5000), _HAN)]
    onsets, vowels, codas = (part.split(" ") for part in _SYLLABLES[script])
    syllables = ["".join(parts) for parts in product(onsets, vowels, codas)]
    words = dict.fromkeys(
        "".join(chance.choices(syllables, k=chance.choice((1, 2, 2, 2, 3))))
        for _ in range(3 * _TYPES)
    )
    # The more often a word is said, the shorter it is.
    places = {word: chance.random() + len(word) / 6 for word in words if len(word) > 2}
    return [word for word in sorted(places, key=places.__getitem__) if word not in _MEANT][:_TYPES]


@cache
def _weights(count: int) -> list[float]:
    return list(accumulate(1 / (rank + 2.7) for rank in range(count)))


class Writer:
    """Writes words, names and numbers by chance, and articles of them."""

    def __init__(self, seed: str, script: Script = "Latin") -> None:
        self.chance = random.Random(seed)  # noqa: S311  # the same on every run
        self.script: Script = script
        self._words = _vocabulary(script)
        self._names = self.chance.sample(_vocabulary(script)[-8_000:], min(400, len(self._words)))

    def plain(self) -> str:
        """A word with content."""
        return self.chance.choices(self._words, cum_weights=_weights(len(self._words)))[0]

    def name(self) -> str:
        """A name, of one word."""
        weights = _weights(len(self._names))
        return self.chance.choices(self._names, cum_weights=weights)[0].capitalize()

    def number(self) -> str:
        """A number in digits: whole, with thousands, with a fraction, or a year."""
        chance = self.chance
        return chance.choice(
            (
                str(chance.randrange(2, 100)),
                f"{chance.randrange(1_000, 900_000):,}",
                f"{chance.randrange(1, 100)}.{chance.randrange(1, 10)}",
                str(chance.randrange(1900, 2026)),
            )
        )

    def article(self, tokens: int, repeated: float = 0) -> Article:
        """An article of about so many words; a share of its sentences repeats earlier ones."""
        pieces: list[str] = []
        sentences: list[list[Word]] = []
        written: list[tuple[list[str], list[Word]]] = []
        size = length = 0
        while size < tokens:
            if written and self.chance.random() < repeated:
                parts, words = self.chance.choice(written)
            else:
                parts, words = self._sentence()
                written.append((parts, words))
            sentences.append([Word(length + w.start, length + w.end, w.kind) for w in words])
            gap = self._gap(len(sentences))
            pieces += [*parts, gap]
            length += sum(map(len, parts)) + len(gap)
            size += len(words)
        return Article("".join(pieces), sentences)

    def _gap(self, count: int) -> str:
        if count % 4 == 0:
            return "\n\n"
        return "" if self.script == "Han" else " "

    def _sentence(self) -> tuple[list[str], list[Word]]:
        """Its pieces, and its words at their places from its beginning."""
        chance = self.chance
        spaced = self.script != "Han"
        parts: list[str] = []
        words: list[Word] = []
        length = 0

        def put(piece: str) -> None:
            nonlocal length
            parts.append(piece)
            length += len(piece)

        count = chance.randrange(9, 28)
        speech = chance.randrange(count - 6) if chance.random() < 0.2 else -1
        for number in range(count):
            if number == speech:
                put("“")
            kind, text = self._word()
            while not spaced and kind == "number" and words and words[-1].kind == "number":
                kind, text = self._word()
            if not number and kind in ("plain", "grammar"):
                text = text.capitalize()
            start = length
            put(text)
            words.append(Word(start, length, kind))
            if number == speech + 5 and speech >= 0:
                put("”" if spaced else "”，")
            if number < count - 1:
                put(self._between(kind, spaced))
        put(chance.choice((".", ".", ".", "?")) if spaced else "。")
        return parts, words

    def _word(self) -> tuple[Kind, str]:
        die = self.chance.random()
        if die < 0.04:
            return "number", self.number()
        if self.script == "Han":
            return "plain", self.plain()
        if die < 0.11:
            return "name", self.name()
        if die < 0.5 and self.script == "Latin":
            grammar = self.chance.choices(_GRAMMAR, cum_weights=_weights(len(_GRAMMAR)))[0]
            return ("number" if grammar in _DECISIVE else "grammar"), grammar
        return "plain", self.plain()

    def _between(self, kind: Kind, spaced: bool) -> str:
        die = self.chance.random()
        if not spaced:
            return "，" if die < 0.06 else ""
        if kind == "name" and die < 0.15:
            return "’s "
        if die < 0.06:
            return ", "
        return " — " if die < 0.07 else " "
