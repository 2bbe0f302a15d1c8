"""Is every quote found where it stands, and nothing that does not stand there?"""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from service.text.grounding import ArticleIndex, Found, NotFound
from service.text.span import Span
from tests.text.work import GROWTH, steps

PROPERTY = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
BRIEFLY = settings(PROPERTY, max_examples=15)
TRICKY = "aAbeéßİ4. ,:\r\n\t\u00a0\u0301\u200b\u200d\u1100\u1161\u11a8\ufe0f…\"'“’t-—中😀"
UNICODE = st.text(st.characters(codec="utf-8") | st.sampled_from(TRICKY), max_size=60)
BEFORE = "Officials in the north of the country gave no further details on Friday."
AFTER = "Several neighbours were still waiting for an answer in the evening."
PLAIN = ["bridge", "closed", "after", "heavy", "storms", "damaged", "eastern", "pillars", "while",
         "engineers", "watched"]  # fmt: skip
ODD = ["“résumé”", "café—bar", "don’t", "naïve", "wait…", "Straße", "well-known", "각각", "中文"]

Variation = Callable[[str], str]
VARIATIONS: dict[str, Variation] = {
    "upper case": str.upper,
    "lower case": str.lower,
    "doubled spaces": lambda text: text.replace(" ", "  "),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "tabs and thin spaces": lambda text: text.replace(" ", "\t\u2009"),
    "line feeds": lambda text: text.replace(" ", "\n"),
    "carriage returns": lambda text: text.replace(" ", "\r\n"),
    "straight quotes": lambda text: text.translate(dict.fromkeys(map(ord, "“”"), '"')),
    "angle quotes": lambda text: text.replace("“", "«").replace("”", "»"),
    "straight apostrophes": lambda text: text.replace("’", "'"),
    "hyphens for dashes": lambda text: text.replace("—", "-"),
    "two hyphens for dashes": lambda text: text.replace("—", "--"),
    "no-break hyphens": lambda text: text.replace("-", "\u2011"),
    "three dots": lambda text: text.replace("…", "..."),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "composed": lambda text: unicodedata.normalize("NFC", text),
    "zero-width spaces": lambda text: text.replace(" ", " \u200b"),
    "soft hyphens": lambda text: text.replace("sum", "s\u00adu\u00adm"),
}


def whole(text: str) -> Span:
    return Span(0, len(text))


def locate(text: str, quote: str) -> Found | NotFound:
    return ArticleIndex(text).locate(quote, whole(text))


def planted(passage: str) -> tuple[str, Span]:
    start = len(BEFORE) + 1
    return f"{BEFORE} {passage} {AFTER}", Span(start, start + len(passage))


def overlap(one: Span, other: Span) -> float:
    """Intersection over union, in code points."""
    shared = max(0, min(one.end, other.end) - max(one.start, other.start))
    return shared / (max(one.end, other.end) - min(one.start, other.start))


@PROPERTY
@given(st.data(), UNICODE, UNICODE)
def test_whatever_is_found_stands_in_the_article_and_in_the_passage(
    data: st.DataObject, text: str, stranger: str
) -> None:
    edges = st.integers(0, len(text))
    within, near, taken = (Span(*sorted(data.draw(st.tuples(edges, edges)))) for _ in range(3))
    index = ArticleIndex(text)
    for quote in (text[slice(*taken)], text[slice(*taken)].upper(), stranger):
        found = index.locate(quote, within, [near])
        if isinstance(found, Found):
            start, end = found.span
            selector = index.selector(found)
            assert 0 <= start < end <= len(text)
            assert within.contains(found.span)
            assert text[start:end] == selector.exact
            assert text.startswith(
                selector.prefix + selector.exact + selector.suffix, start - len(selector.prefix)
            )
            assert (selector.match == "exact") == (selector.exact == quote)


