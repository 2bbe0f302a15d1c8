"""Which keys are there, and which of them is this?

A key is `cw_ID_SECRET`: the id says in lists and logs which one it is, the secret has 256 bits.
The file has one line for each key (id, tenant, hash of the whole key, when it was made) and one for
each that is revoked. Lines are only added: who reads needs no lock, it can be a single mounted
file, and it tells what was done when. Who adds locks the file, and takes back what could not be
written whole.
"""

import hashlib
import hmac
import json
import logging
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

from service.cache.keys import PUBLIC
from service.errors import ConfigurationError

log = logging.getLogger(__name__)

TENANT = r"[a-z0-9][a-z0-9._-]{0,62}"
_KEY = re.compile(r"cw_([0-9a-f]{8})_[0-9a-f]{64}")
_NOBODYS = hashlib.sha256(b"").digest()
"""What is compared with where there is no such key, so that it takes as long."""

_Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")]


@dataclass(frozen=True, slots=True)
class Key:
    """A key, without what opens."""

    id: str
    tenant: str
    hash: bytes
    """SHA-256 of the whole key. That is enough for what is random, and quick."""
    created: datetime
    revoked: datetime | None = None


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Created(_Line):
    id: _Id
    tenant: Annotated[str, StringConstraints(pattern=f"^{TENANT}$")]
    hash: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    created: AwareDatetime


class _Revoked(_Line):
    id: _Id
    revoked: AwareDatetime


_LINE: TypeAdapter[_Created | _Revoked] = TypeAdapter(_Created | _Revoked)


def read_keys(path: Path) -> dict[str, Key]:
    """The keys in a file, revoked ones included, by id. Raises `ConfigurationError`.

    A last line that ends in the middle is just being written, or never was, and is left out.
    """
    try:
        lines = path.read_text("utf-8").splitlines(keepends=True)
    except FileNotFoundError as error:
        raise ConfigurationError(
            f"{path} is not there. Make it, and a key: claimwire keys create --tenant NAME"
        ) from error
    except (OSError, UnicodeError) as error:
        raise ConfigurationError(f"{path} cannot be read as a file of keys: {error}") from error
    keys: dict[str, Key] = {}
    revoked: dict[str, datetime] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            read = _LINE.validate_json(line)
        except ValidationError as error:
            if not line.endswith("\n"):
                log.warning("keys: %s: line %d ends in the middle", path, number)
                break
            raise ConfigurationError(f"{path}: line {number} is no key's.") from error
        if isinstance(read, _Revoked):
            revoked.setdefault(read.id, read.revoked)
        elif read.id in keys:
            raise ConfigurationError(f"{path}: line {number} has an id that was given before.")
        else:
            keys[read.id] = Key(read.id, read.tenant, bytes.fromhex(read.hash), read.created)
    return {key.id: replace(key, revoked=revoked.get(key.id)) for key in keys.values()}


def find_key(keys: Mapping[str, Key], presented: str) -> Key | None:
    """The key that this is, unless it is revoked. Takes as long for a wrong one."""
    form = _KEY.fullmatch(presented)
    key = keys.get(form[1]) if form else None
    is_it = hmac.compare_digest(_hash(presented), key.hash if key else _NOBODYS)
    return key if is_it and key and key.revoked is None else None


def create_key(path: Path, tenant: str) -> str:
    """Adds a key to the file, which is made where there is none, and gives what the caller sends.

    It is not kept anywhere. Raises `ConfigurationError`.
    """
    if not re.fullmatch(TENANT, tenant) or tenant == PUBLIC:
        raise ConfigurationError(
            "A tenant's name has small letters, digits, dots and dashes, at most 63 of them, and "
            f"is not “{PUBLIC}”, who is everybody where no keys are needed."
        )
    known = read_keys(path) if path.exists() else {}
    identifier = secrets.token_hex(4)
    while identifier in known:
        identifier = secrets.token_hex(4)
    presented = f"cw_{identifier}_{secrets.token_hex(32)}"
    _add(path, id=identifier, tenant=tenant, hash=_hash(presented).hex(), created=_now())
    if not find_key(read_keys(path), presented):
        raise ConfigurationError(f"{path} does not have the new key; somebody else changed it.")
    return presented


def revoke_key(path: Path, identifier: str) -> Key:
    """Makes a key worthless for ever. Once more is no fault. Raises `ConfigurationError`; the key
    may be valid still then."""
    key = read_keys(path).get(identifier)
    if key is None:
        raise ConfigurationError(f"{path} has no key {identifier!r}; see: claimwire keys list")
    if key.revoked is None:
        _add(path, id=identifier, revoked=_now())
    key = read_keys(path).get(identifier)
    if key is None or key.revoked is None:
        raise ConfigurationError(
            f"{path} does not say that {identifier!r} is revoked; somebody else changed it."
        )
    return key


def _add(path: Path, **fields: str) -> None:
    """A line, whole and on the disk, or an error and the file as it was."""
    try:
        file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            _append(file, json.dumps(fields).encode() + b"\n")
        finally:
            os.close(file)
    except OSError as error:
        raise ConfigurationError(
            f"{path} could not be written, and nothing was done: {error.strerror}."
        ) from error


def _append(file: int, line: bytes) -> None:
    import fcntl  # not on Windows, where nothing else here needs it

    fcntl.flock(file, fcntl.LOCK_EX)  # until it is closed
    size = os.fstat(file).st_size
    last = os.pread(file, size, 0).rpartition(b"\n")[2]
    if _is_whole(last):  # somebody edited it
        line = b"\n" + line
    elif last:  # what was never written whole would make the file unreadable in its middle
        size -= len(last)
        os.ftruncate(file, size)
    try:
        _write_whole(file, line)
        os.fsync(file)
    except OSError:
        os.ftruncate(file, size)
        raise


def _write_whole(file: int, line: bytes) -> None:
    while line:  # on a full disk the first write takes a part, and the next one says why
        line = line[os.write(file, line) :]


def _is_whole(line: bytes) -> bool:
    try:
        _LINE.validate_json(line)
    except ValidationError:
        return False
    return True


def _hash(presented: str) -> bytes:
    return hashlib.sha256(presented.encode()).digest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
