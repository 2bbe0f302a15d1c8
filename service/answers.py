"""Was this very request answered before?"""

import json
import logging
from dataclasses import asdict

from pydantic import TypeAdapter, ValidationError

from service.cache.keys import PUBLIC, answer_key
from service.cache.store import Store
from service.conversation import Answer, ModelRequest

log = logging.getLogger(__name__)

_ANSWER = TypeAdapter(Answer)


class AnswerCache:
    """A model's answers to one tenant by exact request. Only those found good are put in."""

    def __init__(self, store: Store, ttl: float, tenant: str = PUBLIC) -> None:
        self._store = store
        self._ttl = ttl
        self._tenant = tenant

    def of(self, tenant: str) -> "AnswerCache":
        """The answers to another tenant."""
        return AnswerCache(self._store, self._ttl, tenant)

    async def get(self, model: str, request: ModelRequest) -> Answer | None:
        """The kept answer; None where there is none, or none that can be read."""
        kept = await self._store.get(answer_key(model, request.digest, self._tenant))
        if kept is None:
            return None
        try:
            return _ANSWER.validate_json(kept)
        except ValidationError as error:
            log.warning("cache: an answer was not readable: %d faults", error.error_count())
            return None

    async def put(self, model: str, request: ModelRequest, answer: Answer) -> None:
        """Keeps an answer."""
        value = json.dumps(asdict(answer)).encode()
        key = answer_key(model, request.digest, self._tenant)
        await self._store.put(key, value, self._ttl)