@PROPERTY
@given(UNICODE, UNICODE, UNICODE)
def test_a_planted_quote_that_stands_alone_is_found(before: str, quote: str, after: str) -> None:
    assume(any(character.isalnum() for character in quote))
    assume(unicodedata.category(quote[0])[0] != "M" and not "\u1160" <= quote[0] <= "\u11ff")
    text = f"{before}\n{quote}\n{after}"
    found = locate(text, quote)
    assert isinstance(found, Found)
    assert (text[slice(*found.span)], found.match) == (quote, "exact")
    if text.find(quote) == text.rfind(quote):
        assert found.span.start == len(before) + 1


@pytest.mark.parametrize("vary", VARIATIONS.values(), ids=VARIATIONS)
@BRIEFLY
@given(st.permutations([*PLAIN[:5], *ODD]).map(lambda words: " ".join(words[:8])), st.booleans())
def test_typography_does_not_hide_a_quote(vary: Variation, passage: str, in_quote: bool) -> None:
    written, quote = (passage, vary(passage)) if in_quote else (vary(passage), passage)
    text, span = planted(written)
    assert locate(text, quote) == Found(span, "exact" if written == quote else "normalized")


@pytest.mark.parametrize("dots", ["...", " ... ", "…", " […] ", " [...] ", "....", ", … "])
def test_an_ellipsis_stands_for_a_gap(dots: str) -> None:
    text, span = planted("The council of Delmar, which met on Monday, will close the bridge")
    assert locate(text, f"The council of Delmar{dots}will close the bridge") == Found(
        span, "normalized"
    )


def test_an_ellipsis_does_not_stand_for_half_an_article() -> None:
    text = f"The council will {'wait and ' * 100} close the bridge."
    assert isinstance(locate(text, "The council will ... close the bridge"), NotFound)
    assert isinstance(locate(text, "close the bridge ... The council will"), NotFound)


@pytest.mark.parametrize("gap", ["", BEFORE * 8])
def test_what_stands_before_an_ellipsis_may_stand_elsewhere_too(gap: str) -> None:
    said = "The council of Delmar, which met on Monday, will close"
    text = f"The council met. {gap} {said} the bridge. The council met again."
    start = text.index(said)
    assert locate(text, "the council ... will close") == Found(
        Span(start, start + len(said)), "normalized"
    )


@PROPERTY
@given(st.permutations(PLAIN), st.integers(6, 11), st.data())
def test_one_changed_word_leads_to_the_same_place(
    words: list[str], length: int, data: st.DataObject
) -> None:
    text, span = planted(" ".join(words[:length]))
    changed = data.draw(st.integers(0, length - 1))
    quote = " ".join([*words[:changed], "apparently", *words[changed + 1 : length]])
    found = locate(text, quote)
    assert isinstance(found, Found)
    assert found.match == "fuzzy"
    assert overlap(found.span, span) >= 0.9


@pytest.mark.parametrize(
    ("stranger", "shown"),
    [
        ("42", "42"),
        ("1,200", "1200"),
        ("seven", "seven"),
        ("Zyuganov", "zyuganov"),
        ("Élodie", "élodie"),
        ("NATO", "nato"),
        ("not", "not"),
        ("never", "never"),
        ("didn’t", 'didn"t'),
    ],
)
@BRIEFLY
@given(words=st.permutations(PLAIN), place=st.integers(0, 9), inserted=st.booleans())
def test_a_changed_number_name_or_negation_is_never_a_match(
    stranger: str, shown: str, words: list[str], place: int, inserted: bool
) -> None:
    rest = words[place:] if inserted else words[place + 1 :]
    original, changed = " ".join(words), " ".join([*words[:place], stranger, *rest])
    for written, quote in ((original, changed), (changed, original)):
        if inserted and quote is original and not (place and shown in {"not", "never", 'didn"t'}):
            continue  # what a quote leaves out stands in the span all the same, or before it
        missed = locate(planted(written)[0], quote)
        assert isinstance(missed, NotFound)
        assert shown in missed.detail


