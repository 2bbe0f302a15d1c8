"""Is an answer used again under another context only where that cannot change it?"""

import pytest

from schemas.compact import BriefClaim, BriefHop
from schemas.draft import DraftClaim
from service.text.holding import holds

LEAD = "Mayor Kurt Rieger is accused of fraud."
RAIN = "It has rained for a week."
SNOW = "It has snowed for a month."


def claim(
    quote: str,
    says: str | None = None,
    source: str = "",
    sentence: int = 0,
    times: tuple[str, ...] = (),
    addressee: str | None = None,
) -> DraftClaim:
    hop = BriefHop(
        source=source or "-1", source_type="person", cue="", medium=None, addressee=addressee
    )
    return BriefClaim(
        sentences=[sentence] if sentence else [],
        quote=quote,
        claim=quote if says is None else says,
        chain=[hop] if source else [],
        cues=[],
        types=["event"],
        certainty="certain",
        polarity="positive",
        times=list(times),
        check_worthiness="medium",
    )


COUNCIL = claim("The council of Lindau will vote in May")
PASSAGE = ["Rieger resigned on Friday.", "The council of Lindau will vote in May, Brandt said."]

HOLD = {
    "the same context": ([COUNCIL], [LEAD, RAIN], [LEAD, RAIN]),
    "a line that was not used changed": ([COUNCIL], [LEAD, RAIN], [LEAD, SNOW]),
    "a line that was not used went": ([COUNCIL], [LEAD, RAIN], [LEAD]),
    "the lead changed": ([COUNCIL], [LEAD, RAIN], ["Mayor Rieger is accused.", RAIN]),
    "a line came": ([COUNCIL], [], [RAIN]),
    "a source of its own sentence": (
        [claim("The council of Lindau will vote", source="Brandt")],
        [RAIN],
        [SNOW],
    ),
    "a name from a sentence before its own": (
        [claim("The council of Lindau", "Rieger and the council of Lindau")],
        [RAIN],
        [SNOW],
    ),
    "an abridged quote": ([claim("The council ... in May", "...")], [RAIN], [SNOW]),
    "a quotation that is closed": ([COUNCIL], [RAIN], ["It was “a wet week”."]),
    "no claims": ([], [LEAD], [RAIN]),
}


@pytest.mark.parametrize(("claims", "before", "now"), HOLD.values(), ids=HOLD)
def test_claims_hold_that_took_nothing_and_could_not_take_anything(
    claims: list[DraftClaim], before: list[str], now: list[str]
) -> None:
    assert holds(claims, PASSAGE, before, now)


HE = "He resigned on Friday."
RESOLVED = claim("He resigned on Friday", "Kim resigned on Friday")
PLAIN = claim("He resigned on Friday")

FALL = {
    "a short name was taken, and is another's now": (
        [RESOLVED],
        [HE],
        ["Kim and Lee run the town.", "Kim is accused of fraud."],
        ["Kim and Lee run the town.", "Lee is accused of fraud."],
    ),
    "a source was taken": (
        [claim("Bribes were taken", source="EU")],
        ["Bribes were taken, it said."],
        ["The EU sent a letter."],
        ["The UN sent a letter."],
    ),
    "an addressee was taken": (
        [claim("Bribes were taken", source="it", addressee="UN")],
        ["Bribes were taken, it said."],
        ["It wrote to the UN."],
        [],
    ),
    "a time was taken": (
        [claim("Bribes were taken", sentence=1, times=("in May",))],
        ["Bribes were taken."],
        ["All of this was in May."],
        [],
    ),
    "a number was taken": (
        [claim("They resigned", "7 resigned")],
        ["They resigned."],
        ["There were 7 of them."],
        ["There were 8 of them."],
    ),
    "a word was taken": (
        [claim("It fell by half", "The price of milk fell by half")],
        ["It fell by half in June."],
        ["The price of milk rose in May.", RAIN],
        ["The price of milk rose in May.", "The price of bread did not."],
    ),
    "a name was taken that the passage has only later": (
        [claim("He resigned on Friday", "Rieger resigned on Friday")],
        [HE, "Brandt and Rieger had quarrelled."],
        ["Rieger is accused."],
        ["Brandt is accused."],
    ),
    "somebody who was named before came nearer": (
        [PLAIN],
        [HE],
        ["Kurt Rieger met Tom Adams.", SNOW],
        ["Kurt Rieger met Tom Adams.", "Adams is accused."],
    ),
    "the lines changed their places": (
        [PLAIN],
        [HE],
        ["Kurt Rieger spoke.", "Tom Adams spoke."],
        ["Tom Adams spoke.", "Kurt Rieger spoke."],
    ),
    "one of two equal lines went": ([PLAIN], [HE], [RAIN, SNOW, RAIN], [SNOW, RAIN]),
    "somebody new came": ([COUNCIL], PASSAGE, [RAIN], ["Ulla Brandt has cried for a week."]),
    "a role came, and there is a pronoun": (
        [PLAIN],
        [HE],
        [SNOW],
        ["This time his deputy is accused."],
    ),
    "what came reports": ([COUNCIL], PASSAGE, [SNOW], ["This is what a caller said."]),
    "what came opens a quotation": ([COUNCIL], PASSAGE, [SNOW], ["“We wait for the snow."]),
    "what went opened a quotation": ([COUNCIL], PASSAGE, ["“We wait for the snow."], [SNOW]),
    "what came announces": ([COUNCIL], PASSAGE, [SNOW], ["These are the news:"]),
    "a quote that no sentence has": ([claim("The council of Wien")], PASSAGE, [RAIN], [SNOW]),
    "a sentence that there is not": ([claim("He", sentence=3)], PASSAGE, [RAIN], [SNOW]),
    "names without case": (
        [claim("他周五辞职", "王明周五辞职")],
        ["他周五辞职。", "国王明天到会。"],
        ["王明到会。"],
        [],
    ),
    "nothing but a script without case": (
        [claim("市议会将投票")],
        ["市议会将投票。"],
        ["雨下了一周。"],
        ["雪下了一周。"],
    ),
}


@pytest.mark.parametrize(("claims", "passage", "before", "now"), FALL.values(), ids=FALL)
def test_an_answer_is_asked_for_again_where_the_context_may_matter(
    claims: list[DraftClaim], passage: list[str], before: list[str], now: list[str]
) -> None:
    assert not holds(claims, passage, before, now)
