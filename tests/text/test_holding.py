"""Is an answer used again under another context only where that cannot change it?"""

import pytest

from service.text.holding import holds

PASSAGE = ["He resigned on Friday.", "The council of Lindau will vote in May."]
LEAD = "Mayor Kurt Rieger is accused of fraud."
RAIN = "It has rained for a week."
OWN = ["He resigned on Friday", "The council of Lindau will vote in May"]
RESOLVED = ["Kurt Rieger resigned on Friday", *OWN[1:]]

CASES = {
    "the same context": (RESOLVED, [LEAD, RAIN], [LEAD, RAIN], True),
    "a bystander changed": (RESOLVED, [LEAD, RAIN], [LEAD, "It has rained for a month."], True),
    "a bystander went": (RESOLVED, [LEAD, RAIN], [LEAD], True),
    "nothing was taken, and the lead changed": (OWN, [LEAD], ["The mayor is accused."], True),
    "who was taken went": (RESOLVED, [LEAD, RAIN], [RAIN], False),
    "who was taken has another office": (
        RESOLVED,
        [LEAD],
        ["Minister Kurt Rieger is accused of fraud."],
        False,
    ),
    "somebody else came": (OWN, [RAIN], ["Ulla Brandt has cried for a week."], False),
    "somebody else came beside who was taken": (
        RESOLVED,
        [LEAD, RAIN],
        [LEAD, "A friend of Ulla Brandt cried."],
        False,
    ),
    "a word was taken in another form": (
        ["He resigned on Friday over the accusations"],
        ["There was an accusation."],
        [],
        False,
    ),
    "a number was taken": (
        ["He resigned on Friday with 12 others"],
        ["On Thursday 12 had gone."],
        ["On Thursday 13 had gone."],
        False,
    ),
    "there was no context": (OWN, [], [RAIN], True),
    "a name that the passage has came": (OWN, [RAIN], ["It has rained in Lindau."], True),
}


@pytest.mark.parametrize(("said", "before", "now", "held"), CASES.values(), ids=CASES)
def test_an_answer_holds_where_nothing_that_it_needs_changed(
    said: list[str], before: list[str], now: list[str], held: bool
) -> None:
    assert holds(said, PASSAGE, before, now) is held


def test_where_names_have_no_case_whatever_came_may_be_one() -> None:
    passage, before = ["他周五辞职。"], ["雨下了一周。"]
    assert holds(["他周五辞职"], passage, before, before)
    assert holds(["他周五辞职"], passage, before, [])
    assert not holds(["他周五辞职"], passage, before, ["王伟哭了一周。"])
