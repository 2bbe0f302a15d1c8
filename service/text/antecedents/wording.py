"""Is a source, as the model words it, a name or a description?"""

import re

from service.text.antecedents.shown import texts
from service.text.antecedents.vocabulary import PLAIN
from service.text.grammar import DETERMINERS, listed
from service.text.recent import Recent
from service.text.words import Word, words

_RECENT = 64
_INDEFINITE = listed("ein eine einer einem")
_SOMEBODY = re.compile(
    r"(?:[一两兩二三数數多几某][名位个個]?|匿名|不愿|知情).*|.*(?:人士|官员|官員)"
)
_POINTING = re.compile(r"(?:[该該此]|[这這][家位])(?=\w)")


class Wording:
    """A source in the model's words, or a cue."""

    def __init__(self, source: str) -> None:
        self._source = source
        self.words = words(source)
        self.texts = texts(self.words)
        pointing = _POINTING.match(source)
        self.pointing = pointing.end() if pointing else 0
        """Chinese characters that say "this" and lead a description."""

    def is_capital(self, word: Word) -> bool:
        """Whether a word of the source is written as those of names are."""
        return self._source[word.start].isupper() and word.text not in PLAIN

    def is_name(self) -> bool:
        """Whether it may be or have a name."""
        return any(self.is_capital(word) or word.unspaced for word in self.words)

    def is_anonymous(self, language: str) -> bool:
        """Whether it has no name in it: "A senior official"."""
        if any(word.unspaced for word in self.words):
            return _SOMEBODY.fullmatch(self._source) is not None
        start = 1 if self.words[0].text in DETERMINERS else 0
        if language == "de":  # its nouns have capitals, too
            return self.words[0].text in _INDEFINITE and (
                sum(map(self.is_capital, self.words[start:])) == 1
            )
        return not any(map(self.is_capital, self.words[start:]))

    def is_description(self, language: str) -> bool:
        """Whether it may refer to one who is named elsewhere."""
        capitals = sum(map(self.is_capital, self.words[1:]))
        led = self.words[0].text in DETERMINERS or self.pointing > 0
        return led and capitals <= (language == "de" or len(self.words) == 2)


class Wordings(Recent[str, Wording]):
    """The sources and cues of an article, of which the last are remembered: claims share them."""

    def __init__(self) -> None:
        super().__init__(_RECENT)

    def __missing__(self, said: str) -> Wording:
        return self.keep(said, Wording(said))
