"""How long is an article, in tokens? An estimate.

The tokenisers of the models are not at hand. One code point in four is a token in scripts with
spaces, and every character one where there are none (Han, kana, Thai, Lao, Khmer, Burmese). Good
for comparing runs over the same articles; the tokens that a model's server reports are its own.
"""

import math
import re

_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff]"
)
PER_TOKEN = 4
"""Code points, in scripts with spaces."""


def estimated_tokens(text: str) -> int:
    """Tokens of a text, by the rule above; at least 1."""
    characters = len(_UNSPACED.findall(text))
    return max(1, characters + math.ceil((len(text) - characters) / PER_TOKEN))
