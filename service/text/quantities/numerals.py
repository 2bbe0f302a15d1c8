"""Which number do words write?"""

from collections.abc import Sequence
from fractions import Fraction

from service.text.quantities.figures import figure_at
from service.text.quantities.lexicon import VULGAR, Language
from service.text.quantities.number import MILLION, Number, Value, scale_at, share_of
from service.text.quantities.words import Token

_LONGEST = 16  # words of one number


def number_at(words: Sequence[Token], start: int, language: Language) -> Number | None:
    """The number that begins at a token, in figures or in words."""
    token = words[start]
    if token.kind == "figure":
        return figure_at(words, start, language)
    if token.kind == "word":
        return _Words(words, start, language).read()
    return None


def is_mere_article(words: Sequence[Token], start: int, language: Language) -> bool:
    """Whether a word is an article after which nothing stands that makes it a number."""
    if words[start].text not in language.mere_articles:
        return False
    after = [word.text for word in words[start + 1 : start + 3]]
    if after and language.goes_on(after[0]):
        return False
    # "une personne sur dix"
    return not (language.noun_before_out_of and after and after[-1] in language.out_of.firsts)


class _Words:
    """Reads one number in words. `total` is what its scales have closed, `group` is below 1000."""

    def __init__(self, words: Sequence[Token], start: int, language: Language) -> None:
        self.words = words
        self.start = start
        self.language = language
        self.total = 0
        self.group: int | None = None
        self.last: int | None = None
        self.end = start

    def read(self) -> Number | None:
        language, words, start = self.language, self.words, self.start
        if words[start].text in VULGAR:
            return Number(start + 1, VULGAR[words[start].text], True, share=True)
        if (found := self._half()) or (found := self._collective()):
            return found
        if words[start].text in language.values:
            end, scale = scale_at(words, start + 1, language)
            return Number(end, language.values[words[start].text] * scale, False, scale)
        while self.end < len(words) and self.end - start < _LONGEST and self._take():
            pass
        if self.end == start:
            return None
        value = self.total + (self.group or 0)
        return self._part(value) or self._shared(value) or self._whole(value)

    def _take(self) -> bool:
        """Takes the next word into the number, with what joins it, where that makes a number."""
        position = self.end
        joined = False
        if position > self.start:
            mark = self.words[position]
            if mark.kind == "break":
                return False
            hyphen = mark.text == "-" and not mark.spaced
            joined = mark.text == self.language.joiner
            if hyphen or joined:
                position += 1
            elif not mark.spaced:
                return False
        if position >= len(self.words) or self.words[position].kind != "word":
            return False
        word = self.words[position].text
        if position == self.end > self.start and word in self.language.articles:
            return False  # "twenty a day"
        if not self._add(word, joined):
            return False
        self.end = position + 1
        return True

    def _add(self, word: str, joined: bool) -> bool:
        language = self.language
        if word in language.hundreds:
            return not joined and self._hundred(word)
        if word in language.scales:
            return not joined and self._scaled(language.scales[word])
        value = language.value_of(word)
        if value is None:
            return False
        if joined and not language.may_join(self.group or 0, value):
            return False
        if self.group is None or self.group == 0:
            if self.group == 0 or (self.last or value + 1) <= value:
                return False
            self.group = value
            return True
        return self._fits(value)

    def _fits(self, value: int) -> bool:
        group = self.group or 0
        if value == 20 and group % 100 == 4 and "quatre" in self.language.numbers:
            self.group = group - 4 + 80
            return True
        if group % 100 in (60, 80) and 0 < value < 20 and "quatre" in self.language.numbers:
            self.group = group + value
            return True
        if not 0 < value < _room(group):
            return False
        self.group = group + value
        return True

    def _hundred(self, word: str) -> bool:
        group = self.group
        if group is None:
            # "hundert", "cent" need no one before them; English "hundred" does.
            if self.language.joiner == "and" or word.endswith("s"):
                return False
            self.group = 100
            return True
        if not 0 < group < 100 or group % 10 == 0:
            return False
        self.group = group * 100
        return True

    def _scaled(self, scale: int) -> bool:
        if self.last is not None and scale >= self.last:
            # Spanish "mil millones" is a thousand of them.
            if self.last != 1000 or scale != MILLION or self.total >= MILLION:
                return False
            self.total = (self.total + (self.group or 0)) * scale
            self.group, self.last = None, scale
            return True
        if self.group is None:
            if scale != 1000 or self.language.joiner == "and":
                return False
            self.group = 1
        self.total += self.group * scale
        self.group, self.last = None, scale
        return True

    def _whole(self, read: int) -> Number | None:
        value: Value = read
        scale = 1 if self.group is not None or self.last is None else self.last
        end = self.end
        if half := self.language.and_a_half.at(self.words, end):
            end = half[1]
            if scale == 1:
                end, scale = scale_at(self.words, end, self.language)
                value = (value + Fraction(1, 2)) * scale
            else:
                value += Fraction(scale, 2)
        return Number(end, value, False, scale, counts=scale >= MILLION)

    def _half(self) -> Number | None:
        language, words, start = self.language, self.words, self.start
        position = start
        if words[start].text in language.articles and start + 1 < len(words):
            position = start + 1
        if language.half_of.at(words, start):
            return Number(start + 1, Fraction(1, 2), False, share=True)
        if words[position].text not in language.halves or position + 1 >= len(words):
            return None
        position += 1
        while words[position].text in ("-", *language.articles) and position + 1 < len(words):
            position += 1
        following = words[position].text
        if following in language.scales or following in language.hundreds:
            scale = language.scales.get(following, 100)
            return Number(position + 1, Fraction(scale, 2), False, scale, counts=scale >= MILLION)
        if (dozen := language.collectives.get(following)) and dozen.value:
            return Number(position + 1, Fraction(dozen.value, 2), False, counts=True)
        if language.measures.at(words, position):
            return Number(position, Fraction(1, 2), False)
        return None

    def _collective(self) -> Number | None:
        """A dozen, two dozen, tens of thousands; "several hundred" only says how large."""
        language, words, position = self.language, self.words, self.start
        times: int | None = 1
        if words[position].text not in language.collectives:
            if position + 1 >= len(words):
                return None
            following = words[position + 1].text
            if words[position].text in language.several:
                if following in language.scales or following in language.hundreds:
                    return Number(position + 2, None, False, approximate=True, counts=True)
            elif following in language.scales:
                return None
            times = language.numbers.get(words[position].text)
            position += 1
        found = language.collectives.get(words[position].text)
        if found is None or times is None:
            return None
        value = None if found.value is None else found.value * times
        end, scale = position + 1, 1
        # "tens of thousands", "cientos de miles", "des centaines de milliers"
        for _ in range(2):
            of = end + (end < len(words) and words[end].text in language.of)
            of += of < len(words) and of > end and words[of].text == "'"
            if of >= len(words):
                break
            further = language.collectives.get(words[of].text)
            if further is not None and further.value is None:
                end, value = of + 1, None
            elif words[of].text in language.scales and (of > end or value is None):
                scale = language.scales[words[of].text]
                end, value = of + 1, None if value is None else value * scale
        return Number(end, value, False, scale, approximate=found.approximate, counts=True)

    def _part(self, value: int) -> Number | None:
        """ "two thirds", "a quarter of"."""
        words, position = self.words, self.end
        if not 0 < value < 100 or position >= len(words):
            return None
        if words[position].text == "-" and not words[position].spaced:
            position += 1
        found = self.language.parts.at(words, position)
        if found is None:
            return None
        (denominator, plural, needs_of), end = found
        if plural is not None and plural != (value > 1):
            return None
        article = value == 1 and words[self.start].text in self.language.articles
        of = end < len(words) and words[end].text in self.language.of
        if article and needs_of and not of:
            return None
        if value >= denominator and denominator != 2:
            return None
        return Number(end, Fraction(value, denominator), False, share=True)

    def _shared(self, value: int) -> Number | None:
        return share_of(self.words, self.end, value, self.language)


def _room(group: int) -> int:
    """Below what a further word must be: 10 after "twenty", 1 after "twenty-three"."""
    if group % 10 or group % 100 == 10:
        return 1
    return 10 if group % 100 else 100
