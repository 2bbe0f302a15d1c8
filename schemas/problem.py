"""What does an error look like? (RFC 9457)"""

from pydantic import Field

from .wire import Wire


class FieldProblem(Wire):
    """One field that is not as it should be."""

    pointer: str
    """A JSON pointer into the body, such as `/published_at`."""
    detail: str


class Problem(Wire):
    """An error, as `application/problem+json`."""

    type: str
    """`urn:claimwire:problem:` and a name that the documentation lists."""
    title: str
    status: int
    detail: str
    instance: str | None = None
    """The path that was called."""
    errors: list[FieldProblem] = Field(default_factory=list)
