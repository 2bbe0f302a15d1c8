"""Who is calling?"""

import logging
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from service.access.keys import Key, find_key, read_keys
from service.cache.keys import PUBLIC
from service.errors import ConfigurationError, KeyRequired

log = logging.getLogger(__name__)

LOOK = 1.0
"""Seconds after which the file of keys is looked at again: how long a revoked key still opens."""
_BEARER = re.compile(rb"[ \t]*(?i:bearer) +([!-~]+)[ \t]*")
"""The whitespace around a field is no part of it (RFC 9110, 5.5)."""


@dataclass(frozen=True, slots=True)
class Caller:
    """For whom a request is."""

    tenant: str
    key: str | None = None
    """The id of the key that was used; None where none is needed."""


ANYBODY = Caller(PUBLIC)


class Door:
    """Knows callers by their keys; without a file of keys, lets everybody in.

    What becomes of the file is noticed while the service runs. Where it is gone or damaged, the
    keys that were read last stay, and the log says so: a slip of an operator must not lock all
    callers out, nor let anybody in. Raises `ConfigurationError` where it cannot be read at first.
    """

    def __init__(self, path: Path | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._clock = clock
        self._looked = clock()
        self._seen: object = None
        self._keys: Mapping[str, Key] = {}
        if path is not None:
            self._seen = _state(path)  # before reading: what is added meanwhile is seen next time
            self._keys = read_keys(path)
            if all(key.revoked for key in self._keys.values()):
                log.warning("keys: %s has no valid key; every call is refused", path)

    @property
    def is_open(self) -> bool:
        """Whether nobody needs a key."""
        return self._path is None

    def caller(self, authorization: list[bytes]) -> Caller:
        """Whose request has these `Authorization` headers. Raises `KeyRequired`."""
        if self._path is None:
            return ANYBODY
        if self._clock() - self._looked >= LOOK:
            self._look(self._path)
        form = _BEARER.fullmatch(authorization[0]) if len(authorization) == 1 else None
        key = find_key(self._keys, form[1].decode("ascii") if form else "")
        if key is None:
            raise KeyRequired("Send a valid key in the header: Authorization: Bearer cw_...")
        return Caller(key.tenant, key.id)

    def _look(self, path: Path) -> None:
        self._looked = self._clock()
        state = _state(path)
        if state == self._seen:
            return
        self._seen = state
        try:
            self._keys = read_keys(path)
        except ConfigurationError as error:
            log.error("keys: %s The keys that were read before stay valid.", error)  # noqa: TRY400  # its words say all
        else:
            log.info("keys: %s was read again", path)


def _state(path: Path) -> object:
    """Something else after every change of the file."""
    try:
        stat = path.stat()
    except OSError as error:
        return error.errno
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
