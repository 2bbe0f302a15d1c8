"""Where do the files stand that are no code?

In a checkout beside the packages; in a wheel inside of the package.
"""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent


def resource(bundled: str, in_checkout: str | None = None) -> Path:
    """The folder `bundled` of the wheel, or its place in a checkout."""
    inside = _PACKAGE / "_bundled" / bundled
    return inside if inside.is_dir() else _CHECKOUT / (in_checkout or bundled)


PROMPTS = resource("prompts")
SEEDS = resource("seeds")
RECORDINGS = resource("recordings", "tests/recordings")
