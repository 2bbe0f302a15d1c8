"""Which quotes are looked for, and where does each of them stand?

Every quote is cut out of an article at a known place and then edited as language models edit:
so the right answer is known without any aligner. Fabricated ones have no right answer.
"""

# ruff: noqa: RUF001  # odd punctuation is its subject

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import get_args

from bench.grounding.sides import Place
from bench.grounding.writing import Article, Script, Word, Writer

SIZES = ((20, 400), (200, 20_000), (2_000, 200_000))
"""Quotes, and tokens of the article."""
MIXED = ("case", "punctuation", "smart quotes", "one word changed", "ellipsis")
FABRICATED = ("number changed", "name changed", "absent")
_EMOJI = ("😀", "👩‍💻", "🏳️‍🌈", "👍🏽", "🇫🇷", "☀️")

Edit = Callable[[Article, list[Word], Writer], str | None]


@dataclass(frozen=True, slots=True)
class Ask:
    """A quote, the places at which it is found rightly (none: it is fabricated), and the sentence
    that the model cites for it, if it does."""

    quote: str
    right: tuple[Place, ...]
    cited: Place | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """An article, and what is looked for in it."""

    name: str
    text: str
    asks: Sequence[Ask]

    @property
    def fabricated(self) -> bool:
        """Whether nothing of it may be found."""
        return not self.asks[0].right


def cases(quotes: int, tokens: int) -> Iterator[Case]:
    """All cases of a size, each made when it is its turn."""
    for name in ("verbatim", "shuffled", "overlapping"):
        yield _verbatim(name, quotes, tokens)
    yield _repeated(quotes, tokens)
    for name in (*_EDITS, "mixed"):
        yield _edited(name, quotes, tokens)
    for name, change in (("emoji", _with_emoji), ("CRLF", _with_line_breaks), ("NFD", _decomposed)):
        yield _written(name, change, quotes, tokens)
    yield _scripts(("Han",), "CJK", quotes, tokens)
    spaced = [script for script in get_args(Script) if script not in ("Han", "Latin")]
    yield _scripts(spaced, "other scripts", quotes, tokens)


def _verbatim(name: str, quotes: int, tokens: int) -> Case:
    writer = Writer(f"{name} {tokens}")
    article = writer.article(tokens)
    taken = _passages(article, quotes, writer.chance)
    if name == "overlapping":
        taken = [part for words in taken for part in (words, words[2:], words[:-2])][:quotes]
    if name == "shuffled":
        writer.chance.shuffle(taken)
    return Case(name, article.text, [Ask(article.said(words), (_place(words),)) for words in taken])


def _repeated(quotes: int, tokens: int) -> Case:
    """Sentences that stand several times: the cited one is right, and no other."""
    writer = Writer(f"repeated {tokens}")
    article = writer.article(tokens, repeated=0.4)
    asks = []
    for words in _passages(article, quotes, writer.chance):
        sentence = next(one for one in article.sentences if one[-1].end >= words[-1].end)
        asks.append(Ask(article.said(words), (_place(words),), _place(sentence)))
    return Case("repeated", article.text, asks)


def _edited(name: str, quotes: int, tokens: int) -> Case:
    writer = Writer(f"{name} {tokens}")
    article = writer.article(tokens)
    edits = [_EDITS[one] for one in (MIXED if name == "mixed" else (name,))]
    asks: list[Ask] = []
    for words in _passages(article, 6 * quotes, writer.chance):
        quote = edits[len(asks) % len(edits)](article, words, writer)
        if quote is not None and quote != article.said(words):
            asks.append(Ask(quote, () if name in FABRICATED else (_place(words),)))
    return Case(name, article.text, _spread(asks, quotes))


def _written(
    name: str, change: Callable[[str, Random], tuple[str, str]], quotes: int, tokens: int
) -> Case:
    """Sentence by sentence, how the article writes it and how the quote does."""
    script: Script = "Vietnamese" if name == "NFD" else "Latin"
    writer = Writer(f"{name} {tokens}", script)
    article = writer.article(tokens)
    length, pieces = 0, []
    asks: list[Ask] = []
    for sentence in article.sentences:
        count = min(len(sentence), writer.chance.randrange(7, 16))
        before, quoted = sentence[:2], sentence[2:count]
        written, quote = change(article.said(quoted), writer.chance)
        start = length + len(article.said(before)) + 1
        pieces.append(f"{article.said(before)} {written} {article.said(sentence[count - 1 :])}. ")
        length += len(pieces[-1])
        asks.append(Ask(quote, ((start, start + len(written)),)))
    return Case(name, "".join(pieces), _spread(asks, quotes))


def _with_emoji(said: str, chance: Random) -> tuple[str, str]:
    words = said.split(" ")
    words.insert(chance.randrange(1, len(words)), chance.choice(_EMOJI))
    written = " ".join([*words, chance.choice(_EMOJI)])
    # Models write them without the invisible joiners, too.
    plain = written.replace("\u200d", "").replace("\ufe0f", "")
    return written, chance.choice((written, plain))


