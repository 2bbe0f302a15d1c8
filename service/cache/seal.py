"""Are these the bytes that were put under this key?"""

import hashlib

SEAL = 16
"""Bytes of a seal."""


def seal(key: str, value: bytes) -> bytes:
    """Over key and value, so that neither a flipped bit nor an entry under another key passes."""
    secret = hashlib.blake2b(key.encode(errors="surrogatepass")).digest()
    return hashlib.blake2b(value, key=secret, digest_size=SEAL).digest()
