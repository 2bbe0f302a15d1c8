"""Where does the article name a source, or describe it in the same words?"""

from collections.abc import Set

from service.text.antecedents.names import Names, one_of
from service.text.antecedents.shown import LONGEST, PHRASE, Place, Shown, Words
from service.text.antecedents.vocabulary import LINKS, is_role
from service.text.antecedents.wording import Wording
from service.text.grammar import DETERMINERS, GRAMMAR, PRONOUNS, listed
from service.text.words import Word, key_of

_AND = listed("and y e und et")
_MOST = 0.5
"""Share of a description's plain words that the article must say; the rest tie them together."""
_ALIKE = 5
"""First letters that two forms of a word share at least."""
_SHORT = 4
"""Letters; a shorter word is grammar for the most part."""
_PHRASE = 5
"""Characters of a description in a script without spaces; what is shorter may be a name."""


def full_name(names: Names, source: Wording, source_type: str) -> list[Place]:
    """Where the article gives the name that this is a form of, if it is one name."""
    if not source.is_name():
        return []
    shown, bare = names.shown, _bare(names, source)
    if long := names.aliases.get(bare):
        return shown.find(shown.texts(long))
    longer = names.ending(bare)
    longer.update(name for name in names.beginning(bare) if _is_short(names, name, source_type))
    longer.discard(bare)
    if one := one_of(longer):
        return shown.find(one)
    # "KCNA" in brackets is no part of the name, and "its" of "its chief executive Ana Prates"
    # means nothing by itself; other words of the model's stay.
    shortened = bare[-1:] != source.texts[-1:] or (
        source.texts[0] in PRONOUNS and not is_role(bare[-1])
    )
    return shown.find(bare) if shortened else []


def verbatim(shown: Shown, source: Wording, title: Words) -> list[Place]:
    """Where the article says these words, or the same in another order, or the last of them
    where it says the others elsewhere: "North Korea's state media", "the North's state media".
    """
    texts = source.texts
    if len(texts) > LONGEST:
        return []
    start = 1 if texts[0] in DETERMINERS else 0
    found = shown.find(texts) or shown.find(texts[start:]) or _reordered(shown, texts)
    if found or not is_told(shown, source, title):
        return found
    tails = (texts[low:] for low in range(1, len(texts)) if texts[low] not in GRAMMAR)
    return next((places for tail in tails if (places := shown.find(tail))), [])


def is_told(shown: Shown, source: Wording, title: Words) -> bool:
    """Whether the article says this, if in other words: every name and number of a description
    and most of the rest, or each of several names. The headline may name a source, too."""
    texts = source.texts
    if any(title[low : low + len(texts)] == texts for low in range(len(title))):
        return True
    if all(word.unspaced for word in source.words):
        return _is_mostly_shown(shown, texts)
    seen = shown.keys | set(map(key_of, title))
    content = [word for word in source.words if word.text not in GRAMMAR]
    fixed = [word for word in content if source.is_capital(word) or word.text[0].isdigit()]
    plain = [word for word in content if word not in fixed]
    if any(word.key not in seen for word in fixed):
        return False
    if plain:
        told = sum(_has_a_form(word, seen) or len(word.text) < _SHORT for word in plain)
        return told >= _MOST * len(plain)
    return _are_all_named(shown, texts)


def _has_a_form(word: Word, seen: Set[str]) -> bool:
    """Whether the word is shown but for its last letter, as in "alter" for "alten"."""
    return word.key in seen or any(key.startswith(word.key[:-1]) for key in seen)


def _is_mostly_shown(shown: Shown, texts: Words) -> bool:
    """For a script without spaces: whether most neighbouring characters are neighbours there."""
    pairs = [texts[low : low + 2] for low in range(len(texts) - 1)]
    told = sum(bool(shown.find(pair)) for pair in pairs)
    return len(texts) >= _PHRASE and told >= _MOST * len(pairs)


def _are_all_named(shown: Shown, texts: Words) -> bool:
    """Whether it is several names, each of which the article gives: "Timber Ltd and Floors Ltd"."""
    parts: list[list[str]] = [[]]
    for text in texts:
        if text in _AND:
            parts.append([])
        else:
            parts[-1].append(text)
    return len(parts) > 1 and all(part and shown.find(tuple(part)) for part in parts)


def _bare(names: Names, source: Wording) -> Words:
    """The name without its article and titles, and without its abbreviation in brackets."""
    found = source.texts
    while found[1:] and (found[0] in DETERMINERS or is_role(found[0])):
        found = found[1:]
    long = names.aliases.get(found[-1:])
    return found[:-1] if long and names.shown.texts(long) == found[:-1] else found


def _is_short(names: Names, name: Words, source_type: str) -> bool:
    """Whether a name may be called by its first words. A country's is part of many others."""
    return (
        source_type in ("person", "organization")
        and LINKS.isdisjoint(name)
        and (name in names.people) == (source_type == "person")
    )


def _reordered(shown: Shown, texts: Words) -> list[Place]:
    """ "Ministry of Defence" where the article says "Defence Ministry"."""
    wanted = sorted(word for word in texts if word not in GRAMMAR)
    found: list[Place] = []
    if not 1 < len(wanted) <= PHRASE:
        return found
    for at in sorted(set.intersection(*(_sentences_with(shown, word) for word in wanted))):
        sentence = shown.words[at]
        content = [low for low, word in enumerate(sentence) if word.text not in GRAMMAR]
        for first in range(len(content) - len(wanted) + 1):
            some = content[first : first + len(wanted)]
            if some[-1] - some[0] <= 2 * len(wanted) and all(
                _alike(*pair)
                for pair in zip(sorted(sentence[low].text for low in some), wanted, strict=True)
            ):
                found.append(Place(at, some[0], some[-1] + 1))
    return found


def _sentences_with(shown: Shown, word: str) -> set[int]:
    """The sentences that have a word like this one."""
    like = [form for form in shown.forms if form[:_ALIKE] == word[:_ALIKE] and _alike(form, word)]
    return {place.at for form in like for place in shown.find((form,))}


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (
        len(short) >= _ALIKE and long.startswith(short) and len(long) - len(short) < 3
    )
