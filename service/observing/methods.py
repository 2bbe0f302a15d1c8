"""Which methods of HTTP are called by their names?"""

_KNOWN = frozenset({"GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"})


def named(method: str) -> str:
    """The method; `other` for what a caller may have made up."""
    return method if method in _KNOWN else "other"
