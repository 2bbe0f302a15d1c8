"""How is an operation, and all that it can answer, written down in OpenAPI?"""

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel

from schemas.problem import Problem
from service.api import problems
from service.api.body import JSON
from service.errors import ClaimwireError

Document = dict[str, Any]
_FRAMEWORK = (400, 431, 500)
"""What any request can be refused with before it reaches its route, or fail with there."""


def operation(
    identifier: str,
    summary: str,
    model: type[BaseModel],
    raised: Iterable[type[ClaimwireError]] = (),
    refused: Iterable[int] = (),
) -> Document:
    """An operation that answers with a model, can raise these errors of ours, and be refused so
    by the framework."""
    told = (model.__doc__ or "").partition("\n")[0]
    content = {JSON: {"schema": reference(model)}}
    return described(identifier, summary, told, content, raised, refused)


def described(
    identifier: str,
    summary: str,
    told: str,
    content: Document,
    raised: Iterable[type[ClaimwireError]],
    refused: Iterable[int] = (),
) -> Document:
    """The same for an operation whose content, by media type, is no model's JSON."""
    kinds = [problems.TABLE[error] for error in raised]
    kinds += [problems.FOR_STATUS[status] for status in (*refused, *_FRAMEWORK)]
    statuses = sorted({kind.status for kind in kinds})
    return {
        "operationId": identifier,
        "summary": summary,
        "responses": {
            "200": {"description": told, "content": content},
            **{
                str(status): _problem([kind for kind in kinds if kind.status == status])
                for status in statuses
            },
        },
    }


def _problem(kinds: Sequence[problems.Kind]) -> Document:
    titles = {kind.name: kind.title for kind in kinds}
    lines = [f"- `{problems.PREFIX}{name}`: {title}." for name, title in titles.items()]
    response: Document = {
        "description": "\n".join(lines),
        "content": {problems.MEDIA_TYPE: {"schema": reference(Problem)}},
    }
    if kinds[0].status == 401:
        response["headers"] = {
            "WWW-Authenticate": {
                "description": "How to say who calls.",
                "required": True,
                "schema": {"type": "string"},
            }
        }
    if kinds[0].status in (429, 503):
        response["headers"] = {
            "Retry-After": {
                "description": "Seconds.",
                "required": True,
                "schema": {"type": "integer", "minimum": 1},
            }
        }
    return response


def path_parameter(name: str, description: str, pattern: str) -> Document:
    """A parameter in the path, of this form."""
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": {"type": "string", "pattern": pattern},
    }


def reference(model: type[BaseModel]) -> Document:
    """A reference to the model's schema among the components."""
    return {"$ref": f"#/components/schemas/{model.__name__}"}
