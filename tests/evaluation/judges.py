"""How do tests make a judge?"""

import json

from schemas.article import Article
from service.conversation import Answer, ModelRequest
from service.evaluation.corpus import Seed
from service.evaluation.judge_asking import COVERAGE, ENTAILMENT, IN_CONTEXT
from service.evaluation.results import Judgement
from service.evaluation.runner import Plan, evaluate
from service.settings import Settings
from tests.evaluation.making import GOLD, TEXT
from tests.fakes import ScriptedModel, answer, draft, draft_claim

HOP = {"source_type": "person", "medium": None, "addressee": None}
RULE = draft_claim(
    "Delmar did not break any rule",
    sentences=[2],
    chain=[{**HOP, "source": "Ana Prates", "cue": "told"}],
    claim="The Delmar paper mill did not break any rule.",
    polarity="negative",
)
STAFF = draft_claim(
    "The mill employs about 300 people",
    sentences=[3],
    claim="The Delmar paper mill employs about 300 people.",
    types=["quantity"],
)
ENTAILED: list[dict[str, object]] = [
    {"claim": 1, "beyond": None, "entailed": True},
    {"claim": 2, "beyond": "whose mill it is", "entailed": False},
]
ELEMENTS = [
    (1, "the agency fined the mill", True, "none"),
    (2, "Prates: Delmar broke no rule", True, "explicit"),
    (2, "Prates is chief executive", True, "implicit"),
    (3, "the mill employs 300", True, "explicit"),
    (4, "what a river is worth", False, "none"),
]
ALONE: list[dict[str, object]] = [
    {"claim": 1, "missing": [], "in_context": "supported", "alone": "supported"},
    {"claim": 2, "missing": ["in Lisbon"], "in_context": "supported", "alone": "inconclusive"},
]


def elements(*given: tuple[int, str, bool, str]) -> str:
    names = ("sentence", "element", "verifiable", "covered")
    return json.dumps({"elements": [dict(zip(names, one, strict=True)) for one in given]})


def claims(given: object) -> str:
    return json.dumps({"claims": given})


GOOD: dict[str, str] = {
    ENTAILMENT: claims(ENTAILED),
    COVERAGE: elements(*ELEMENTS),
    IN_CONTEXT: claims(ALONE),
}


def model(**says: str | Exception) -> ScriptedModel:
    """Drafts two claims of the article, and judges them as told, well where nothing is."""
    given: dict[str, str | Exception] = {
        **GOOD,
        **{f"judge-{name}": said for name, said in says.items()},
    }

    def script(request: ModelRequest) -> Answer:
        if request.schema_name not in given:
            return answer(draft(RULE, STAFF, rejected=[{"sentences": [4], "reason": "question"}]))
        said = given[request.schema_name]
        if isinstance(said, Exception):
            raise said
        return answer(said)

    return ScriptedModel(script)


def plan(*prompts: str, text: str = TEXT, judge: str | None = "a-judge") -> Plan:
    gold = GOLD if text == TEXT else GOLD.model_copy(update={"claims": [], "rejected": []})
    seed = Seed("delmar", Article(text=text), gold)
    return Plan([seed], prompts or ["claims@1"], ["a"], judge=judge)


async def judged(settings: Settings, asked: ScriptedModel) -> Judgement:
    (run,) = (await evaluate(settings, plan(), stand_in=asked)).runs
    assert run.judgement
    return run.judgement


def requests(asked: ScriptedModel, name: str) -> list[ModelRequest]:
    return [request for request in asked.asked if request.schema_name == name]
