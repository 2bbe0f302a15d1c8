"""What kind of source is it, to judge by its name?"""

import re

from schemas.labels import SourceType


def _any_of(listed: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word).replace("_", r"\ ") for word in listed.split())
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


_PERSON = _any_of(
    """mr mrs ms dr prof professor president minister chancellor secretary spokesman spokeswoman
    spokesperson mayor judge lawyer chief director chairman chairwoman analyst senator councillor
    governor king queen pope ambassador captain officer commander founder manager
    sr sra don doña presidente presidenta ministro ministra alcalde alcaldesa portavoz fiscal
    director directora juez jueza abogado abogada
    herr frau minister ministerin präsident präsidentin kanzler kanzlerin sprecher sprecherin
    bürgermeister bürgermeisterin staatsanwalt staatsanwältin geschäftsführer geschäftsführerin
    senatorin
    m. mme président présidente ministre maire porte-parole directeur directrice procureur avocat"""
)
_DOCUMENT = _any_of(
    """report study letter statement indictment memo memorandum poll survey transcript minutes
    accounts records filing document documents review paper analysis data figures audit
    informe estudio documento comunicado auto sentencia encuesta carta acta datos
    bericht studie statistik schreiben gutachten umfrage mitteilung dokument anklageschrift
    rapport étude communiqué document lettre sondage enquête"""
)
_GOVERNMENT = _any_of(
    """ministry government police prosecutors prosecutor's prosecution parliament senate congress
    court council city commission authority authorities inspectorate embassy kremlin pentagon
    army military navy cabinet department agency's officials white_house state_department
    treasury
    ministerio gobierno policía fiscalía consejo ayuntamiento tribunal parlamento autoridades
    junta
    polizei ministerium staatsanwaltschaft regierung behörde behörden gericht bundesregierung
    senat bundestag
    ministère gouvernement parquet préfecture parlement tribunal mairie autorités élysée"""
)
_ORGANISATION = _any_of(
    """inc corp ltd llc plc gmbh ag nv sa group company firm agency party union association bank
    university institute laboratory college newspaper times post news courier herald journal
    tribune reuters yonhap afp bbc foundation trust hospital society league club team researchers
    media magazine network
    empresa compañía agencia partido sindicato asociación banco universidad periódico diario
    grupo consorcio
    firma unternehmen agentur partei gewerkschaft verband zeitung blatt universität bank verein
    entreprise société agence parti syndicat association banque université journal quotidien"""
)
_ARTICLE = re.compile(r"(?:the|el|la|los|las|der|die|das|dem|den|le|les)\s+", re.IGNORECASE)
_NEWSPAPER = re.compile(
    r"(?:Le (?:Monde|Figaro|Parisien|Point|Soir|Temps|Devoir|Progrès)|La (?:Croix|Dépêche|Tribune)"
    r"|Les [ÉE]chos|El (?:País|Mundo|Comercio|Tiempo|Universal|Confidencial|Periódico|Correo)"
    r"|La (?:Vanguardia|Nación|Razón|Repubblica|Stampa)|Die (?:Zeit|Welt|Presse)"
    r"|Der (?:Spiegel|Standard|Tagesspiegel))\b"
)
"""Names of which an article is a part."""
_COUNTED = re.compile(
    r"(?:two|three|four|five|six|seven|eight|nine|ten|several|some|many|a few|other|a number of)"
    r" (?:[a-z-]+ ){0,3}(?:officials|prosecutors|researchers|officers|lawmakers|people|sources)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\s+(?:(?:on|am|el|este|le|ce|late|early)\s+)?"
    r"(?:\w+day|\w+tag|\w+tagmorgen|Mittwoch|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|ayer|hoy|hier|gestern|heute|yesterday"
    r"|today)$"
    r"|\s+am\s+(?:\w+tag|Mittwoch)\w*\s.*$"
)
_INITIALS = re.compile(r"\b[A-Z]{2,}\b")
_DETERMINER = re.compile(
    r"(?:an?|the|his|her|its|their|my|our|he|she|it|they|we|i|un|una|el|la|los|las|su|él|ella|ellos"
    r"|ein|eine|einer|der|die|das|er|sie|es|sein|ihr|ihre|le|les|une|son|sa|il|elle|ils|elles)",
    re.IGNORECASE,
)
_EDGES = " ,;:\"'\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019-"
_KINDS: tuple[tuple[SourceType, re.Pattern[str]], ...] = (
    ("document", _DOCUMENT),
    ("government", _GOVERNMENT),
    ("organization", _ORGANISATION),
)
_CHINESE: tuple[tuple[SourceType, re.Pattern[str]], ...] = (
    ("unnamed", re.compile(r"^[他她它]|名|人士$|[有该其]$|消息人士|^该")),
    ("document", re.compile(r"(?:报告|公告|年报|文件|声明|通报|数据|信函|研究|报道|起诉书)$")),
    ("government", re.compile(r"(?:局|部|委|委员会|政府|法院|检察院|厅|署|大使馆|国务院)$")),
    ("organization", re.compile(r"(?:公司|社|报|网|银行|大学|协会|集团|党|医院|事务所)》?$|^《")),
)


def source_type(name: str, language: str = "en") -> SourceType:
    """The kind of a source: the word that says so, else the form of a name."""
    if language == "zh":
        return next((kind for kind, form in _CHINESE if form.search(name)), "person")
    if _NEWSPAPER.match(name):
        return "organization"
    if _COUNTED.match(name):
        return "unnamed"
    capitals = _names(name, language)
    # A person's office ("police chief Rui Monteverde") may hold the word of an institution.
    if len(capitals) > 1 and _PERSON.search(name) and not _INITIALS.search(name):
        return "person"
    head = " ".join(name.split()[:6])
    for kind, form in _KINDS:
        if form.search(head):
            return kind
    if not capitals:
        return "unnamed"
    return "organization" if _INITIALS.search(name) else "person"


def _names(name: str, language: str) -> list[str]:
    """The words with a capital that belong to a name."""
    words = name.split()
    capitals = [word for word in words if word[:1].isupper() and not _DETERMINER.fullmatch(word)]
    # Every German noun has a capital: one of them after other words is none of a name.
    if language == "de" and len(capitals) == 1 and (len(words) > 1 or _PERSON.search(name)):
        return []
    return capitals


def cleaned(name: str) -> str:
    """A source as it is named: without an article before a name, when it spoke, and what stands at
    its edges."""
    name = _WHEN.sub("", " ".join(name.split()).strip(_EDGES))
    article = _ARTICLE.match(name)
    if (
        article
        and not _NEWSPAPER.match(name)
        and (rest := name[article.end() :].strip(_EDGES))[:1].isupper()
    ):
        return rest
    return name.strip(_EDGES)
