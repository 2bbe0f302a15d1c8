"""Is one proposition one claim, and is what differs kept apart?"""

from collections.abc import Iterable
from itertools import permutations

import pytest

from schemas.claim import Claim, Factuality, Hop, Quantity, Selector, TimeExpression
from service.text.merging import merged


def place(start: int) -> Selector:
    return Selector(start=start, end=start + 5, exact="words", prefix="", suffix="", match="exact")


def hop(source: str) -> Hop:
    return Hop(
        source=source,
        source_type="person",
        cue="said",
        quote_type="indirect",
        medium=None,
        addressee=None,
        selectors=[],
    )


def claim(text: str, start: int = 0, *sources: str, **changes: object) -> Claim:
    made = Claim(
        id=f"{text} {sources}",
        text=text,
        selectors=[place(start)],
        sentences=[start // 100],
        types=["event"],
        check_worthiness="high",
        factuality=Factuality(certainty="certain", polarity="positive"),
        attribution=[hop(source) for source in sources],
        other_attributions=[],
        times=[],
        entities=[],
        quantities=[],
        edits=[],
        checks=[],
    )
    return made.model_copy(update=changes)


def propositions(claims: Iterable[Claim]) -> list[Claim]:
    return merged(claims)[0]


def time(text: str, value: str) -> TimeExpression:
    return TimeExpression(text=text, selector=None, type="DATE", value=value, status="resolved")


@pytest.mark.parametrize(
    "other",
    [
        "The Delmar mill closed in May.",
        "the Delmar mill closed in May",
        "Delmar mill closed in May.",
        "A Delmar mill closed in May.",
    ],
)
def test_one_proposition_in_two_places_is_one_claim(other: str) -> None:
    ((only,), _) = merged([claim("The Delmar mill closed in May.", 10), claim(other, 950)])
    assert [one.start for one in only.selectors] == [10, 950]
    assert only.sentences == [0, 9]


def test_a_word_more_that_decides_nothing_is_the_same_proposition() -> None:
    one = "The Delmar paper mill on the Tagus released untreated water into the river in May."
    other = "The Delmar paper mill on the Tagus had released untreated water into the river in May."
    assert len(propositions([claim(one), claim(other, 500)])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The mill closed in May.", "The mill closed in June."),
        ("Delmar paid 4 million euros.", "Delmar paid 5 million euros."),
        ("Delmar broke the rule.", "Delmar did not break the rule."),
        ("Acme bought Beta.", "Beta bought Acme."),
        ("Acme bought Beta.", "Acme was bought by Beta."),
        ("Four people were hurt in the fire.", "Fourteen people were hurt in the fire."),
        ("The mill in Lisbon closed.", "The mill in Porto closed."),
        ("The mill closed.", "The mill may close."),
        (
            "The union at the southern plant rejected the offer of the board.",
            "The union at the southern plant accepted the offer of the board.",
        ),
        (
            "The alarm at the southern plant was switched off shortly before the fire broke out.",
            "The alarm at the southern plant was switched off shortly after the fire broke out.",
        ),
        (
            "El paro en la región costera subió con fuerza durante el último trimestre del año.",
            "El paro en la región costera bajó con fuerza durante el último trimestre del año.",
        ),
    ],
)
def test_what_says_something_else_stays_apart(one: str, other: str) -> None:
    assert len(propositions([claim(one), claim(other, 500)])) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"factuality": Factuality(certainty="possible", polarity="positive")},
        {"factuality": Factuality(certainty="certain", polarity="negative")},
        {"times": [time("last May", "2025-05")]},
        {
            "quantities": [
                Quantity(text="4", value=4, unit="mills", selector=place(3)),
            ]
        },
        {"attribution": [hop("Ana Prates")]},
    ],
    ids=["certainty", "polarity", "time", "quantity", "the article's voice and a source's"],
)
def test_other_labels_times_and_voices_stay_apart(changes: dict[str, object]) -> None:
    text = "The mill closed."
    assert len(propositions([claim(text), claim(text, 500, **changes)])) == 2


def test_equal_times_in_other_words_do_not_keep_claims_apart() -> None:
    one = claim("The mill closed.", times=[time("last May", "2025-05")])
    other = claim("The mill closed.", 500, times=[time("in May last year", "2025-05")])
    assert len(propositions([one, other])) == 1


def test_several_chains_stay_with_their_one_claim_the_fullest_first() -> None:
    text = "The mill closed."
    claims = [
        claim(text, 10, "Ana Prates"),
        claim(text, 300, "Correio", "Ana Prates"),
        claim(text, 600, "Bob Smith"),
        claim(text, 900, "bob  smith"),
    ]
    ((only,), _) = merged(claims)
    assert [link.source for link in only.attribution] == ["Correio", "Ana Prates"]
    others = [[link.source for link in chain] for chain in only.other_attributions]
    assert others == [["Ana Prates"], ["Bob Smith"]]
    assert only.id == claims[1].id
    assert [one.start for one in only.selectors] == [10, 300, 600, 900]


def test_one_that_adds_nothing_is_listed_as_a_duplicate() -> None:
    same, elsewhere = claim("The mill closed.", 10), claim("The mill closed.", 300)
    other = claim("The mill had closed.", 10)
    (only,), duplicates = merged([same, elsewhere, other])
    assert len(only.selectors) == 2
    assert [(one.reason, one.sentences) for one in duplicates] == [("duplicate", [0])]


def test_the_order_in_which_windows_are_done_changes_nothing() -> None:
    text = "The mill closed."
    claims = [
        claim(text, 10, "Ana Prates"),
        claim(text, 300, "Correio"),
        claim("The mill shut.", 310, "Correio"),
        claim(text, 600),
    ]
    results = [propositions(order) for order in permutations(claims)]
    assert all(result == results[0] for result in results)
    assert propositions(results[0]) == results[0]
