"""Are these the bytes that were put under this key?"""

import zlib

SEAL = 4
"""Bytes of a seal."""


def seal(key: str, value: bytes) -> bytes:
    """Over key and value, so that neither a flipped bit nor an entry under another key passes: CRC
    32, as file systems do. It is no secret, and whoever may write entries may seal them."""
    name = key.encode(errors="surrogatepass") + b"\0"
    return zlib.crc32(value, zlib.crc32(name)).to_bytes(SEAL)
