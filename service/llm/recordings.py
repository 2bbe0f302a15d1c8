"""How are recorded answers kept, and which one is the nearest to a request?"""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationError

from schemas.article import is_unicode
from schemas.wire import Wire
from service.conversation import Answer, Message, ModelRequest, Role, Tokens
from service.errors import ConfigurationError

_ALIKE = 0.5
"""Share of words in common above which two requests are of the same article."""


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
    model: Annotated[str, AfterValidator(is_unicode)]
    tokens: RecordedTokens


class RecordingFile(Wire):
    """One file of a recordings folder."""

    recorded_from: Annotated[str, AfterValidator(is_unicode)]
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
        self._words: dict[Path, frozenset[str]] = {}
        if not folder.is_dir():
            raise ConfigurationError(f"{folder} is no folder of recordings.")
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
            self._words[path] = _words(request)
            self._answers[request.digest] = recording.as_answer()
        self.fingerprint = fingerprint.hexdigest()

    def find(self, request: ModelRequest) -> Answer | None:
        """The answer to exactly this request."""
        return self._answers.get(request.digest)

    def of_this_text(self, request: ModelRequest) -> Path | None:
        """The recording of the same text, whatever else is different about it."""
        asked = _asked(request)
        return next(
            (path for path, known in self._requests.items() if _asked(known) == asked), None
        )

    def nearest(self, request: ModelRequest) -> str:
        """In words: which recording is nearest to a request, and in what it differs.

        Nearness is the share of words in common; linear in the texts.
        """
        if not self._requests:
            return f"There are no recordings in {self.folder}."
        ours = _words(request)
        shares = {
            path: len(ours & theirs) / max(len(ours | theirs), 1)
            for path, theirs in self._words.items()
        }
        path = max(shares, key=lambda known: shares[known])
        if shares[path] < _ALIKE:
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


def _words(request: ModelRequest) -> frozenset[str]:
    """The words of what a request asks about."""
    return frozenset(re.findall(r"\w+", _asked(request)))


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
