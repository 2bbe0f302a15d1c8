"""With which words does an article name its sources and refer to them?"""

from service.text.grammar import GRAMMAR, listed

KINDS = {
    "en": {"he": "person", "she": "person", "it": "thing", "they": "several"},
    "es": {"él": "any", "ella": "any", "ellos": "several", "ellas": "several"},
    "de": {"er": "any", "sie": "any", "es": "thing"},
    "fr": {"il": "any", "elle": "any", "ils": "several", "elles": "several"},
    "zh": {"他": "person", "她": "person", "它": "thing", "他们": "several", "她们": "several"},
}
"""What the pronouns of a language stand for."""
OF = listed("of for from de del d du des von für")
LINKS = listed("of for de del d di da do dos du des van von zu für al bin")
"""Small words between the words of a name."""
PLAIN = (GRAMMAR - {"a"}) | listed(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june
    july august september october november december"""
)
"""Words that begin with a capital without being a part of a name."""
SAYING = listed(
    """said says told tells added reported stated announced wrote argued claimed denied confirmed
    explained noted warned testified conceded replied insisted dijo afirmó declaró señaló añadió
    aseguró indicó explicó anunció sostuvo negó sagte erklärte betonte berichtete meinte zufolge
    déclaré affirmé indiqué ajouté expliqué annoncé précisé"""
)
BEFORE_A_SOURCE = (SAYING - {"told", "tells", "zufolge"}) | listed("según laut selon citing")
PREPOSITIONS = listed("according to citing según selon laut nach unter")
"""They lead a source."""
ASIDE = listed("also then later has had have ha han hat habe a avait auch noch también")
"""What may stand between a source and its word of saying."""
_ROLES = listed(
    """mr mrs ms miss dr prof professor sir president minister mayor executive officer director
    manager chair chairman chairwoman spokesman spokeswoman spokesperson leader judge secretary
    governor senator commander lawyer attorney prosecutor analyst economist head owner founder chief
    scientist epidemiologist researcher councillor ambassador sr sra don doña presidente presidenta
    ministro ministra alcalde alcaldesa portavoz directora juez jueza fiscal abogado abogada
    concejal exconcejala analista herr frau kanzler kanzlerin richter richterin chef m mme président
    présidente ministre maire directeur directrice avocat avocate procureur"""
)
_GERMAN_ENDINGS = listed(
    "sprecher minister präsident führer leiter meister direktor chef anwalt anwält"
)
_GERMAN_ROLES = (*_GERMAN_ENDINGS, *(f"{ending}in" for ending in _GERMAN_ENDINGS))


def is_role(word: str) -> bool:
    """Whether it is a title, an office or a profession, which only persons have."""
    return word in _ROLES or word.endswith(_GERMAN_ROLES)
