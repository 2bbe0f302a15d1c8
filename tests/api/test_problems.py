"""Does every error have its row, and every row its place in the documentation?"""

import inspect
from pathlib import Path

import pytest

from service import errors
from service.api.problems import FOR_STATUS, PREFIX, TABLE
from service.errors import BadRequest, ClaimwireError, ConfigurationError, ModelError, TooMuch

DOCS = (Path(__file__).parents[2] / "docs" / "problems.md").read_text()
NEVER_SENT = {ClaimwireError, BadRequest, ModelError, TooMuch}
"""Raised only as one of their kinds."""
ERRORS = [
    error
    for _, error in inspect.getmembers(errors, inspect.isclass)
    if issubclass(error, ClaimwireError) and not issubclass(error, ConfigurationError)
]


@pytest.mark.parametrize("error", [error for error in ERRORS if error not in NEVER_SENT])
def test_every_error_has_a_row(error: type[ClaimwireError]) -> None:
    assert error in TABLE


@pytest.mark.parametrize(
    "kind", [*TABLE.values(), *FOR_STATUS.values()], ids=lambda kind: kind.name
)
def test_every_problem_is_documented(kind: object) -> None:
    name, status = kind.name, kind.status  # type: ignore[attr-defined]  # a Kind
    assert f"| `{PREFIX}{name}` | {status} |" in DOCS


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    drawn = errors.__doc__ or ""
    for error in [*ERRORS, ConfigurationError]:
        assert error.__name__ in drawn
