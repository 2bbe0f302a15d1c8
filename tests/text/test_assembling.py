"""Do drafts become claims that stand in their own window, and is every sentence accounted for?"""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.claim import Claim
from schemas.draft import DraftClaim, DraftRejection
from schemas.extraction import Rejection
from service.text.assembling import CLAIM_ID, Assembler, coverage
from service.text.dates import Anchor
from service.text.grounding import ArticleIndex
from service.text.merging import merged
from service.text.sentences import split_sentences
from service.text.windows import Window, split_windows

PROPERTY = settings(max_examples=150, deadline=None, derandomize=True)
TEXT = (
    "Ana Prates runs the mill. The mill closed in March. It may open again. "
    "Prates told Correio that the mill closed in May. What is a river worth? "
    "The mill closed in March."
)
HOP = {
    "source": "Ana Prates",
    "source_type": "person",
    "cue": "told",
    "medium": None,
    "addressee": "Correio",
}
DRAFT = {
    "sentences": [1],
    "quote": "the mill closed in May",
    "chain": [HOP],
    "claim": "The mill closed in May.",
    "types": ["event", "event", "property"],
    "certainty": "certain",
    "polarity": "positive",
    "times": ["in May", "in May"],
    "check_worthiness": "high",
}


def windows(text: str = TEXT) -> list[Window]:
    return split_windows(split_sentences(text), size=3)


def assembler(text: str = TEXT) -> Assembler:
    return Assembler(ArticleIndex(text), split_sentences(text))


def assembled(text: str = TEXT, window: int = 1, **changes: object) -> Claim | Rejection:
    draft = DraftClaim.model_validate({**DRAFT, **changes})
    return assembler(text).claim(draft, windows(text)[window])


def claim(text: str = TEXT, window: int = 1, **changes: object) -> Claim:
    made = assembled(text, window, **changes)
    assert isinstance(made, Claim)
    return made


def test_a_claim_has_its_words_place_and_sentence() -> None:
    made = claim()
    (selector,) = made.selectors
    assert TEXT[selector.start : selector.end] == selector.exact == DRAFT["quote"]
    assert (selector.prefix, selector.suffix[:5]) == (
        "again. Prates told Correio that ",
        ". Wha",
    )
    assert (made.sentences, made.types) == ([3], ["event", "property"])
    assert (made.factuality.certainty, made.factuality.polarity) == ("certain", "positive")
    assert (made.text, made.check_worthiness) == (DRAFT["claim"], "high")


def test_a_claim_says_whom_it_names_and_what_was_changed() -> None:
    made = claim(quote="the mill closed in May", claim="Ana Prates: the mill closed in May.")
    assert [(entity.name, entity.type) for entity in made.entities] == [("Ana Prates", "person")]
    assert [(edit.from_, edit.to) for edit in made.edits] == [("", "Ana Prates")]
    (edit,) = made.edits
    assert edit.antecedent is not None
    assert edit.antecedent.exact == "Ana Prates"
    assert json.loads(made.model_dump_json())["edits"][0]["from"] == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sales rose to 3 million euros.", "Sales fell to 3 million euros."),
        ("Three men were hurt in Rome in the fire.", "Three men were hurt in Oslo in the fire."),
    ],
)
def test_a_word_in_the_place_of_another_needs_evidence(text: str, said: str) -> None:
    refused = assembled(text, 0, quote=text[:-1], claim=said, chain=[], times=[])
    assert isinstance(refused, Rejection)
    assert "edits: " in refused.detail or "numbers_and_names: " in refused.detail


def test_a_claim_says_how_many() -> None:
    text = "The mill employs about 300 people, Ana Prates said."
    made = claim(text, 0, quote="The mill employs about 300 people", times=[], types=["quantity"],
                 claim="The mill employs about 300 people.", chain=[{**HOP, "cue": "said",
                 "addressee": None}])  # fmt: skip
    (quantity,) = made.quantities
    assert (quantity.value, quantity.unit, quantity.approximate) == (300, "people", True)
    assert text[quantity.selector.start : quantity.selector.end] == quantity.text


def test_a_claim_over_two_sentences_has_both() -> None:
    made = claim(quote="in May. What is a river worth?")
    assert made.sentences == [3, 4]


