"""Does the service answer every fault of a model's server as the catalogue says?"""

import pytest

from tests.faults.changes import table
from tests.faults.harness import HERE, Case, Run, read_cases, read_lines
from tests.faults.judging import differences

pytestmark = pytest.mark.xdist_group("faults")


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: f"{case.id}-{case.mode}")
def test_a_fault_does_what_is_expected(case: Case, runs: dict[str, Run]) -> None:
    found = differences(case, runs[case.name])
    assert not found, "\n".join(found)


def test_the_catalogue_has_all_its_cases() -> None:
    ids = [line["id"] for line in read_lines()]
    assert len(set(ids)) == len(ids) == 208


def test_a_changed_expectation_has_its_reason_and_its_row() -> None:
    lines = read_lines()
    assert all(("changed" in line) == ("was" in line) for line in lines)
    assert table() in (HERE / "README.md").read_text()
