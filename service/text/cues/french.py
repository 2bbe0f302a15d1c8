"""Which French words are cues?"""

from collections.abc import Sequence

from service.text.cues.cue import Kind
from service.text.cues.lexicon import Lexicon
from service.text.cues.words import Word
from service.text.grammar import listed

_NE = frozenset({"ne", "n"})
_NEAR = 8
_BEFORE_A_STEP = listed("un le ce ces les des premier premiers grand petit chaque au")

_SUBJECTS = listed(
    """le la les l un une des du il elle ils elles on nous vous je j tu ce cette ces c son sa ses
    leur aucun aucune cela celui celle"""
)


def _not_or_step(words: Sequence[Word], index: int) -> Kind | None:
    """ "Pas" is also a step."""
    if _denied(words, index):
        return "negation"
    return None if index and words[index - 1].text in _BEFORE_A_STEP else "negation"


def _negative_beside_ne(words: Sequence[Word], index: int) -> Kind | None:
    """ "Plus" is also more, "personne" a person, "jamais" ever, "rien" anything."""
    return "negation" if _denied(words, index) else None


def _denied(words: Sequence[Word], index: int) -> bool:
    near = words[max(0, index - _NEAR) : index + 5]
    return any(word.text in _NE and word.clause == words[index].clause for word in near)


def _if_or_so(words: Sequence[Word], index: int) -> Kind | None:
    """ "Si grand" is so large; a clause begins with what it is about."""
    if index + 1 == len(words):
        return None
    follower = words[index + 1]
    return "conditional" if follower.named or follower.text in _SUBJECTS else None


FRENCH = Lexicon(
    cues={
        "negation": """pas, non, jamais, personne, rien, sans, aucun, aucune, ni, nul, nulle,
            guère, nullement, plus""",
        "denial": """nie avoir, a nié avoir, ont nié avoir, nient avoir, nié avoir, nie que,
            a nié que, nier, nie, nient, nié, niait, dément, a démenti, démentent,
            ont démenti, démenti, refuse de, a refusé de, ont refusé de, refusé de,
            refusent de, dément avoir, faux que""",
        "lack": """nie*, nié*, dément*, refus*, rejet*, manqu*, absen*, interdi*, empêch*,
            évit*, cess*, arrêt*, peu, moins, sauf, impossible, incapable, échou*, annul*,
            contre, faux, fausse, seulement, improbable, exclu*, écart*, contest*,
            au lieu de, plutôt que, acquitt*, innocent*""",
        "possible": """pourrait, pourraient, pourrions, peut, peuvent, peut être,
            possiblement, éventuellement, il se peut que, il est possible que,
            potentiellement, doute que, doutait que, douté que, doutent que""",
        "probable": """probablement, sans doute, vraisemblablement, apparemment,
            selon toute vraisemblance, il est probable que, suggère que, suggèrent que,
            visiblement""",
        "reported": """aurait, auraient, serait, seraient, présumé, présumée, présumés,
            présumées, prétendu, prétendue, prétendus, prétendues, prétendument, soi disant,
            supposé, supposée, supposés, supposées, soupçonné de, soupçonnée de,
            soupçonnés de, soupçonnées de, accusé de, accusée de, accusés de, accusées de,
            soupçonné d, soupçonnée d, soupçonnés d, accusé d, accusée d, accusés d,
            suspecté de, suspectée de, suspectés de""",
        "conditional": """si, s il, s ils, à moins que, à condition que, à condition de,
            pourvu que, au cas où, en cas de""",
        "question": """savoir si, savoir s il, savoir s ils, demandé si, demande si,
            déterminer si, établir si, décider si, est ce que""",
        "open": """doit, doivent, devait, devaient, devrait, devraient, pouvait, pouvaient,
            pouvoir, possib*, probab*, croit, croient, pense, pensent, suppos*, soupçon*,
            accus*, craign*, crain*, espèr*, espér*, prévoi*, prévu*, prévi*, attend*,
            sembl*, paraî*, sugg*, dout*, incert*, rumeur*, présum*, prétend*, suspect*""",
        "stance": """risqu*, estim*, indiqu*, veut, veulent, voul*, voudr*, souhait*,
            cherch*, tent*, essa*, propos*, projet*, plan, envisag*, demand*, exig*, réclam*,
            averti*, alert*, menac*, promis*, promet*, annonc*, offr*, inconnu*, quand,
            lorsqu*, jusqu*, affirm*, assur*, soutien*, dépend*, enquêt*, poursuiv*,
            mis en examen, mise en examen, étud*, recommand*""",
        "loose": """sera, seront, va, vont, aura, auront, environ, près de, presque, quelque,
            autour de, à peu près, futur*, prochain*, bientôt, demain, beaucoup, souvent,
            généralement, au moins""",
    },
    innocent="""nul doute que, aucun doute que, pas de doute que, sans doute que,
        pas seulement, pas uniquement, pas moins de, pas plus de, non seulement,
        sans aucun doute, sans conteste, ne plus que, rien que, même si, comme si,
        si bien que, plus jamais vu, non loin, non sans, pas sans, pas tous, pas toujours,
        sans cesse, sans précédent, sans abri, pas avant, non plus, moi non plus,
        sans papiers, quand même, peut compter""",
    skipped="""le la les l un une des de du d en à au aux dans par pour avec sur sous ce
        cette ces son sa ses leur leurs se s lui y il elle ils elles on nous vous que qu qui
        et ou a ont avait avaient avoir eu est sont était étaient être été sera encore déjà
        aussi très plus bien tout même pas ne n aucune aucun jamais rien""",
    guards={
        "si": _if_or_so,
        "pas": _not_or_step,
        **dict.fromkeys(
            ("plus", "personne", "jamais", "rien", "nul", "nulle"), _negative_beside_ne
        ),
    },
)
