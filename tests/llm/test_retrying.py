"""Is a model asked again where that can help, and only there?"""

import asyncio
import math
from collections.abc import Callable

import pytest

from service.conversation import Answer, Message, ModelRequest
from service.errors import (
    CircuitOpen,
    ContentFiltered,
    ContextTooLong,
    FeatureUnsupported,
    InvalidAnswer,
    InvalidEnvelope,
    ModelBusy,
    ModelError,
    ModelKeyRefused,
    ModelMisconfigured,
    ModelRefused,
    ModelTimeout,
    ModelUnavailable,
    NoRecording,
    QuotaExhausted,
    TruncatedAnswer,
)
from service.llm.breaker import Breaker
from service.llm.model import LanguageModel
from service.llm.retrying import (
    ATTEMPTS,
    BUDGET_RESERVE,
    FIRST_WAIT,
    LONGEST_WAIT,
    RetryBudget,
    Retrying,
)
from tests.fakes import ScriptedModel, answer

REQUEST = ModelRequest((Message("user", "hello"),), "claims", {}, {})


class Failing(ScriptedModel):
    """Raises its errors in turn, then answers."""

    def __init__(self, *errors: BaseException) -> None:
        super().__init__(self._next)
        self.errors = list(errors)

    def _next(self, _: ModelRequest) -> Answer:
        if self.errors:
            raise self.errors.pop(0)
        return answer("good")


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits, none of which is waited."""
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("service.llm.retrying.asyncio.sleep", sleep)
    return waits


async def ask(model: Failing, within: float = 60, attempts: int = ATTEMPTS) -> Answer:
    return await Retrying(model, attempts=attempts).answer(
        REQUEST, asyncio.get_running_loop().time() + within
    )


def after(seconds: float) -> ModelBusy:
    busy = ModelBusy("busy")
    busy.retry_after = seconds
    return busy


@pytest.mark.parametrize("kind", [ModelUnavailable, ModelBusy, ModelTimeout, InvalidEnvelope])
async def test_a_busy_model_is_asked_again(kind: type[ModelError], slept: list[float]) -> None:
    model = Failing(kind("once"), kind("twice"))
    assert (await ask(model)).text == "good"
    assert model.asked == [REQUEST] * 3
    assert len(slept) == 2


@pytest.mark.parametrize(
    "kind",
    [
        ModelMisconfigured,
        ModelKeyRefused,
        FeatureUnsupported,
        QuotaExhausted,
        CircuitOpen,
        ModelRefused,
        ContentFiltered,
        ContextTooLong,
        TruncatedAnswer,
        InvalidAnswer,
        NoRecording,
        ValueError,
    ],
)
async def test_what_would_only_happen_again_is_not_repeated(
    kind: type[Exception], slept: list[float]
) -> None:
    model = Failing(kind("no"))
    with pytest.raises(kind, match="no"):
        await ask(model)
    assert len(model.asked) == 1
    assert slept == []


async def test_the_third_failure_is_the_last_and_is_raised_itself(slept: list[float]) -> None:
    errors = [ModelUnavailable("first"), ModelBusy("second"), ModelTimeout("third")]
    model = Failing(*errors)
    with pytest.raises(ModelTimeout) as caught:
        await ask(model)
    assert caught.value is errors[2]
    assert len(model.asked) == 3
    assert len(slept) == 2


async def test_retry_after_is_waited(slept: list[float]) -> None:
    await ask(Failing(after(7.5), after(20)))
    assert slept == [7.5, 20]


@pytest.mark.parametrize("seconds", [0, -3])
async def test_retry_after_at_once_is_not_quite_at_once(seconds: float, slept: list[float]) -> None:
    await ask(Failing(after(seconds)))
    assert FIRST_WAIT <= slept[0] <= 2 * FIRST_WAIT


@pytest.mark.parametrize("seconds", [math.inf, 1e300, 61, 60])
async def test_a_wait_past_the_deadline_is_not_begun(seconds: float, slept: list[float]) -> None:
    model = Failing(after(seconds))
    with pytest.raises(ModelBusy):
        await ask(model)
    assert len(model.asked) == 1
    assert slept == []


async def test_past_the_deadline_nothing_is_repeated(slept: list[float]) -> None:
    model = Failing(ModelUnavailable("gone"))
    with pytest.raises(ModelUnavailable):
        await ask(model, within=-1)
    assert slept == []


@pytest.mark.parametrize("seconds", [math.nan, None])
async def test_without_a_usable_retry_after_the_wait_is_ours(
    seconds: float | None, slept: list[float]
) -> None:
    error = ModelBusy("busy")
    error.retry_after = seconds
    await ask(Failing(error))
    assert FIRST_WAIT <= slept[0] <= 2 * FIRST_WAIT


async def test_waits_grow_at_random_between_their_floor_and_ceiling(slept: list[float]) -> None:
    rounds = 100
    for _ in range(rounds):
        await ask(Failing(*[ModelUnavailable("gone")] * 9), within=10_000, attempts=10)
    for attempt in range(9):
        waits = slept[attempt::9]
        ceiling = min(2 * FIRST_WAIT * 2**attempt, LONGEST_WAIT)
        assert FIRST_WAIT <= min(waits) < max(waits) <= ceiling
        assert max(waits) > 0.6 * ceiling  # below this by chance once in 10^20 runs
    assert len(slept) == 9 * rounds


async def test_a_server_that_says_not_to_retry_is_believed(slept: list[float]) -> None:
    error = ModelUnavailable("down for good")
    error.never_again()
    model = Failing(error)
    with pytest.raises(ModelUnavailable):
        await ask(model)
    assert (len(model.asked), slept) == (1, [])


def down(_: ModelRequest) -> Answer:
    raise ModelUnavailable("down")


WRAPPED = {"with a breaker": Breaker, "without": lambda model: model}


@pytest.mark.parametrize("wrap", WRAPPED.values(), ids=WRAPPED)
async def test_retries_do_not_multiply_an_outage(
    wrap: Callable[[LanguageModel], LanguageModel], slept: list[float]
) -> None:
    model = ScriptedModel(down)
    retrying = Retrying(wrap(model))
    deadline = asyncio.get_running_loop().time() + 60
    requests = [retrying.answer(REQUEST, deadline) for _ in range(1000)]
    outcomes = await asyncio.gather(*requests, return_exceptions=True)
    assert all(isinstance(outcome, ModelUnavailable) for outcome in outcomes)
    assert len(model.asked) <= 1.2 * len(outcomes)


async def test_all_models_of_the_process_spend_from_one_budget(slept: list[float]) -> None:
    budget, models = RetryBudget(), [ScriptedModel(down) for _ in range(4)]
    for _ in range(100):
        for model in models:
            with pytest.raises(ModelUnavailable):
                await Retrying(model, budget).answer(REQUEST, math.inf)
    asked = sum(len(model.asked) for model in models)
    assert asked <= 1.1 * 400 + BUDGET_RESERVE


async def test_the_reserve_fills_again_while_all_is_well(slept: list[float]) -> None:
    budget = RetryBudget(share=0.5, reserve=4)
    while budget.spend():
        pass
    spent = Failing(ModelUnavailable("once"))
    with pytest.raises(ModelUnavailable):
        await Retrying(spent, budget).answer(REQUEST, math.inf)
    well = Retrying(Failing(), budget)
    await well.answer(REQUEST, math.inf)  # with the failure's, two first attempts at half a retry
    again = Failing(ModelUnavailable("once"))
    assert (await Retrying(again, budget).answer(REQUEST, math.inf)).text == "good"
    for _ in range(1000):
        await well.answer(REQUEST, math.inf)
    assert sum(budget.spend() for _ in range(10)) == 4


async def test_a_wait_that_is_not_begun_costs_no_retry(slept: list[float]) -> None:
    budget = RetryBudget(share=0, reserve=1)
    with pytest.raises(ModelBusy):
        await Retrying(Failing(after(61)), budget).answer(
            REQUEST, asyncio.get_running_loop().time() + 60
        )
    assert budget.spend()


async def test_a_caller_who_leaves_ends_the_waiting() -> None:
    model = Failing(after(30))
    task = asyncio.create_task(ask(model))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(model.asked) == 1


async def test_a_cancelled_call_is_not_repeated(slept: list[float]) -> None:
    model = Failing(asyncio.CancelledError())
    with pytest.raises(asyncio.CancelledError):
        await ask(model)
    assert len(model.asked) == 1
    assert slept == []


async def test_identity_and_closing_are_those_of_the_model() -> None:
    closed: list[bool] = []

    class Closing(Failing):
        async def close(self) -> None:
            closed.append(True)

    model = Retrying(Closing())
    assert model.identity == "scripted"
    await model.close()
    assert closed == [True]
