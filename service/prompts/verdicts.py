"""In which forms may a judge answer, and what must it be shown?"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from schemas.verdict import ContextVerdicts, CoverageVerdicts, EntailmentVerdicts

Verdicts = EntailmentVerdicts | CoverageVerdicts | ContextVerdicts
JudgeDraft = Literal["EntailmentVerdicts", "CoverageVerdicts", "ContextVerdicts"]
AFTER, CLAIMS = "after", "claims"
"""Slots for the sentences that come after those in question, and for the claims."""


@dataclass(frozen=True)
class JudgeForm:
    """One form of answer, and the request that it answers."""

    model: type[Verdicts]
    over: Literal["claims", "sentences"]
    """What must have a verdict, each by its number."""
    slots: tuple[str, ...] = (CLAIMS,)
    """What its prompt shows beside the context and the sentences."""

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema that goes to the server, built once. Callers must not change it."""
        return self.model.model_json_schema()

    @property
    def repeats(self) -> bool:
        """Whether a number may come back more than once, as a sentence has several elements."""
        return self.over == "sentences"

    def read(self, text: str) -> Verdicts:
        """The verdicts in an answer, with prose, thoughts and fences around them passed over.

        Raises `ValueError` where they are not of this form.
        """
        text = text.rpartition("</think>")[2].encode(errors="replace").decode()
        start, end = text.find("{"), text.rfind("}")
        return self.model.model_validate_json(text[start : end + 1] if 0 <= start < end else text)

    def unclear(self, verdicts: Verdicts, count: int) -> dict[int, str]:
        """Why a number from 1 to `count` has no verdict to go by, or any other number has one."""
        judged = Counter(verdicts.judged)
        asked = range(1, count + 1)
        unclear = {
            number: "a verdict on what was not shown" for number in judged if number not in asked
        }
        for number in asked:
            if not judged[number]:
                unclear[number] = "no verdict"
            elif judged[number] > 1 and not self.repeats:
                unclear[number] = "more than one verdict"
        return unclear


JUDGE_FORMS: Mapping[JudgeDraft, JudgeForm] = {
    "EntailmentVerdicts": JudgeForm(EntailmentVerdicts, "claims"),
    "CoverageVerdicts": JudgeForm(CoverageVerdicts, "sentences"),
    "ContextVerdicts": JudgeForm(ContextVerdicts, "claims", (AFTER, CLAIMS)),
}
"""The forms by the names that prompts call them."""