@pytest.mark.parametrize(
    ("window", "cited", "start"),
    [
        (0, [2], TEXT.index("The mill closed in March")),
        (0, [99], TEXT.index("The mill closed in March")),
        (1, [3], TEXT.rindex("The mill closed in March")),
        (1, [1], TEXT.rindex("The mill closed in March")),
    ],
)
def test_a_claim_cites_its_own_window(window: int, cited: list[int], start: int) -> None:
    quote = "The mill closed in March"
    made = claim(window=window, quote=quote, sentences=cited, chain=[], times=[])
    assert made.selectors[0].start == start


def test_a_quote_of_another_window_is_not_found() -> None:
    refused = assembled(quote="Ana Prates runs the mill", sentences=[2, 1, 7, 0, -4])
    assert refused == Rejection(
        quote="Ana Prates runs the mill",
        claim="The mill closed in May.",
        sentences=[3, 4],
        reason="quote_not_found",
        detail="the quote does not stand in this part of the article",
    )


def test_a_rejected_quote_says_what_differs() -> None:
    refused = assembled(quote="told Correio that the mill closed in 2024", sentences=[1])
    assert isinstance(refused, Rejection)
    assert "2024" in refused.detail
    assert "may" in refused.detail


def test_a_source_has_the_places_of_its_mention_its_cue_and_its_name() -> None:
    (hop,) = claim().attribution
    assert [selector.exact for selector in hop.selectors] == ["Prates", "told"]
    assert hop.antecedent is not None
    assert (hop.antecedent.exact, hop.antecedent.start) == ("Ana Prates", 0)
    assert (hop.source_type, hop.medium, hop.addressee) == ("person", None, "Correio")


def test_a_surname_becomes_the_name_that_the_article_gives() -> None:
    assert claim(chain=[{**HOP, "source": "Prates"}]).attribution[0].source == "Ana Prates"


@pytest.mark.parametrize("source", ["the newspaper", "Bob Smith", "it"])
def test_a_source_that_the_article_does_not_name_is_refused(source: str) -> None:
    refused = assembled(chain=[{**HOP, "source": source}])
    assert isinstance(refused, Rejection)
    assert refused.reason == "check_failed"
    assert "sources: " in refused.detail or "numbers_and_names: " in refused.detail


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"chain": [{**HOP, "cue": "claimed"}]}, "sources: "),
        ({"chain": [{**HOP, "source": "Correio"}]}, "sources: "),
        ({"chain": []}, "voice: "),
    ],
    ids=["another verb", "another speaker", "nobody"],
)
def test_what_the_article_reports_otherwise_is_refused(changes: dict[str, Any], check: str) -> None:
    refused = assembled(**changes)
    assert isinstance(refused, Rejection)
    assert check in refused.detail


def test_a_time_has_its_place() -> None:
    (found,) = claim().times
    assert found.selector is not None
    assert TEXT[found.selector.start : found.selector.end] == found.text == "in May"


def test_a_time_that_the_article_does_not_say_is_refused() -> None:
    refused = assembled(times=["in May", "last week"])
    assert isinstance(refused, Rejection)
    assert refused.checks == ["times"]
    assert "last week" in refused.detail


SPOKEN = "Ann Lee said on Monday that the bridge will close. The mayor will resign, she said."


@pytest.mark.parametrize(
    ("text", "quote", "said", "when", "value"),
    [
        (SPOKEN, "the bridge will close", "The bridge will close.", "on Monday", "2025-08-18"),
        (
            "The city, it announced on Friday, will close the bridge.",
            "will close the bridge",
            "The city will close the bridge.",
            "on Friday",
            "2025-08-15",
        ),
    ],
)
def test_a_time_is_read_beside_the_articles_own_verbs(
    text: str, quote: str, said: str, when: str, value: str
) -> None:
    sentences = split_sentences(text)
    anchored = Assembler(ArticleIndex(text), sentences, Anchor.of(date(2025, 8, 20)))
    draft = {**DRAFT, "quote": quote, "claim": said, "chain": [], "times": [when]}
    draft |= {"types": ["prediction"]}
    (window,) = split_windows(sentences)
    made = anchored.claim(DraftClaim.model_validate(draft), window)
    if isinstance(made, Rejection):  # the voice is another test's
        draft["chain"] = [{**HOP, "source": "Ann Lee", "cue": "said", "addressee": None}]
        made = anchored.claim(DraftClaim.model_validate(draft), window)
    assert isinstance(made, Claim)
    assert [time.value for time in made.times if time.status == "resolved"] in ([value], [])