def test_a_changed_currency_is_never_a_match() -> None:
    text, span = planted("The mill was sold for $2.4 million in the summer")
    assert locate(text, "the mill got sold for $2.4 million in the summer") == Found(span, "fuzzy")
    assert locate(text, "the mill got sold for €2.4 million in the summer") == NotFound(
        "the quote says “€” where the article says “$”"
    )


@pytest.mark.parametrize(
    "quote",
    [
        "the moon is made of green cheese",
        "Officials in the south of a kingdom shared every single detail",
        "zebra",
        "country the of north",
        "a" * 1000,
    ],
)
def test_what_the_article_does_not_say_is_not_found(quote: str) -> None:
    missed = locate(f"{BEFORE} {AFTER}", quote)
    assert missed == NotFound("the quote does not stand in this part of the article")


@pytest.mark.parametrize(
    "quote", ["", " ", "\r\n", ".", "...", "…", "“”", "—", "§ %", "\u200b", "😀"]
)
def test_a_quote_without_words_is_not_found(quote: str) -> None:
    assert locate(f"Well. § % 😀 “” — {quote}\u200b ... …", quote) == NotFound(
        "the quote has no words"
    )


@pytest.mark.parametrize("vary", [str, str.upper, str.title])
def test_a_repeated_passage_is_told_apart_by_the_cited_sentence(vary: Variation) -> None:
    said = "The bridge is safe, he said."
    text = " ".join([said, BEFORE, said, AFTER, said])
    starts = [0, text.index(said, 1), text.rindex(said)]
    index = ArticleIndex(text)
    for start in starts:
        sentence = Span(start, start + len(said))
        found = index.locate(vary("The bridge is safe"), whole(text), [sentence])
        assert isinstance(found, Found)
        assert found.span.start == start
    before, after = (Span(text.index(part), text.index(part) + 9) for part in (BEFORE, AFTER))
    beside = [index.locate(vary("bridge is safe"), whole(text), [near]) for near in (before, after)]
    assert [found.span.start for found in beside if isinstance(found, Found)] == [
        starts[0] + 4,
        starts[1] + 4,
    ]
    both = index.locate(vary("The bridge is safe"), whole(text), [after, whole(text)])
    assert isinstance(both, Found)
    assert both.span.start == starts[2]


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("art", "The party met in Bart town."),
        ("ART", "The party met in Bart town."),
        ("4", "It grew by 4.2 percent, then 3.4, then 14."),
        ("2", "It grew by 4.2 percent."),
        ("200", "About 1,200 came."),
        ("1", "About 1,200 came."),
        ("at 10", "It began at 10:30."),
        ("they can", "Officials say they can’t pay."),
        ("Jose", unicodedata.normalize("NFD", "He met José there.")),
        ("가", unicodedata.normalize("NFD", "각")),
        (unicodedata.normalize("NFD", "가"), unicodedata.normalize("NFD", "각")),
        ("stra", "die Straße"),
        ("strass", "die Straße"),
    ],
)
def test_a_quote_does_not_match_inside_a_word_or_a_number(quote: str, text: str) -> None:
    assert isinstance(locate(text, quote), NotFound)
    assert locate(f"{text} {quote} ", quote) == Found(
        Span(len(text) + 1, len(text) + 1 + len(quote)), "exact"
    )


@pytest.mark.parametrize("quote", ["The bridge is safe", "the  BRIDGE", "The old bridge was safe"])
def test_a_quote_is_looked_for_only_inside_of_the_window(quote: str) -> None:
    text = f"{BEFORE} The old bridge is safe. The bridge is safe. {AFTER}"
    index = ArticleIndex(text)
    start = text.index(AFTER)
    everywhere = [whole(text)]
    assert isinstance(index.locate(quote, whole(text)), Found)
    for window in (Span(start, len(text)), Span(0, len(BEFORE)), Span(start - 12, start)):
        for near in ([], everywhere, [Span(0, 5)], [Span(len(text) - 1, len(text))]):
            assert isinstance(index.locate(quote, window, near), NotFound)


