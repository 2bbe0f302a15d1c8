"""Does `tests.load.overload` run? Its promises are for its command, on a quiet machine."""

from tests.load.overload import run


async def test_what_is_too_much_is_a_503_that_says_when_to_come_again() -> None:
    # Twenty times: also where the capacity was measured in a slow moment, that is too much.
    report = await run(2.0, 0.2, running=2, waiting=2, times=20.0, measured_for=0.5)
    assert set(report.statuses) == {200, 503}
    assert report.without_retry_after == 0
    assert report.health
    assert "capacity" in str(report)
