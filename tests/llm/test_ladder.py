"""Is the form found that a server takes, and remembered?"""

import asyncio

import pytest

from service.conversation import Answer, Message, ModelRequest, Tokens
from service.drafts import FORMS
from service.errors import FeatureUnsupported, ModelUnavailable
from service.llm.classifying import TOO_LARGE
from service.llm.dialect import Dialect, Rung
from service.llm.ladder import UNUSABLE, Ladder
from service.llm.openai import OpenAIModel

REQUEST = ModelRequest(
    (Message("system", "List the claims."), Message("user", "An article.")),
    "claims",
    FORMS["Draft"].schema,
    {"temperature": 0, "max_completion_tokens": 100},
)
TOP = Dialect()


class PickyServer(OpenAIModel):
    """A server that takes some forms and refuses the others by name."""

    def __init__(self, takes: set[Rung], refuses: tuple[str, ...] = ()) -> None:
        super().__init__("picky", base_url="http://127.0.0.1:9/v1")
        self.takes = takes
        self.refuses = set(refuses)
        self.asked: list[Dialect] = []

    async def answer(
        self, request: ModelRequest, deadline: float, dialect: Dialect = TOP
    ) -> Answer:
        self.asked.append(dialect)
        body = dialect.body(request, "picky")
        if named := self.refuses & set(body):
            raise FeatureUnsupported("no", frozenset(named))
        if dialect.rung not in self.takes:
            named = {"tools"} if dialect.rung is Rung.TOOL else {"response_format"}
            raise FeatureUnsupported("no", frozenset(named))
        return Answer("{}", "stop", Tokens(), "picky-1")


async def ask(ladder: Ladder) -> Answer:
    return await ladder.answer(REQUEST, asyncio.get_running_loop().time() + 5)


@pytest.mark.parametrize("rung", list(Rung))
async def test_the_highest_rung_that_is_taken_is_found_and_remembered(rung: Rung) -> None:
    server = PickyServer({rung})
    ladder = Ladder(server)
    answers = [await ask(ladder) for _ in range(3)]
    assert [answer.rung for answer in answers] == [rung.name.lower()] * 3
    assert len(server.asked) == rung + 1 + 2


async def test_a_server_that_takes_nothing_is_given_up_and_nothing_is_learned() -> None:
    server = PickyServer(set())
    ladder = Ladder(server)
    with pytest.raises(FeatureUnsupported):
        await ask(ladder)
    assert len(server.asked) == len(Rung)
    assert ladder.dialect == TOP


async def test_a_refused_parameter_is_left_out_and_the_rung_is_kept() -> None:
    server = PickyServer(set(Rung), ("temperature",))
    answer = await ask(Ladder(server))
    assert answer.rung == "strict"
    assert server.asked[-1].dropped == {"temperature"}


async def test_what_was_learned_is_logged_in_words(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "service.llm.ladder")
    server = PickyServer({Rung.SCHEMA}, ("temperature", "max_completion_tokens"))
    await ask(Ladder(server))
    assert caplog.messages[-1] == (
        "from now on the model's server is asked in this form: "
        "schema, without temperature, the limit of tokens renamed"
    )


async def test_the_limit_of_tokens_is_renamed_before_it_is_left_out() -> None:
    server = PickyServer(set(Rung), ("max_completion_tokens",))
    await ask(Ladder(server))
    assert server.asked[-1].body(REQUEST, "m")["max_tokens"] == 100
    neither = PickyServer(set(Rung), ("max_completion_tokens", "max_tokens"))
    await ask(Ladder(neither))
    assert neither.asked[-1].dropped == {"max_tokens"}
    assert len(neither.asked) == 3


async def test_a_tool_that_cannot_be_forced_is_offered() -> None:
    server = PickyServer({Rung.TOOL}, ("tool_choice",))
    answer = await ask(Ladder(server))
    assert answer.rung == "tool"
    assert "tool_choice" in server.asked[-1].dropped


async def test_a_failing_server_moves_nothing() -> None:
    class Failing(PickyServer):
        async def answer(
            self, request: ModelRequest, deadline: float, dialect: Dialect = TOP
        ) -> Answer:
            raise ModelUnavailable("down")

    ladder = Ladder(Failing(set()))
    with pytest.raises(ModelUnavailable):
        await ask(ladder)
    assert ladder.dialect == TOP


async def test_what_was_learned_is_forgotten_in_time() -> None:
    server = PickyServer({Rung.JSON})
    ladder = Ladder(server, remembered=0.0)
    await ask(ladder)
    server.takes = set(Rung)
    assert (await ask(ladder)).rung == "strict"


async def test_unusable_answers_in_a_row_lead_one_step_down() -> None:
    ladder = Ladder(PickyServer(set(Rung)))
    answer = await ask(ladder)
    for _ in range(UNUSABLE - 1):
        ladder.judge(answer, usable=False)
    ladder.judge(answer, usable=True)
    ladder.judge(answer, usable=False)
    assert ladder.dialect == TOP
    for _ in range(UNUSABLE):
        ladder.judge(answer, usable=False)
    assert ladder.dialect == Dialect(Rung.SCHEMA)


@pytest.mark.parametrize("rung", [Rung.JSON, Rung.TEXT])
def test_without_a_schema_on_the_wire_it_stands_in_the_one_system_message(rung: Rung) -> None:
    body = Dialect(rung).body(REQUEST, "m")
    roles = [message["role"] for message in body["messages"]]
    assert roles == ["system", "user"]
    assert '"check_worthiness"' in body["messages"][0]["content"]
    assert REQUEST.messages[0].content == "List the claims."


async def test_a_refusal_counts_even_if_the_next_form_meets_a_failing_server() -> None:
    class ThenFailing(PickyServer):
        async def answer(
            self, request: ModelRequest, deadline: float, dialect: Dialect = TOP
        ) -> Answer:
            if dialect.rung >= Rung.JSON:
                self.asked.append(dialect)
                raise ModelUnavailable("down")
            return await super().answer(request, deadline, dialect)

    server = ThenFailing(set())
    ladder = Ladder(server)
    for _ in range(3):
        with pytest.raises(ModelUnavailable):
            await ask(ladder)
    assert len(server.asked) == 3 + 3


async def test_a_late_answer_from_above_does_not_lead_back_up() -> None:
    server = PickyServer(set(Rung))
    ladder = Ladder(server)
    late = await ask(ladder)
    for _ in range(2 * UNUSABLE):
        ladder.judge(await ask(ladder), usable=False)
    reached = ladder.dialect.rung
    assert reached is Rung.TOOL
    ladder.judge(late, usable=True)
    assert (await ask(ladder)).rung == reached.name.lower()


async def test_a_limit_of_tokens_that_is_too_high_is_left_out() -> None:
    for name in ("max_tokens", "max_completion_tokens"):
        dialect = Dialect(renamed=name == "max_tokens").without(frozenset({TOO_LARGE}), REQUEST)
        assert dialect is not None
        assert name not in dialect.body(REQUEST, "m")
        assert dialect.rung is Rung.STRICT
