"""Which prompts does the service have?"""

from typing import Any

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from schemas.prompt import PromptDetail, PromptList, PromptMessage, PromptSummary
from schemas.wire import Wire
from service.api.body import JSON
from service.errors import PromptNotFound, UnknownPrompt
from service.prompts.library import PromptLibrary
from service.prompts.prompt import SECOND_LOOK, AnyPrompt


def prompt_routes(prompts: PromptLibrary) -> list[HTTPRouteHandler]:
    """`GET /v1/prompts` and `GET /v1/prompts/{name}/{version}`."""

    @get("/v1/prompts", operation_id="listPrompts")
    async def list_prompts() -> Response[bytes]:
        return _json(PromptList(prompts=[PromptSummary(**_summary(one)) for one in prompts]))

    @get("/v1/prompts/{name:str}/{version:str}", operation_id="getPrompt")
    async def get_prompt(name: FromPath[str], version: FromPath[str]) -> Response[bytes]:
        if version.startswith("0"):  # a version has one address
            raise PromptNotFound("A version is a number without zeros before it.")
        try:
            prompt = prompts.find(f"{name}@{version}")
        except UnknownPrompt as error:
            raise PromptNotFound(str(error)) from error
        opening = [
            PromptMessage(role=message.role, content=message.content) for message in prompt.opening
        ]
        return _json(
            PromptDetail(
                **_summary(prompt),
                opening=opening,
                user=prompt.parts["user"],
                repair=prompt.parts.get("repair"),
                second_look=prompt.parts.get(SECOND_LOOK),
            )
        )

    return [list_prompts, get_prompt]


def _summary(prompt: AnyPrompt) -> dict[str, Any]:
    return {**prompt.about.model_dump(), "sha256": prompt.sha256}


def _json(model: Wire) -> Response[bytes]:
    return Response(content=model.model_dump_json().encode(), media_type=JSON)