def test_an_id_is_the_same_from_run_to_run() -> None:
    assert claim().id == "2ac6461f1434bfd6b178"
    assert len(claim().id) == CLAIM_ID


@pytest.mark.parametrize(
    "changes",
    [
        {"quote": "closed in May"},
        {"sentences": [2]},
        {"check_worthiness": "low"},
        {"claim": "the  MILL closed\nin May."},
        {"chain": [{**HOP, "cue": "that", "source": "ana prates", "medium": "a letter"}]},
    ],
)
def test_an_id_outlives_what_is_not_the_proposition(changes: dict[str, object]) -> None:
    assert claim(TEXT, 1, **changes).id == claim().id


def test_another_article_has_other_ids() -> None:
    assert claim(TEXT + " ").id != claim().id


@pytest.mark.parametrize(
    "changes",
    [
        {"claim": "The mill closed in March."},
        {"chain": [HOP, HOP]},
        {"chain": [], "claim": 'The mill closed in May.", "Ana Prates'},
    ],
)
def test_another_proposition_or_chain_has_another_id(changes: dict[str, object]) -> None:
    assert claim(TEXT, 1, **changes).id != claim().id


def test_another_factuality_has_another_id() -> None:
    text = "The mill may not close in May, Ana Prates told Correio."
    said = {"quote": "The mill may not close", "claim": "The mill may not close in May."}
    labels = [("possible", "negative"), ("probable", "negative")]
    made = [
        claim(text, 0, certainty=certainty, polarity=polarity, **said)
        for certainty, polarity in labels
    ]
    assert made[0].id != made[1].id


def test_a_claim_that_comes_twice_keeps_all_of_its_passages() -> None:
    said = {**DRAFT, "quote": "The mill closed in March", "chain": [], "times": []}
    late, early = claim(TEXT, 1, **said), claim(TEXT, 0, **said)
    other = claim()
    both = [place for one in (early, late) for place in one.selectors]
    expected = [early.model_copy(update={"selectors": both, "sentences": [1, 5]}), other]
    claims, duplicates = merged([late, other, early, late])
    assert claims == expected
    assert [(one.reason, one.quote) for one in duplicates] == [
        ("duplicate", "The mill closed in March")
    ]
    assert merged(expected) == (expected, [])
    assert merged([]) == ([], [])


@PROPERTY
@given(st.permutations(["in May", "mill closed", "river worth", "Correio", "What is"]))
def test_claims_come_in_the_articles_order(quotes: list[str]) -> None:
    claims, _ = merged(claim(quote=quote, claim=quote) for quote in quotes)
    starts = [made.selectors[0].start for made in claims]
    assert starts == sorted(starts)
    assert {made.text for made in claims} == set(quotes)


def test_each_rejected_sentence_is_named_with_its_words() -> None:
    draft = DraftRejection(sentences=[2, 1, 2], reason="question")
    refused = assembler().rejections(draft, windows()[1])
    assert [(one.sentences, one.reason, one.quote) for one in refused] == [
        ([3], "question", "Prates told Correio that the mill closed in May."),
        ([4], "question", "What is a river worth?"),
    ]


def test_a_rejected_sentence_that_was_not_given_is_invalid() -> None:
    draft = DraftRejection(sentences=[0, 2, 4, -1, 10**30], reason="opinion")
    stranger, real = assembler().rejections(draft, windows()[1])
    assert (stranger.reason, stranger.sentences, real.sentences) == ("invalid", [], [4])
    assert f"[0, 4, -1, {10**30}]" in stranger.detail


@PROPERTY
@given(
    st.lists(st.sets(st.integers(0, 19), max_size=4), max_size=6),
    st.lists(st.sets(st.integers(0, 19), max_size=4), max_size=6),
)
def test_coverage_adds_up(claimed: list[set[int]], rejected: list[set[int]]) -> None:
    one = claim()
    claims = [one.model_copy(update={"sentences": sorted(indices)}) for indices in claimed]
    refused = [
        Rejection(quote="", sentences=sorted(indices), reason="opinion", detail="")
        for indices in rejected
    ]
    covered = coverage(20, claims, refused)
    assert covered.sentences == 20 == covered.claimed + covered.rejected + len(covered.unaccounted)
    assert covered.claimed == len(set().union(*claimed))
    assert covered.unaccounted == sorted(set(range(20)).difference(*claimed, *rejected))
