"""Which sentences speak to a language model instead of to a reader?

Told by their form: an order about claims, output, instructions or a task; an address to a model;
a turn of a conversation with one. A report that somebody gave such an order is not meant.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from service.text.normalizing import folded
from service.text.quotation import quotations
from service.text.span import Span

_GAP = r"[^.\u3002]{0,60}"
_MODEL = (
    r"(?:(?:ai|artificial\ intelligence|automated|virtual|language|chat)[\ -]?)?"
    r"(?:assistants?|models?|agents?|bots?|summari[sz]ers?|extractors?|annotators?)"
    r"|ai(?:\ (?:systems?|tools?|readers?))?|llms?|chat-?bots?|chatgpt|gpt|claude|gemini"
)
_THE_MODEL = (
    r"the\ (?:(?:ai|language|chat)[\ -]?)?(?:assistant|model|agent|bot|summari[sz]er)|(?:the\ )?llm"
)
_MADE = r"claims?|json|verbatim|summar(?:y|ies)|output|propositions?|system\ prompt"
"""What only a model makes of an article."""
_ABOUT_THE_TASK = (
    rf"{_MADE}|instructions?|prompts?|ignore|disregard|override|respond|reply|extract|facts?"
    r"|you\ (?:are|must|should|will|can)|do\ not\ list|only\ (?:list|say|report|state|claim)"
)
_TOLD = (
    r"instructions?(?!\ (?:on|of|from|in|at|for)\b)|prompts?|directives?"
    r"|your\ (?:\w+\ )?(?:rules|task|training|role)"
    r"|(?:rules|text|everything|all|anything|orders|guidance)\ (?:above|before\ this|so\ far)"
    r"|the\ above|(?:all|any|these|prior|previous|earlier|above)\ rules"
    r"|(?:previous|prior|earlier|preceding|above)\ (?:\w+\ )?"
    r"(?:rules|requests?|orders?|directions?|messages?|context|commands?|guidance|tasks?|text)"
    r"|you\ (?:were|have\ been|had\ been|are|\"ve\ been)\ (?:\w+\ )?"
    r"(?:told|given|asked|instructed|taught)"
)
_MAKING = (
    "output|respond|reply|answer|return|print|emit|add|write|include|list|say|report|state|mention"
    "|extract|generate|produce|insert|append"
)
# Words that make an order of a sentence stand at its beginning.
_OPENING = re.compile(
    r"""(?:^|[.:;!?"(\[>]\s*|\ -\s+)
        (?:(?:please|now|instead|also|then|next|important|attention|from\ now\ on|kindly),?\s+)?
        (?:please\s+)?""",
    re.VERBOSE,
)
_ORDER = re.compile(
    rf"""(?:ignore|disregard|forget|override|discard|bypass)\b{_GAP}\b(?:{_TOLD})\b
       | (?:ignore|disregard|forget)\ everything\b{_GAP}\b(?:{_MAKING})\ (?:only|that|the|an?)\b
       | (?:{_MAKING})\ (?:only|exactly|the|an?|this|these|that|with|in|as|just)\b[^.]{{0,80}}
           \b(?:claims?|json|exactly|verbatim|following\ (?:text|words|facts?|statements?))\b
       | (?:do\ not|don"t|never|stop)\ (?:{_MAKING}|extracting|listing)\b{_GAP}
           \b(?:claims?|propositions?|this\ (?:note|message|instruction|order)|json)\b
       | (?:only|just)\ (?:{_MAKING})\ (?:that|the\ claims?|one\ claim)\b
       | (?:treat|consider|regard|accept|take|present|mark)
           \ (?:the\ following|what\ follows|this|these|the\ next)\b{_GAP}
           \bas\ (?:(?:an?|the|only|sole|true|verified|established|certain|your)\ ){{0,3}}
           (?:facts?|claims?|true|truth|instructions?|verified)\b
       | (?:reveal|repeat|print|show)\b[^.]{{0,40}}
           \b(?:system\ prompt|your\ (?:\w+\ )?instructions|the\ instructions\ (?:word|above))\b
       | system\ (?:override|prompts?|messages?|instructions?|commands?)\s*(?:[:\-]|$)
       | (?:end|beginning)\ of\ (?:the\ )?(?:article|document|input|context|prompt|user\ input)
           \s*(?:[.:\-]|$)
       | (?:(?:note|message|notice|attention|instructions?|rules|reminder|hint|dear)\ )?
           (?:(?:for|to)\ )?(?:(?:the|all|any|every|dear)\ )?(?:{_MODEL}|system|developer|user)
           \s*(?::\s[^.]{{0,120}}\b(?:{_ABOUT_THE_TASK})\b
           |,\s(?:please\ )?(?:ignore|disregard|your\ (?:output|summary)|you\ (?:are|must)
           |(?:{_MAKING})\ (?:only|that))\b)
       | your\ (?:(?:new|real|actual|only|current)\ )?(?:task|role|goal|objective|assignment)
           \ (?:has|have)\ (?:now\ )?(?:been\ )?changed\b
       | your\ (?:(?:new|real|actual|only)\ )?(?:task|role|goal|objective|job)\ is\ (?:now\ )?
           to\ (?:{_MAKING}|ignore|claim|summari[sz]e)\b{_GAP}\b(?:{_MADE}|that|only|following)\b
       | your\ (?:output|summary|response|list\ of\ claims|json)\ (?:must|should|shall|has\ to)\b

       | (?:ignora|olvida|dimentica|descarta|omite)(?:d|n|te)?\b{_GAP}
           \b(?:instrucciones|indicaciones|istruzioni|órdenes|reglas\ anteriores|lo\ anterior
           |(?:lo\ que|todo)\ (?:te|se\ te|os)\ \w+|texto\ anterior|regole\ precedenti)\b
       | (?:olvida|ignora)(?:d|n)?\ todo\ (?:y|e)\ \w+
       | (?:escribe|responde|añade|incluye|devuelve|genera|extrae|enumera|afirma)(?:d|n)?\b{_GAP}
           \b(?:afirmación|afirmaciones|json|resumen)\b
       | (?:ignoriere|vergiss|missachte|(?:ignorieren|vergessen|missachten)\ sie)\b{_GAP}
           \b(?:anweisung(?:en)?|instruktionen|vorgaben|(?:vorherigen|bisherigen|obigen)\ \w+
           |(?:alles|was)\ (?:bisherige|vorherige|obige|oben|zuvor))\b
       | (?:ignoriere|vergiss)\ alles\ und\ \w+
       | (?:gib|geben\ sie)\ (?:\w+\ ){{0,4}}aus\s*[,:]
       | (?:gib|schreibe?|nenne|liste|antworte|füge|melde)\b{_GAP}\b(?:behauptung(?:en)?|json)\b
       | deine\ (?:neue\ aufgabe|aufgabe\ hat\ sich\ geändert)\b
       | (?:ignore[zr]?|oublie[zr]?|ne\ (?:tenez|tiens)\ pas\ compte)\b{_GAP}
           \b(?:(?:les|vos|tes|ces)\ (?:\w+\ )?(?:instructions|consignes)
           |ce\ qui\ précède|règles\ précédentes)\b
       | (?:ignore|oublie)z?\ tout\ et\ \w+
       | (?:réponds|répondez|écris|écrivez|ajoutez?|indiquez?|affirmez?|extrayez|produisez)\b{_GAP}
           \b(?:affirmations?|json|résumé)\b
       | (?:игнорируй|забудь)(?:те)?\b{_GAP}\bинструкц

       | (?:请|请你|你必须|现在)?(?:忽略|无视|忘记|忘掉|不要理会|不要遵守|抛开)(?:掉|你)?
           (?:此前|之前|以上|上述|前面|先前|所有|一切|全部|原有)[^。]{{0,15}}
           (?:指令|指示|说明|要求|提示|规则|命令|设定|任务|内容)
       | (?:请|请你|你必须|现在)?(?:只|仅)?(?:输出|回答|返回|列出|生成)(?:以下|下列|如下|一条|这条)
           [^。]{{0,15}}(?:断言|主张|陈述|论断|说法|事实|内容|句子)
       | 你的(?:新)?任务(?:是|已|变)[^。]{{0,20}}(?:输出|改变|变更|列出|声称|写)""",
    re.VERBOSE,
)
_ANYWHERE = re.compile(
    rf"""\b(?:
           you\ (?:must|should|will|are\ to)\b[^.]{{0,30}}\b(?:{_MAKING})\b{_GAP}
             \b(?:claims?|json|verbatim|your\ summary|the\ following\ (?:text|statement|words))\b
         | (?:note|message|instructions?)\ (?:for|to)
             \ (?:the\ )?(?:ai|llms?|language\ models?|assistants?)\s*[:,.-]
         | you\ are\ (?:an?\ )?(?:ai|language\ model|assistant|llm|chatbot)\b
         | you\ are\ now\ (?:(?:an?|the)\ )?(?:\w+\ ){{0,3}}(?:ai|model|assistant|llm|chatbot)\b
         | (?:new|updated|revised)\ (?:instructions?\s*:
             |(?:instructions?|rules|orders|task)\ (?:for|to)\ (?:{_THE_MODEL})\s*[:.]))
       | (?:忽略|无视|忘记).{{0,20}}(?:指令|指示|提示词).{{0,10}}输出
       | (?:忽略|无视|忘记)[^。]{{0,20}}(?:要求|规则|说明|内容|一切)[^。]{{0,6}}(?:只)?输出
       | 你(?:现在)?是(?:一个|一名)?(?:ai|人工智能|语言模型|智能助手)""",
    re.VERBOSE,
)
_TURN = re.compile(r"\W{0,3}SYSTEM\s*:")
"""A turn of a conversation; in small letters it may be a heading of a list."""
_GIVEN = re.compile(
    r"""\b(?:typed|types|wrote|writes|said|says|told|tells|entered|asked|read|reads|posted|sent
         |shouted|pasted|inserted|inject(?:ed|s)|containing|contained|contains|phrase|words|message
         |prompt
         |escribió|dijo|tecleó|pidió|frase|mensaje
         |schrieb|sagte|tippte|stand|satz|eingegeben|nachricht
         |écrit|dit|tapé|demandé|phrase|message)\b
       | (?:写道|输入|说|发送|写下|称)""",
    re.VERBOSE,
)
"""Words around a quotation that make it one of somebody else."""
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
    plain = unicodedata.normalize("NFKC", sentence)
    if _TURN.match(plain):
        return True
    plain = folded(_without_given(plain))
    return _ANYWHERE.search(plain) is not None or any(
        _ORDER.match(plain, opening.end()) for opening in _OPENING.finditer(plain)
    )


def _without_given(sentence: str) -> str:
    """A sentence without the quotations that somebody in it types, says or writes."""
    quoted = quotations(sentence)
    if not quoted:
        return sentence
    ends = [0, *(edge for span in quoted for edge in span), len(sentence)]
    around = [sentence[ends[at] : ends[at + 1]] for at in range(0, len(ends), 2)]
    if not _GIVEN.search(" ".join(around).casefold()):
        return sentence
    return "\u2026".join(around)