def _with_line_breaks(said: str, chance: Random) -> tuple[str, str]:
    words = said.split(" ")
    cut = chance.randrange(1, len(words))
    lines = [" ".join(words[:cut]), " ".join(words[cut:])]
    return "\r\n".join(lines), chance.choice((" ", "\n", "\r\n")).join(lines)


def _decomposed(said: str, chance: Random) -> tuple[str, str]:
    forms = [unicodedata.normalize("NFC", said), unicodedata.normalize("NFD", said)]
    chance.shuffle(forms)
    return forms[0], forms[1]


def _scripts(scripts: Sequence[Script], name: str, quotes: int, tokens: int) -> Case:
    """An article with parts in several scripts, quoted verbatim and with other quotation marks."""
    text = ""
    asks: list[Ask] = []
    for script in scripts:
        writer = Writer(f"{name} {script} {tokens}", script)
        article = writer.article(tokens // len(scripts))
        for words in _passages(article, -(-quotes // len(scripts)), writer.chance):
            said = article.said(words)
            quote = writer.chance.choice((said, _straight(said)))
            asks.append(Ask(quote, ((len(text) + words[0].start, len(text) + words[-1].end),)))
        text += article.text + "\n\n"
    return Case(name, text, asks[:quotes])


def _passages(article: Article, count: int, chance: Random) -> list[list[Word]]:
    """So many runs of words in sentences, all over the article, in its order."""
    numbers = [chance.randrange(len(article.sentences)) for _ in range(count)]
    taken = []
    for number in sorted(numbers):
        sentence = article.sentences[number]
        length = min(len(sentence), chance.randrange(6, 22))
        start = chance.randrange(len(sentence) - length + 1)
        taken.append(sentence[start : start + length])
    return taken


def _spread(asks: list[Ask], count: int) -> list[Ask]:
    """So many of them, all over the article."""
    if len(asks) < count:
        raise ValueError("too few passages are fit for the edit")
    return [asks[number * len(asks) // count] for number in range(count)]


def _place(words: Sequence[Word]) -> Place:
    return words[0].start, words[-1].end


def _cased(article: Article, words: list[Word], writer: Writer) -> str | None:
    return writer.chance.choice((str.upper, str.lower, str.title))(article.said(words))


def _punctuated(article: Article, words: list[Word], writer: Writer) -> str | None:
    said = article.said(words).replace(", ", " ").replace("; ", " ").replace(" — ", ", ")
    parts = said.split(" ")
    place = writer.chance.randrange(1, len(parts))
    if parts[place - 1][-1].isalpha():
        parts[place - 1] += writer.chance.choice((",", ";", " –", ":"))
    return " ".join(parts) + writer.chance.choice((".", "!", ",", "..."))


def _straight(said: str) -> str:
    return said.translate({ord("“"): '"', ord("”"): '"', ord("’"): "'"})


def _requoted(article: Article, words: list[Word], writer: Writer) -> str | None:
    said = article.said(words)
    angular = said.replace("“", "«").replace("”", "»").replace("’", "`")
    changed = writer.chance.choice((_straight(said), angular))
    return changed if changed != said else writer.chance.choice(("“{}”", '"{}"')).format(said)


def _other_word(article: Article, words: list[Word], writer: Writer) -> str | None:
    plain = [word for word in words if word.kind == "plain" and word.start != words[0].start]
    return _replaced(article, words, writer.chance.choice(plain), writer.plain()) if plain else None


def _shortened(article: Article, words: list[Word], writer: Writer) -> str | None:
    if len(words) < 10:
        return None
    dots = writer.chance.choice(("...", " ... ", "…", " … ", " [...] "))
    first, last = writer.chance.randrange(3, 5), writer.chance.randrange(3, 5)
    return article.said(words[:first]) + dots + article.said(words[-last:])


def _other_number(article: Article, words: list[Word], writer: Writer) -> str | None:
    numbers = [word for word in words if word.kind == "number"]
    if not numbers:
        return None
    number = writer.chance.choice(numbers)
    return _replaced(article, words, number, writer.number())


def _other_name(article: Article, words: list[Word], writer: Writer) -> str | None:
    names = [word for word in words if word.kind == "name"]
    return _replaced(article, words, writer.chance.choice(names), writer.name()) if names else None


def _invented(article: Article, words: list[Word], writer: Writer) -> str | None:
    other = Writer(f"other {writer.chance.random()}")
    sentence = other.article(1)
    return sentence.said(sentence.sentences[0][: len(words)])


def _replaced(article: Article, words: list[Word], word: Word, text: str) -> str | None:
    if article.text[word.start : word.end].casefold() == text.casefold():
        return None
    before = article.text[words[0].start : word.start]
    return before + text + article.text[word.end : words[-1].end]


_EDITS: dict[str, Edit] = {
    "case": _cased,
    "punctuation": _punctuated,
    "smart quotes": _requoted,
    "one word changed": _other_word,
    "ellipsis": _shortened,
    "number changed": _other_number,
    "name changed": _other_name,
    "absent": _invented,
}
