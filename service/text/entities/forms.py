"""What does the form of a name say that it is?"""

from collections.abc import Mapping, Sequence
from typing import get_args

from schemas.claim import EntityType
from service.text.entities.places import ADJECTIVES, PLACES


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.lower().split())


TITLES = _words("""
    mr mrs ms miss mx dr prof professor sir dame lord lady madam mme mlle
    president presidents vice-president premier minister chancellor senator sen congressman
    congresswoman congressperson rep representative governor gov mayor ambassador secretary
    chairman chairwoman chairperson chair director commissioner prosecutor
    judge justice attorney sheriff detective officer inspector sergeant sgt lieutenant lt captain
    capt colonel col major gen admiral adm commander corporal private
    king queen prince princess emperor pope cardinal archbishop bishop rabbi imam ayatollah
    reverend rev father sister brother
    spokesman spokeswoman spokesperson ceo cfo coo economist analyst coach executive
    señor señora sr sra don doña presidente presidenta ministro ministra canciller senador senadora
    diputado diputada gobernador gobernadora alcalde alcaldesa embajador embajadora juez jueza
    fiscal portavoz secretario secretaria director directora rey reina papa cardenal obispo
    consejero consejera concejal concejala general coronel capitán doctor doctora profesor profesora
    herr frau präsident präsidentin minister ministerin kanzler kanzlerin
    monsieur madame mm président présidente ministre chancelier chancelière sénateur sénatrice
    député députée maire préfet préfète ambassadeur ambassadrice juge procureur procureure
    porte-parole directeur directrice roi reine pape cardinal évêque général capitaine docteur
    docteure professeur professeure
""")
"""What stands before a person's name; casefolded."""
NEVER_ALONE = _words("""
    king queen prince princess pope justice judge major captain chair private father sister brother
    lord lady general papa rey reina cardinal bishop premier don fiscal maire roi reine pape
    officer director coach governor executive
""")
"""Titles that are parts of other names as well, and are titles only where a name begins."""
PROFESSIONS = _words("""
    who whom quien qui
    scientist researcher epidemiologist biologist physicist chemist geologist engineer lawyer
    teacher farmer student nurse surgeon writer author historian activist resident driver expert
    adviser advisor founder co-founder owner journalist reporter editor physician doctor
    profesor médico médica abogado abogada investigador investigadora periodista vecino vecina
    chercheur chercheuse avocat avocate médecin historien historienne journaliste économiste
    arzt ärztin forscher forscherin anwalt anwältin lehrer lehrerin
""")
"""After a comma these tell of a person as titles do."""
HONORIFICS = _words("mr mrs ms miss mx sir dame herr frau señor señora sr sra monsieur madame mme")
RANKS = _words("""
    prime vice deputy former acting chief executive financial operating foreign interior defence
    defense health finance education justice environment transport trade labour home attorney
    press police first second ex state secretary-general party opposition military army
    us u.s. u.s uk eu un nato senior associate assistant supreme national federal special
    primer primera vicepresidente exministro premier première vice-président
""")
"""Before a title, what belongs to it: "Prime", "Health", "former"."""
_TITLE_ENDINGS = tuple(
    _words("""
        präsident präsidentin minister ministerin kanzler kanzlerin sprecher sprecherin chef chefin
        leiter leiterin direktor direktorin anwalt anwältin führer führerin senator senatorin
        meister meisterin richter richterin professor professorin vorsitzende vorsitzender
        vorsitzenden sekretär sekretärin kommissar kommissarin experte expertin forscher forscherin
        trainer trainerin könig königin papst politiker politikerin abgeordnete abgeordneter ökonom
        ökonomin analyst analystin autor autorin journalist journalistin arzt ärztin berater
        beraterin beauftragte beauftragter botschafter botschafterin
    """)
)

