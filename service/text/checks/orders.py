"""Which sentences speak to a language model instead of to a reader?"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from service.text.normalizing import folded
from service.text.span import Span

# A sentence that speaks to a model, not to a reader: an order at its beginning, or a turn of a
# conversation. A report that somebody gave such an order is not meant.
_OPENING = re.compile(r"(?:^|[.:;!?\"(\[]\s*)(?:please\s+)?")
_ORDER = re.compile(
    r"""(?:ignore|disregard|forget|override)\b[^.]{0,60}
           \b(?:instructions?|prompts?|rules|above|previous|prior|everything)\b
       | (?:output|respond|reply|answer|return|print|emit|add|write|include|list|say)
           \ (?:only|exactly|the|an?|this|these|that|with|in|as|to)\b[^.]{0,80}
           \b(?:claims?|json|exactly|verbatim|following)\b
       | (?:reveal|repeat|print|show)\b[^.]{0,40}\b(?:system\ prompt|instructions)\b
       | (?:system|assistant|developer|ai|llm)\s*:
       | (?:ignora|olvida|dimentica)\b[^.]{0,60}
           \b(?:instrucciones|istruzioni|anteriores|precedenti)\b
       | (?:ignoriere|vergiss|missachte)\b[^.]{0,60}\b(?:anweisungen|vorherigen)\b
       | (?:ignorez|ignore|oubliez|oublie)\b[^.]{0,60}\b(?:instructions|consignes)\b
       | (?:игнорируй|забудь)(?:те)?\b[^.]{0,60}\bинструкц""",
    re.VERBOSE,
)
_ANYWHERE = re.compile(
    r"""\b(?:
           you\ (?:must|should|will|are\ to)\b[^.]{0,30}
             \b(?:output|respond|reply|emit|print|list|include|return)\b
         | (?:note|message|instructions?)\ (?:for|to)
             \ (?:ai|llms?|language\ models?|assistants?)\b
         | you\ are\ (?:now\ )?(?:an?\ )?(?:ai|language\ model|assistant|llm|chatbot)\b
         | new\ instructions?\s*:)
       | (?:忽略|无视|忘记).{0,20}(?:指令|指示|说明)""",
    re.VERBOSE,
)
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")


def orders(text: str, sentences: Sequence[Span]) -> Iterator[Span]:
    """The sentences that speak to a model, and those after them in the same paragraph."""
    ordering, before = False, 0
    for sentence in sentences:
        if _PARAGRAPH.search(text, before, sentence.start):
            ordering = False
        ordering = ordering or speaks_to_a_model(text[slice(*sentence)])
        if ordering:
            yield sentence
        before = sentence.end


def speaks_to_a_model(sentence: str) -> bool:
    """Whether it has an order to a model, or a turn of a conversation with one."""
    # Full-width and other compatible forms of letters count as the letters that they look like.
    plain = folded(unicodedata.normalize("NFKC", sentence))
    return _ANYWHERE.search(plain) is not None or any(
        _ORDER.match(plain, opening.end()) for opening in _OPENING.finditer(plain)
    )
