"""Was this asked before, and what was answered?"""

import json
import logging
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from service.cache.keys import PUBLIC, answer_key
from service.cache.store import Store
from service.conversation import Answer

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, and the context that stood beside what it was asked about."""

    answer: Answer
    context: tuple[str, ...] = ()


_KEPT = TypeAdapter(Kept)


class AnswerCache:
    """A model's answers to one tenant by the digest of what was asked. Only those found good are
    put in."""

    def __init__(self, store: Store, ttl: float, tenant: str = PUBLIC) -> None:
        self._store = store
        self._ttl = ttl
        self._tenant = tenant

    def of(self, tenant: str) -> "AnswerCache":
        """The answers to another tenant."""
        return AnswerCache(self._store, self._ttl, tenant)

    async def get(self, model: str, asked: str) -> Kept | None:
        """The kept answer; None where there is none, or none that can be read."""
        kept = await self._store.get(answer_key(model, asked, self._tenant))
        if kept is None:
            return None
        try:
            return _KEPT.validate_json(kept)
        except ValidationError as error:
            log.warning("cache: an answer was not readable: %d faults", error.error_count())
            return None

    async def put(self, model: str, asked: str, kept: Kept) -> None:
        """Keeps an answer."""
        value = json.dumps(_KEPT.dump_python(kept)).encode()
        await self._store.put(answer_key(model, asked, self._tenant), value, self._ttl)
