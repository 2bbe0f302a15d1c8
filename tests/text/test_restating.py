"""Is a claim that refers to its quote written out in the article's words?"""

import pytest

from schemas.compact import BriefClaim
from schemas.draft import DraftHop
from service.text.restating import written_out
from service.text.span import Span

TEXT = (
    "She said on Monday that the mill, which employs about 300 people, might appeal. "
    "In a note she told Correio that it had closed in May."
)
HOP = DraftHop(source="Ana Prates", source_type="person", cue="first", medium=None, addressee=None)


def brief(claim: str, **changes: object) -> BriefClaim:
    return BriefClaim.model_validate(
        {
            "quote": "the mill",
            "chain": [],
            "cues": [],
            "claim": claim,
            "types": ["event"],
            "certainty": "certain",
            "polarity": "positive",
            "times": [],
            "check_worthiness": "medium",
            **changes,
        }
    )


def passage(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("claim", "quoted", "expected"),
    [
        ("...", "the mill closed", "The mill closed."),
        ("...", "the mill closed,", "The mill closed."),
        ("...", "the\n mill  closed!", "The mill closed!"),
        ("...", "he said “no.”", "He said “no.”"),
        ("The Delmar mill ...", "might appeal.", "The Delmar mill might appeal."),
        ("The Delmar mill ....", "might appeal", "The Delmar mill might appeal."),
        ("... against the fine", "might appeal", "Might appeal against the fine."),
        ("Delmar ... against it.", "might appeal.", "Delmar might appeal against it."),
        ("Delmar …", "might appeal", "Delmar might appeal."),
        ("禾序优选...。", "已停产", "禾序优选已停产。"),
        ("禾序优选...", "已停产", "禾序优选已停产。"),
        ("It ...", "paid 9 euros ($10", "It paid 9 euros ($10)."),
        ("...", "He said “no way", "He said “no way”."),
        ("Delmar ...", 'is "clean.', 'Delmar is "clean."'),
        ("The mill closed", "whatever", "The mill closed"),
        (
            'She said "we ... will win" to Correio.',
            'She said "we ... will win"',
            'She said "we ... will win" to Correio.',
        ),
    ],
)
def test_three_points_stand_for_the_quote(claim: str, quoted: str, expected: str) -> None:
    made = written_out(brief(claim.replace("…", "...")), quoted, Span(0, len(quoted)), [])
    assert made.claim == expected


def test_a_claim_keeps_the_times_of_its_passage_or_wording() -> None:
    times = ["on Monday", "in May", "in 2019"]
    made = written_out(
        brief("It ... in 2019.", times=times), TEXT, passage("had closed in May"), []
    )
    assert made.times == ["in May", "in 2019"]


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [("might appeal", "said"), ("it had closed in May", "told"), ("about 300 people", "said")],
)
def test_of_a_sources_cues_a_claim_has_the_nearest(quoted: str, expected: str) -> None:
    split = TEXT.index("In a note")
    near = [Span(0, split) if TEXT.index(quoted) < split else Span(split, len(TEXT))]
    draft = brief("...", chain=[HOP], cues=[["told", "said", "wrote"]])
    made = written_out(draft, TEXT, passage(quoted), near)
    assert [hop.cue for hop in made.chain] == [expected]


def test_where_no_cue_is_near_it_has_the_first() -> None:
    draft = brief("...", chain=[HOP], cues=[["wrote", "added"]])
    assert written_out(draft, TEXT, passage("might appeal"), []).chain[0].cue == "wrote"
