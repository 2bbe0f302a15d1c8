"""Was this very request answered before?"""

import json
import logging
from dataclasses import asdict

from service.cache.keys import answer_key
from service.cache.store import Store
from service.conversation import Answer, ModelRequest, Tokens

log = logging.getLogger(__name__)


class AnswerCache:
    """A model's answers by exact request. Only answers that were found good are put in."""

    def __init__(self, store: Store, ttl: float) -> None:
        self._store = store
        self._ttl = ttl

    async def get(self, model: str, request: ModelRequest) -> Answer | None:
        """The kept answer; None where there is none, or none that can be read."""
        kept = await self._store.get(answer_key(model, request.digest))
        if kept is None:
            return None
        try:
            fields = json.loads(kept)
            return Answer(**{**fields, "tokens": Tokens(**fields["tokens"])})
        except (ValueError, TypeError, KeyError) as error:
            log.warning("cache: an answer was not readable: %s", error)
            return None

    async def put(self, model: str, request: ModelRequest, answer: Answer) -> None:
        """Keeps an answer."""
        value = json.dumps(asdict(answer)).encode()
        await self._store.put(answer_key(model, request.digest), value, self._ttl)
