"""Does a claim say all, always, only, first or most where its source does not?

None and never are negations, and looked at with them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from service.text.checks.shown import Shown
from service.text.cues import Word, parted
from service.text.span import Span

_WORDS: Mapping[str, str] = {
    "en": """
        all every everyone everybody everything everywhere each entire entirely whole
            wholly both | complete* full fully total* throughout any across unanimous*
            always;
        always constantly | ever every all continu* never perpetual* consistent* regular*;
        only sole solely exclusively | alone just single merely unique* exclusive*;
        first earliest | 1st inaugural maiden debut* unprecedented never pioneer* initial*
            origin* oldest;
        last | final* latest end* past previous ago closing ultimate* since;
        largest biggest greatest | big* great* record top most lead* main* major chief;
        smallest tiniest | small* least tiny;
        highest tallest | high* record top peak most tall* maximum;
        lowest | low* least minimum record bottom;
        best finest | top better record first favourit* favorit*;
        worst | worse deadl* record most;
        most | majority bulk largely more mainly highest mostly costliest priciest;
        least | minimum fewest lowest less;
        oldest | ancient first earliest eldest;
        youngest newest latest | last recent* newest;
        longest | record;
        shortest |;
        fastest | quickest record;
        richest wealthiest | wealth* most;
        poorest | most;
        strongest | most;
        deadliest bloodiest | worst most;
        unanimous unanimously | all every no without
    """,
    "es": """
        todo todos toda todas cada | entero entera enter* total* complet* íntegr*
            cualquier* ambos;
        siempre | continu* constante* todo* cada;
        único única únicos únicas solamente únicamente sólo solo exclusivamente | solo sólo
            exclusiv* apenas unic*;
        primer primero primera primeros primeras | 1º 1ª 1er inaugur* debut* estren*
            inédit* nunca;
        último última últimos últimas | final* reciente* pasad* anterior*;
        mayor mayores | mayor* más grande* record récord principal* máxim*;
        menor menores mínimo mínima | menor* menos mínim* más;
        mejor mejores óptimo | mejor* más récord buen*;
        peor peores pésimo | peor* más mal*;
        máximo máxima máximos máximas | máxim* más mayor* récord tope;
        más | más mayor* mejor* peor* menor* máxim* super* aument* sub* much*;
        menos | menos menor* mínim* baj* reduc* sin salvo
    """,
    "de": """
        alle aller allen jeder jede jedes jeden jedem sämtliche sämtlicher sämtlichen |
            all* jed* sämtlich* gesamt* ganz* komplett* voll* beide* rund*;
        immer stets | immer stets ständig* dauer* all* jed*;
        nur einzig einzige einziger einzigen einziges ausschliesslich lediglich | nur
            einzig* allein* ausschliesslich* lediglich bloss erst;
        erste erster ersten erstes erstmals | erst* 1 premiere debüt* neu* nie;
        letzte letzter letzten letztes | letzt* vergangen* zuletzt schluss* end* vorig*;
        grösste grösster grössten grösstes | gröss* gross* rekord* haupt* meist* führend*;
        kleinste kleinster kleinsten kleinstes | klein* gering*;
        höchste höchster höchsten höchstes | höchst* hoch* hoh* höh* rekord* spitze*;
        niedrigste niedrigsten tiefste tiefsten | niedrig* tief* gering*;
        beste bester besten bestes | best* gut* besser* spitze*;
        schlimmste schlimmsten schlechteste schlechtesten | schlimm* schlecht* schwer*;
        meiste meisten | meist* mehrheit* mehrzahl* gross* mehr;
        älteste ältester ältesten | ält* alt*;
        jüngste jüngster jüngsten neueste neuesten | jüng* jung* neu*
    """,
    "fr": """
        tout tous toute toutes chaque | entier* entièr* ensemble complet* complèt* total*
            intégral* quiconque quelconque deux;
        toujours | encore constam* tout* chaque continu* depuis;
        seul seule seuls seules seulement uniquement exclusivement unique | seul* uni*
            exclusiv* ne n que;
        premier première premiers premières | 1er 1re inaugur* inédit* prem* début* jamais
           ;
        dernier dernière derniers dernières | derni* fina* passé* récent* précédent*;
        meilleur meilleure meilleurs meilleures | meilleur* mieux bon* plus record*;
        pire pires | pire* pis mal* plus mauvais*;
        maximum maximal maximale | maxim* plus record*;
        minimum minimal minimale | minim* moins;
        plus | plus davantage supérieur* maxim* meilleur* pire* record* major* augment*
            dépass*;
        moins | moins minim* inférieur* baiss* sans
    """,
    "zh": """
        所有 全部 全体 一切 每 | 全 各 都 均 一律 所有 整 每 凡 无不;
        总是 始终 永远 一直 | 总 始终 永远 一直 一贯 常;
        唯一 仅仅 只有 | 唯一 仅 只 独 单;
        首次 首个 首家 首位 首例 第一 | 首 第一 头 1 最早 初;
        最大 | 最 头号 首 第一 纪录;
        最小 | 最;
        最高 | 最 新高 纪录 顶;
        最低 | 最 新低 纪录;
        最多 | 最 多;
        最少 | 最 至少;
        最好 最佳 | 最 佳 优;
        最坏 最差 最严重 | 最 严重;
        最早 | 最 首 早;
        最快 | 最 快;
        最长 | 最 长
    """,
}
"""Groups between semicolons: what a claim may say, and after the bar what else in an article may
say it, too; `stem*` is any such word."""
_INNOCENT: Mapping[str, str] = {
    "en": """above all, after all, at all, all but, not only, if only, at first, at most, at
        least, at best, at worst, first name, first lady, first aid, first minister,
        at last, last week, last month, last year, last night, last summer, last
        winter, last spring, last autumn, last minute, best known, first and
        foremost, first half, first quarter, most recently, most likely, nothing but,
        first time buyers, last monday, last tuesday, last wednesday, last thursday,
        last friday, last saturday, last sunday, each other, whole lot, all right""",
    "es": """sobre todo, no solo, no sólo, más de, más que, menos de, por lo menos, al menos, más
        o menos, más tarde, además, cada vez, con todo, del todo, mayor de, mayores
        de, menores de, menor de, todo caso, ante todo, primer ministro, primera
        ministra, último año, a lo mejor, primera dama, más adelante, nunca más, solo
        que, el mayor, mayor parte""",
    "de": """vor allem, vor allen, nicht nur, immer noch, noch immer, am besten, aller dings,
        immer mehr, zum ersten mal, auf jeden fall, in erster linie, erste hilfe,
        alles in allem, immer wieder""",
    "fr": """tout de suite, tout à fait, avant tout, pas seulement, non seulement, plus de, moins
        de, au moins, plus tard, de plus, en plus, premier ministre, première
        ministre, plus ou moins, tout de même, du moins, plus que, ne plus, de moins,
        après tout, en tout, tout d abord, dernière fois, première dame, non plus,
        tout comme""",
    "zh": "最近, 最后, 最终, 最新",
}
"""Phrases that hold such a word and say nothing of the kind."""
_SEVERAL = re.compile(
    r""" (?:(?:one|two|three|four|five|some|several|many)\ of
      | among | amongst | second | third | fourth | fifth
      | (?:un[oa]s?|dos|tres)\ de(?:\ l[oa]s)? | entre | (?:ein|eine[rs]?)\ der | zu\ den
      | (?:un|une|deux|trois)\ des | parmi)\ (?:\w+\ ){0,3}$""",
    re.VERBOSE,
)
"""What stands before a superlative that several share."""
_AMONG = "之 一"
"""What stands after it in Chinese."""
_NEAR = 48
"""Code points of a row of words in which the others are told of."""
_TOLD = 64
"""Places of a word that are looked at."""


@dataclass(frozen=True)
class _Group:
    """Words that say one thing, and further ones in an article that may say it, too."""

    says: tuple[str, ...]
    also: tuple[str, ...]

    def bears_out(self, shown: Shown) -> bool:
        return any(shown.plain.find(_pattern(word)) >= 0 for word in (*self.says, *self.also))


def _pattern(word: str) -> str:
    """How a word, or a beginning, stands among words with a space around each."""
    if word > "\u3000":
        return " ".join(word)
    return f" {word} ".replace("* ", "")


def unfounded_universals(claim: Sequence[Word], shown: Shown, language: str = "en") -> list[str]:
    """The superlatives and universals of a claim for which the words shown have none."""
    said = _said(claim, language.partition("-")[0].lower())
    row = f" {' '.join(word.text for word in claim)} " if said else ""
    return [
        word
        for word, group in said
        if not group.bears_out(shown)
        or (_is_shared(group, shown.plain) and not _is_shared(group, row))
    ]


def _is_shared(group: _Group, row: str) -> bool:
    """Whether a row of words says it, and only as of several: "one of the longest"."""
    found = [place for word in group.says for place in islice(_places(_pattern(word), row), _TOLD)]
    return bool(found) and all(
        _SEVERAL.search(row[max(0, place.start - _NEAR) : place.start + 1])
        or _AMONG in row[place.end : place.end + _NEAR]
        for place in found
    )


def _places(pattern: str, row: str) -> Iterator[Span]:
    at = row.find(pattern)
    while at >= 0:
        yield Span(at, at + len(pattern))
        at = row.find(pattern, at + 1)


def _said(claim: Sequence[Word], language: str) -> list[tuple[str, _Group]]:
    texts = [word.text for word in claim]
    if _openings(language).isdisjoint(texts):
        return []
    groups, innocent = _groups(language), _innocent(language)
    found, index = [], 0
    while index < len(texts):
        known = texts[index] in groups or texts[index] in innocent
        if not known and not claim[index].unspaced:
            index += 1
            continue
        skipped = next(
            (one for one in innocent.get(texts[index], ()) if _stands(one, texts, index)), ()
        )
        if skipped:
            index += len(skipped)
            continue
        # A word of a script without spaces is several of ours.
        for length in (3, 2, 1) if claim[index].unspaced else (1,):
            word = "".join(texts[index : index + length])
            if index + length <= len(texts) and word in groups and _is_meant(claim[index]):
                found.append((word, groups[word]))
                break
        index += 1
    return found


def _stands(phrase: tuple[str, ...], texts: Sequence[str], index: int) -> bool:
    return tuple(texts[index : index + len(phrase)]) == phrase


def _is_meant(word: Word) -> bool:
    """A capital inside of a sentence makes it part of a name, which must stand there anyway."""
    return word.unspaced or not word.named or word.start == 0


@cache
def _openings(language: str) -> frozenset[str]:
    """The words that something listed begins with; of a script without spaces, the characters."""
    listed = _groups(language)
    unspaced = (word[0] for word in listed if word > "\u3000")
    return frozenset((*listed, *unspaced, *_innocent(language)))


@cache
def _innocent(language: str) -> Mapping[str, list[tuple[str, ...]]]:
    """By their first words."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in filter(None, _INNOCENT.get(language, "").split(",")):
        found.setdefault(parted(phrase)[0], []).append(parted(phrase))
    return found


@cache
def _groups(language: str) -> Mapping[str, _Group]:
    found: dict[str, _Group] = {}
    for listed in _WORDS.get(language, "").split(";"):
        says, _, also = listed.partition("|")
        group = _Group(tuple(says.casefold().split()), tuple(also.casefold().split()))
        for word in group.says:
            found.setdefault(word, group)
    return found
