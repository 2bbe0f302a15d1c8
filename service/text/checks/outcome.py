"""What came of a check?"""

from schemas.claim import Check

_PASSED = {
    name: Check(name=name, passed=True, detail="")
    for name in (
        "instruction", "numbers_and_names", "quantities", "dates", "support", "negation",
        "certainty", "quotation", "universal", "voice", "sources", "edits",
    )
}  # fmt: skip
"""Most checks of most claims: what says the same need not be made for each."""


def check(name: str, problem: str) -> Check:
    """A check of this name; passed where there is no problem."""
    return Check(name=name, passed=False, detail=problem) if problem else _PASSED[name]
