"""Which noun does a number count?

There is no tagger here. A noun is taken where the form says so: an English, Spanish or French
plural right after the number or after adjectives, a German capital. What is not sure is no noun.
"""

from collections.abc import Sequence

from service.text.quantities.lexicon import Noun
from service.text.quantities.words import Token

_MODIFIERS = 3


def plural_noun(
    *,
    irregular: frozenset[str],
    verbs: frozenset[str],
    adjectives: frozenset[str],
    last: frozenset[str],
    endings: str,
    adjective_endings: tuple[str, ...] = (),
) -> Noun:
    """A noun known by its plural ending, after up to three modifiers.

    Modifiers are `adjectives`, words with one of the `adjective_endings`, words with a hyphen
    inside and capitalised words; `verbs` have a plural's ending and are none; the participles in
    `last` are counted themselves where no noun follows ("30 wounded").
    """

    def is_plural(word: Token) -> bool:
        text = word.text
        if text in irregular:
            return True
        if text in verbs or len(text) < 4 or text.endswith(("ss", "us", "is")):
            return False
        return text[-1] in endings

    def noun(words: Sequence[Token], start: int) -> tuple[int, int] | None:
        position, fallback = start, None
        for _ in range(_MODIFIERS + 1):
            end = _end(words, position)
            if end is None:
                return fallback
            head = words[end - 1]
            capital = head.raw[0].isupper()
            if is_plural(head) and not (capital and _named_on(words, end)):
                if head.text not in adjectives:
                    return position, end
            elif head.text in last and fallback is None and position == start:
                fallback = position, end
            elif not (
                capital
                or end - position > 1
                or head.text in adjectives
                or head.text.endswith(adjective_endings or ("\0",))
            ):
                return fallback
            position = end
        return fallback

    return noun


def german_noun(*, verbs: frozenset[str], not_nouns: frozenset[str]) -> Noun:
    """A capitalised word after the number, or after adjectives in -e, -er, -en."""

    def noun(words: Sequence[Token], start: int) -> tuple[int, int] | None:
        position = start
        for _ in range(_MODIFIERS):
            end = _end(words, position)
            if end is None:
                return None
            head = words[end - 1]
            if head.raw[0].isupper():
                return None if head.text in not_nouns else (position, end)
            if head.text in verbs or len(head.text) < 4:
                return None
            if not head.text.endswith(("e", "er", "en")):
                return None
            position = end
        return None

    return noun


def _named_on(words: Sequence[Token], end: int) -> bool:
    """Whether a capitalised word goes on as a name: "12 United States troops"."""
    return end < len(words) and words[end].kind == "word" and words[end].raw[0].isupper()


def _end(words: Sequence[Token], start: int) -> int | None:
    """Where the word ends that begins at a token, with its parts between hyphens."""
    if start >= len(words) or words[start].kind != "word" or not words[start].spaced:
        return None
    end = start + 1
    while (
        end + 1 < len(words)
        and end - start < 7
        and words[end].text == "-"
        and words[end + 1].kind == "word"
        and not words[end].spaced
        and not words[end + 1].spaced
    ):
        end += 2
    return end
