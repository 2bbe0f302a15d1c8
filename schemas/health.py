"""How is the service?"""

from typing import Literal

from .wire import Wire


class Health(Wire):
    """The process answers. Says nothing about the model or the cache."""

    status: Literal["ok"]


class Readiness(Wire):
    """Whether it can do its work."""

    status: Literal["ready", "degraded"]
    """`degraded`: it answers, but without the help of its cache."""
    backend: Literal["openai", "replay"]
    """Whether a live model is asked, or only recorded answers are known."""
    cache: str
    """`ok`, or what is wrong with it."""
    version: str
