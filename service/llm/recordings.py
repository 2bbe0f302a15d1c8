"""How are recorded answers kept, and which one is the nearest to a request?"""

import hashlib
import json
from collections.abc import Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError

from schemas.wire import Wire
from service.conversation import Answer, Message, ModelRequest, Role, Tokens
from service.errors import ConfigurationError

_COMPARED = 4000
"""Code points of two requests that are compared to see how near they are."""


class RecordedMessage(Wire):
    """One turn."""

    role: Role
    content: str


class RecordedRequest(Wire):
    """A request exactly as it was rendered."""

    messages: list[RecordedMessage]
    schema_name: str
    schema_: Annotated[dict[str, Any], Field(alias="schema")]
    params: dict[str, Any]


class RecordedTokens(Wire):
    """What the answer cost."""

    prompt: int
    cached: int
    completion: int


class RecordedAnswer(Wire):
    """What came back, unedited."""

    text: str
    finish_reason: str | None
    model: str
    tokens: RecordedTokens


class RecordingFile(Wire):
    """One file of a recordings folder."""

    recorded_from: str
    """Where the answer came from: which server or model, and when."""
    request: RecordedRequest
    answer: RecordedAnswer

    def as_request(self) -> ModelRequest:
        """The request that it answers."""
        return ModelRequest(
            messages=tuple(Message(turn.role, turn.content) for turn in self.request.messages),
            schema_name=self.request.schema_name,
            schema=self.request.schema_,
            params=self.request.params,
        )

    def as_answer(self) -> Answer:
        """The answer, marked as recorded."""
        tokens = self.answer.tokens
        return Answer(
            text=self.answer.text,
            finish_reason=self.answer.finish_reason,
            tokens=Tokens(tokens.prompt, tokens.cached, tokens.completion),
            model=self.answer.model,
            recorded_from=self.recorded_from,
        )


class Recordings:
    """A folder of recorded answers, read once. Raises `ConfigurationError` for a broken file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._answers: dict[str, Answer] = {}
        self._requests: dict[Path, ModelRequest] = {}
        fingerprint = hashlib.sha256()
        for path in sorted(folder.glob("*.json")):
            try:
                raw = path.read_bytes()
                # Not `model_validate_json`: it takes no lone surrogate, and an answer may hold one.
                recording = RecordingFile.model_validate(json.loads(raw))
            except (OSError, ValueError, RecursionError) as error:
                raise ConfigurationError(f"{path} is no recording: {_first_line(error)}") from error
            fingerprint.update(raw)
            request = recording.as_request()
            self._requests[path] = request
            self._answers[request.digest] = recording.as_answer()
        self.fingerprint = fingerprint.hexdigest()

    def find(self, request: ModelRequest) -> Answer | None:
        """The answer to exactly this request."""
        return self._answers.get(request.digest)

    def nearest(self, request: ModelRequest) -> str:
        """In words: which recording is nearest to a request, and in what it differs."""
        if not self._requests:
            return f"There are no recordings in {self.folder}."
        shares = {path: _likeness(request, known) for path, known in self._requests.items()}
        path = max(shares, key=lambda known: shares[known])
        if shares[path] < 0.5:
            return f"None of the {len(shares)} recordings in {self.folder} is of this article."
        differs = _differences(request, self._requests[path])
        return f"The nearest recording is {path.name}, which differs in {differs}."


def save(folder: Path, request: ModelRequest, answer: Answer, recorded_from: str) -> Path:
    """Writes a recording, named after its request. Returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{request.schema_name}-{request.digest[:16]}.json"
    recording: Mapping[str, Any] = {
        "recorded_from": recorded_from,
        "request": request.as_json(),
        "answer": {
            "text": answer.text,
            "finish_reason": answer.finish_reason,
            "model": answer.model,
            "tokens": {
                "prompt": answer.tokens.prompt,
                "cached": answer.tokens.cached,
                "completion": answer.tokens.completion,
            },
        },
    }
    written = json.dumps(recording, ensure_ascii=False, indent=2) + "\n"
    # A lone surrogate has no UTF-8; with a backslash before its number it is JSON all the same.
    path.write_bytes(written.encode(errors="backslashreplace"))
    return path


def _first_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return str(error)


def _likeness(request: ModelRequest, known: ModelRequest) -> float:
    ours, theirs = (_asked(other)[-_COMPARED:] for other in (request, known))
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    # The cheap upper bounds first: most recordings are of other articles.
    if matcher.real_quick_ratio() < 0.5 or matcher.quick_ratio() < 0.5:
        return 0.0
    return matcher.ratio()


def _asked(request: ModelRequest) -> str:
    users = (turn.content for turn in reversed(request.messages) if turn.role == "user")
    return next(users, "")


def _differences(request: ModelRequest, known: ModelRequest) -> str:
    differences = {
        "the article's text": _asked(request) != _asked(known),
        "the prompt": request.messages[:-1] != known.messages[:-1],
        "the schema": (request.schema_name, request.schema) != (known.schema_name, known.schema),
        "the parameters": request.params != known.params,
    }
    return " and ".join(name for name, differs in differences.items() if differs)