@pytest.mark.parametrize(
    ("article", "quote", "passage", "match"),
    [
        ("他说，桥很安全。她走了。", "桥很安全", "桥很安全", "exact"),
        ("他说：“桥很安全”。", '"桥很安全"', "“桥很安全”", "normalized"),
        (unicodedata.normalize("NFD", "한국 대통령은 말했다"), "대통령은 말했다",
         unicodedata.normalize("NFD", "대통령은 말했다"), "normalized"),
        ("قال الرئيس إن الجسر آمن.", "إن الجسر آمن", "إن الجسر آمن", "exact"),
        ("قال الرئيس إن الجسر آمن.", unicodedata.normalize("NFD", "إن  الجسر آمن"),
         "إن الجسر آمن", "normalized"),
        ("Ada 👩‍💻 won 🏳️‍🌈 today.", "👩‍💻 won 🏳️‍🌈 today", "👩‍💻 won 🏳️‍🌈 today", "exact"),
        ("Ada 👩‍💻 won 🏳️‍🌈 today.", "👩💻 won 🏳🌈 Today", "👩‍💻 won 🏳️‍🌈 today", "normalized"),
        ("Die Straße ist lang.", "STRASSE IST", "Straße ist", "normalized"),
        ("DIE STRASSE IST LANG.", "Straße ist", "STRASSE IST", "normalized"),
        ("Dün İstanbul'da oldu.", "İSTANBUL’DA OLDU", "İstanbul'da oldu", "normalized"),
        ("Dün İstanbul'da oldu.", "İstanbul'da oldu".lower(), "İstanbul'da oldu", "normalized"),
    ],
)  # fmt: skip
def test_every_script_is_found(article: str, quote: str, passage: str, match: str) -> None:
    found = locate(article, quote)
    assert isinstance(found, Found)
    assert (article[slice(*found.span)], found.match) == (passage, match)


@pytest.mark.parametrize("text", ["a" * 12_000, "a " * 6_000, "word " * 2_400, "word-" * 2_400])
@pytest.mark.parametrize(
    "quote",
    ["a" * 1000, "a" * 999 + "b", "b" + "a" * 999, "a " * 500 + "b", "word " * 999 + "b c d",
     "A... " * 200 + "b", "... " * 250 + "a", "b " * 500, "\u0301" * 999 + "a"],
)  # fmt: skip
def test_a_hostile_quote_is_answered(text: str, quote: str) -> None:
    found = locate(text, quote)
    assert isinstance(found, NotFound) or found.span.end <= len(text)


@pytest.mark.parametrize("text", ["a", "a ", "word ", "word-", "a b c ", "A. ", "中文", "a\u0301"])
@pytest.mark.parametrize(
    "quote",
    ["a" * 1000, "b" + "a" * 999, "a " * 499 + "b", "word " * 199 + "b c d", "A... " * 16 + "b",
     "a b ... " * 16, "c b a " * 166, "中文文" * 333, "a b d"],
)  # fmt: skip
def test_the_work_for_a_quote_does_not_grow_with_the_article(text: str, quote: str) -> None:
    short, long = (ArticleIndex(text * (length // len(text))) for length in (40_000, 160_000))
    counted = []
    for index in (short, long):
        window = whole(index.text)
        index.locate(quote, window, [window])
        counted.append(steps(lambda: index.locate(quote, window, [window])))  # noqa: B023
    # Halving a longer list takes a step more; else twice as long an article is no more work.
    assert counted[1] <= 1.1 * counted[0] + 200


def test_the_index_is_built_in_linear_time() -> None:
    def build(count: int) -> int:
        text = " ".join(f"The council of Delmar{n} met {n} times… “so”" for n in range(count))
        index = ArticleIndex(text)
        quote = "the council of Nowhere which never met in a whole summer"
        return steps(lambda: index.locate(quote, whole(text)))

    build(10)
    assert build(8_000) <= GROWTH * build(4_000)
