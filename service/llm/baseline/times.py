"""Which words of a passage say when?"""

import re

_MONTHS = {
    "en": "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan\\.|Feb\\.|Aug\\.|Sept?\\.|Oct\\.|Nov\\.|Dec\\.|Aug|Feb",
    "es": "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
    "|diciembre",
    "de": "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
    "fr": "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
}
_DAYS = {
    "en": "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day",
    "es": "lunes|martes|miércoles|jueves|viernes|sábado|domingo",
    "de": "(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend",
    "fr": "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
}
_OTHERS = {
    "en": r"yesterday|today|tomorrow|tonight|(?:last|next|this) (?:DAY|MONTH|week|month|year|spring"
    r"|summer|autumn|fall|winter|night|quarter)|MONTH \d{1,2}(?:, \d{4})?|\d{1,2} MONTH(?: \d{4})?"
    r"|MONTH \d{4}|(?:(?<=in )|(?<=by )|(?<=since ))MONTH|(?!May)MONTH(?: last year)?"
    r"|DAY(?: (?:morning|afternoon|evening|night))?"
    r"|(?:\d+|two|three|four|five|several) (?:days|weeks|months|years) (?:ago|earlier|later)",
    "es": r"ayer|hoy|mañana|anoche|\d{1,2} de MONTH(?: de \d{4})?|MONTH(?: de \d{4})?"
    r"(?: del año pasado| pasado)?|(?:el pasado |este |el próximo )?(?:DAY)(?: pasado)?"
    r"|(?:la semana|el mes|el año) (?:pasad[oa]|próxim[oa])|principios de este año",
    "de": r"gestern|heute|morgen|vorgestern|\d{1,2}\. MONTH(?: \d{4})?|(?:Anfang |Mitte |Ende )?"
    r"MONTH(?: \d{4}| vergangenen Jahres)?|(?:DAY)(?:morgen|abend|nacht)?"
    r"|(?:vergangenen|nächsten|kommenden) (?:Woche|Monat|Jahr)",
    "fr": r"hier|aujourd['\u2019]hui|demain|\d{1,2}(?:er)? MONTH(?: \d{4})?|MONTH(?: \d{4})?"
    r"(?: dernier| prochain)?|(?:DAY)(?: dernier| prochain| matin| soir)?"
    r"|(?:la semaine|le mois|l['\u2019]an(?:née)?) derni(?:er|ère)",
}
_ANYWHERE = r"\d{4}-\d\d-\d\d|(?:19|20)\d\d(?![\d.,%]*\d|\s?%)"
_CHINESE = re.compile(
    r"(?:(?:\d{4}|今|去|前|明)年)(?:\d{1,2}月(?:底|初)?(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日"
    r"|(?:上|本|这|下)?(?:周|星期)[一二三四五六日天]|\d{1,2}日(?!元)|(?:昨|今|明)[天日晚]|上个?月"
)
_PATTERNS = {
    language: re.compile(
        r"\b(?:"
        + others.replace("MONTH", f"(?:{_MONTHS[language]})").replace("DAY", _DAYS[language])
        + rf"|{_ANYWHERE})(?!\w)",
        re.IGNORECASE if language == "es" else 0,
    )
    for language, others in _OTHERS.items()
} | {"zh": _CHINESE}


def times_in(passage: str, language: str) -> list[str]:
    """The expressions of time, as they stand there, each once. Linear in the passage."""
    found = (match[0] for match in _PATTERNS[language].finditer(passage))
    return list(dict.fromkeys(found))
