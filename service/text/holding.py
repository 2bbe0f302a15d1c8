"""Does what a model said about a passage hold when other sentences stand beside it?

A model is shown earlier sentences to know who “he” is. An edit of these alone changes its answer
only where the answer took something from them, or would now. This errs on the side of asking again.
"""

from collections.abc import Iterable, Sequence

from service.text.checks.wording import all_forms, is_content, is_grammar
from service.text.tokens import Token, words_of


def holds(
    said: Iterable[str], passage: Sequence[str], before: Sequence[str], now: Sequence[str]
) -> bool:
    """Whether what was `said` of the passage with the sentences `before` beside it holds with those
    `now`.

    It does not where a word of it stands in a sentence that went, and not in the passage itself;
    nor where a sentence that came names what nothing named before: a pronoun may mean that now.
    """
    gone = [one for one in before if one not in now]
    came = [one for one in now if one not in before]
    own = all_forms(_words(passage))
    taken = all_forms(word for word in _words(said) if _says_something(word)) - own
    if taken & all_forms(_words(gone)):
        return False
    known = own | all_forms(_words(before))
    return all(word.text in known for word in _words(came) if word.named)


def _words(texts: Iterable[str]) -> list[Token]:
    return [word for text in texts for word in words_of(text)]


def _says_something(word: Token) -> bool:
    return is_content(word) and not is_grammar(word)
