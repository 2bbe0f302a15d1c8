"""Which numbers that a claim writes as words does the article give?"""

from collections.abc import Iterable, Mapping
from functools import cache

from service.text.checks.shown import Shown
from service.text.tokens import Token

_UNITS = {
    "en": """zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen
        |fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty""",
    "es": """cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce
        |quince|dieciséis|diecisiete|dieciocho|diecinueve|veinte""",
    "de": """null|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dreizehn|vierzehn
        |fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn|zwanzig""",
    "fr": """zéro|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze
        |quinze|seize|dixsept|dixhuit|dixneuf|vingt""",
}
_TENS = {
    "en": "thirty|forty|fifty|sixty|seventy|eighty|ninety",
    "es": "treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa",
    "de": "dreissig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig",
    "fr": "trente|quarante|cinquante|soixante",
}
_HAN = dict(zip("二两三四五六七八九", "223456789", strict=True))
_SCALES = {
    "en": """thousand thousands k|million millions m mn mln mio|billion billions bn b
        |trillion trillions tn""",
    "es": "mil miles|millón millones m mm|billón billones",
    "de": "tausend|million millionen mio|milliarde milliarden mrd|billion billionen bio",
    "fr": "mille milliers|million millions m|milliard milliards md mds",
    "zh": "万|亿 億",
}
_PAIR = (
    "both",
    "pair",
    "couple",
    "twin",
    "ambos",
    "ambas",
    "beide",
    "beiden",
    "deux",
    "par",
    "duo",
)
_OF_A_WEEK = frozenset("周週期拜")
"""What makes a number of Han a weekday."""
_SMALLEST = 2
"""One is an article in most languages."""


def strange_numbers(tokens: Iterable[Token], shown: Shown, language: str = "en") -> list[str]:
    """The whole numbers, in digits or in words, and the thousands, millions, ... of a claim that
    what was shown does not give in either way."""
    primary = language.partition("-")[0].lower()
    scales, values = _scales(primary), _values(primary)
    before = ""
    strange = []
    for token in tokens:
        text = token.text
        if text in shown.forms:
            before = text
            continue
        number = (text in values or text.isdigit()) and before not in _OF_A_WEEK
        if (number and not _is_given(token, shown, primary)) or (
            text in scales and not _has_any(scales[text], shown)
        ):
            strange.append(text)
        before = text
    return strange


def is_number(token: Token, language: str = "en") -> bool:
    """Whether a word is a number, and not a name for its capital."""
    primary = language.partition("-")[0].lower()
    return token.text in _values(primary) or token.text.isdigit()


def _is_given(token: Token, shown: Shown, language: str) -> bool:
    values = _values(language)
    if token.text.isdigit():
        same = [word for word, value in values.items() if str(value) == token.text]
    else:
        value = values[token.text]
        same = [str(value), *(word for word, one in values.items() if one == value)]
        same += _PAIR if value == _SMALLEST else ()
        if language == "zh":
            return str(value) in shown.text
    return _has_any(same, shown)


def _has_any(words: Iterable[str], shown: Shown) -> bool:
    return any(word in shown.forms for word in words)


@cache
def _values(language: str) -> Mapping[str, int]:
    if language == "zh":
        return {word: int(value) for word, value in _HAN.items()}
    units = _UNITS.get(language, "").casefold().split("|")
    tens = _TENS.get(language, "").casefold().split("|")
    values = {word.strip(): value for value, word in enumerate(units)}
    values |= {word.strip(): 10 * value for value, word in enumerate(tens, start=3)}
    return {word: value for word, value in values.items() if word and value >= _SMALLEST}


@cache
def _scales(language: str) -> Mapping[str, tuple[str, ...]]:
    groups = [tuple(group.split()) for group in _SCALES.get(language, "").casefold().split("|")]
    return {word: group for group in groups for word in group if len(word) > 2 or language == "zh"}
