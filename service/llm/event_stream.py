"""What did a server answer that streams without having been asked to?"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from service.errors import InvalidEnvelope, ModelUnavailable

_DONE = "[DONE]"


def is_event_stream(body: bytes) -> bool:
    """Whether a body is one of server-sent events: fields or comments, not JSON."""
    return body.startswith((b"data:", b":", b"event:", b"id:"))


def read_event_stream(body: bytes) -> dict[str, Any]:
    """The completion that the chunks of a stream make together.

    Raises `ModelUnavailable` where it ends without saying that it does, and `InvalidEnvelope`
    where it is no stream of chunks.
    """
    content, ended, usage, model = "", None, None, None
    for chunk in _chunks(body):
        if chunk.get("error"):
            return chunk
        model, usage = chunk.get("model") or model, chunk.get("usage") or usage
        choices = chunk.get("choices")
        first = choices[0] if isinstance(choices, list) and choices else {}
        delta = first.get("delta") if isinstance(first, Mapping) else None
        said = delta.get("content") if isinstance(delta, Mapping) else None
        content += said if isinstance(said, str) else ""
        ended = (first.get("finish_reason") if isinstance(first, Mapping) else None) or ended
    if ended is None:
        raise ModelUnavailable("The language model's server broke its answer off.")
    message = {"message": {"content": content}, "finish_reason": ended}
    return {"choices": [message], "model": model, "usage": usage}


def _chunks(body: bytes) -> Iterator[dict[str, Any]]:
    """The JSON objects of a stream's events, up to the one that says that it is done."""
    try:
        lines = body.decode().splitlines()
        for line in lines:
            data = line.removeprefix("data:").strip()
            if not line.startswith("data:") or not data:
                continue
            if data == _DONE:
                return
            chunk = json.loads(data)
            if isinstance(chunk, dict):
                yield chunk
    except (ValueError, RecursionError) as error:
        raise InvalidEnvelope("The language model's server sent no chat completion.") from error
