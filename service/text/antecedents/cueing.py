"""Does the article have the reporting words of a source, in any form?"""

import re
from collections.abc import Iterator, Set

from service.text.antecedents.shown import Shown, Words
from service.text.antecedents.wording import Wording
from service.text.grammar import GRAMMAR, listed
from service.text.words import Word, key_of

_FORMS = (
    listed("say says said saying sais"),
    listed("tell tells told telling"),
    listed("write writes wrote written writing"),
    listed("speak speaks spoke spoken speaking"),
    listed("think thinks thought thinking"),
    listed("hold holds held holding"),
    listed("find finds found finding"),
    listed("swear swears swore sworn"),
    listed("decir dice dicen dijo dijeron dicho diciendo decía"),
    listed("sagen sagt sagte sagten gesagt"),
    listed("sprechen spricht sprach sprachen gesprochen"),
    listed("schreiben schreibt schrieb schrieben geschrieben"),
    listed("geben gibt gab gaben gegeben geht ging"),
    listed("heisst hiess heissen geheissen heißt hieß"),
    listed("weisen weist wies wiesen gewiesen"),
    listed("bestreiten bestreitet bestritt bestritten"),
    listed("nennen nennt nannte genannt"),
    listed("dire dit disent dis disait disant"),
    listed("écrire écrit écrivent écrivait écrivant"),
)
_PARTICLES = re.compile(
    r"(?:hinzu|hervor|zurück|heraus|voraus|fest|dar|hin|mit|aus|auf|ein|vor|nach|bei|ab|an|zu)"
)
_PARTICIPLE = re.compile(r"(?:ge|zu)(?=\w{4})")
_SHORTEST = 3


def is_shown(shown: Shown, cue: Wording, title: Words) -> bool:
    """Whether each content word of a cue stands somewhere, inflected or split; an empty cue
    does."""
    said = cue.words
    if not said or shown.find(cue.texts):
        return True
    spaced = [word for word in said if not word.unspaced]
    content = [word for word in spaced if word.text not in GRAMMAR] or spaced
    unspaced = "".join(word.text for word in said if word.unspaced)
    seen = shown.keys | set(map(key_of, title))
    return all(_has(shown, seen, word) for word in content) and _is_split(shown, unspaced)


def _has(shown: Shown, seen: Set[str], word: Word) -> bool:
    if word.key in seen:
        return True
    forms = next((some for some in _FORMS if word.text in some), ())
    if any(key_of(form) in seen for form in forms):
        return True
    if shown.language != "de":
        return _has_a_stem(seen, word.text)
    stems = set(_stems(word.text))
    return any(not stems.isdisjoint(_stems(text)) for text in shown.forms)


def _has_a_stem(seen: Set[str], text: str) -> bool:
    """Whether a short word is shown with another ending: "cite" for "citing"."""
    stem = text[: max(_SHORTEST, min(len(text) - 2, 4))]
    return 2 < len(text) < 8 and any(key.startswith(stem) for key in seen)


def _stems(text: str) -> Iterator[str]:
    """What a German verb shares with its other forms, with its particle and without it."""
    yield key_of(text)
    rest = _PARTICLES.sub("", text, count=1) if _PARTICLES.match(text) else text
    for bare in (rest, _PARTICIPLE.sub("", rest, count=1)):
        if len(bare) > _SHORTEST:
            yield key_of(bare)
            for forms in _FORMS:
                if bare in forms:
                    yield from forms


def _is_split(shown: Shown, text: str) -> bool:
    """For a script without spaces: whether a sentence has these characters in a row, or in two
    parts in this order."""
    if not text:
        return True
    for sentence in shown.sentences:
        said = shown.text[slice(*sentence)]
        for cut in range(len(text)):
            start = said.find(text[:cut])
            if start >= 0 and said.find(text[cut:], start + cut) >= 0:
                return True
    return False
