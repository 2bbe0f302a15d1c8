"""Are two units the same, however written?"""

from service.text.grammar import listed
from service.text.quantities.currencies import AFTER, CODES

_POINTS = listed(
    """percentage point points pp basis puntos porcentuales punto porcentual prozentpunkte
    prozentpunkten prozentpunkt pourcentage 百分点"""
)
_FORMS = """
    second seconds segundo segundos sekunde sekunden seconde secondes 秒,
    minute minutes minuto minutos minuten 分钟,
    hour hours hora horas stunde stunden heure heures 小时,
    day days día días tag tage tagen jour jours 天,
    week weeks semana semanas woche wochen semaine semaines 周,
    month months mes meses monat monate monaten mois 月 个月,
    year years año años jahr jahre jahren an ans année années 年,
    km kilometre kilometres kilometer kilometers kilometern kilómetro kilómetros kilomètre
        kilomètres 公里,
    mile miles milla millas meile meilen,
    m metre metres meter meters metro metros mètre mètres 米,
    kg kilo kilos kilogram kilograms kilogramm kilogramos kilogrammes 公斤
"""
_FAMILIES = {
    form: forms.split()[0] for forms in _FORMS.casefold().split(",") for form in forms.split()
}
_SIGN_CODES = {
    "$": ("USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD"),
    "¥": ("JPY", "CNY"),
    "元": ("CNY", "TWD", "HKD"),
}
_DOLLARS = listed("dollar dollars dólar dólares $")
_POUNDS = listed("pound pounds pfund libras livres")


def agree(one: str | None, other: str | None) -> bool:
    """Whether two units may be one; what has none may have any."""
    if one is None or other is None or one.casefold() == other.casefold():
        return True
    first, second = _kind(one), _kind(other)
    if first == second and first is not None:
        return True
    if first == second:
        return False
    return _may_be(first, second) or _may_be(second, first)


def _may_be(sign: str | None, code: str | None) -> bool:
    return sign is not None and (
        code in _SIGN_CODES.get(sign, ()) or (sign == "money" and code is not None and _money(code))
    )


def _money(kind: str) -> bool:
    return kind in CODES or kind in _SIGN_CODES or kind == "money"


def is_hard(unit: str | None) -> bool:
    """Whether a unit is a measure, which has one name, and no noun."""
    return unit is not None and _kind(unit) is not None


def _kind(unit: str) -> str | None:
    """Which measure a unit is; None for what is counted."""
    if unit in CODES or unit in _SIGN_CODES:
        return unit
    folded = unit.casefold()
    if folded == "%":
        return "%"
    if folded in _DOLLARS:
        return "$"
    if not _POINTS.isdisjoint(folded.split()):
        return "basis" if "basis" in folded else "points"
    if folded in _FAMILIES:
        return _FAMILIES[folded]
    if folded in _POUNDS:
        return None  # money or weight
    return "money" if (folded,) in AFTER else None