# The word that says what a name is stands last, or before "of", in English and German ...
_LAST: Mapping[EntityType, frozenset[str]] = {
    "document": _words("""
        act bill treaty agreement accord accords convention constitution charter declaration
        resolution report protocol pact memorandum directive
        gesetz vertrag abkommen verfassung charta erklärung bericht protokoll grundgesetz
    """),
    "government": _words("""
        ministry ministries department government parliament senate congress court tribunal cabinet
        bundestag bundesrat knesset duma kremlin assembly council police treasury customs house
        embassy ministerium regierung gericht staatsanwaltschaft polizei landtag behörde
    """),
    "organization": _words("""
        inc inc. ltd ltd. llc llp plc corp corp. gmbh ag nv bv sarl sas
        university college school institute institution academy party agency bank company
        corporation group holdings association society union federation organization organisation
        foundation trust committee commission league club church hospital museum newspaper news
        times post journal tribune herald gazette press courier broadcasting network airlines
        airways motors industries consulting partners capital systems technologies pharmaceuticals
        energy media studios charity fund authority bureau service services center centre
        laboratory alliance coalition movement front army forces guard nations
        universität hochschule schule institut akademie partei agentur unternehmen gesellschaft
        gruppe verband verein organisation stiftung komitee kommission liga klub kirche krankenhaus
        klinikum zeitung rundschau fonds dienst zentrum allianz bewegung
    """),
    "location": _words("""
        river mountain mountains lake island islands sea ocean bay gulf peninsula valley desert
        street avenue road square bridge airport port harbour harbor region province county district
        city town village republic kingdom strait canal coast beach park hills
        berg see insel inseln meer bucht halbinsel tal straße platz brücke flughafen hafen provinz
        landkreis bezirk
    """),
}
# ... and first in Spanish and French, as with English lakes.
_FIRST: Mapping[EntityType, frozenset[str]] = {
    "document": _words("""
        treaty constitution charter
        ley tratado acuerdo convenio constitución carta declaración resolución informe protocolo
        loi traité accord convention constitution charte déclaration résolution rapport protocole
    """),
    "government": _words("""
        ministry department supreme
        ministerio gobierno parlamento senado congreso tribunal juzgado fiscalía consejería
        ayuntamiento diputación intervención policía embajada asamblea corte audiencia
        ministère gouvernement parlement sénat cour préfecture mairie assemblée conseil parquet
        staatsanwaltschaft polizei
    """),
    "organization": _words("""
        university bank hospital
        universidad colegio escuela instituto academia partido agencia banco empresa compañía grupo
        asociación sociedad unión federación organización fundación comité comisión liga iglesia
        museo periódico diario fondo autoridad servicio centro alianza movimiento ejército
        constructora cámara
        université école institut académie parti agence banque entreprise société groupe association
        fédération fondation commission ligue église hôpital musée journal fonds autorité service
        centre alliance mouvement armée
        universität
    """),
    "location": _words("""
        river mount lake port
        río monte lago isla islas mar océano bahía golfo península valle calle avenida plaza puente
        aeropuerto puerto provincia comarca distrito ciudad
        fleuve rivière mont lac île îles mer océan baie golfe péninsule vallée rue avenue place pont
        aéroport région province département ville
        rua avenida praça
    """),
}
_ALONE = _words("""
    kremlin pentagon bundestag bundesrat knesset duma senate congress parliament fiscalía senado
    congreso parlamento sénat
""")
"""Parts of a state that need no other word."""
_GERMAN_ENDINGS: Mapping[EntityType, tuple[str, ...]] = {
    "government": tuple(
        _words("ministerium gericht anwaltschaft regierung parlament behörde polizei")
    ),
    "organization": tuple(
        _words("""partei verband universität gesellschaft agentur stiftung zeitung klinik institut
            konzern hochschule rundschau""")
    ),
    "location": tuple(_words("straße brücke flughafen")),
    "document": tuple(_words("gesetz abkommen verordnung")),
}
LEGAL = _words("""
    inc inc. ltd ltd. llc llp plc corp corp. co co. gmbh ag se kg nv bv sa sl srl ab asa
    group holdings partners corporation company
""")
"""What stands at the end of a company's name and is left out in short."""
_TYPES: Mapping[str, EntityType] = {kind: kind for kind in get_args(EntityType)}
OF = _words("of de del des du di da der für for von")


def type_of(words: Sequence[str], *, german: bool) -> EntityType:
    """What a name is by its form: listed places, and the word that says what it is.

    "University of Leeds", "Leeds University", "Universidad de León": the word before "of", the
    last one in English and German, or the first one. `other` where the form does not tell.
    """
    folded = [word.casefold() for word in words]
    if is_place(words):
        return "location"
    if len(folded) == 1:
        if german and "-" in folded[0]:
            return german_type(folded[0]) or "other"
        return "government" if folded[0] in _ALONE else "other"
    if folded[-1] in LEGAL:
        return "organization"
    head = next((place for place, word in enumerate(folded) if word in OF and place), len(folded))
    last = folded[head - 1]
    for word, cues in ((last, _LAST), (folded[0], _FIRST)):
        for kind, listed in cues.items():
            if word in listed:
                return kind
    if german:
        return german_type(last) or german_type(folded[0]) or "other"
    return "other"


def german_type(word: str) -> EntityType | None:
    """What the end of a German compound says that it is: "Bundesverfassungsgericht"."""
    for kind, endings in _GERMAN_ENDINGS.items():
        if word.casefold().endswith(endings):
            return kind
    return None


def is_title(word: str, *, german: bool) -> bool:
    """Whether a word stands before the names of persons: "Minister", "Polizeisprecherin"."""
    folded = word.casefold().rstrip(".")
    return folded in TITLES or (german and folded.endswith(_TITLE_ENDINGS))


def is_place(words: Sequence[str]) -> bool:
    """Whether a name is a listed place."""
    return " ".join(words).replace("' ", "'").casefold() in PLACES


def is_adjective(words: Sequence[str]) -> bool:
    """Whether all that words name is where somebody comes from: "North Korean", "Ukrainians"."""
    return all(
        part in ADJECTIVES or part.removesuffix("s") in ADJECTIVES
        for word in words
        for part in word.casefold().split("-")
    )


def entity_type(source_type: str) -> EntityType | None:
    """The type of entity that a source of this type is; None for sources without a name."""
    return _TYPES.get(source_type)
