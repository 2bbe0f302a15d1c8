"""Which French verbs tell past from future?"""

from __future__ import annotations

from service.text.dates.tense import Tenses

FRENCH_TENSES = Tenses(
    past="était, étaient, avait, avaient, fut, furent, disait, eut, eurent, prit, prirent, mit, "
    "mirent, vint, vinrent, tint, tinrent, devint, devinrent, fit, firent, annonça, déclara, "
    "naquit, mourut, obtint, parvint, remit, reprit",
    future="va, vont, prévu, prévue, prévus, prévues, prévoit, prévoient, doit, doivent, "
    "compte, comptent, s'apprête, attendu, attendue, attendus, fera, feront, aura, auront, ira, "
    "iront, devra, devront",
    be="est, sont",
    have="a, ont, s'est, se sont, n'a, n'ont, l'a, l'ont, ai, avons, s'était, y a",
    participle="dit, fait, pris, mis, eu, été, reçu, vu, rendu, tenu, ouvert, signé, perdu, "
    "battu, fini, choisi, appris, promis, remis, conclu, obtenu, élu, lu, offert, écrit, "
    "détruit, subi, réuni, réunis, averti, abattu, accru, admis, agi, atteint, attendu, bâti, "
    "combattu, commis, compris, conduit, connu, construit, convaincu, couru, craint, découvert, "
    "défendu, démenti, entendu, enfreint, exclu, franchi, fourni, garanti, interdit, introduit, "
    "investi, maintenu, parcouru, permis, produit, proscrit, réagi, réduit, repris, réussi, "
    "retenu, saisi, soutenu, souffert, suivi, surpris, transmis, traduit, vaincu, vécu, vendu",
    moved="arrivé, arrivée, arrivés, mort, morte, morts, décédé, décédée, venu, venue, parti, "
    "partie, partis, allé, allée, entré, entrée, sorti, sortie, tombé, tombée, né, née, "
    "devenu, devenue, resté, restée, rentré, revenu, parvenu, intervenu, intervenue, entrés, "
    "rentrée, revenue, survenu, survenue, arrivées, allés, venus, parties, tombés",
    scheduled="commence, commencent, débute, débutent, démarre, s'ouvre, s'ouvrent, "
    "entre en vigueur, entrent en vigueur, a lieu, ont lieu, reprend, expire",
    breaks="qui, que, qu, dont, où, quand, lorsque, tandis, parce, avant, après",
    before_a_day="avant, après",
    open_="pour, pourrait, pourraient, devrait, devraient, peut, peuvent, si, était prévu, "
    "était prévue, étaient prévus, étaient prévues, était attendu, était attendue, devait, "
    "devaient, allait, allaient",
    nothing="dernier, dernière, premier, février, janvier, janv, hier, soir, militaire, "
    "chantier, dossier, papier, métier, quartier, courrier, policier, opéra, caméra",
    light="le, la, les, en, et, mais, dès, depuis, au, à, de, du, ce, cette, déjà",
    events="réunion, vote, scrutin, sommet, élection, élections, match, audience, procès, grève, "
    "manifestation, débat, discussions, pourparlers, conférence",
    determiners="le, la, les, un, une, des, du, de, son, sa, ses, leur, leurs, ce, cet, cette",
    past_form=r"(?!fait$|sait$|plaît$)[^\W\d_]{3,}(?:ait|aient|èrent)(?<!rait)(?<!raient)",
    future_form=r"[^\W\d_]{2,}(?:era|eront|ira|iront|dra|dront|ura|uront|rra|rront)|sera|seront",
    participle_form=r"[^\W\d_]{2,}(?:é|ée|és|ées)",
    open_form=r"[^\W\d_]{3,}(?:er|ir|rait|raient)",
)
